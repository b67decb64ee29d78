"""What a question to the book answers with: looked up when it is gone through, as often as wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Generic, TypeVar

from tallybook.errors import UsageError

if TYPE_CHECKING:
    import pandas

T = TypeVar("T")


class Results(Generic[T]):
    """Records of a book, in a fixed order. Each pass asks the book again; nothing is held in memory."""

    def __init__(
        self,
        records: Callable[[], Iterator[T]],
        count: Callable[[], int],
        rows: Callable[[], Iterator[Mapping[str, object]]],
        columns: tuple[str, ...],
    ) -> None:
        self._records = records
        self._count = count
        self._rows = rows
        self._columns = columns

    def __iter__(self) -> Iterator[T]:
        return self._records()

    def __len__(self) -> int:
        return self._count()

    def __repr__(self) -> str:
        return f"<{len(self)} results>"

    def to_pandas(self) -> pandas.DataFrame:
        """A data frame with one row for each record. Raises UsageError where pandas is not installed."""
        try:
            import pandas
        except ImportError as error:
            raise UsageError("pandas is not installed", "install it: pip install 'tallybook[pandas]'") from error
        return pandas.DataFrame(list(self._rows()), columns=list(self._columns))
