"""Figures as texts: short, and on an axis all alike."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, isfinite, log10
from typing import Literal

Kind = Literal["money", "share", "count"]
MINUS = "\u2212"
_UNITS = ((1e9, "bn"), (1e6, "M"), (1e3, "k"))
_UNKNOWN = "?"


def figure(value: float, kind: Kind, *, signed: bool = False) -> str:
    """Write a figure with three digits, money in thousands or millions, a share as a percentage.

    >>> figure(-1234567, "money"), figure(0.845, "share"), figure(24.2, "count", signed=True)
    ('\u22121.23M', '84.5%', '+24.2')
    """
    if not isfinite(value):
        return _UNKNOWN
    if kind == "share":
        return _marked(value * 100, f"{abs(value) * 100:,.1f}", "%", signed=signed)
    if kind == "count":
        digits = f"{abs(value):,.1f}" if abs(value) < 100 else f"{abs(value):,.0f}"
        return _marked(value, digits.removesuffix(".0"), "", signed=signed)
    unit, name = _unit(value)
    return _marked(value, _three(abs(value) / unit), name, signed=signed)


def on_axis(values: Sequence[float], kind: Kind, *, signed: bool = False) -> list[str]:
    """Write the ticks of an axis with one unit and as many decimals as tell them apart.

    >>> on_axis([0, 250000, 500000], "money"), on_axis([0.5, 0.75], "share")
    (['0', '250k', '500k'], ['50%', '75%'])
    """
    unit, name = _unit(max(map(abs, values), default=0)) if kind == "money" else (1.0, "")
    unit, name = (0.01, "%") if kind == "share" else (unit, name)
    scaled = [value / unit for value in values]
    places = next((at for at in range(6) if all(abs(round(each, at) - each) < 1e-6 for each in scaled)), 6)
    texts = [f"{abs(each):,.{places}f}" for each in scaled]
    return [
        "0" if not value and kind != "share" else _marked(value, text, name, signed=signed)
        for value, text in zip(values, texts, strict=True)
    ]


def between(low: float, high: float, kind: Kind, *, signed: bool = False) -> str:
    """Write a range.

    >>> between(-0.02, 0.1, "share")
    '\u22122.0% to 10.0%'
    """
    return f"{figure(low, kind, signed=signed)} to {figure(high, kind, signed=signed)}"


def _unit(value: float) -> tuple[float, str]:
    return next(((unit, name) for unit, name in _UNITS if abs(value) >= 0.9995 * unit), (1.0, ""))


def _three(value: float) -> str:
    if value < 1e-9:
        return "0"
    places = max(0, 2 - floor(log10(value)))
    return f"{value:,.{min(places, 2)}f}"


def _marked(value: float, digits: str, unit: str, *, signed: bool) -> str:
    if not any(digit in "123456789" for digit in digits):
        return digits + unit
    sign = MINUS if value < 0 else "+" if signed else ""
    return sign + digits + unit
