"""Plans of plain text values, and how they are written as YAML."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

Raw = dict[str, Any]


def plan_text(plan: Raw) -> str:
    """Write a plan of dicts, lists and text as YAML: two levels as blocks, the rest in one line."""
    lines = []
    for key, value in plan.items():
        if key in ("measures", "report_cards", "weights", "announced_weights"):
            lines += [f"{key}:", *(f"  {name}: {_flow(inner)}" for name, inner in value.items())]
        else:
            lines.append(f"{key}: {_flow(value)}")
    return "\n".join(lines) + "\n"


def decimal(value: Fraction) -> str:
    """Write a fraction that ends within nine decimals."""
    scaled = value * 10**9
    if scaled.denominator != 1:
        raise ValueError(value)
    sign, digits = ("-" if value < 0 else ""), f"{abs(scaled.numerator):010d}"
    return (sign + digits[:-9] + "." + digits[-9:]).rstrip("0").removesuffix(".")


def share(rng: Random, percent: Fraction | int) -> str:
    """Write a share given in percent, as ``80%`` or as ``0.8``."""
    return decimal(Fraction(percent)) + "%" if rng.random() < 0.7 else decimal(Fraction(percent) / 100)


def _flow(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return str(value)
