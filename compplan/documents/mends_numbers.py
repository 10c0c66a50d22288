"""Mends for numbers that were written another way than the format's."""

from __future__ import annotations

import re
from decimal import Decimal

from compplan.diagnostics import Mend
from compplan.documents.mends import replacing, straight
from compplan.documents.nodes import Scalar
from compplan.grammar import decimal_text, parse_number

_EXPONENT = re.compile(r"([+-]?[0-9]{1,15}(?:\.[0-9]{1,9})?)[eE]([+-]?[0-9]{1,2})")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:([,'\u2019_ \u00a0\u202f])[0-9]{3})(?:\1[0-9]{3})*(\.[0-9]+)?%?")
_EITHER = re.compile(r"[+-]?[1-9][0-9]{0,2},[0-9]{3} ?%?")
"""A comma before three digits: thousands to some readers, decimals to others."""
_TOO_LONG = re.compile(r"-?[0-9]{16,}(\.[0-9]+)?%?|-?[0-9]+\.[0-9]{10,}%?")


def number_mend(
    node: Scalar, *, percent: bool = True, whole: bool = False
) -> tuple[str, str | None, Mend | None]:
    """Give the code, the hint and, if there is only one way to read it, the mend of what is no number."""
    if node.quoted and parse_number(node.text, percent=percent) is not None:
        return "CP106", "remove the quotes", replacing(node, node.text)
    meant = _meant(node.text.strip(), percent=percent, whole=whole)
    if meant is None:
        long = _TOO_LONG.fullmatch(node.text)
        return "CP105", "write at most 15 digits before and 9 after the point" if long else None, None
    hint = comma_hint(node.text, meant) if not whole else _whole_hint(node.text, meant)
    sure = _one_reading(node.text.strip(), percent=percent)
    return "CP105", hint, replacing(node, meant if sure else None)


def _whole_hint(text: str, meant: str) -> str:
    """Say how to write a whole number; both ways, if its point may stand for thousands."""
    thousands = re.fullmatch(r"[1-9][0-9]{0,2}(\.[0-9]{3})+", text)
    return (
        f"write {text.replace('.', '')}, or {meant} if decimals were meant" if thousands else f"write {meant}"
    )


def comma_hint(text: str, meant: str) -> str:
    """Say how to write a number; both ways, if its comma may stand for thousands or before decimals."""
    if not _EITHER.fullmatch(text):
        return f"write {meant}"
    return f"write {text.replace(',', '')}, or {text.replace(',', '.')} if decimals are meant"


def may_be_thousands(text: str) -> bool:
    """Tell whether the comma in a number may stand for thousands as well as before decimals."""
    return _EITHER.fullmatch(text) is not None


def _one_reading(text: str, *, percent: bool) -> bool:
    octal = re.match(r"[+-]?0[0-9]", text)
    point = re.fullmatch(r"[0-9]{1,3}(\.[0-9]{3})+", text)
    unit = re.search(r"[a-z\u00d7]$", text) and not text.endswith(("percent", "per cent"))
    return not (may_be_thousands(text) or octal or point or unit or ("%" in text and not percent))


def _meant(text: str, *, percent: bool, whole: bool) -> str | None:
    text = straight(text)
    tries = [_without_separators(text), _with_point(text), _without_exponent(text), _trimmed(text)]
    tries += [_without_unit(text)] if whole else []
    for candidate in filter(None, tries):
        value = parse_number(candidate)
        if value is None or (whole and value.denominator != 1):
            continue
        if whole:
            return str(value)
        return candidate if percent or "%" not in candidate else decimal_text(value)
    return None


def _without_unit(text: str) -> str | None:
    match = re.fullmatch(r"([0-9]{1,9}) ?[A-Za-z]{2,12}", text)
    return match[1] if match else None


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
    match = re.fullmatch(r"([+-]?) ?0*([0-9]*)(?:\.([0-9]*))? ?(%%?|percent|per cent|[x\u00d7])?", text)
    if not match or not (match[2] or match[3] or "0" in text):
        return None
    decimals = f".{match[3]}" if match[3] else ""
    times = match[4] in ("x", "\u00d7")
    return (
        ("-" if match[1] == "-" else "")
        + (match[2] or "0")
        + decimals
        + ("%" if match[4] and not times else "")
    )
