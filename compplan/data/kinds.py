"""What the cells of each kind of column hold, read from their distinct texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compplan.data.dates import day_of, period_of
from compplan.data.definition import Kind
from compplan.data.mends import (
    ID_LENGTH,
    Reason,
    currency_reason,
    date_reason,
    id_reason,
    month_reason,
    period_reason,
)
from compplan.data.model import NEVER, Codes, Column, DayColumn, PeriodColumn, TextColumn
from compplan.months import parse_month

Values = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TextKind:
    """A kind that is read from text: how, which values are right, and what to say of the others."""

    read: Callable[[Codes, Values], Column]
    good: Callable[[Values], NDArray[np.bool_]]
    reason: Callable[[str], Reason]
    code: str


def _dates(codes: Codes, values: Values) -> DayColumn:
    days = [NEVER if (day := day_of(value)) is None else day for value in values]
    return DayColumn(np.array([*days, NEVER], np.int32)[codes])


def _months(codes: Codes, values: Values) -> PeriodColumn:
    months = np.array([*(parse_month(value) or 0 for value in values), 0], np.int32)
    return PeriodColumn(months[codes], np.ones(len(codes), np.int32))


def _periods(codes: Codes, values: Values) -> PeriodColumn:
    periods = np.array([*(period_of(value) or (0, 1) for value in values), (0, 1)], np.int32)
    return PeriodColumn(periods[codes, 0], periods[codes, 1])


def _each(right: Callable[[str], object]) -> Callable[[Values], NDArray[np.bool_]]:
    return lambda values: np.array([right(value) is not None for value in values], np.bool_)


def _any(values: Values) -> NDArray[np.bool_]:
    return np.ones(len(values), np.bool_)


def good_ids(values: Sequence[str]) -> NDArray[np.bool_]:
    """Tell which texts may be ids: 1 to 64 characters, no control characters, no blanks around."""
    joined = "\n".join(("", *values, ""))
    plain = all(map(str.isprintable, values)) and " \n" not in joined and "\n " not in joined
    if plain and max(map(len, values), default=0) <= ID_LENGTH:
        return np.ones(len(values), np.bool_)
    return np.array([_good_id(value) for value in values], np.bool_)


def _good_id(value: str) -> bool:
    control = any(char < " " or "\x7f" <= char <= "\x9f" or char in "\u2028\u2029" for char in value)
    return value == value.strip() and len(value) <= ID_LENGTH and not control


def _good_currencies(values: Values) -> NDArray[np.bool_]:
    good = [len(value) == 3 and value.isascii() and value.isalpha() and value.isupper() for value in values]
    return np.array(good, np.bool_)


TEXT_KINDS: Mapping[Kind, TextKind] = {
    "text": TextKind(TextColumn, _any, id_reason, ""),
    "id": TextKind(TextColumn, good_ids, id_reason, "CP325"),
    "currency": TextKind(TextColumn, _good_currencies, currency_reason, "CP328"),
    "date": TextKind(_dates, _each(day_of), date_reason, "CP322"),
    "month": TextKind(_months, _each(parse_month), month_reason, "CP323"),
    "period": TextKind(_periods, _each(period_of), period_reason, "CP324"),
}
"""Every kind but numbers."""
