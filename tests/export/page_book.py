"""A small book made by hand, for the page's tests: two reports that differ, a copy, a denial and an undated report."""

from __future__ import annotations

from dataclasses import dataclass, field

from tallybook.records import (
    AnyClaim,
    Check,
    Confirmation,
    Denial,
    Disruption,
    Estimate,
    Figure,
    Incident,
    Part,
    Place,
    Reaction,
    Report,
    Responsibility,
    Span,
    Speaker,
)

FIRST = (
    "At least 15 soldiers were killed in Quetta, the army said on Saturday. The group of the hills said it did it. "
    "Up to 30 people were wounded. China condemned the attack. Trains stopped."
)
LATER = "The army said that 22 soldiers had died in Quetta. Another outlet's line. A minister denied any attack."
GLUED = "Two towns share a bridge. It opens in May."


@dataclass
class HandBook:
    """The four questions that the page asks of a book."""

    made: list[Incident] = field(default_factory=list)
    said: list[AnyClaim] = field(default_factory=list)
    read: list[Report] = field(default_factory=list)

    def incidents(self, *, policy: str | None = None) -> list[Incident]:
        return self.made

    def claims(self) -> list[AnyClaim]:
        return self.said

    def reports(self) -> list[Report]:
        return self.read

    def estimates(self, incident: str) -> dict[str, dict[str, dict[str, Estimate]]]:
        """Under ``acled`` the same, under ``ibc`` nothing."""
        figures = next(one.figures for one in self.made if one.id == incident)
        return {"latest": figures, "acled": figures, "ibc": {}}


def at(report: Report, words: str) -> dict[str, object]:
    """The fields of a claim that stands at these words; its sentence is the one between full stops."""
    start = report.text.index(words)
    left = report.text.rfind(". ", 0, start) + 2 if ". " in report.text[:start] else 0
    right = report.text.find(".", start + len(words)) + 1 or len(report.text)
    return {
        "id": f"c-{report.id}-{start}",
        "report": report.id,
        "start": start,
        "end": start + len(words),
        "sentence": Span(left, right),
        "local": "A",
    }


def speaker(report: Report, words: str, kind: str = "military") -> Speaker:
    """The speaker named by these words."""
    start = report.text.index(words)
    return Speaker(words, kind, start, start + len(words))  # type: ignore[arg-type]


def killed(
    report: Report, words: str, low: int | None, high: int | None, who: Speaker | None, **more: object
) -> Figure:
    """A figure of soldiers killed."""
    fields = {
        "qualifier": "exact" if low == high else "at_least",
        "victims": "security_force",
        "harm": "killed",
        **more,
    }
    return Figure(**at(report, words), low=low, high=high, speaker=who, **fields)  # type: ignore[arg-type]


def hand_book() -> HandBook:
    """One attack in Quetta in two dated reports and a copy; a rumour in an undated one; a report without violence."""
    first = Report("r-1", "harbour.txt", FIRST, "2026-01-31", "dateline", "Harbour Wire")
    copy = Report("r-2", "karez.txt", FIRST, "2026-01-31", "dateline", "Karez Daily", same_as="r-1")
    parts = (Part(0, len(LATER), "body"), Part(len(LATER), len(LATER) + len(GLUED), "other_article"))
    later = Report("r-3", "ledger.txt", LATER + GLUED, "2026-02-04", "text", "Capital Ledger", parts)
    rumour = Report(
        "r-4", "rumour.txt", "Four men died near Saravan, it is said.", None, "the text has no date", "Rumour"
    )
    quiet = Report("r-5", "match.txt", "United shot down Rovers.", "2026-02-01", "text", "Whistle")
    claims: list[AnyClaim] = [
        killed(first, "At least 15 soldiers", 15, None, speaker(first, "the army")),
        killed(copy, "At least 15 soldiers", 15, None, speaker(copy, "the army")),
        killed(first, "Up to 30 people", None, 30, None, harm="wounded", victims="unspecified", qualifier="up_to"),
        Responsibility(**at(first, "The group of the hills"), group="The group of the hills", mode="claimed"),
        Reaction(**at(first, "condemned"), actor="China", action="condemn"),
        Disruption(**at(first, "Trains stopped"), what="rail", detail="trains stopped"),
        killed(later, "22 soldiers", 22, 22, speaker(later, "The army")),
        Denial(**at(later, "denied any attack"), by="a minister", of="the attack"),
        Confirmation(**at(later, "Another outlet's line"), by="another outlet", of="the attack"),
        killed(rumour, "Four men", 4, 4, None, victims="unspecified"),
    ]
    return HandBook([_quetta(claims), _saravan(claims)], claims, [first, copy, later, rumour, quiet])


def _quetta(claims: list[AnyClaim]) -> Incident:
    soldiers = Estimate(
        15,
        22,
        22,
        (claims[0].id, claims[6].id),
        "The army's later figure stands.",
        ((claims[1].id, "a copy of Harbour Wire"),),
    )
    wounded = Estimate(30, 30, 30, (claims[2].id,), "Only one report gives a number.")
    return Incident(
        id="i-quetta",
        root="i-quetta",
        part_of=None,
        title="Attack in Quetta",
        type="Attack",
        start="2026-01-31",
        end="2026-01-31",
        place=Place("Quetta", "PK", "Balochistan", 30.18, 67.0),
        status="disputed",
        members=("r-1:A", "r-2:A", "r-3:A"),
        reports=("r-1", "r-2", "r-3"),
        figures={"killed": {"security_force": soldiers}, "wounded": {"unspecified": wounded}},
        checks=(Check("15 + 7 = 22", True, (claims[0].id,), "The later figure adds seven."),),
        contradictions=("Harbour Wire says 15, Capital Ledger says 22.",),
    )


def _saravan(claims: list[AnyClaim]) -> Incident:
    return Incident(
        id="i-saravan",
        root="i-saravan",
        part_of=None,
        title="Rumour of deaths near Saravan",
        type=None,
        start=None,
        end=None,
        place=None,
        status="reported",
        members=("r-4:A",),
        reports=("r-4",),
        figures={"killed": {"unspecified": Estimate(4, 4, 4, (claims[9].id,), "One voice.")}},
    )
