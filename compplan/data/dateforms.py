"""Dates and months in a stated form: text in, days and month indices out, or None."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import cache

from compplan.data.dates import FIRST_DAY, LAST_DAY, day_of, period_of
from compplan.data.forms import Form
from compplan.months import EPOCH, month_of, parse_month

_DIRECTIVES = {
    "%d": "(?P<day>[0-9]{1,2})",
    "%m": "(?P<month>[0-9]{1,2})",
    "%Y": "(?P<year>[0-9]{4})",
    "%b": "(?P<name>[A-Za-z]{3})",
    "%B": "(?P<name>[A-Za-z]{3,9})",
    "%H": "(?P<hour>[01]?[0-9]|2[0-3])",
    "%M": "(?P<minute>[0-5]?[0-9])",
    "%S": "(?P<second>[0-5]?[0-9])",
    "%f": "(?P<fraction>[0-9]{1,9})",
}
DIRECTIVES = ", ".join(_DIRECTIVES)
"""What a date format may be made of."""
_TOKENS = re.compile(r"%.?|[^%]+")
_NAMES = "january february march april may june july august september october november december"
_MONTHS = tuple(_NAMES.split())
_TIMED = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?")
Reader = Callable[[str], int | None]


def day_reader(form: Form) -> Reader:
    """Make a function that reads a text as a day since 1970-01-01, or gives None."""
    if form.date:
        pattern = pattern_of(form.date)
        return lambda text: _day(pattern.fullmatch(text), timed=form.part != "all")
    if form.part == "all":
        return day_of
    return lambda text: day_of(match[1] if (match := _TIMED.fullmatch(text)) else text)


def month_reader(form: Form) -> Reader:
    """Make a function that reads a text as a month index, or gives None."""
    if form.date and "%d" not in form.date:
        pattern = pattern_of(form.date)
        return lambda text: _month(_day(pattern.fullmatch(text), timed=True), form)
    read = day_reader(form)
    if form.date:
        return lambda text: _month(read(text), form)
    if form.part == "all":
        return parse_month
    return lambda text: parse_month(text) or _month(read(text), form)


def period_reader(form: Form) -> Callable[[str], tuple[int, int] | None]:
    """Make a function that reads a text as first month index and number of months, or gives None."""
    if not form.date and form.part == "all":
        return period_of
    read = month_reader(form)
    return lambda text: None if (month := read(text)) is None else (month, 1)


@cache
def pattern_of(form: str) -> re.Pattern[str]:
    """Make the regular expression of a date format; ValueError with what is wrong in it."""
    parts: list[str] = []
    tokens = _TOKENS.findall(form)
    for before, token, after in zip(["", *tokens], tokens, [*tokens[1:], ""], strict=False):
        if not token.startswith("%"):
            parts.append(re.escape(token))
            continue
        if token not in _DIRECTIVES:
            message = f"'{token}' is none of {DIRECTIVES}"
            raise ValueError(message)
        # Where no mark stands between two, only a fixed number of digits says where one ends.
        exact = before.startswith("%") or after.startswith("%")
        parts.append(
            re.sub(r"\{1,[29]\}|(?<=\])\?", _fixed, _DIRECTIVES[token]) if exact else _DIRECTIVES[token]
        )
    found = "".join(parts)
    names = re.findall(r"\(\?P<(\w+)>", found)
    if len(set(names)) < len(names):
        message = "a part of the date stands twice"
        raise ValueError(message)
    if "year" not in names or len({"month", "name"} & set(names)) != 1:
        message = "it needs %Y and %m, %b or %B"
        raise ValueError(message)
    return re.compile(found)


def _fixed(match: re.Match[str]) -> str:
    return {"{1,2}": "{2}", "{1,9}": "{6}"}.get(match[0], "")


def _month(day: int | None, form: Form) -> int | None:
    """Give the month of a day; without ``month_of`` only if the day is the first of it."""
    date = None if day is None else dt.date.fromordinal(day + EPOCH)
    if date is None or (form.part == "all" and date.day != 1):
        return None
    return month_of(date)


def _day(match: re.Match[str] | None, *, timed: bool) -> int | None:
    """Give the day that a pattern found; with a time of day only if ``timed``. Without %d it is the first."""
    found = {} if match is None else match.groupdict()
    clock = [int(found.get(name) or 0) for name in ("hour", "minute", "second", "fraction")]
    month = _month_number(found)
    if month is None or (any(clock) and not timed):
        return None
    try:
        day = dt.date(int(found["year"]), month, int(found.get("day") or 1)).toordinal() - EPOCH
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None


def _month_number(found: dict[str, str]) -> int | None:
    if "month" in found:
        return int(found["month"])
    name = found.get("name", "").lower()
    near = [number for number, month in enumerate(_MONTHS, 1) if name in (month, month[:3])]
    return near[0] if near and name else None
