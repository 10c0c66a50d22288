"""What the cells of each kind of column hold, read from their distinct texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from compplan.data.dateforms import day_reader, month_reader, period_reader
from compplan.data.definition import Kind
from compplan.data.forms import PLAIN, Form
from compplan.data.mends import (
    ID_LENGTH,
    Reason,
    currency_reason,
    date_reason,
    id_reason,
    month_reason,
    period_reason,
)
from compplan.data.mends_forms import unlike_reason
from compplan.data.model import NEVER, Codes, Column, DayColumn, PeriodColumn, TextColumn

Values = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TextKind:
    """A kind that is read from text: how, which values are right, and what to say of the others."""

    read: Callable[[Codes, Values], Column]
    good: Callable[[Values], NDArray[np.bool_]]
    reason: Callable[[str], Reason]
    code: str


def text_kind(kind: Kind, form: Form = PLAIN) -> TextKind:
    """Give how a kind is read from text in some form; every kind but numbers."""
    if kind == "date":
        return _days(day_reader(form), form)
    if kind == "month":
        return _periods(_one_month(month_reader(form)), form, month_reason, "CP323")
    if kind == "period":
        return _periods(period_reader(form), form, period_reason, "CP324")
    return _WORDS[kind]


def _days(read: Callable[[str], int | None], form: Form) -> TextKind:
    def days(codes: Codes, values: Values) -> DayColumn:
        found = [NEVER if (day := read(value)) is None else day for value in values]
        return DayColumn(np.array([*found, NEVER], np.int32)[codes])

    return TextKind(days, _each(read), *_told(form, date_reason, "CP322"))


def _periods(
    read: Callable[[str], tuple[int, int] | None], form: Form, reason: Callable[[str], Reason], code: str
) -> TextKind:
    def periods(codes: Codes, values: Values) -> PeriodColumn:
        found = np.array([*(read(value) or (0, 1) for value in values), (0, 1)], np.int32)
        return PeriodColumn(found[codes, 0], found[codes, 1])

    return TextKind(periods, _each(read), *_told(form, reason, code))


def _one_month(read: Callable[[str], int | None]) -> Callable[[str], tuple[int, int] | None]:
    return lambda text: None if (month := read(text)) is None else (month, 1)


def _told(form: Form, reason: Callable[[str], Reason], code: str) -> tuple[Callable[[str], Reason], str]:
    return (partial(unlike_reason, form=form), "CP345") if form.date else (reason, code)


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


_WORDS: Mapping[Kind, TextKind] = {
    "text": TextKind(TextColumn, _any, id_reason, ""),
    "id": TextKind(TextColumn, good_ids, id_reason, "CP325"),
    "currency": TextKind(TextColumn, _good_currencies, currency_reason, "CP328"),
}
