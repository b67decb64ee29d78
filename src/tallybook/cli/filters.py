"""The words that narrow a list of incidents: the same for every command that takes them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

_OPTIONS = (
    click.option("--country", metavar="NAME", help="In this country: its name or its ISO code."),
    click.option(
        "--from", "from_", metavar="DATE", help="On or after this day, month or year (2024-08-26, 2024-08, 2024)."
    ),
    click.option("--to", metavar="DATE", help="On or before this day, month or year."),
    click.option("--type", metavar="TYPE", help="Of this type, such as 'Armed clash'."),
    click.option("--group", metavar="WORDS", help="With this group or state named for it: a part of a name is enough."),
    click.option("--status", metavar="STATUS", help="reported, confirmed, disputed or denied."),
    click.option("--harm", metavar="HARM", help="With an estimate of this harm: killed, wounded, abducted, ..."),
    click.option("--victims", metavar="CLASS", help="Of civilian, security_force, armed_group or unspecified."),
    click.option("--min", type=int, metavar="N", help="With a best estimate of N or more of one harm and class."),
    click.option("--text", metavar="WORDS", help="With all these words in the incident or its reports."),
    click.option("--limit", type=int, metavar="N", help="N incidents at most."),
)


def filter_options(command: F) -> F:
    """A command with the options ``--country``, ``--from`` and the other words of ``incidents``."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command
