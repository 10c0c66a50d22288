"""Mends for the usual slips: a number or date written another way, a word misspelled."""

from __future__ import annotations

import calendar
import difflib
import re
from collections.abc import Iterable
from decimal import Decimal
from itertools import islice

from compplan.grammar import decimal_text, parse_number
from compplan.months import FIRST_YEAR, LAST_YEAR, parse_date
from compplan.plan.nodes import Node, entries

LONGEST_WORD = 128
MOST_WORDS = 200
_EXPONENT = re.compile(r"([+-]?[0-9]{1,15}(?:\.[0-9]{1,9})?)[eE]([+-]?[0-9]{1,2})")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:([,'\u2019_ \u00a0\u202f])[0-9]{3})(?:\1[0-9]{3})*(\.[0-9]+)?%?")
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]?([0-9]{1,2})[-/.]?([0-9]{1,2})(?:[T ].*)?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_MONTH_ONLY = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


def nearest(word: str, words: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Find the word that was probably meant."""
    known = list(islice(words, MOST_WORDS))
    if len(word) > LONGEST_WORD:
        return None
    lowered = {name.lower(): name for name in reversed(known)}
    match = difflib.get_close_matches(word.lower(), lowered, 1, cutoff)
    return lowered[match[0]] if match else None


def did_you_mean(word: str, words: Iterable[str]) -> str | None:
    """Ask for the word that was probably meant; None if there is none."""
    match = nearest(word, words)
    return f"did you mean '{match}'?" if match else None


def lacks(node: Node | None, name: str) -> bool:
    """Tell whether a mapping's key is absent, and not just misspelt, which the schema reports."""
    keys = [key.text for key, _ in entries(node)]
    return name not in keys and nearest(name, keys) is None


def mend_number(text: str, *, percent: bool = True, whole: bool = False) -> str | None:
    """Say how to write a number that was written in another way; None if that is not plain."""
    text = text.strip()
    tries = (_without_separators(text), _with_point(text), _without_exponent(text), _trimmed(text))
    for candidate in filter(None, tries):
        value = parse_number(candidate)
        if value is not None and (percent or "%" not in candidate) and not whole:
            return f"write {candidate}"
        if value is not None and value.denominator == 1 and whole:
            return f"write {value}"
        if value is not None and not whole:
            return f"write {decimal_text(value)}"
    if re.fullmatch(r"-?[0-9]{16,}(\.[0-9]+)?%?|-?[0-9]+\.[0-9]{10,}%?", text):
        return "write at most 15 digits before and 9 after the point"
    return None


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


def _without_separators(text: str) -> str | None:
    match = _THOUSANDS.fullmatch(text)
    return text.replace(match[1], "") if match and not text.startswith("0") else None


def _with_point(text: str) -> str | None:
    return text.replace(",", ".") if re.fullmatch(r"[+-]?[0-9]+,[0-9]+ ?%?", text) else None


def _without_exponent(text: str) -> str | None:
    match = _EXPONENT.fullmatch(text)
    return f"{Decimal(match[1]).scaleb(int(match[2])).normalize():f}" if match else None


def _trimmed(text: str) -> str | None:
    """Drop blanks, a plus, leading zeros and a lone point."""
    match = re.fullmatch(r"([+-]?) ?0*([0-9]*)(?:\.([0-9]*))? ?(%|percent|per cent)?", text)
    if not match or not (match[2] or match[3] or "0" in text):
        return None
    decimals = f".{match[3]}" if match[3] else ""
    return ("-" if match[1] == "-" else "") + (match[2] or "0") + decimals + ("%" if match[4] else "")
