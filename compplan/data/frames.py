"""Frames of a caller, of any kind that narwhals knows, as raw columns."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import numpy as np

from compplan.data.arrays import raw_array, raw_list, typed_array
from compplan.data.headers import check_names
from compplan.data.model import Origin
from compplan.data.polarstext import DECIMALS, Decimals, PolarsText
from compplan.data.raw import Days, Floats, ListText, Other, Raw, RawTable, Truths, Whole
from compplan.diagnostics import Diagnostic, DiagnosticError, Place

if TYPE_CHECKING:
    import polars as pl

FEW = 1_000
"""Rows up to which text is read sooner as Python's own than by polars, whose every step costs a little."""


def raw_frame(name: str, frame: Any) -> RawTable:
    """Take a pandas, polars, pyarrow, DuckDB or other frame; rows count from 1."""
    import narwhals.stable.v2 as nw

    try:
        known = nw.from_native(frame)
    except nw.exceptions.DuplicateError:
        check_names(name, map(str, getattr(frame, "column_names", frame.columns)), None)
        raise
    except TypeError:
        hint = "give a path, a data frame, or a mapping of column names to arrays"
        message = f"a value of type {type(frame).__name__} is not a table"
        raise DiagnosticError([Diagnostic("CP312", message, Place(name), hint)]) from None
    check_names(name, map(str, known.collect_schema().names()), None)
    whole = known.collect("polars") if isinstance(known, nw.LazyFrame) else known
    if whole.implementation.is_polars():
        return raw_polars(whole.to_native(), Origin(name, first=1))
    columns = {str(series.name): _series(series) for series in whole.iter_columns()}
    return RawTable(Origin(name, first=1), columns, len(whole))


def raw_polars(frame: pl.DataFrame, origin: Origin) -> RawTable:
    """Take a polars frame."""
    read = _few if len(frame) <= FEW else raw_series
    return RawTable(origin, {name: read(frame[name]) for name in frame.columns}, len(frame))


def _few(series: pl.Series) -> Raw:
    import polars as pl

    return ListText(series.to_list()) if series.dtype == pl.String else raw_series(series)


def _series(series: Any) -> Raw:
    import narwhals.stable.v2 as nw

    dtype = series.dtype
    if dtype in (nw.String, nw.Categorical, nw.Enum, nw.Object, nw.Unknown) or dtype.is_decimal():
        missing = series.is_null().to_numpy()
        cells = zip(series.to_list(), missing.tolist(), strict=True)
        return raw_list([None if empty else cell for cell, empty in cells])
    if dtype.is_integer() and series.null_count():
        return Whole(series.fill_null(0).cast(nw.Int64).to_numpy(), series.is_null().to_numpy())
    if dtype.is_float():
        return typed_array(series.fill_null(float("nan")).to_numpy())
    if dtype == nw.Boolean:
        return Truths([None if cell is None else bool(cell) for cell in series.to_list()])
    if dtype.is_integer() or dtype in (nw.Date, nw.Datetime):
        zoned = getattr(dtype, "time_zone", None)
        return Other("times with a time zone", len(series)) if zoned else raw_array(series.to_numpy())
    return Other(f"values of type {dtype}", len(series))


def raw_series(series: pl.Series) -> Raw:
    """Take a series of polars."""
    import polars as pl

    dtype = series.dtype
    if isinstance(dtype, pl.Decimal) and dtype.scale <= DECIMALS:
        return Decimals(series)
    if isinstance(dtype, pl.Categorical):
        return PolarsText(series)
    if dtype in (pl.String, pl.Enum, pl.Null) or dtype.is_decimal():
        return PolarsText(series.cast(pl.String))
    if dtype.is_integer():
        whole = series.fill_null(0).cast(pl.Int64, strict=False)
        inside = not whole.has_nulls()
        return (
            Whole(whole.to_numpy(), series.is_null().to_numpy())
            if inside
            else PolarsText(series.cast(pl.String))
        )
    if dtype == pl.Float64:
        return Floats(series.fill_null(float("nan")).to_numpy())
    if dtype.is_float():
        return typed_array(series.fill_null(float("nan")).to_numpy())
    if dtype == pl.Date:
        return _days(series)
    if dtype == pl.Datetime:
        zoned = getattr(dtype, "time_zone", None)
        return Other("times with a time zone", len(series)) if zoned else typed_array(series.to_numpy())
    if dtype == pl.Boolean:
        return Truths(series.to_list())
    return Other(f"values of type {dtype}", len(series))


def _days(series: pl.Series) -> Days:
    missing = np.broadcast_to(np.False_, (len(series),))
    if series.null_count():
        missing, series = series.is_null().to_numpy(), series.fill_null(dt.date(1970, 1, 1))
    return Days(series.to_physical().to_numpy(), missing, np.broadcast_to(np.True_, (len(series),)))
