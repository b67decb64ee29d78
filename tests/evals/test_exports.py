"""The check of exports reads what was written, and names what is not as the codebook has it."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from evals import exports
from tallybook.export.schema import schema

TOLD = (
    "QUETTA, 3 March 2022 - Gunmen killed four soldiers near Quetta on Thursday, the army said. The United Nations "
    "condemned the attack.",
    "4 March 2022\n\nThe toll of Thursday's attack near Quetta rose to six soldiers, the army said.",
)


def test_every_format_is_read_by_others_and_comes_back_whole(tmp_path: Path) -> None:
    for number, text in enumerate(TOLD):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    done = CliRunner().invoke(exports.main, [str(tmp_path), "--reader", "rules"])
    assert done.exit_code == 0, done.output
    assert "ucdp/ucdp.csv: 1 rows, 0 problems" in done.output and "plover/plover.csv: 1 rows" in done.output


def test_deaths_that_do_not_add_up_are_named(tmp_path: Path) -> None:
    path = tmp_path / "ucdp.csv"
    row = dict.fromkeys(schema("ucdp").names, "") | {
        "id": "7", "deaths_a": "4", "deaths_b": "0", "deaths_civilians": "0", "deaths_unknown": "0",
        "best": "5", "low": "4", "high": "5", "where_prec": "12",
    }  # fmt: skip
    path.write_text("\n".join((",".join(row), ",".join(row.values()))), encoding="utf-8")
    problems = list(exports.checked("ucdp", path))
    assert "deaths of 7 do not add up" in problems and any(text.startswith("where_prec: 12 ") for text in problems)


def test_codes_with_a_leading_nought_are_read_as_text(tmp_path: Path) -> None:
    path = tmp_path / "plover.csv"
    path.write_text("cameo,cameo_root\n018,01\n", encoding="utf-8")
    read = exports.table(path)
    assert read is not None and list(read.cameo) == ["018"]
