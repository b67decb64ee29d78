"""Version 1: reports, claims, local incidents, judgements, runs. Where every book begins."""

revision = "1"
down_revision = None
