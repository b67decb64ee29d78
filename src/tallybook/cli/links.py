"""``tallybook why --links``: the waterfall of each pair that holds an incident together, and of what comes near."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

from tallybook.cli import screen
from tallybook.cli.judge import summary
from tallybook.cli.opened import opened

if TYPE_CHECKING:
    from tallybook.book.linked import Linked, Links, Side

_INDENT = " " * 32


def show(book: str, incident: str, as_json: bool) -> None:
    """Print why an incident is one."""
    with opened(book) as store:
        found = store.links(incident)
    click.echo(screen.as_json(_object(found)) if as_json else "\n".join(_lines(found)))


def _object(found: Links) -> dict[str, Any]:
    return {
        "incident": found.incident.id,
        "held": [_pair_object(pair) for pair in found.held],
        "against": [_pair_object(pair) for pair in found.against],
        "near": [_pair_object(pair) for pair in found.near],
    }


def _pair_object(pair: Linked) -> dict[str, Any]:
    return {
        "locals": [pair.one.local, pair.other.local],
        "incidents": [pair.one.incident, pair.other.incident],
        "value": pair.score.value,
        "chance": pair.score.chance,
        "verdict": pair.score.verdict,
        "part": pair.score.part,
        "features": [feature._asdict() for feature in pair.score.features()],
        "judgements": [judgement.id for judgement in pair.judgements],
        "blocked": _pair_object(pair.blocked) if pair.blocked else None,
    }


def _lines(found: Links) -> Iterator[str]:
    incident = found.incident
    yield f"{screen.line(incident.title)}  [{incident.id}]  {screen.days(incident)}"
    yield from _section(f"held together by {screen.number(len(found.held), 'pair')}", found.held)
    yield from _section("inside, but looks different: carried by the others", found.against)
    yield from _section("near, but another incident", found.near, with_homes=True)
    if not (found.held or found.near):
        yield "one report tells it, and nothing comes near"


def _section(title: str, pairs: Iterable[Linked], *, with_homes: bool = False) -> Iterator[str]:
    told = list(pairs)
    if told:
        yield ""
        yield title
    for pair in told:
        yield f"  {_side(pair.one, with_homes)} and {_side(pair.other, with_homes)}: {_verdict(pair)}"
        yield from (
            screen.paragraph(feature.sentence, _INDENT, f"    {_weight(feature.weight)}  {feature.name:<18}  ")
            for feature in pair.score.features()
        )
        yield from (f"    judged  {summary(judgement)}" for judgement in pair.judgements)
        if pair.blocked:
            reason = pair.blocked.score.features()[0].sentence
            ends = f"{_side(pair.blocked.one, False)} and {_side(pair.blocked.other, False)}"
            yield screen.paragraph(f"{ends}: {reason}", _INDENT, "    yet not one, since between ")


def _side(side: Side, with_home: bool) -> str:
    home = f" [{side.incident}]" if with_home and side.incident else ""
    return f"{screen.line(side.path)} ({side.local.rsplit(':', 1)[1]}){home}"


def _verdict(pair: Linked) -> str:
    from tallybook.link.score import SAME, UNSURE

    told = {
        "same": f"same, from {SAME} on",
        "unsure": f"unsure, from {UNSURE} on; same from {SAME} on",
        "different": f"different, below {UNSURE}",
        "never": "a gate shuts",
    }[pair.score.verdict]
    if pair.score.chance is None:
        return told
    return f"{pair.score.value:+.2f} ({told}); of such pairs in marked-up reports {pair.score.chance:.0%} are one"


def _weight(weight: float) -> str:
    return f"{weight:+6.2f}" if weight else "  gate"
