"""Compute an explanation again from its JSON document alone: each node's operation on the nodes below it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import reduce
from itertools import pairwise
from operator import mul
from typing import Any

Document = dict[str, Any]
Values = list[Fraction]
ZERO = Fraction(0)


def recalculate(node: Document, wrong: list[str]) -> Fraction:
    """Compute a node's value from the nodes below it; name in ``wrong`` those that say something else."""
    values = [recalculate(part, wrong) for part in node["of"]]
    if node["operation"] == "given":
        return Fraction(node["value"])
    if node["operation"] == "round":
        value = _round(values[0], values[1], node["of"][1]["note"])
    else:
        value = OPERATIONS[node["operation"]](values)
    if value != Fraction(node["value"]):
        wrong.append(node["name"])
    return value


def nodes(node: Document) -> Iterator[Document]:
    """Go through a node and all below it."""
    yield node
    for part in node["of"]:
        yield from nodes(part)


def _round(value: Fraction, to: Fraction, mode: str) -> Fraction:
    whole, rest = divmod(abs(value) / to, 1)
    half = {"half_up": rest == Fraction(1, 2), "half_even": rest == Fraction(1, 2) and whole % 2 == 1}
    past = {"up": rest > 0, "down": False}.get(mode, rest > Fraction(1, 2) or half.get(mode, False))
    return (whole + past) * to * (-1 if value < 0 else 1)


def _band(values: Values) -> Fraction:
    value, *ends, last = values
    return next((rate for below, rate in zip(ends[::2], ends[1::2], strict=True) if value < below), last)


def _band_to(values: Values) -> Fraction:
    value, *ends, last = values
    return next((rate for to, rate in zip(ends[::2], ends[1::2], strict=True) if value <= to), last)


def _interpolate(values: Values) -> Fraction:
    value, points = values[0], list(zip(values[1::2], values[2::2], strict=True))
    value = min(max(value, points[0][0]), points[-1][0])
    for (x0, y0), (x1, y1) in pairwise(points):
        if value <= x1:
            return y0 + (y1 - y0) * (value - x0) / (x1 - x0)
    return points[-1][1]


OPERATIONS: dict[str, Callable[[Values], Fraction]] = {
    "sum": lambda values: sum(values, ZERO),
    "difference": lambda values: values[0] - sum(values[1:], ZERO),
    "product": lambda values: reduce(mul, values, Fraction(1)),
    "quotient": lambda values: values[0] / values[1],
    "least": min,
    "greatest": max,
    "if_reached": lambda values: values[2] if values[0] >= values[1] else ZERO,
    "if_above": lambda values: values[2] if values[0] > values[1] else ZERO,
    "if_at_most": lambda values: values[2] if values[0] <= values[1] else ZERO,
    "if_below": lambda values: values[2] if values[0] < values[1] else ZERO,
    "band": _band,
    "band_to": _band_to,
    "part": lambda values: max(min(values[:1] + values[2:]) - values[1], ZERO),
    "interpolate": _interpolate,
}
