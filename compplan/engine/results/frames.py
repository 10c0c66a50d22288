"""Result tables as frames of other libraries: money as exact decimals, missing as null."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan.engine.results.table import ResultTable, money_text

_DIGITS = 38
"""Digits of a decimal column: all that 128 bits hold."""
_CLASSES = {
    ("builtins", "dict"): "dict",
    ("polars", "DataFrame"): "polars",
    ("polars", "LazyFrame"): "lazy",
    ("pandas", "DataFrame"): "pandas",
    ("pyarrow", "Table"): "pyarrow",
    ("duckdb", "DuckDBPyRelation"): "duckdb",
    ("_duckdb", "DuckDBPyRelation"): "duckdb",
}


def frame_of(table: ResultTable, like: object) -> Any:
    """Make a frame of the kind of ``like``; TypeError if that is no kind that is known."""
    return _MAKERS[_kind(like)](table)


def _kind(like: object) -> str:
    if like is None:
        return "dict"
    if isinstance(like, str):
        found = like if like in _MAKERS and like != "lazy" else None
    else:
        classes = (like if isinstance(like, type) else type(like)).__mro__
        names = ((each.__module__.partition(".")[0], each.__name__) for each in classes)
        found = next((_CLASSES[name] for name in names if name in _CLASSES), None)
    if found is None:
        raise TypeError(_refusal(like))
    return found


def _refusal(like: object) -> str:
    known = like if isinstance(like, type) else type(like)
    name = (
        known.__qualname__ if known.__module__ == "builtins" else f"{known.__module__}.{known.__qualname__}"
    )
    given = repr(like) if isinstance(like, str) else name if known is like else f"of type {name}"
    return (
        f"like is {given}; give polars.DataFrame, polars.LazyFrame, pandas.DataFrame, pyarrow.Table, "
        "duckdb.DuckDBPyRelation or dict, a frame of one of these kinds, or the name of its library: "
        "'polars', 'pandas', 'pyarrow', 'duckdb' or 'dict'"
    )


def _columns(table: ResultTable) -> Iterator[tuple[str, str, NDArray[Any]]]:
    """Give each column's name, what it holds (money, text, or the dtype's kind) and its values."""
    for name, values in table.columns.items():
        if name in table.money:
            decimals = np.empty(len(values), dtype=object)
            decimals[:] = [Decimal(money_text(minor, table.money[name])) for minor in values.tolist()]
            yield name, "money", decimals
        else:
            yield name, "text" if values.dtype.kind in "OUST" else values.dtype.kind, values


def _dict(table: ResultTable) -> dict[str, NDArray[Any]]:
    return {name: values.copy() for name, _, values in _columns(table)}


def _polars(table: ResultTable) -> Any:
    import polars as pl

    def series(name: str, kind: str, values: NDArray[Any]) -> pl.Series:
        if kind == "money":
            return pl.Series(name, values.tolist(), dtype=pl.Decimal(_DIGITS, table.money[name]))
        if kind == "text":
            return pl.Series(name, values.tolist(), dtype=pl.String)
        made = pl.Series(name, values)
        return made.fill_nan(None) if kind == "f" else made

    return pl.DataFrame([series(*column) for column in _columns(table)])


def _pandas(table: ResultTable) -> Any:
    import pandas as pd

    text = pd.Series(["text"]).dtype  # object, or what this version of pandas has for text

    def series(kind: str, values: NDArray[Any]) -> Any:
        if kind == "money":
            return pd.Series(values, dtype=object)
        return pd.Series(values.tolist(), dtype=text) if kind == "text" else pd.Series(values.copy())

    return pd.DataFrame({name: series(kind, values) for name, kind, values in _columns(table)})


def _pyarrow(table: ResultTable) -> Any:
    import pyarrow as pa

    def array(name: str, kind: str, values: NDArray[Any]) -> Any:
        if kind == "money":
            return pa.array(values.tolist(), pa.decimal128(_DIGITS, table.money[name]))
        if kind == "text":
            return pa.array(values.tolist(), pa.string())
        return pa.array(values, from_pandas=True)

    return pa.table({name: array(name, kind, values) for name, kind, values in _columns(table)})


def _duckdb(table: ResultTable) -> Any:
    import duckdb

    return duckdb.from_arrow(_pyarrow(table))


_MAKERS: dict[str, Callable[[ResultTable], Any]] = {
    "dict": _dict,
    "polars": _polars,
    "lazy": lambda table: _polars(table).lazy(),
    "pandas": _pandas,
    "pyarrow": _pyarrow,
    "duckdb": _duckdb,
}
