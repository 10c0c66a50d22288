"""Calendar months as integers, counted from January of year 0."""

from __future__ import annotations

import calendar
import datetime as dt
from functools import cache


def month_index(text: str) -> int:
    """Read the month of ``YYYY-MM`` or ``YYYY-MM-DD`` as an index."""
    return int(text[:4]) * 12 + int(text[5:7]) - 1


def month_text(index: int) -> str:
    """Write a month index as ``YYYY-MM``."""
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


@cache
def days_in(index: int) -> int:
    """Count the days of a month."""
    return calendar.monthrange(index // 12, index % 12 + 1)[1]


@cache
def first_day(index: int) -> int:
    """Give the day number of a month's first day."""
    return dt.date(index // 12, index % 12 + 1, 1).toordinal()


def days_of(index: int) -> range:
    """Give the day numbers of a month."""
    return range(first_day(index), first_day(index + 1))


@cache
def day_number(text: str) -> int:
    """Read ``YYYY-MM-DD`` as a day number."""
    return dt.date(int(text[:4]), int(text[5:7]), int(text[8:])).toordinal()


def day_text(day: int) -> str:
    """Write a day number as ``YYYY-MM-DD``."""
    return dt.date.fromordinal(day).isoformat()


def month_of_day(day: int) -> int:
    """Give the month index of a day number."""
    date = dt.date.fromordinal(day)
    return date.year * 12 + date.month - 1


@cache
def period(text: str) -> tuple[int, int]:
    """Read ``2027-03``, ``2027-Q1`` or ``2027`` as (first month, number of months)."""
    year = int(text[:4]) * 12
    if len(text) == len("2027"):
        return year, 12
    if "Q" in text:
        return year + 3 * (int(text[6:]) - 1), 3
    return month_index(text), 1
