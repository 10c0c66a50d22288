"""Columns of text and of decimals in polars, read without making a Python object of each cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from compplan.data.model import Codes, Ints
from compplan.threads import slices

if TYPE_CHECKING:
    import polars as pl

Bools = NDArray[np.bool_]

DECIMALS = 4
"""Most decimals of a number in data; SCALE is 10 to their power."""
_BLOCK = 1 << 17
"""Rows at a time, so that what is made of them stays in the processor's cache."""
_WORD = 2**63
_SORTED = 8
"""From one distinct value in so many rows on, sorting finds codes sooner than looking them up."""


@dataclass(frozen=True, slots=True)
class PolarsText:
    """Text in a polars series, as strings or, where values come again and again, as categories."""

    series: pl.Series

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.series)

    @property
    def varied(self) -> bool:
        """Tell whether there may be as many distinct values as rows."""
        import polars as pl

        return self.series.dtype == pl.String

    def missing(self) -> Bools:
        """Tell which cells are empty or absent."""
        if not self.varied:
            none: pl.Series = self.series.is_null()
            if (blank := _place(self.series, "")) is not None:
                none |= self.series.to_physical() == blank
            return none.fill_null(value=True).to_numpy()
        empty = self.series.is_null() | (self.series == "")
        return empty.fill_null(value=True).to_numpy()

    def coded(self) -> tuple[Codes, tuple[str, ...]]:
        """Give a code for each row (-1: missing) and the distinct values, in order of code points."""
        codes, distinct = self.ranked()
        return codes, tuple(distinct.to_list())

    def ranked(self) -> tuple[Codes, pl.Series]:
        """Give the same as ``coded``, the distinct values as a series."""
        import polars as pl

        if not self.varied:
            return _by_category(self.series)
        series = self.series
        if (series == "").any():
            series = series.replace("", None)
        if _spread(series) * _SORTED > len(series):
            return _by_sorting(series)
        distinct = series.drop_nulls().unique().sort()
        codes = series.cast(pl.Enum(distinct)).to_physical().cast(pl.Int32).fill_null(-1)
        return codes.to_numpy(), distinct

    def cells(self, rows: NDArray[np.intp]) -> list[str]:
        """Give the cells of some rows; missing ones are empty."""
        import polars as pl

        return list(self.series.gather(rows).cast(pl.String).fill_null("").to_list())

    def plain_ids(self, longest: int) -> Bools:
        """Tell which cells surely have no blanks around, no control character and not too many characters."""
        right = self.series.str.contains("^[!-~]+$")
        if not right.all():  # spaces inside and other alphabets: slower to look for
            right = ~self.series.str.contains(r"[\pC\p{Zl}\p{Zp}]|^\pZ|\pZ$")
        return (right & (self.series.str.len_bytes() <= longest)).fill_null(value=False).to_numpy()

    def hashes(self) -> NDArray[np.uint64]:
        """Give a number for each row: the same for the same text, as a rule another for another."""
        return self.series.hash().to_numpy()


@dataclass(frozen=True, slots=True)
class Decimals:
    """Exact decimals in a polars series."""

    series: pl.Series

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.series)

    def text(self, rows: NDArray[np.intp] | None = None) -> PolarsText:
        """Give the decimals, or some of them, as a file would hold them."""
        import polars as pl

        series = self.series if rows is None else self.series.gather(rows)
        return PolarsText(series.cast(pl.String))

    def units(self, start: int, count: int) -> tuple[Ints, Bools, int]:
        """Give some rows as integers, which of them fit into 64 bits, and the decimals of their unit."""
        import polars as pl

        assert isinstance(self.series.dtype, pl.Decimal)
        part, scale = self.series.slice(start, count).to_physical(), self.series.dtype.scale
        if len(part) and not part.null_count():
            least, most = part.min(), part.max()
            if int(least) >= -_WORD and int(most) < _WORD:  # type: ignore[arg-type]
                whole = part.cast(pl.Int64, wrap_numerical=True)
                return whole.to_numpy(), np.broadcast_to(np.True_, (len(part),)), scale
        whole = part.cast(pl.Int64, strict=False)
        return whole.fill_null(0).to_numpy(), whole.is_not_null().to_numpy(), scale


def _place(series: pl.Series, text: str) -> int | None:
    """Give the number of a category; None if there is no such one, and no room for another."""
    import polars as pl

    try:
        return int(pl.Series([text]).cast(series.dtype).to_physical().item())
    except pl.exceptions.ComputeError:
        return None


def _spread(series: pl.Series) -> int:
    return len(series) and int(series.approx_n_unique())  # type: ignore[arg-type]


def _by_category(series: pl.Series) -> tuple[Codes, pl.Series]:
    import polars as pl

    physical = series.to_physical().cast(pl.UInt32)
    last = 0 if series.is_null().all() else int(physical.max()) + 1  # type: ignore[arg-type]
    places = physical.fill_null(last).to_numpy()
    row = np.full(last + 1, -1, np.intp)
    parts = slices(len(places), _BLOCK)
    for part in parts:
        row[places[part]] = np.arange(part.start, part.stop)
    used = np.flatnonzero(row[:last] >= 0)
    known = pl.DataFrame({"place": used, "text": series.gather(row[used]).cast(pl.String)})
    known = known.filter(pl.col("text") != "").sort("text")
    table = np.full(last + 1, -1, np.int32)
    table[known["place"].to_numpy()] = np.arange(len(known), dtype=np.int32)
    codes = np.empty(len(places), np.int32)
    for part in parts:
        codes[part] = table[places[part]]
    return codes, known["text"]


def _by_sorting(series: pl.Series) -> tuple[Codes, pl.Series]:
    order = series.arg_sort()  # missing ones first: below, they count as code -1
    ordered = series.gather(order)
    fresh = ordered.ne_missing(ordered.shift(1))
    codes = np.empty(len(series), np.int32)
    codes[order.to_numpy()] = np.cumsum(fresh.to_numpy(), dtype=np.int32) - 1
    return codes, ordered.filter(fresh)
