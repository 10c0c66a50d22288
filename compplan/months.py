"""Calendar months as integers: the grain of every plan and panel."""

from __future__ import annotations

import calendar
import datetime as dt
import re

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""Papers are in English, whatever the machine's language."""
FIRST_YEAR, LAST_YEAR = 1990, 2100
EPOCH = dt.date(1970, 1, 1).toordinal()


def month_index(year: int, month: int) -> int:
    """Count the months since January of year 0 (``2027-01`` is 24324)."""
    return year * 12 + month - 1


def parse_month(text: str) -> int | None:
    """Read ``YYYY-MM`` as a month index; None if it is not one of 1990 to 2100."""
    match = _MONTH.fullmatch(text)
    if match is None or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        return None
    return month_index(int(match[1]), int(match[2]))


def parse_date(text: str) -> dt.date | None:
    """Read ``YYYY-MM-DD`` as a date; None if there is no such day in 1990 to 2100."""
    match = _DATE.fullmatch(text)
    if match is None or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        return None
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def month_of(day: dt.date) -> int:
    """Give the month index of a date."""
    return month_index(day.year, day.month)


def month_text(index: int) -> str:
    """Write a month index as ``YYYY-MM``."""
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


def month_words(index: int) -> str:
    """Write a month index in words.

    >>> month_words(24324)
    'January 2027'
    """
    return f"{_NAMES[index % 12]} {index // 12}"


def day_words(day: dt.date) -> str:
    """Write a date in words, such as 1 October 2026."""
    return f"{day.day} {_NAMES[day.month - 1]} {day.year}"


def days_in(index: int) -> int:
    """Count the days of a month."""
    return calendar.monthrange(index // 12, index % 12 + 1)[1]


def first_day(index: int) -> int:
    """Give a month's first day in days since 1970-01-01, as NumPy's ``datetime64[D]`` counts."""
    return dt.date(index // 12, index % 12 + 1, 1).toordinal() - EPOCH


def last_day(index: int) -> int:
    """Give a month's last day in days since 1970-01-01."""
    return first_day(index + 1) - 1
