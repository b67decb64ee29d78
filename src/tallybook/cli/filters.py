"""The words that narrow a list of incidents: the same for every command that takes them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def _several(name: str, metavar: str, help: str) -> Callable[[F], F]:
    return click.option(f"--{name}", multiple=True, metavar=metavar, help=help)


_OPTIONS = (
    _several("country", "NAME", "In this country: its name or its ISO code. Give it again for another."),
    _several("region", "NAME", "In this first-level region: PK/Balochistan."),
    _several("month", "MONTH", "In this month: 2024-08."),
    click.option(
        "--from", "from_", metavar="DATE", help="On or after this day, month or year (2024-08-26, 2024-08, 2024)."
    ),
    click.option("--to", metavar="DATE", help="On or before this day, month or year."),
    _several("type", "TYPE", "Of this type, such as 'Armed clash'."),
    _several("group", "WORDS", "With this group or state named for it: a part of a name is enough."),
    _several("status", "STATUS", "reported, confirmed, disputed or denied."),
    _several("harm", "HARM", "With an estimate of this harm: killed, wounded, missing, abducted, ..."),
    _several("victims", "CLASS", "Of this class: civilian, security_force, armed_group, unspecified."),
    click.option("--min", type=int, metavar="N", help="With a best estimate of N or more of one harm and class."),
    _several("disagreement", "DEGREE", "none, some, wide (high twice low and ten more) or contradicted."),
    _several("review", "STATE", "By the latest decision on it: open, accepted, fixed, rejected or unsure."),
    _several("missing", "WHAT", "Without a place, or without a date."),
    click.option("--background", metavar="YES|NO", help="Told only as background in other reports, or not."),
    click.option("--part-of", metavar="INCIDENT", help="The sites of this wave."),
    click.option("--bbox", metavar="W,S,E,N", help="In this box: west, south, east and north in degrees."),
    click.option("--text", metavar="WORDS", help="With all these words in the incident or its reports."),
    click.option("--sort", metavar="ORDER", help="date, spread, toll, reports, title, place, status or type."),
    click.option("--order", metavar="WAY", help="desc or asc; what is not known comes last both ways."),
    click.option("--limit", type=int, metavar="N", help="N incidents at most."),
)


def filter_options(command: F) -> F:
    """A command with the options ``--country``, ``--from`` and the other words of ``incidents``."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command
