"""Why a text is not a plain number, and how to write it as one: asked for bad cells only."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal

from compplan.data.decimals import scaled_cell
from compplan.data.forms import DIGITS
from compplan.data.mends import NOTHING, Reason
from compplan.data.problems import quote

_NOT_A_NUMBER = NOTHING | {"", "inf", "infinity"}
_DASHES = "\N{MINUS SIGN}\N{EN DASH}\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FULLWIDTH HYPHEN-MINUS}"

_LONG = 1_000
"""Characters beyond which a cell is no slip of the pen, and not worth looking at one by one."""


def number_reason(text: str, *, required: bool) -> Reason:
    """Say why text is not ``-?digits[.digits]`` with at most four decimals; a required cell is not empty."""
    if text.strip().casefold().lstrip("+-") in _NOT_A_NUMBER:
        hint = "write the number, or remove the row" if required else "leave the cell empty"
        return f"{quote(text)} is not a number", hint
    for check in _CHECKS if len(text) <= _LONG else (_size,):
        reason = check(text)
        if reason:
            return f"{quote(text)} is not a plain number: {reason[0]}", reason[1]
    return f"{quote(text)} is not a number", "write digits, such as 1250 or -12.50"


def _blanks(text: str) -> Reason | None:
    if any(char.isspace() for char in text):
        return "blanks", _write("".join(text.split()), "remove the blanks")
    return None


def _foreign_digits(text: str) -> Reason | None:
    plain = "".join(_plain(char) for char in text)
    return (
        ("digits or dashes other than 0-9 and '-'", _write(plain, "use 0-9 and '-'"))
        if plain != text
        else None
    )


def _plain(char: str) -> str:
    if char in _DASHES:
        return "-"
    return str(unicodedata.decimal(char)) if char.isdecimal() else char


def _percent(text: str) -> Reason | None:
    if not text.endswith("%"):
        return None
    value = scaled_cell(text[:-1])
    plain = "" if value is None else format((Decimal(value) / 1_000_000).normalize(), "f")
    return "a percent sign", _write(plain, "write 80% as 0.8")


def _signs(text: str) -> Reason | None:
    if text.startswith("+"):
        return "a leading '+'", _write(text[1:], "remove it")
    if text.startswith("(") and text.endswith(")"):
        return "brackets for a negative", _write(f"-{text[1:-1]}", "write it with '-'")
    if text.endswith("-") and len(text) > 1:
        return "a '-' at the end", _write(f"-{text[:-1]}", "put it first")
    return None


def _exponent(text: str) -> Reason | None:
    if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?[eE][+-]?[0-9]{1,2}", text):
        return "an exponent", _write(format(Decimal(text), "f"), "write all digits")
    return None


def _currency(text: str) -> Reason | None:
    sign = any(unicodedata.category(char) == "Sc" for char in text)
    code = re.fullmatch(r"[A-Z]{3}-?[0-9].*|-?[0-9].*[0-9][A-Z]{3}", text)
    if sign or code:
        return "a currency", "write the amount alone"
    return None


def _thousands(text: str) -> Reason | None:
    if re.fullmatch(r"-?[0-9]{1,3},[0-9]{3}", text):
        return "a comma", f"write {text.replace(',', '')} or {text.replace(',', '.')}, whichever is meant"
    if re.fullmatch(r"-?[0-9]{1,3}([,'_\N{RIGHT SINGLE QUOTATION MARK}][0-9]{2,3})+(\.[0-9]+)?", text):
        return "thousands separators", _write(re.sub(r"[^0-9.-]", "", text), "remove them")
    if re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]{3})+,[0-9]+|-?[0-9]{1,3}(\.[0-9]{3}){2,}", text):
        return "thousands separators", _write(text.replace(".", "").replace(",", "."), "remove them")
    return None


def _decimal_comma(text: str) -> Reason | None:
    if re.fullmatch(r"-?[0-9]+,[0-9]+", text):
        return "a decimal comma", _write(text.replace(",", "."), "write a decimal point")
    return None


def _point(text: str) -> Reason | None:
    if re.fullmatch(r"-?\.[0-9]+", text):
        return "no digit before the point", _write(text.replace(".", "0."), "write 0 before it")
    if re.fullmatch(r"-?[0-9]+\.", text):
        return "no digit after the point", _write(text[:-1], "remove the point")
    return None


def _zeros(text: str) -> Reason | None:
    if re.fullmatch(r"-?0[0-9]+(\.[0-9]+)?", text):
        return "leading zeros", _write(re.sub(r"^(-?)0+(?=[0-9])", r"\1", text), "remove them")
    return None


def _size(text: str) -> Reason | None:
    if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
        return None
    if len(text.lstrip("-").split(".")[0]) > DIGITS:
        return f"more than {DIGITS} digits before the point", "correct it, or count in a larger unit"
    return "more than four decimals", "round it where it is made"


def _write(plain: str, otherwise: str) -> str:
    return otherwise if scaled_cell(plain) is None else f"write {plain}"


_CHECKS: tuple[Callable[[str], Reason | None], ...] = (
    _blanks,
    _foreign_digits,
    _percent,
    _signs,
    _exponent,
    _currency,
    _thousands,
    _decimal_comma,
    _point,
    _zeros,
    _size,
)
