"""Why a text is not a date, month, period or id, and how to mend it: asked for bad cells only."""

from __future__ import annotations

import datetime as dt
import re

from compplan.data.problems import quote
from compplan.months import FIRST_YEAR, LAST_YEAR

Reason = tuple[str, str]
"""What is wrong with a cell, and the mend."""

ID_LENGTH = 64
NOTHING = frozenset({"nan", "null", "none", "na", "n/a", "#n/a", "nil", "-", "--", "?", "tbd", "nat"})
_YEARS = f"of {FIRST_YEAR} to {LAST_YEAR}"
_SERIAL = re.compile(r"[2-9][0-9]{4}(?:\.[0-9]+)?")
_LOOSE_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_TURNED_DAY = re.compile(r"[0-9]{1,4}([./-])[0-9]{1,2}\1[0-9]{1,4}")
_LOOSE_MONTH = re.compile(r"([0-9]{4})-([1-9])")
_LOOSE_QUARTER = re.compile(r"(?:([0-9]{4})[ -]?[qQ]([1-4])|[qQ]([1-4])[ -]?([0-9]{4}))")


def date_reason(text: str) -> Reason:
    """Say why text is not a date ``YYYY-MM-DD``."""
    plain = text.strip()
    what, hint = _timed(plain) or _loose_day(plain) or _foreign_day(plain) or ("", "write YYYY-MM-DD")
    return f"{quote(text)} is not a date{what}", hint


def _timed(text: str) -> Reason | None:
    timed = re.match(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]", text)
    if timed is None or _calendar(timed[1]) is None:
        return None
    return ": it has a time of day", f"write {timed[1]}"


def _loose_day(text: str) -> Reason | None:
    loose = _LOOSE_DAY.fullmatch(text)
    if loose is None:
        return None
    day = _calendar(text)
    if day is None:
        return ": there is no such day", "write a day that exists"
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return f" {_YEARS}", "leave an open end empty" if day.year == dt.MAXYEAR else "correct the year"
    if len(text) < len("YYYY-MM-DD"):
        return ": months and days have two digits", f"write {day.isoformat()}"
    return ": blanks", f"write {day.isoformat()}"


def _calendar(text: str) -> dt.date | None:
    try:
        return dt.date(*map(int, text.split("-")))
    except ValueError:
        return None


def _foreign_day(text: str) -> Reason | None:
    if _SERIAL.fullmatch(text):
        return ": it looks like a spreadsheet's serial number", "format the cells as YYYY-MM-DD"
    if _TURNED_DAY.fullmatch(text):
        return ": the order of day, month and year is not sure", "write YYYY-MM-DD"
    if text.casefold() in NOTHING:
        return "", "leave the cell empty if there is none"
    return None


def month_reason(text: str) -> Reason:
    """Say why text is not a month ``YYYY-MM``."""
    what, hint = _month(text.strip()) or ("", "write YYYY-MM")
    return f"{quote(text)} is not a month{what}", hint


def _month(text: str) -> Reason | None:
    loose = _LOOSE_MONTH.fullmatch(text)
    if loose:
        return ": months have two digits", f"write {loose[1]}-0{loose[2]}"
    if re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])-[0-9]{2}.*", text):
        return ": it has a day", f"write {text[:7]}"
    if _SERIAL.fullmatch(text):
        return ": it looks like a spreadsheet's serial number", "format the cells as text YYYY-MM"
    if re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", text):
        inside = FIRST_YEAR <= int(text[:4]) <= LAST_YEAR
        return (": blanks", f"write {text}") if inside else (f" {_YEARS}", "correct the year")
    return None


def period_reason(text: str) -> Reason:
    """Say why text is not a period ``YYYY-MM``, ``YYYY-Qn`` or ``YYYY``."""
    quarter = _LOOSE_QUARTER.fullmatch(text.strip())
    if quarter:
        written = f"{quarter[1] or quarter[4]}-Q{quarter[2] or quarter[3]}"
        return f"{quote(text)} is not a period: quarters are YYYY-Qn", f"write {written}"
    if re.fullmatch(r"[0-9]{4}(-Q[1-4])?", text):
        return f"{quote(text)} is not a period {_YEARS}", "correct the year"
    what, hint = _month(text.strip()) or ("", "write YYYY-MM, YYYY-Qn or YYYY")
    return f"{quote(text)} is not a period{what}", hint


def id_reason(text: str) -> Reason:
    """Say why text is not an id: 1 to 64 characters, no control characters, no blanks around."""
    if text != text.strip():
        plain = text.strip()
        return f"{quote(text)} has blanks around it", f"write {quote(plain)}" if plain else "write the id"
    if len(text) > ID_LENGTH:
        return f"{quote(text)} has {len(text)} characters", f"write at most {ID_LENGTH}"
    return f"{quote(text)} has a control character", "remove it"


def currency_reason(text: str) -> Reason:
    """Say why text is not a currency code of three capital letters."""
    return f"{quote(text)} is not a currency code", "write the ISO 4217 code, such as USD"


def negative_reason(text: str) -> Reason:
    """Say that a number may not be negative."""
    return f"{quote(text)} is negative", "write 0 or more"


def timed_reason(text: str) -> Reason:
    """Say that a date-time is not at midnight."""
    return f"{quote(text)} is not a date: it has a time of day", "give dates, or date-times at midnight"
