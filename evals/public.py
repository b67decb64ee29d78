"""Measures a reader on public sets that are kept outside this repository, and prints a table for each.

    python evals/public.py --data ../shared/data                  every set
    python evals/public.py isaf muc --data ../shared/data --reader hybrid --errors 20

The package ``evals/public/`` does it, a module a set; see evals/README.md.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from evals.public.command import main

if __name__ == "__main__":
    main()
