"""Advice on a plan that is right by the rules but may not be what was meant: warnings only."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from compplan.diagnostics import Diagnostic, Place
from compplan.plan.model import Curve, Measure, Plan, ReportCardMeasure
from compplan.plan.words import percent

ONE = Fraction(1)


def advise(plan: Plan) -> Iterator[Diagnostic]:
    """Give every warning about a plan."""
    yield from unused_report_cards(plan)
    for measure in plan.measures:
        yield from low_cap(plan, measure)
        yield from out_of_reach(plan, measure)
        yield from pays_less_for_more(plan, measure)


def unused_report_cards(plan: Plan) -> Iterator[Diagnostic]:
    """Warn of a report card that no measure uses."""
    used = {measure.report_card for measure in plan.measures if isinstance(measure, ReportCardMeasure)}
    for card in plan.report_cards:
        if card.id not in used:
            yield _warning(
                "CP210",
                f"no measure uses the report card '{card.id}'",
                _place(plan, "report_cards", card.id),
                "refer to it from a measure, or delete it",
            )


def low_cap(plan: Plan, measure: Measure) -> Iterator[Diagnostic]:
    """Warn of a cap that cuts what is paid at target."""
    cap, at_target = measure.curve.cap, rate_at(measure.curve, ONE)
    if cap is not None and cap < at_target:
        message = f"the cap of {percent(cap)} cuts what is paid at target, {percent(at_target)}"
        yield _warning("CP219", message, _place(plan, "measures", measure.id, "curve", "cap"), None)


def out_of_reach(plan: Plan, measure: Measure) -> Iterator[Diagnostic]:
    """Warn of a threshold that no attainment of the report card reaches."""
    threshold = measure.curve.threshold
    if threshold is None or not isinstance(measure, ReportCardMeasure):
        return
    highest = plan.report_card(measure.report_card).attainment_cap
    if highest is not None and highest < threshold:
        message = f"the threshold of {percent(threshold)} is above the highest attainment, {percent(highest)}"
        yield _warning(
            "CP218",
            message,
            _place(plan, "measures", measure.id, "curve", "threshold"),
            f"lower it, or raise 'attainment_cap' of '{measure.report_card}'",
        )


def pays_less_for_more(plan: Plan, measure: Measure) -> Iterator[Diagnostic]:
    """Warn of a rate that falls where the attainment rises."""
    curve = measure.curve
    if curve.type == "tiered_marginal":
        return
    name = "points" if curve.type == "linear" else "bands"
    rates = [rate for _, rate in curve.points] or [band.rate for band in curve.bands]
    for index, (before, rate) in enumerate(pairwise(rates), 1):
        if rate < before:
            message = (
                f"more attainment pays less here: the rate falls from {percent(before)} to {percent(rate)}"
            )
            yield _warning("CP226", message, _place(plan, "measures", measure.id, "curve", name, index), None)


def rate_at(curve: Curve, attainment: Fraction) -> Fraction:
    """Give a curve's rate at an attainment, before its cap."""
    threshold = curve.threshold or Fraction()
    if attainment < threshold:
        return Fraction()
    if curve.type == "tiered_retroactive" and curve.pays == "above_threshold":
        return _band_rate(curve, attainment) * (attainment - threshold)
    start = _from_zero(curve, threshold) if curve.pays == "above_threshold" else Fraction()
    return _from_zero(curve, attainment) - start


def _from_zero(curve: Curve, attainment: Fraction) -> Fraction:
    if curve.type == "linear":
        return _between_points(curve, attainment)
    if curve.type == "tiered_marginal":
        return _over_bands(curve, attainment)
    rate = _band_rate(curve, attainment)
    return rate if curve.type == "step" else rate * attainment


def _between_points(curve: Curve, attainment: Fraction) -> Fraction:
    if attainment <= curve.points[0][0]:
        return curve.points[0][1]
    for (left, low), (right, high) in pairwise(curve.points):
        if attainment <= right:
            return low + (high - low) * (attainment - left) / (right - left)
    return curve.points[-1][1]


def _over_bands(curve: Curve, attainment: Fraction) -> Fraction:
    total = begin = Fraction()
    for band in curve.bands:
        end = attainment if band.to is None else min(band.to, attainment)
        total += band.rate * max(end - begin, Fraction())
        begin = max(begin, end)
    return total


def _band_rate(curve: Curve, attainment: Fraction) -> Fraction:
    return next(band.rate for band in curve.bands if band.to is None or attainment < band.to)


def _place(plan: Plan, *path: str | int) -> Place:
    return plan.source.places[path] if plan.source else Place(plan.id)


def _warning(code: str, message: str, place: Place, hint: str | None) -> Diagnostic:
    return Diagnostic(code, message, place, hint, "warning")
