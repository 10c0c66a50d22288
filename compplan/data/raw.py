"""Columns as a source gives them, before the grammar has read them: text, numbers, days or something else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from compplan.data.cells import Cells
from compplan.data.forms import PLAIN, Form, Part
from compplan.data.model import Codes, Ints, Origin
from compplan.data.polarstext import Decimals, PolarsText

WIDTH = 26
"""Bytes of a cell that the fast grammars see; longer cells are read one by one."""
_BLOCK = 1 << 17


class Text(Protocol):
    """A column of text; empty and absent cells are both missing."""

    def __len__(self) -> int:
        """Count the rows."""
        ...

    def coded(self) -> tuple[Codes, tuple[str, ...]]:
        """Give a code for each row (-1: missing) and the distinct values, in order of code points."""
        ...

    def cells(self, rows: NDArray[np.intp]) -> list[str]:
        """Give the cells of some rows; missing ones are empty."""
        ...


@dataclass(frozen=True, slots=True)
class ListText:
    """Text in a list; None and the empty text are missing."""

    values: Sequence[str | None]

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.values)

    def coded(self) -> tuple[Codes, tuple[str, ...]]:
        """Give a code for each row (-1: missing) and the distinct values, in order of code points."""
        distinct = sorted({value for value in self.values if value})
        codes: dict[str | None, int] = {value: code for code, value in enumerate(distinct)}
        return np.fromiter((codes.get(value, -1) for value in self.values), np.int32, len(self)), tuple(
            distinct
        )

    def blocks(self) -> Iterator[NDArray[np.bytes_]]:
        """Give the cells as ASCII cut to WIDTH bytes, block by block; ``?`` stands for other characters."""
        for start in range(0, len(self.values), _BLOCK):
            cells = [value or "" for value in self.values[start : start + _BLOCK]]
            yield ascii_block(np.array(cells, dtype=object))

    def cells(self, rows: NDArray[np.intp]) -> list[str]:
        """Give the cells of some rows; missing ones are empty."""
        return [self.values[row] or "" for row in rows.tolist()]


def ascii_block(cells: NDArray[Any]) -> NDArray[np.bytes_]:
    """Cut text cells to WIDTH bytes of ASCII, ``?`` in place of all else (also of a NUL, which pads)."""
    try:
        block = cells.astype(f"S{WIDTH}")
    except UnicodeEncodeError:
        block = np.array([cell.encode("ascii", "replace") for cell in cells.tolist()], dtype=f"S{WIDTH}")
    if any("\0" in cell for cell in cells.tolist()):
        block = np.array([cell.replace("\0", "?").encode("ascii", "replace") for cell in cells.tolist()])
        block = block.astype(f"S{WIDTH}")
    return block


@dataclass(frozen=True, slots=True)
class Whole:
    """Integers."""

    values: Ints
    missing: NDArray[np.bool_]

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.values)


@dataclass(frozen=True, slots=True)
class Floats:
    """Binary floats; a NaN is missing."""

    values: NDArray[np.float64]

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.values)


@dataclass(frozen=True, slots=True)
class Days:
    """Days since 1970-01-01; ``exact`` is False where a time of day was given."""

    values: Ints | Codes
    missing: NDArray[np.bool_]
    exact: NDArray[np.bool_]

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.values)

    def only(self, part: Part) -> Days:
        """Give the days alone, or the first days of their months, where that is what counts."""
        if part == "all":
            return self
        days = self.values.astype("datetime64[D]")
        months = days.astype("datetime64[M]").astype("datetime64[D]")
        kept = (months if part == "month" else days).astype(np.int64)
        return Days(kept, self.missing, np.ones(len(self), np.bool_))


@dataclass(frozen=True, slots=True)
class Truths:
    """True and False; missing is None."""

    values: Sequence[bool | None]

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.values)


@dataclass(frozen=True, slots=True)
class Other:
    """Something that no column of a table can be, in words."""

    what: str
    rows: int

    def __len__(self) -> int:
        """Count the rows."""
        return self.rows


Raw = PolarsText | ListText | Decimals | Whole | Floats | Days | Truths | Other


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table as its source gives it; ``columns`` is emptied while it is read, to save memory."""

    origin: Origin
    columns: dict[str, Raw]
    rows: int
    forms: Mapping[str, Form] = field(default_factory=dict)
    """How the cells of columns are written, where it is not the plain way."""
    read: Mapping[str, Cells] = field(default_factory=dict)
    """Columns that have been read already, each of whose cells is as it should be."""

    def form(self, column: str) -> Form:
        """Give the form of a column."""
        return self.forms.get(column, PLAIN)
