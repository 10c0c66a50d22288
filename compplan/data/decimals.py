"""The grammar of numbers in data: text, integers and binary floats in, exact decimals out."""

from __future__ import annotations

import math
import re
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from compplan.data.forms import DIGITS
from compplan.data.model import SCALE, Ints
from compplan.data.raw import ListText

LIMIT = 10**DIGITS * SCALE
_NUMBER = re.compile(rf"-?(?:0|[1-9][0-9]{{0,{DIGITS - 1}}})(?:\.[0-9]{{1,4}}0*)?")
_ZERO, _MINUS, _POINT = b"0-."
_EXACT = 10**15


def scaled_cell(text: str) -> int | None:
    """Read ``-?digits[.digits]`` with at most four decimals, not counting zeros, in 1 / SCALE; else None."""
    if _NUMBER.fullmatch(text) is None:
        return None
    whole, _, decimals = text.partition(".")
    return int(whole + decimals[:4].ljust(4, "0"))


def scaled_text(text: ListText) -> tuple[Ints, NDArray[np.bool_], NDArray[np.bool_]]:
    """Read a list of text: integers in 1 / SCALE, which cells are numbers, and which are empty."""
    values = np.zeros(len(text), np.int64)
    known, missing = np.zeros(len(text), np.bool_), np.zeros(len(text), np.bool_)
    start = 0
    for block in text.blocks():
        part = slice(start, start + len(block))
        values[part], known[part] = _scaled_block(block)
        missing[part] = block == b""
        start += len(block)
    rest = np.flatnonzero(~known & ~missing)
    for row, cell in zip(rest.tolist(), text.cells(rest), strict=True):
        value = scaled_cell(cell)
        if value is not None:
            values[row], known[row] = value, True
    return values, known, missing


def scaled_whole(values: Ints) -> tuple[Ints, NDArray[np.bool_]]:
    """Scale integers: in 1 / SCALE, and which are within the limit."""
    known = (values > -(10**DIGITS)) & (values < 10**DIGITS)
    return np.where(known, values, 0) * SCALE, known


def scaled_floats(values: NDArray[np.float64]) -> tuple[Ints, NDArray[np.bool_]]:
    """Read floats as their shortest round-trip decimals: in 1 / SCALE, and which have one in the grammar."""
    inside = np.abs(values) < _EXACT / SCALE
    scaled = np.rint(np.where(inside, values, 0) * SCALE)
    # A decimal of at most 15 digits that round-trips is the shortest one; the few longer ones go by repr.
    known = inside & (scaled / SCALE == values)
    result = scaled.astype(np.int64)
    for row in np.flatnonzero(~known & np.isfinite(values)).tolist():
        value = scaled_cell(float_text(float(values[row])))
        if value is not None:
            result[row], known[row] = value, True
    return result, known


def float_text(value: float) -> str:
    """Write a float as its shortest round-trip decimal, without an exponent or a trailing ``.0``."""
    return decimal_text(repr(value)) if math.isfinite(value) else str(value)


def decimal_text(number: str) -> str:
    """Write a number in Python's notation without an exponent or a trailing ``.0``."""
    return format(Decimal(number), "f").removesuffix(".0")


def _scaled_block(block: NDArray[np.bytes_]) -> tuple[Ints, NDArray[np.bool_]]:
    chars = np.ascontiguousarray(block.view(np.uint8).reshape(len(block), -1).T)
    value = np.zeros(len(block), np.int64)
    whole, decimals = np.zeros(len(block), np.int8), np.full(len(block), -1, np.int8)
    good = chars[-1] == 0
    for position, char in enumerate(chars):
        if not char.any():
            break
        digit = char - np.uint8(_ZERO)
        is_digit, is_point = digit < 10, char == _POINT
        good &= is_digit | is_point | (char == 0) | ((char == _MINUS) & (position == 0))
        good &= ~(is_point & ((decimals >= 0) | (whole == 0)))
        after = is_digit & (decimals >= 0)
        good &= ~(after & (decimals >= 4) & (digit > 0))
        before = is_digit & (decimals < 0)
        good &= ~(before & (whole == 1) & (value == 0))
        kept = before | (after & (decimals < 4))
        value = np.where(kept, value * 10 + digit, value)
        whole += before
        decimals += after | is_point
    good &= (whole > 0) & (whole <= DIGITS) & (decimals != 0)
    value *= 10 ** (4 - np.clip(decimals, 0, 4).astype(np.int64))
    return np.where(good, np.where(chars[0] == _MINUS, -value, value), 0), good
