"""Aid Worker Security Database: killed, wounded and kidnapped of a narrative.

A record counts aid workers only, a narrative often tells of others too. They are told apart by the words of a figure
up to the end of its noun phrase: a figure is about aid workers where it names their work or their employer ("2 UN
staff", "one driver of an NGO"); about others where it names soldiers, attackers, bystanders or relatives, where the
reader says so, or where the narrative itself says "not counted". What says neither ("one wounded") counts as aid
workers, whom the narratives are about. Where some figures of a harm name aid workers, what these come to alone is the
total; where none does, all that name nobody else count.
The set codes some things that the narrative does not say: that who was beaten was wounded, or who is on a list was
killed. A number is asked for only where a word for the harm stands in the narrative; how many records that leaves out
is told. Who was kidnapped and then killed is counted as killed alone: of such a record no kidnapped are asked for.
See ``numbers`` for what "stated" and "total" mean.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from evals.public.inputs import Read, csv_rows, read_all, sample
from evals.public.numbers import Asked, Count
from evals.public.table import Table

from evals.public import numbers
from tallybook.gather import from_text
from tallybook.records import Figure
from tallybook.workers import Reader

_HARMS = {"killed": "Total killed", "wounded": "Total wounded", "abducted": "Total kidnapped"}
_NARRATIVE = "Details"
_SAID = {
    "killed": re.compile(
        r"\b(?:kill|dead|die[ds]?\b|death|murder|assassinat|execut|behead|gunned|slain|fatal|succumb|bod(?:y|ies)\b)",
        re.IGNORECASE,
    ),
    "wounded": re.compile(r"\b(?:wound|injur|hurt|shot|stab|burn|bullet|shrapnel|hospitali)", re.IGNORECASE),
    "abducted": re.compile(
        r"\b(?:kidnap|abduct|hostage|captive|captur|hijack|seized|taken|held|missing|disappear)", re.IGNORECASE
    ),
}
_AID = re.compile(
    r"\b(?:staff\w*|ngos?|ingos?|lngos?|un|u\.n|unhcr|unicef|wfp|icrc|ifrc|rc|nrcs|red (?:cross|crescent)|msf|ios?|ifi"
    r"|humanitarians?|aid|relief|volunteers?|workers?|employees?|contractors?|contracted|consultants?|agency|agencies"
    r"|deminers?|drivers?|guards?|watchm[ae]n|storekeepers?|doctors?|nurses?|physicians?|medics?|health|polio"
    r"|vaccinators?|paramedics?|teachers?|engineers?|officers? of|director|members? of the team|colleagues?"
    r"|internationals?|nationals?|locals)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:civilians?|bystanders?|passers-?by|villagers?|residents?|police\w*|soldiers?|troops?|army|militia\w*|militants?"
    r"|insurgents?|rebels?|gunm[ae]n|attackers?|assailants?|bombers?|bandits?|robbers?|armed men|security men"
    r"|child(?:ren)?|wife|wives|sons?|daughters?|brothers?|famil(?:y|ies)|relatives?|patients?|passengers?|students?"
    r"|journalists?|refugees?|displaced|idps?|peacekeepers?|officials?|elders?)\b",
    re.IGNORECASE,
)
_END = re.compile(
    r"[,;:.(]|\b(?:and|or|but|by|when|while|in|on|at|as|was|were|is|are|has|had|who|whose|during|after|before|from|with"
    r"|to|shot|killed|wounded|injured|kidnapped|abducted|died|dead)\b"
)
_NOT_COUNTED = re.compile(r"[^.;()]{0,60}\(not (?:counted|included)")
_FURTHER = 60


def measure(folder: Path, reader: Reader, size: int | None) -> Table:
    """Measures a reader on ``awsd-dev.csv``."""
    records = sample(csv_rows(folder / "awsd-dev.csv", ("Incident ID", _NARRATIVE, *_HARMS.values())), size)
    reports = [from_text(record[_NARRATIVE], path=record["Incident ID"]) for record in records]
    reads = read_all("awsd", reader, reports)
    pairs = list(zip(records, reads, strict=True))
    asked = {harm: [_asked(*pair, harm) for pair in pairs if _is_asked(pair[0], harm)] for harm in _HARMS}
    return Table(
        "awsd",
        "Aid Worker Security Database, victims of a narrative",
        len(reads),
        {
            **{name: row for harm, some in asked.items() for name, row in numbers.rows(harm, some).items()},
            "left out: the narrative does not say so": _unsaid(records),
        },
        sum(read.failed for read in reads),
        tuple(miss for harm, some in asked.items() for miss in numbers.misses(harm, some)),
    )


def _is_asked(record: dict[str, str], harm: str) -> bool:
    if _number(record, harm):
        return _SAID[harm].search(record[_NARRATIVE]) is not None
    return harm != "abducted" or not _number(record, "killed")


def _unsaid(records: Sequence[dict[str, str]]) -> dict[str, int]:
    return {harm: sum(_number(one, harm) > 0 and not _is_asked(one, harm) for one in records) for harm in _HARMS}


def _number(record: dict[str, str], harm: str) -> int:
    return int(record[_HARMS[harm]] or 0)


def _asked(record: dict[str, str], read: Read, harm: str) -> Asked:
    text = read.report.text
    count = _count(numbers.figures_of(read, (harm,)), text)
    return Asked(read.report.path, text, _number(record, harm), count)


def _count(figures: Sequence[Figure], text: str) -> Count:
    starts = [figure.start for figure in figures]
    following = [min((start for start in starts if start > own), default=len(text)) for own in starts]
    about = {figure.id: _about(figure, text, end) for figure, end in zip(figures, following, strict=True)}
    aid = [figure for figure in figures if about[figure.id] == "aid"]
    both = [figure for figure in figures if about[figure.id] != "others"]
    narrow, wide = numbers.counted(aid or both, text), numbers.counted(both, text)
    return Count(narrow.stated | wide.stated, narrow.total)


def _about(figure: Figure, text: str, following: int) -> str:
    """Whom a figure is about: "aid", "others", or "open" where neither its words nor the reader tell.

    ``following`` is where the next figure begins.
    """
    if _NOT_COUNTED.match(text[figure.end : following]):
        return "others"
    after = text[figure.end : figure.end + _FURTHER]
    end = _END.search(after)
    phrase = text[figure.start : figure.end] + (after[: end.start()] if end else after)
    if _AID.search(phrase):
        return "aid"
    if _OTHERS.search(phrase) or figure.victims in ("security_force", "armed_group"):
        return "others"
    return "open"
