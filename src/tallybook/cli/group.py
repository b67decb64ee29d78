"""The outermost command: how errors end, and the settings that all commands share."""

from __future__ import annotations

import errno
from typing import Any

import click

from tallybook.cli import screen
from tallybook.errors import TallybookError

INTERRUPTED = 130


class _Main(click.Group):
    """Ends every error of ours with its words on standard error and its exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except TallybookError as error:
            screen.complain(error)
            ctx.exit(error.exit_code)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # whoever read the output has enough of it: click ends quietly
            screen.complain(_in_words(error))
            ctx.exit(TallybookError.exit_code)
        except KeyboardInterrupt:
            click.echo("\ninterrupted", err=True)
            ctx.exit(INTERRUPTED)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


def _in_words(error: OSError) -> TallybookError:
    """An error of the system that no stage has told: mostly a full disk behind standard output."""
    what = f"{error.filename or 'standard output'} cannot be used ({error.strerror or error})"
    return TallybookError(what, "free some space, or send the output elsewhere")


@click.group(cls=_Main, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="tallybook", message="tallybook %(version)s")
@click.option("--settings", "file", metavar="FILE", help="A TOML file with settings, instead of ./tallybook.toml.")
@click.pass_context
def main(ctx: click.Context, file: str | None) -> None:
    """Reads contradicting news reports on political violence and keeps one record that can be defended.

    BOOK is a path, made when absent by 'add', or a database URL. Exit codes: 0 all well; 1 some files could not be
    taken; 2 the words do not fit; 3 the book cannot be used; 130 interrupted.
    """
    ctx.obj = file
