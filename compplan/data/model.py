"""Typed columns of the tables that a run reads: small arrays, nothing else.

Numbers are exact: integers in units of 1/10,000 (``SCALE``), the finest minor unit of ISO 4217. Days count
from 1970-01-01, months are month indices (`compplan.months`), text is coded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from compplan.diagnostics import Place

SCALE = 10_000
"""Stored numbers are multiples of 1 / SCALE."""
NEVER = 2**31 - 1
"""The day (exclusive) on which an open segment ends."""

Ints = NDArray[np.int64]
Codes = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class TextColumn:
    """Text as codes into ``values``; -1 is missing."""

    codes: Codes
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NumberColumn:
    """Exact decimals as integers in 1 / SCALE; ``missing`` marks cells without a value."""

    scaled: Ints
    missing: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class DayColumn:
    """Days since 1970-01-01; NEVER where missing."""

    days: Codes


@dataclass(frozen=True, slots=True)
class PeriodColumn:
    """Calendar months, quarters or years: first month index and number of months (1, 3 or 12)."""

    first: Codes
    months: Codes


Column = TextColumn | NumberColumn | DayColumn | PeriodColumn


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a table's rows stand: a file name, and the row of each (None: consecutive from ``first``).

    ``first`` is 2 below a header, and 1 where rows are counted without one (Parquet files, frames, arrays).
    """

    file: str
    rows: Ints | None = None
    first: int = 2

    def row(self, index: int) -> int:
        """Give the row in the file, header included, of a table row."""
        return index + self.first if self.rows is None else int(self.rows[index])


@dataclass(frozen=True, slots=True)
class Table:
    """A table's columns, all of one length; ``participant`` indexes ``Panel.participants``.

    Columns that the tables' definition does not name are text, for ``where``.
    """

    name: str
    origin: Origin
    columns: Mapping[str, Column]
    participant: Codes

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.participant)

    def place(self, index: int, field: str | None = None) -> Place:
        """Say where a row of the table stands in its file."""
        return Place(self.origin.file, row=self.origin.row(index), field=field)


@dataclass(frozen=True, slots=True)
class Segments:
    """Dated segments of participants, ordered by participant and start; days are ``[start, end)``."""

    participant: Codes
    start: Codes
    end: Codes
    role: TextColumn
    target_incentive: Ints
    manager: Codes
    """Index into ``Panel.participants``; -1 for none."""
    origin: Origin
    row: Ints
    """Row in the file of each segment."""
    columns: Mapping[str, Column] = field(default_factory=dict)
    """Optional columns as given: name, team, region, base_salary, currency, ..."""


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Panel:
    """Checked input of a run: participants in order of id, their segments and the other tables by name.

    A panel is equal to itself alone; two that hold the same data have the same ``digest``.
    """

    participants: tuple[str, ...]
    segments: Segments
    tables: Mapping[str, Table]
    digest: str
    """SHA-256 over the canonical content of all tables: same data, same digest, in any row order."""
    near_misses: Mapping[str, str] = field(default_factory=dict)
    """Files of the folder that are named almost like a table that is not there, by table."""
