"""The strict grammar of numbers as people write them: text in, exact rational out.

Neither YAML's, Python's nor a spreadsheet's number reading is used anywhere (``Decimal`` takes ``1_0``,
full-width digits and blanks; YAML reads ``010`` as 8).
"""

from __future__ import annotations

import re
from fractions import Fraction

_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(,[0-9]{3})+")
_NUMBER = re.compile(r"(-?)(0|[1-9][0-9]{0,14})(?:\.([0-9]{1,9}))?(%?)")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


def parse_number(text: str, *, percent: bool = True) -> Fraction | None:
    """Read ``12``, ``-0.5`` or, if ``percent``, ``80%`` as an exact rational; None if it is none of these."""
    match = _NUMBER.fullmatch(text)
    if match is None or (match[4] and not percent):
        return None
    decimals = match[3] or ""
    value = Fraction(int(match[1] + match[2] + decimals), 10 ** len(decimals))
    return value / 100 if match[4] else value


def parse_typed(text: str) -> Fraction | None:
    """Read a number as people type it: as `parse_number`, with commas between thousands too.

    >>> parse_typed("9,000,000"), parse_typed("30%"), parse_typed("0,3")
    (Fraction(9000000, 1), Fraction(3, 10), None)
    """
    return parse_number(text.replace(",", "") if _THOUSANDS.fullmatch(text) else text)


def is_id(text: str) -> bool:
    """Tell whether text may name a plan, measure, behaviour or participant in file names."""
    return _ID.fullmatch(text) is not None


def decimal_text(value: Fraction, *, places: int = 12) -> str:
    """Write a rational as a decimal: exact where it ends within ``places``, else cut there with ``...``."""
    sign, value = ("-" if value < 0 else ""), abs(value)
    scaled, rest = divmod(value.numerator * 10**places, value.denominator)
    digits = f"{scaled:0{places + 1}d}"
    decimals = digits[-places:] if rest else digits[-places:].rstrip("0")
    return sign + digits[:-places] + ("." + decimals if decimals else "") + ("..." if rest else "")


def percent_text(value: Fraction) -> str:
    """Write a share as a percentage, such as ``80%`` or ``33.333333%``."""
    return decimal_text(value * 100, places=6).removesuffix("...") + "%"
