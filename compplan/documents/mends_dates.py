"""Mends for dates that were written another way than the format's."""

from __future__ import annotations

import calendar
import re

from compplan.months import FIRST_YEAR, LAST_YEAR, parse_date

_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]?([0-9]{1,2})[-/.]?([0-9]{1,2})(?:[T ].*)?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_MONTH_ONLY = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


def mend_date(text: str) -> str | None:
    """Say how to write a date that was written in another way; None if that is not plain."""
    parts = None
    if match := _YEAR_FIRST.fullmatch(text):
        parts = int(match[1]), int(match[2]), int(match[3])
    elif match := _DAY_FIRST.fullmatch(text):
        parts = int(match[3]), int(match[2]), int(match[1])
    if _MONTH_ONLY.fullmatch(text):
        return f"write the day too: {text}-01"
    if re.fullmatch(r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}", text):
        return f"{text} is one day to some readers and another to others"
    return _mend_parts(*parts) if parts else None


def _mend_parts(year: int, month: int, day: int) -> str:
    written = f"{year:04d}-{month:02d}-{day:02d}"
    if parse_date(written):
        return f"write {written}"
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return f"years are {FIRST_YEAR} to {LAST_YEAR}"
    if month not in range(1, 13):
        return "months are 01 to 12"
    return f"{calendar.month_name[month]} {year} has {calendar.monthrange(year, month)[1]} days"
