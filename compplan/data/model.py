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
    ``fields`` gives the file's names of columns that are called otherwise in the table. Rows of several
    files have the name of each in ``files``, with the index of its first row in the table.
    """

    file: str
    rows: Ints | None = None
    first: int = 2
    fields: Mapping[str, str] = field(default_factory=dict)
    files: tuple[tuple[int, str], ...] = ()

    def row(self, index: int) -> int:
        """Give the row in the file, header included, of a table row."""
        return index + self.first if self.rows is None else int(self.rows[index])

    def file_of(self, index: int) -> str:
        """Name the file in which a table row stands."""
        return next((file for first, file in reversed(self.files) if first <= index), self.file)

    def place(self, index: int | None = None, field: str | None = None) -> Place:
        """Say where a row or column of the table stands, by the names that its file has."""
        name = None if field is None else self.fields.get(field, field)
        if index is None:
            return Place(self.file, field=name)
        return Place(self.file_of(index), row=self.row(index), field=name)

    def seen(self, index: int, other: int) -> str:
        """Name a table row to somebody who looks at another: with its file, if that is not the same."""
        file = self.file_of(index)
        return f"{self.row(index)}" + (f" of {file}" if file != self.file_of(other) else "")


@dataclass(frozen=True, slots=True)
class Table:
    """A table's columns, all of one length; ``participant`` indexes ``Panel.participants``, -1 for nobody.

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
        return self.origin.place(index, field)


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

    A panel and its arrays cannot be changed. It is equal to itself alone; two that hold the same data have
    the same ``digest``.

    >>> import compplan as cp
    >>> panel = cp.load_data(cp.bundled("plans") / "data")
    >>> panel.participants[:2], sorted(panel.tables)
    (('P001', 'P002'), ['accounts', 'coaching', 'events', 'milestones', 'quotas', 'ratings', 'sales'])
    """

    participants: tuple[str, ...]
    segments: Segments
    tables: Mapping[str, Table]
    _digest: str = ""
    near_misses: Mapping[str, str] = field(default_factory=dict)
    """Files of the folder that are named almost like a table that is not there, by table."""

    @property
    def digest(self) -> str:
        """Give the SHA-256 over the canonical content of all tables: the same for the same rows in any order.

        It is worked out when it is first asked for.

        >>> import compplan as cp
        >>> len(cp.load_data(cp.bundled("plans") / "data").digest)
        64
        """
        if not self._digest:
            from compplan.data.digest import digest_of

            digest = digest_of(self.participants, self.segments, self.tables)
            object.__setattr__(self, "_digest", digest)
        return self._digest

    def __repr__(self) -> str:
        """Say how many participants there are, and how many rows in each table."""
        from compplan.data.notebook import panel_repr

        return panel_repr(self)

    def _repr_html_(self) -> str:
        from compplan.data.notebook import panel_html

        return panel_html(self)
