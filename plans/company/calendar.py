"""Months as ``(year, month)`` and the days in them."""

from __future__ import annotations

import calendar
import datetime as dt

Month = tuple[int, int]
Day = dt.date

FIRST_RATINGS: Month = (2026, 8)
FIRST: Month = (2027, 1)
LAST: Month = (2029, 12)
SEASON = (0.072, 0.074, 0.092, 0.076, 0.078, 0.094, 0.070, 0.066, 0.092, 0.084, 0.090, 0.112)
"""The share of a year's business in each of its months."""


def months(first: Month, last: Month) -> list[Month]:
    """List the months from the first to the last, both included."""
    ends = [year * 12 + month - 1 for year, month in (first, last)]
    return [(index // 12, index % 12 + 1) for index in range(ends[0], ends[1] + 1)]


def days(month: Month) -> list[Day]:
    """List the days of a month."""
    return [dt.date(*month, day) for day in range(1, calendar.monthrange(*month)[1] + 1)]


def text(month: Month) -> str:
    """Write a month as ``YYYY-MM``."""
    return f"{month[0]:04d}-{month[1]:02d}"


def read(month: str) -> Month:
    """Read a month written as ``YYYY-MM``."""
    return int(month[:4]), int(month[5:])
