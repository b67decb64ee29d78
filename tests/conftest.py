"""What holds for every test: none is timed, since machines differ and the first use of a part loads it."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
