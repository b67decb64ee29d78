"""A few dozen reports in two Parquet files: copies, undated ones, waves, rows that hold none, and one row twice.

One town has an attack each month, so that what an undated report of it tells fits many.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

COLUMNS = {"text": "story", "title": "head", "date": "day", "outlet": "paper"}
TOWNS = ("Quetta", "Mastung", "Turbat", "Khuzdar", "Gwadar", "Sibi")
PAPERS = ("The Daily Road", "Valley Post", "Harbour Times")
SPEAKERS = ("police said", "a hospital official said", "the army said in a statement", "residents said")
Row = dict[str, str | None]


def rows() -> list[Row]:
    """The rows of the table."""
    chance = random.Random(7)
    made: list[Row] = []
    for number, town in enumerate(TOWNS):
        day = date(2021, 3, 2) + timedelta(days=3 * number)
        for turn in range(5):
            made.append(_attack(chance, town, day, turn))
    made += [_copy(made[at], paper) for at, paper in ((0, "Valley Post"), (6, "Harbour Times"), (6, "The Third Paper"))]
    made += [_wave(turn) for turn in range(3)]
    made += [_attack(chance, "Gwadar", date(2022, month, 11), 0) for month in range(1, 9)]
    made += [_attack(chance, "Gwadar", date(2022, 9, 1), 1) for _ in range(2)]
    made += [{**made[3], "story": None}, {**made[3], "head": None, "story": "1234 5678"}, dict(made[8])]
    return made


def _attack(chance: random.Random, town: str, day: date, turn: int) -> Row:
    toll = 6 + TOWNS.index(town) + chance.randrange(3)
    told = day + timedelta(days=turn // 2)
    when = f"on {day:%A}" if turn % 2 else f"on {day.day} {day:%B} {day.year}"
    story = (
        f"Gunmen killed at least {toll} people when they opened fire at a market in {town}, Balochistan, {when}, "
        f"{chance.choice(SPEAKERS)}. Another {toll // 2} people were wounded and were taken to a hospital in the town. "
        f"Shopkeepers {chance.choice(('closed', 'left', 'shuttered'))} their stalls and families waited outside.\n\n"
    )
    if turn == 3:
        story += f"Last year {4 + toll} people were killed in a bombing in {TOWNS[TOWNS.index(town) - 1]}.\n"
    if turn == 4:
        story += f"The Baloch Liberation Army claimed responsibility for the attack in {town}.\n"
    undated = turn == 1
    return {
        "head": f"{toll} killed in {town} market attack",
        "story": story,
        "day": None if undated else told.isoformat(),
        "paper": PAPERS[turn % 3],
    }


def _copy(row: Row, paper: str) -> Row:
    return {**row, "paper": paper}


def _wave(turn: int) -> Row:
    toll = 20 + turn
    story = (
        f"At least {toll} people were killed in coordinated attacks across Balochistan on Wednesday, officials said. "
        f"Gunmen killed {9 + turn} people in Panjgur and {6 + turn} people in Kalat, while a bomb killed five soldiers "
        "in Nushki, police said. The Baloch Liberation Army claimed responsibility for all of the attacks.\n"
    )
    return {
        "head": f"Attacks across Balochistan kill {toll}",
        "story": story,
        "day": "2021-06-03",
        "paper": PAPERS[turn],
    }


def write(folder: Path) -> Path:
    """The rows in two files, one of them in a folder below and with a name that addresses write otherwise."""
    import pyarrow
    import pyarrow.parquet

    found = rows()
    (folder / "below").mkdir()
    # Every row of the attacks on a town lies in either file: what belongs together comes from both.
    for path, some in ((folder / "a.parquet", found[::2]), (folder / "below" / "b c%20.parquet", found[1::2])):
        pyarrow.parquet.write_table(pyarrow.Table.from_pylist(some), path, row_group_size=5)
    return folder
