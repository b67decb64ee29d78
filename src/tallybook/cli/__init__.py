"""The command line: each command is a public function of the library with the same name and words.

Only click is loaded here; a command loads the rest when it runs.
"""

from __future__ import annotations

from tallybook.cli import (
    add,
    backup,
    bundle,
    captures,
    claims,
    cluster,
    copy,
    desk,
    diff,
    evaluate,
    export,
    fetch,
    gather,
    history,
    import_,
    incidents,
    judge,
    judgements,
    queue,
    read,
    show,
    vocabulary,
    watch,
    why,
)
from tallybook.cli.group import main

__all__ = ["main"]

for _command in (
    add.add,
    fetch.fetch,
    watch.watch,
    captures.captures,
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
    import_.import_,
    diff.diff,
    bundle.bundle,
    backup.backup,
    copy.copy,
    read.read,
    desk.desk,
    desk.account,
    cluster.cluster,
    evaluate.evaluate,
    gather.gather,
    vocabulary.vocabulary,
):
    main.add_command(_command)
