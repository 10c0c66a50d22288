"""Columns as a source gives them, before the grammar has read them: text, numbers, days or something else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from compplan.data.model import Codes, Ints, Origin

if TYPE_CHECKING:
    import polars as pl

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

    def blocks(self) -> Iterator[NDArray[np.bytes_]]:
        """Give the cells as ASCII cut to WIDTH bytes, block by block; ``?`` stands for other characters."""
        ...

    def cells(self, rows: NDArray[np.intp]) -> list[str]:
        """Give the cells of some rows; missing ones are empty."""
        ...


@dataclass(frozen=True, slots=True)
class PolarsText:
    """Text in a polars series."""

    series: pl.Series

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.series)

    def coded(self) -> tuple[Codes, tuple[str, ...]]:
        """Give a code for each row (-1: missing) and the distinct values, in order of code points."""
        import polars as pl

        series = self.series
        if (series == "").any():
            series = series.replace("", None)
        if self.spread() * 8 > len(series):
            return _coded_by_sorting(series)
        distinct = series.drop_nulls().unique().sort()
        codes = series.cast(pl.Enum(distinct)).to_physical().cast(pl.Int32).fill_null(-1)
        return codes.to_numpy(), tuple(distinct.to_list())

    def spread(self) -> int:
        """Estimate how many distinct values there are."""
        return len(self.series) and int(self.series.approx_n_unique())  # type: ignore[arg-type]

    def blocks(self) -> Iterator[NDArray[np.bytes_]]:
        """Give the cells as ASCII cut to WIDTH bytes, block by block; ``?`` stands for other characters."""
        for start in range(0, len(self.series), _BLOCK):
            yield ascii_block(self.series.slice(start, _BLOCK).fill_null("").to_numpy())

    def cells(self, rows: NDArray[np.intp]) -> list[str]:
        """Give the cells of some rows; missing ones are empty."""
        return list(self.series.gather(rows).fill_null("").to_list())


def _coded_by_sorting(series: pl.Series) -> tuple[Codes, tuple[str, ...]]:
    order = series.arg_sort()
    ordered = series.gather(order)
    fresh = ordered.ne_missing(ordered.shift(1))
    codes = np.empty(len(series), np.int32)
    codes[order.to_numpy()] = np.cumsum(fresh.to_numpy(), dtype=np.int32) - 1
    return codes, tuple(ordered.filter(fresh).to_list())


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

    values: Ints
    missing: NDArray[np.bool_]
    exact: NDArray[np.bool_]

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.values)


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


Raw = PolarsText | ListText | Whole | Floats | Days | Truths | Other


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table as its source gives it; ``columns`` is emptied while it is read, to save memory."""

    origin: Origin
    columns: dict[str, Raw]
    rows: int
