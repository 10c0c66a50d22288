"""How a curve turns attainment, or a value, into what is paid, as nodes."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from compplan.diagnostics import Place
from compplan.engine.explaining.node import Node, Operation, Unit, given, node
from compplan.plan.model import Band, Curve

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Units:
    """What a curve goes by, what its rates are, and what it gives; None where that follows from above."""

    by: Unit | None = None
    rate: Unit | None = None
    result: Unit | None = None


def rate_node(curve: Curve, attainment: Node, place: Place | None, units: Units = Units()) -> Node:
    """Show how a curve turns attainment (or the value that it goes by) into a payout rate."""
    down = curve.negative == "deducts" and attainment.value < 0
    counted = mirrored(attainment) if down else attainment
    rate = _limited(curve, counted, units)
    name = "payout rate" if units.result != "money" else "earned by the curve"
    if down:
        rate = node("deducted", "difference", [_nothing(), rate], -rate.value, unit=units.result)
    return Node(name, rate.value, "sum", (rate,), place, curve.type, unit=units.result)


def _limited(curve: Curve, attainment: Node, units: Units) -> Node:
    rate = _shape(curve, floored(attainment), units)
    if curve.threshold is not None:
        threshold = given("threshold", curve.threshold, unit=units.by)
        reached = attainment.value >= curve.threshold
        parts = [attainment, threshold, rate]
        value = rate.value if reached else ZERO
        rate = node("rate if the threshold is reached", "if_reached", parts, value, unit=units.result)
    if curve.cap is not None:
        cap = given("cap", curve.cap, unit=units.result)
        value = min(rate.value, cap.value)
        rate = node("rate within the cap", "least", [rate, cap], value, unit=units.result)
    return rate


def mirrored(attainment: Node) -> Node:
    """Show a number below 0 without its sign."""
    name = f"{attainment.name} without its sign"
    return node(name, "difference", [_nothing(), attainment], -attainment.value, unit=attainment.unit)


def floored(attainment: Node) -> Node:
    """Show a number that counts as 0 where it is below."""
    if attainment.value >= 0:
        return attainment
    name = f"{attainment.name}, at least 0"
    return node(name, "greatest", [attainment, _nothing()], ZERO, unit=attainment.unit)


def _nothing() -> Node:
    return given("nothing", ZERO)


def _shape(curve: Curve, attainment: Node, units: Units) -> Node:
    above = curve.pays == "above_threshold" and curve.threshold is not None
    threshold = curve.threshold or ZERO
    if curve.type == "step":
        return _band(curve, attainment, units)
    if curve.type == "tiered_retroactive":
        rate = _band(curve, attainment, Units(units.by, units.rate, units.rate))
        counted = attainment
        if above:
            counted = _above("threshold", attainment, threshold, units)
        if curve.pays == "above_band":
            counted = _above("band", attainment, _begin(curve, attainment.value), units)
        value = rate.value * counted.value
        name = f"rate x {attainment.name}"
        return node(name, "product", [rate, counted], value, unit=units.result)
    rate = _continuous(curve, attainment, units)
    if not above:
        return rate
    less = _continuous(curve, given("threshold", threshold, unit=units.by), units)
    return node("above the threshold", "difference", [rate, less], rate.value - less.value, unit=units.result)


def _above(what: str, attainment: Node, begin: Fraction, units: Units) -> Node:
    less = given(what if what == "threshold" else "where the band begins", begin, unit=units.by)
    value = attainment.value - begin
    return node(f"above the {what}", "difference", [attainment, less], value, unit=units.by)


def _continuous(curve: Curve, attainment: Node, units: Units) -> Node:
    return (_linear if curve.type == "linear" else _marginal)(curve, attainment, units)


def _band(curve: Curve, attainment: Node, units: Units) -> Node:
    held = next(band for band in curve.bands if _holds(curve, band, attainment.value))
    parts = [attainment]
    for band in curve.bands:
        if band.to is not None:
            parts.append(given("below" if curve.includes == "from" else "up to", band.to, unit=units.by))
        parts.append(given("rate", band.rate, unit=units.rate))
    operation: Operation = "band" if curve.includes == "from" else "band_to"
    return node("rate of the band", operation, parts, held.rate, unit=units.result)


def _holds(curve: Curve, band: Band, attainment: Fraction) -> bool:
    return band.to is None or attainment < band.to or (curve.includes == "to" and attainment == band.to)


def _begin(curve: Curve, attainment: Fraction) -> Fraction:
    ended = (band.to for band in curve.bands if not _holds(curve, band, attainment))
    return max((end for end in ended if end is not None), default=ZERO)


def _marginal(curve: Curve, attainment: Node, units: Units) -> Node:
    parts, start = [], ZERO
    for band in curve.bands:
        stop = attainment.value if band.to is None else min(attainment.value, band.to)
        ends = [] if band.to is None else [given("to", band.to, unit=units.by)]
        inside = node(
            f"part of {attainment.name} inside",
            "part",
            [attainment, given("from", start, unit=units.by), *ends],
            max(stop - start, ZERO),
            unit=units.by,
        )
        rate = given("rate", band.rate, unit=units.rate)
        parts.append(node("band", "product", [rate, inside], band.rate * inside.value, unit=units.result))
        start = start if band.to is None else band.to
    total = sum((part.value for part in parts), ZERO)
    return node("sum over bands", "sum", parts, total, unit=units.result)


def _linear(curve: Curve, attainment: Node, units: Units) -> Node:
    a, value = attainment.value, curve.points[-1][1]
    if a <= curve.points[0][0]:
        value = curve.points[0][1]
    for (x0, y0), (x1, y1) in zip(curve.points, curve.points[1:], strict=False):
        if x0 <= a <= x1:
            value = y0 + (y1 - y0) * (a - x0) / (x1 - x0)
    points = [
        point
        for x, y in curve.points
        for point in (given("at", x, unit=units.by), given("rate", y, unit=units.rate))
    ]
    return node("between points", "interpolate", [attainment, *points], value, unit=units.result)
