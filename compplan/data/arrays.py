"""Arrays and lists of a caller as raw columns; imports NumPy alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan.data.decimals import decimal_text, float_text
from compplan.data.model import Origin
from compplan.data.raw import Days, Floats, ListText, Other, Raw, RawTable, Truths, Whole
from compplan.diagnostics import Diagnostic, DiagnosticError, Place

_NOTHING = frozenset({"NaTType", "NAType"})


def raw_arrays(name: str, columns: Mapping[str, Any]) -> RawTable:
    """Take a mapping of column names to arrays or lists, all of one length; rows count from 1."""
    raw = {str(column): raw_array(values) for column, values in columns.items()}
    lengths = {column: len(values) for column, values in raw.items()}
    hint = "give an array or list of the same length for each column"
    told = [
        Diagnostic("CP312", f"is {values.what}, not a column", Place(name, field=column), hint)
        for column, values in raw.items()
        if isinstance(values, Other) and not values.rows
    ]
    if not told and len(set(lengths.values())) > 1:
        counts = ", ".join(f"{column} {length}" for column, length in lengths.items())
        told = [Diagnostic("CP312", f"the columns differ in length: {counts}", Place(name), hint)]
    if told:
        raise DiagnosticError(told)
    return RawTable(Origin(name, first=1), raw, next(iter(lengths.values()), 0))


def raw_array(values: Any) -> Raw:
    """Take one array or list as a raw column."""
    if isinstance(values, np.ma.MaskedArray):
        values = values.tolist()
    if not isinstance(values, (list, tuple)):
        values = np.asarray(values)
        if values.ndim != 1:
            return Other("a single value" if values.ndim == 0 else f"an array of {values.ndim} dimensions", 0)
        if values.dtype.kind != "O":
            return typed_array(values)
    return raw_list(list(values))


def typed_array(values: NDArray[Any]) -> Raw:
    """Take a one-dimensional array of numbers, dates, text, or true and false."""
    match values.dtype.kind:
        case "i":
            return Whole(values.astype(np.int64), np.zeros(len(values), np.bool_))
        case "u" if values.max(initial=0) < 2**63:
            return Whole(values.astype(np.int64), np.zeros(len(values), np.bool_))
        case "u":
            return ListText([str(value) for value in values.tolist()])
        case "f" if values.dtype.itemsize == 8:
            return Floats(values.astype(np.float64))
        case "f":
            return ListText([None if np.isnan(value) else decimal_text(str(value)) for value in values])
        case "b":
            return Truths(values.tolist())
        case "M":
            return _days(values)
        case "U" | "T":
            return raw_list(values.tolist())
    return Other(f"values of type {values.dtype}", len(values))


def _days(values: NDArray[Any]) -> Days:
    missing = np.isnat(values)
    days = values.astype("datetime64[D]")
    return Days(np.where(missing, 0, days.astype(np.int64)), missing, missing | (days == values))


def raw_list(values: Sequence[Any]) -> Raw:
    """Take a list: text, or values that are written as a CSV file would hold them."""
    kinds = {type(value) for value in values}
    if kinds <= {str, type(None)}:
        return ListText(values)
    if kinds <= {bool, np.bool_, type(None)}:
        return Truths([None if value is None else bool(value) for value in values])
    texts: list[str | None] = []
    for value in values:
        known, text = _cell(value)
        if not known:
            return Other(f"{type(value).__name__} {value!r:.40}", len(values))
        texts.append(text)
    return ListText(texts)


def _cell(value: Any) -> tuple[bool, str | None]:
    """Tell whether a cell can be text, and which; None is a missing cell."""
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or type(value).__name__ in _NOTHING:
        return True, None
    match value:
        case bool():
            return False, None
        case str():
            return True, str(value)
        case int():
            return True, str(value)
        case float():
            return True, None if value != value else float_text(value)  # noqa: PLR0124  # NaN alone
        case Decimal():
            return True, None if value.is_nan() else decimal_text(str(value))
        case dt.datetime():
            midnight = value.time() == dt.time() and value.tzinfo is None
            return True, value.date().isoformat() if midnight else value.isoformat(" ")
        case dt.date():
            return True, value.isoformat()
    return False, None
