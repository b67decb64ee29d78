"""Holds scores to their floors: exits 1 where one is below, or where the gold is no longer the one measured on.

    python evals/check.py                       the committed gold, evals/own
    python evals/check.py seeds=PATH gold=PATH  gold kept elsewhere, under its name in floors.json
    python evals/check.py --raise               moves floors up to the present scores, never down
    python evals/check.py --accept-gold         takes the present gold as the one to measure on

Several may be given at once. See evals/README.md.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from tallybook.errors import TallybookError, UsageError
from tallybook.evaluation import evaluate, floors
from tallybook.evaluation.gold import digest

HERE = Path(__file__).parent


@click.command()
@click.argument("sets", nargs=-1, metavar="[NAME[=PATH]]...")
@click.option("--floors", "file", type=click.Path(path_type=Path), default=HERE / "floors.json", show_default=True)
@click.option("--export", type=click.Path(path_type=Path), help="Score this export instead of reading the texts.")
@click.option("--reader", default="rules", show_default=True)
@click.option("--raise", "raising", is_flag=True, help="Move floors up to the present scores.")
@click.option("--accept-gold", is_flag=True, help="Record the digest of the present gold.")
def main(sets: tuple[str, ...], file: Path, export: Path | None, reader: str, raising: bool, accept_gold: bool) -> None:
    """Holds the scores of gold sets to the floors kept for them."""
    try:
        kept = floors.load(file)
        good = [_check(kept, *_named(said), export, reader, raising, accept_gold) for said in sets or ("own",)]
        if raising or accept_gold:
            floors.save(file, kept)
    except TallybookError as error:
        click.echo(f"check: {error}", err=True)
        sys.exit(error.exit_code)
    sys.exit(0 if all(good) else 1)


def _named(said: str) -> tuple[str, Path]:
    """The name of a set and its folder: ``seeds=PATH``, or a folder of evals/ by its name alone."""
    name, given, path = said.partition("=")
    if not given and not (HERE / name).is_dir():
        raise UsageError(f"where is {name!r}?", f"Give its folder: python evals/check.py {name}=PATH")
    return name, Path(path) if given else HERE / name


def _check(
    kept: dict[str, Any],
    name: str,
    folder: Path,
    export: Path | None,
    reader: str,
    raising: bool,
    accept_gold: bool,
) -> bool:
    entry = floors.of_set(kept, name)
    now = digest(folder)
    same = _same_gold(name, entry.get("digest"), now, accept_gold)
    result = evaluate(folder, export, reader)
    held = floors.held(entry, result)
    click.echo("\n".join(f"{name}: {one}" for one in held))
    if same and (raising or accept_gold):
        kept[name] = floors.raised(entry, result, now) if raising else {**entry, "digest": now}
    return same and all(one.kept for one in held)


def _same_gold(name: str, measured: str | None, now: str, accept_gold: bool) -> bool:
    if accept_gold or measured == now:
        return True
    click.echo(f"{name}: FAIL the gold is not the one that the floors were measured on (digest {now[:16]}...)")
    click.echo(f"{name}:      where that is meant: python evals/check.py {name}=PATH --accept-gold")
    return False


if __name__ == "__main__":
    main()
