"""Columns that are read while their table arrives, part by part: numbers, days, and ids that are known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from compplan.data.cells import Cells, light
from compplan.data.columns import read_column
from compplan.data.dates import FIRST_DAY, LAST_DAY, iso
from compplan.data.definition import ColumnDefinition, TableDefinition
from compplan.data.frames import raw_series
from compplan.data.model import NEVER, Codes, DayColumn, TextColumn

if TYPE_CHECKING:
    import polars as pl


class UncleanError(Exception):
    """Raised where a cell is not what its column holds: it takes the whole column to tell of it."""

    def __init__(self, column: str) -> None:
        """Name the column."""
        super().__init__(column)
        self.column = column


@dataclass(frozen=True, slots=True)
class Arriving:
    """What is known of a table before its rows arrive: its columns, and the participants in order of id.

    ``later`` are columns that are to be read as a whole.
    """

    columns: Mapping[str, ColumnDefinition] = field(default_factory=dict)
    ids: tuple[str, ...] = ()
    words: Mapping[str, Any] = field(default_factory=dict)
    """What the text of some columns is looked up in, as an Enum of polars."""
    later: frozenset[str] = frozenset()

    def without(self, column: str) -> Arriving:
        """Leave a column until all of it is there."""
        return replace(self, later=self.later | {column})

    def read(self, series: pl.Series) -> Cells | None:
        """Read a part of a column; None if it is of a kind to be read as a whole.

        UncleanError if a cell holds something else than the column should, or nothing where it must.
        """
        import polars as pl

        column = self.columns.get(series.name)
        if column is None or series.name in self.later:
            return None
        if series.dtype == pl.String and series.name in self.words:
            return light(self._found(series, column))
        if column.kind == "number" or (column.kind == "date" and series.dtype == pl.Date):
            cells, problems = read_column(raw_series(series), column)
            if problems:
                raise UncleanError(series.name)
            return light(cells)
        return None

    def _found(self, series: pl.Series, column: ColumnDefinition) -> Cells:
        missing = series.is_null().to_numpy()
        found = series.cast(self.words[series.name], strict=False)
        if found.null_count() > missing.sum() or (column.required and missing.any()):
            raise UncleanError(series.name)
        if column.kind == "id":
            return Cells(TextColumn(_places(found, -1), self.ids), ~missing, missing)
        days = _places(found, NEVER - FIRST_DAY) + np.int32(FIRST_DAY)
        return Cells(DayColumn(days), ~missing, missing)


def _places(found: pl.Series, missing: int) -> Codes:
    import polars as pl

    return found.to_physical().cast(pl.Int32).fill_null(missing).to_numpy()


def arriving(definition: TableDefinition, ids: tuple[str, ...] = ()) -> Arriving:
    """Read the columns of a table that can be read while it arrives; ``ids`` are those of participants."""
    import polars as pl

    columns = {column.name: column for column in definition.columns}
    words = {name: _every_day() for name, column in columns.items() if column.kind == "date"}
    if ids and "participant_id" in columns:
        words["participant_id"] = pl.Enum(ids)
    return Arriving(columns, ids, words)


@cache
def _every_day() -> pl.Enum:
    import polars as pl

    return pl.Enum([iso(day) for day in range(FIRST_DAY, LAST_DAY + 1)])
