"""The command line: each command is a public function of the library with the same name and words.

Only click is loaded here; a command loads the rest when it runs.
"""

from __future__ import annotations

from tallybook.cli import (
    add,
    claims,
    desk,
    evaluate,
    export,
    gather,
    history,
    incidents,
    judge,
    judgements,
    queue,
    read,
    show,
    vocabulary,
    why,
)
from tallybook.cli.group import main

__all__ = ["main"]

for _command in (
    add.add,
    incidents.incidents,
    show.show,
    why.why,
    history.history,
    claims.claims,
    queue.queue,
    judge.judge,
    judgements.judgements,
    judgements.verify,
    export.export,
    export.record,
    read.read,
    desk.desk,
    desk.account,
    evaluate.evaluate,
    gather.gather,
    vocabulary.vocabulary,
):
    main.add_command(_command)
