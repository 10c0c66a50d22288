"""Columns that are read while their table arrives, part by part: numbers, days, and ids that are known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from compplan.data.cells import Cells
from compplan.data.columns import read_column
from compplan.data.dates import day_of
from compplan.data.definition import ColumnDefinition, TableDefinition
from compplan.data.frames import raw_series
from compplan.data.lookup import Lookup
from compplan.data.model import NEVER, DayColumn, TextColumn

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
    words: Mapping[str, Lookup] = field(default_factory=dict)
    """What the texts of some columns stand for: days, or places of ``ids``."""
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
            return self._found(series, column)
        if column.kind == "number" or (column.kind == "date" and series.dtype == pl.Date):
            cells, problems = read_column(raw_series(series), column)
            if problems:
                raise UncleanError(series.name)
            return cells
        return None

    def _found(self, series: pl.Series, column: ColumnDefinition) -> Cells:
        found = self.words[series.name].values(series)
        if found is None or (column.required and found[1].any()):
            raise UncleanError(series.name)
        values, missing = found
        read = DayColumn(values) if column.kind == "date" else TextColumn(values, self.ids)
        return Cells(read, ~missing, missing)


def arriving(definition: TableDefinition, ids: tuple[str, ...] = ()) -> Arriving:
    """Read the columns of a table that can be read while it arrives; ``ids`` are those of participants."""
    columns = {column.name: column for column in definition.columns}
    words = {name: Lookup(day_of, NEVER) for name, column in columns.items() if column.kind == "date"}
    if ids and "participant_id" in columns:
        places = {name: place for place, name in enumerate(ids)}
        words["participant_id"] = Lookup(places.get, -1, ids)
    return Arriving(columns, ids, words)
