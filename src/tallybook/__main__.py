"""``python -m tallybook`` is ``tallybook``."""

from __future__ import annotations

from tallybook.cli import main

if __name__ == "__main__":
    main(prog_name="tallybook")
