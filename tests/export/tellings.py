"""Incidents with their claims and reports, made by hand: for tests of the exports."""

from __future__ import annotations

from typing import Any

from tallybook.book.selected import Told
from tallybook.records import (
    AnyClaim,
    Estimate,
    Figure,
    Incident,
    Part,
    Place,
    Report,
    Responsibility,
    Span,
    Speaker,
    identity,
)

Bounds = int | tuple[int, int, int]


def report(path: str, text: str, published: str | None = None, outlet: str | None = None, **more: Any) -> Report:
    """A report whose first line is its headline."""
    end = text.find("\n") if "\n" in text else 0
    parts = (Part(0, end, "headline"), Part(end + 1, len(text), "body")) if end else (Part(0, len(text), "body"),)
    return Report(identity("r", path), path, text, published, None, outlet, parts, **more)


def figure(home: Report, words: str, victims: str, number: int, speaker: str | None = None, **more: Any) -> Figure:
    """A figure of killed (unless ``harm`` says otherwise) whose words stand in the report."""
    start = home.text.index(words)
    end = start + len(words)
    return Figure(
        id=identity("c", home.id, start, victims),
        report=home.id,
        start=start,
        end=end,
        sentence=_sentence(home, start, end),
        speaker=_speaker(home, speaker),
        local="A",
        **{"harm": "killed", "qualifier": "exact", "low": number, "high": number, **more},
        victims=victims,  # type: ignore[arg-type]
    )


def claim_of(home: Report, group: str, mode: str, words: str, by: str | None = None) -> Responsibility:
    """A responsibility told by the words."""
    start = home.text.index(words)
    end = start + len(words)
    return Responsibility(
        id=identity("c", home.id, start, mode),
        report=home.id,
        start=start,
        end=end,
        sentence=_sentence(home, start, end),
        speaker=_speaker(home, by),
        local="A",
        group=group,
        mode=mode,  # type: ignore[arg-type]
        by=by,
    )


def _sentence(home: Report, start: int, end: int) -> Span:
    first = max(home.text.rfind(".", 0, start), home.text.rfind("\n", 0, start)) + 1
    return Span(first, home.text.find(".", end) + 1 or len(home.text))


def _speaker(home: Report, name: str | None) -> Speaker | None:
    if name is None:
        return None
    start = home.text.index(name)
    return Speaker(name, "unknown", start, start + len(name))


def figures(claims: tuple[AnyClaim, ...] = (), **harms: dict[str, Bounds]) -> dict[str, dict[str, Estimate]]:
    """Estimates of harms by victims, from one number or low, best and high; each uses the claims that fit."""
    return {
        harm: {victims: _estimate(claims, harm, victims, bounds) for victims, bounds in by_victims.items()}
        for harm, by_victims in harms.items()
    }


def _estimate(claims: tuple[AnyClaim, ...], harm: str, victims: str, bounds: Bounds) -> Estimate:
    low, best, high = (bounds, bounds, bounds) if isinstance(bounds, int) else bounds
    used = tuple(c.id for c in claims if isinstance(c, Figure) and (c.harm, c.victims) == (harm, victims))
    return Estimate(low, best, high, used, "told")


def incident(name: str = "one", **more: Any) -> Incident:
    """An incident; what is not given is unknown."""
    id = identity("i", name)
    plain: dict[str, Any] = {
        "root": id, "part_of": None, "title": "Attack", "type": "Attack", "start": None, "end": None, "place": None,
        "status": "reported", "members": (f"r-{name}:A",), "reports": (),
    }  # fmt: skip
    return Incident(**{"id": id, **plain, **more})


def told(*reports: Report, claims: tuple[AnyClaim, ...] = (), parts: tuple[Incident, ...] = (), **more: Any) -> Told:
    """An incident that these reports tell, by their date."""
    ordered = tuple(sorted(reports, key=lambda each: (each.published or "9999", each.id)))
    own = incident(**{"reports": tuple(sorted(each.id for each in reports)), **more})
    return Told(own, claims, ordered, parts, tuple(part.id for part in parts))


KHARAN = Place("Kharan", "PK", "Balochistan", 28.58459, 65.41501, "exact")
BALOCHISTAN = Place("Balochistan", "PK", "Balochistan", 28.5, 65.5, "adm1")
MUSAKHAIL = Place("Musakhail", "PK", "Balochistan", 30.86, 69.82, "adm2")
