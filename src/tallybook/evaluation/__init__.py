"""How well Tallybook reads: its claims and incidents against hand-made gold.

    evaluate(gold_folder) -> result     reads the gold's texts into a book of their own and scores what was found
    format_table(result) -> str         the same for the terminal
    compare(gold_folder, readers)       a result for each of several readers
    format_columns(results) -> str      these side by side

Behind them are pure functions over two folders: ``gold.load`` (what a person found), ``exported.load`` (what
Tallybook found), ``score.score`` (every measure as a ratio of counts), ``phenomena`` (what makes a figure hard, and
how many such figures were read). ``floors`` holds scores to what was reached.
"""

from __future__ import annotations

from tallybook.evaluation.measure import compare, evaluate
from tallybook.evaluation.table import format_columns, format_table

__all__ = ["compare", "evaluate", "format_columns", "format_table"]
