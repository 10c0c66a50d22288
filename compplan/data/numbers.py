"""Columns of numbers, however their cells are given: exact integers in 1 / SCALE out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from compplan.data.decimals import LIMIT, scaled_cell, scaled_floats, scaled_text, scaled_whole
from compplan.data.forms import PLAIN, Form, Mode
from compplan.data.model import SCALE, Ints
from compplan.data.polarstext import Decimals, PolarsText
from compplan.data.raw import Floats, ListText, Raw, Whole
from compplan.data.texts import cells_of

if TYPE_CHECKING:
    import polars as pl

_ROWS = 1 << 17
"""Rows read at a time, so that what is made of them stays small."""
_CERTAIN = 2.0**50
"""Below this a number of four decimals, as a float times SCALE, is next to its own integer."""


class Scaled(NamedTuple):
    """Integers in 1 / SCALE, which cells are such numbers, and which are empty."""

    values: Ints
    known: NDArray[np.bool_]
    missing: NDArray[np.bool_]


def scaled(raw: Raw, form: Form = PLAIN) -> Scaled:
    """Read a column of numbers; rounded, if the form says so, to multiples of its ``to``."""
    found = _exact(raw, form)
    if not form.to:
        return found
    values, rest = rounded(found.values, form.to, form.mode), np.flatnonzero(~found.known & ~found.missing)
    for row, cell in zip(rest.tolist(), cells_of(raw, rest), strict=True):
        value = rounded_cell(cell, form)
        if value is not None:
            values[row], found.known[row] = value, True
    return Scaled(values, found.known, found.missing)


def rounded(values: Ints, to: int, mode: Mode) -> Ints:
    """Round integers to multiples of ``to``."""
    whole, rest = np.divmod(np.abs(values), to)
    sizes: Ints = (whole + _goes_up(whole, rest, to, mode)) * to
    return np.where(values < 0, -sizes, sizes)


def rounded_cell(cell: str, form: Form) -> int | None:
    """Round a number of any decimals as its form says, in 1 / SCALE; None if it is no such number."""
    if re.fullmatch(form.number(long=True), cell) is None:
        return None
    whole, _, decimals = form.plain(cell).removeprefix("-").partition(".")
    unit = form.to * 10 ** len(decimals)
    count, rest = divmod(int(whole + decimals) * SCALE, unit)
    value = (count + int(_goes_up(count, rest, unit, form.mode))) * form.to
    return None if value >= LIMIT else -value if cell.startswith("-") else value


def _goes_up(whole: Any, rest: Any, to: int, mode: Mode) -> Any:
    """Tell whether ``whole`` and ``rest`` of ``to`` round away from zero: for integers or arrays of them."""
    match mode:
        case "half_up":
            return 2 * rest >= to
        case "half_even":
            return (2 * rest > to) | ((2 * rest == to) & (whole % 2 == 1))
        case "half_down":
            return 2 * rest > to
        case "up":
            return rest > 0
    return rest < 0


def _exact(raw: Raw, form: Form) -> Scaled:
    match raw:
        case PolarsText():
            return _strings(raw, form) if raw.varied else _distinct(raw, form)
        case Decimals():
            return _decimals(raw)
        case ListText():
            return (
                Scaled(*scaled_text(raw)) if form.plain_numbers else _by_cell(_nothing(len(raw)), raw, form)
            )
        case Whole(values, missing):
            whole, known = scaled_whole(np.where(missing, 0, values))
            return Scaled(whole, known & ~missing, missing)
        case Floats(values):
            return Scaled(*scaled_floats(values), np.isnan(values))
    return _nothing(len(raw))


def _nothing(rows: int) -> Scaled:
    return Scaled(np.zeros(rows, np.int64), np.zeros(rows, np.bool_), np.zeros(rows, np.bool_))


def _strings(text: PolarsText, form: Form) -> Scaled:
    import polars as pl

    found, right = _nothing(len(text)), f"^(?:{form.number()})$"
    for start in range(0, len(text), _ROWS):
        part = slice(start, start + _ROWS)
        cells = text.series.slice(start, _ROWS)
        plain = cells if form.plain_numbers else _plain(cells, form)
        floats = plain.cast(pl.Float64, strict=False).to_numpy() * SCALE  # NaN where there is none
        matched = cells.str.contains(right)
        known = np.abs(floats) < _CERTAIN
        if not matched.all():
            known &= matched.fill_null(value=False).to_numpy()
            found.missing[part] = (cells.is_null() | (cells == "")).fill_null(value=True).to_numpy()
        found.known[part] = known
        found.values[part] = np.rint(floats if known.all() else np.where(known, floats, 0))
    return _by_cell(found, text, form)


def _plain(cells: pl.Series, form: Form) -> pl.Series:
    for mark in form.thousands:
        cells = cells.str.replace_all(mark, "", literal=True)
    return cells.str.replace(form.decimal, ".", literal=True)


def _by_cell(found: Scaled, text: PolarsText | ListText, form: Form) -> Scaled:
    """Read what is not known yet cell by cell."""
    rest = np.flatnonzero(~found.known & ~found.missing)
    right = re.compile(form.number())
    for row, cell in zip(rest.tolist(), text.cells(rest), strict=True):
        value = scaled_cell(form.plain(cell)) if right.fullmatch(cell) else None
        if value is not None:
            found.values[row], found.known[row] = value, True
        found.missing[row] = not cell
    return found


def _distinct(text: PolarsText, form: Form) -> Scaled:
    codes, values = text.coded()
    found = _exact(ListText(values), form)
    known = np.append(found.known, values=False)[codes]
    return Scaled(np.append(found.values, 0)[codes], known, codes < 0)


def _decimals(raw: Decimals) -> Scaled:
    found = _nothing(len(raw))
    if raw.series.null_count():
        found.missing[:] = raw.series.is_null().to_numpy()
    for start in range(0, len(raw), _ROWS):
        part = slice(start, start + _ROWS)
        units, inside, decimals = raw.units(start, _ROWS)
        factor = SCALE // 10**decimals
        if inside.all() and -LIMIT // factor < units.min() and units.max() < LIMIT // factor:
            np.multiply(units, factor, out=found.values[part])
            found.known[part] = True
            continue
        found.known[part] = inside & (units < LIMIT // factor) & (units > -LIMIT // factor)
        np.multiply(units, factor, out=found.values[part], where=found.known[part])
    return found
