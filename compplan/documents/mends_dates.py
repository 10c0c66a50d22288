"""Mends for dates that were written another way than the format's."""

from __future__ import annotations

import calendar
import re

from compplan.months import FIRST_YEAR, LAST_YEAR, parse_date

_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]?([0-9]{1,2})[-/.]?([0-9]{1,2})(?:[T ].*)?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_SHORT_YEAR = re.compile(r"[0-9]{2}-[0-9]{1,2}-[0-9]{1,2}")
_WORDED = re.compile(
    r"(?:([0-9]{1,2})(?:st|nd|rd|th)?\.? )?([A-Za-z]{3,9})\.?(?: ([0-9]{1,2})(?:st|nd|rd|th)?,?)? ([0-9]{4})"
)
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october"),
    *("november", "december"),
)
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
    if _SHORT_YEAR.fullmatch(text):
        return "write the year with four digits"
    return _mend_parts(*parts) if parts else _mend_worded(text)


def _mend_worded(text: str) -> str | None:
    match = _WORDED.fullmatch(text)
    names = [name for name in _MONTHS if match and name.startswith(match[2].lower())]
    if not match or len(names) != 1 or (match[1] and match[3]):
        return None
    month = _MONTHS.index(names[0]) + 1
    day = match[1] or match[3]
    return (
        _mend_parts(int(match[4]), month, int(day))
        if day
        else f"write the day too: {match[4]}-{month:02d}-01"
    )


def _mend_parts(year: int, month: int, day: int) -> str:
    written = f"{year:04d}-{month:02d}-{day:02d}"
    if parse_date(written):
        return f"write {written}"
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return f"years are {FIRST_YEAR} to {LAST_YEAR}"
    if month not in range(1, 13):
        return "months are 01 to 12"
    return f"{calendar.month_name[month]} {year} has {calendar.monthrange(year, month)[1]} days"
