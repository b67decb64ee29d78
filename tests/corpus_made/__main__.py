"""Writes tests/corpus/ anew: see the package."""

from __future__ import annotations

from pathlib import Path

from tests.corpus_made import archives, documents, exports, mails, pages, tables, texts

FOLDER = Path(__file__).parents[1] / "corpus"
FILES: dict[str, bytes] = {
    **pages.FILES, **texts.FILES, **documents.FILES, **exports.FILES, **tables.FILES, **mails.FILES, **archives.FILES,
}  # fmt: skip
PARQUET = "tables/rows.parquet"


def write(folder: Path) -> None:
    """All files, into a folder."""
    for name, data in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    tables.write_parquet(folder / PARQUET)


if __name__ == "__main__":
    write(FOLDER)
