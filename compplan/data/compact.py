"""Rows that arrive part by part, kept small: text that comes again and again is held once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from compplan.data.arriving import Arriving
from compplan.data.blank import blank_rows
from compplan.data.cells import Cells, Growing
from compplan.data.frames import raw_polars
from compplan.data.model import Ints, Origin
from compplan.data.raw import RawTable

if TYPE_CHECKING:
    import polars as pl

Progress = Callable[[int, int], None]
"""Is told how many rows have been read, of about how many in all."""

_RARE = 4
"""A column whose first part has a distinct value in so many rows, or more, stays as it is."""
_NARROW = {64: 8, 1 << 14: 16}
"""Distinct values of a first part up to which categories are held in so many bits: four times as many fit."""


def untold(_rows: int, _of: int) -> None:
    """Tell nobody how many rows have been read."""


@dataclass(frozen=True, slots=True)
class Part:
    """Rows: columns that have been read, and a frame of the others; ``blank`` of ``count`` are left out."""

    frame: pl.DataFrame
    cells: Mapping[str, Cells]
    blank: NDArray[np.intp]
    count: int


class Rows:
    """A table that grows; its text columns of few distinct values become categories of their own.

    What is known of the table says which columns are read at once: they are not in its frame.
    """

    def __init__(
        self, known: Arriving | None = None, *, blank: bool = False, tell: Progress = untold
    ) -> None:
        """Begin without a row; ``blank`` rows are kept or left out. ``tell`` is told of several parts."""
        self.known = Arriving() if known is None else known
        self.keeps_blank = blank
        self.tell = tell
        self.parts: list[pl.DataFrame] = []
        self.cells: dict[str, Growing] = {}
        self.kinds: Mapping[str, pl.DataType] | None = None
        self.blank: list[Ints] = []
        self.count = 0
        self.room = 0

    def begin(self, part: pl.DataFrame, chosen: list[str], room: int = 0) -> None:
        """Decide by the first of several parts which columns become categories; ``room`` rows may come."""
        self.room = room
        self.tell(0, room)
        self.kinds = categories(part.select(chosen), narrow=True)
        self.parts = [self._small(early) for early in self.parts]

    def part(self, part: pl.DataFrame, chosen: list[str]) -> Part:
        """Make the columns chosen of a part small. Threads may do so at once."""
        count = len(part)
        blank = np.zeros(count, np.bool_) if self.keeps_blank else blank_rows(part)
        frame = (part.filter(~blank) if blank.any() else part).select(chosen)
        if self.kinds is None:  # a file of one part is small
            return Part(frame, {}, np.flatnonzero(blank), count)
        cells = {series.name: read for series in frame if (read := self.known.read(series)) is not None}
        return Part(self._small(frame.drop(cells)), cells, np.flatnonzero(blank), count)

    def _small(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Make categories of text: of more bits from now on, if there are more than theirs tell apart."""
        import polars as pl

        kinds = self.kinds or {}
        try:
            return frame.cast({name: kind for name, kind in kinds.items() if name in frame.columns})
        except pl.exceptions.ComputeError:
            self.kinds = wide = {name: _category() for name in kinds}
            return frame.cast({name: kind for name, kind in wide.items() if name in frame.columns})

    def add(self, part: Part) -> None:
        """Add rows; every part has the same columns."""
        self.blank.append(part.blank + self.count)
        self.count += part.count
        self.parts.append(part.frame)
        for name, cells in part.cells.items():
            self.cells.setdefault(name, Growing(self.room)).add(cells)
        if self.room:
            self.tell(self.count, max(self.count, self.room))

    def frame(self) -> pl.DataFrame:
        """Give all rows that are not blank, without the columns that have been read."""
        import polars as pl

        return pl.concat([self._small(part) for part in self.parts], rechunk=False)

    def table(self, origin: Origin) -> RawTable:
        """Give the table, whose first row is that of its origin; the rows are let go of."""
        rows = self.count - sum(map(len, self.blank))
        read = {name: growing.cells() for name, growing in self.cells.items()}
        raw = raw_polars(self.frame(), origin)
        self.parts.clear()
        return RawTable(replace(origin, rows=self.standing(origin.first)), raw.columns, rows, read=read)

    def standing(self, first: int) -> Ints | None:
        """Say where the rows stand, the first one of all at ``first``; None if none was blank."""
        blank = np.concatenate(self.blank) if self.blank else ()
        if not len(blank):
            return None
        return np.delete(np.arange(self.count, dtype=np.int64), blank) + first


def categories(sample: pl.DataFrame, *, narrow: bool = False) -> dict[str, pl.DataType]:
    """Choose the text columns that are better held as categories, and give a type to each.

    ``narrow`` ones have room for a few times as many values as the sample has, not for any number.
    """
    import polars as pl

    text = [name for name, dtype in sample.schema.items() if dtype == pl.String]
    counts = {name: sample[name].n_unique() for name in text}
    few = {name: count for name, count in counts.items() if count * _RARE < len(sample)}
    return {name: _category(count if narrow else None) for name, count in few.items()}


def _category(count: int | None = None) -> pl.DataType:
    """Give a type for text of about so many distinct values; for any number of them without a count."""
    import polars as pl

    bits = 32 if count is None else next((bits for most, bits in _NARROW.items() if count <= most), 32)
    physical = {8: pl.UInt8, 16: pl.UInt16, 32: pl.UInt32}[bits]
    return pl.Categorical(pl.Categories.random(physical=physical))
