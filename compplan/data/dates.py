"""The grammar of dates, months and periods in data, value by value."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

import numpy as np
from numpy.typing import NDArray

from compplan.data.model import Codes, Ints
from compplan.months import EPOCH, FIRST_YEAR, LAST_YEAR, month_index, parse_date, parse_month

FIRST_DAY = dt.date(FIRST_YEAR, 1, 1).toordinal() - EPOCH
LAST_DAY = dt.date(LAST_YEAR, 12, 31).toordinal() - EPOCH
_QUARTER = re.compile(r"([0-9]{4})-Q([1-4])")
_YEAR = re.compile(r"[0-9]{4}")


def day_of(text: str) -> int | None:
    """Read ``YYYY-MM-DD`` as a day since 1970-01-01; None if it is no such day of 1990 to 2100."""
    day = parse_date(text)
    return None if day is None else day.toordinal() - EPOCH


def iso(day: int) -> str:
    """Write a day since 1970-01-01 as ``YYYY-MM-DD``, or its number if the calendar does not reach so far."""
    try:
        return dt.date.fromordinal(day + EPOCH).isoformat()
    except (ValueError, OverflowError):
        return f"day {day}"


def period_of(text: str) -> tuple[int, int] | None:
    """Read ``YYYY-MM``, ``YYYY-Qn`` or ``YYYY`` as first month index and number of months; else None."""
    month = parse_month(text)
    if month is not None:
        return month, 1
    quarter, year = _QUARTER.fullmatch(text), _YEAR.fullmatch(text)
    if quarter and _known(quarter[1]):
        return month_index(int(quarter[1]), 3 * int(quarter[2]) - 2), 3
    if year and _known(text):
        return month_index(int(text), 1), 12
    return None


def months_of(days: Ints | Codes) -> NDArray[np.int32]:
    """Give the month index (`compplan.months`) of days since 1970-01-01, as an array of the same shape."""
    inside = days.size and int(days.min()) >= FIRST_DAY and int(days.max()) <= LAST_DAY
    return _month_table().take(days - FIRST_DAY) if inside else _computed_months(days)


@cache
def _month_table() -> NDArray[np.int32]:
    """Give the months of all days that data may hold: looking them up is far quicker than computing."""
    return _computed_months(np.arange(FIRST_DAY, LAST_DAY + 1))


def _computed_months(days: Ints | Codes) -> NDArray[np.int32]:
    months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return (months + 12 * 1970).astype(np.int32)


def _known(year: str) -> bool:
    return FIRST_YEAR <= int(year) <= LAST_YEAR
