"""Advice on payout curves: thresholds, cliffs, accelerators and ends."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from compplan.diagnostics import Diagnostic, Place
from compplan.documents.words import percent, some
from compplan.plan.advice_weights import effective_weights
from compplan.plan.advice_words import EACH, incentive_measures, money, note, place_of, roughly, warning
from compplan.plan.model import MONTHS_IN, AttainmentMeasure, Curve, Measure, Period, Plan
from compplan.plan.rates import ONE, cut_from, jumps, pieces, reach_of
from compplan.plan.thresholds import Thresholds, source_of

TYPICAL = Fraction(1000)


def advise(plan: Plan, thresholds: Thresholds) -> Iterator[Diagnostic]:
    """Give advice on the payout curves of a plan."""
    for measure in incentive_measures(plan):
        yield from unusual_threshold(plan, measure, thresholds)
        yield from no_upside(plan, measure)
        yield from steep_accelerator(plan, measure, thresholds)
        yield from unreachable_edge(plan, measure)
    yield from cliffs(plan)


def unusual_threshold(plan: Plan, measure: Measure, thresholds: Thresholds) -> Iterator[Diagnostic]:
    """Note a threshold that is much lower or higher than usual."""
    low, high, threshold = thresholds.threshold_from, thresholds.threshold_to, measure.curve.threshold
    if threshold and not low <= threshold <= high:
        message = (
            f"a threshold of {percent(threshold)} is unusual, expected {percent(low)} to {percent(high)} "
            f"({source_of(thresholds, 'threshold_from')})"
        )
        hint = "lower it, as many may earn nothing" if threshold > high else "raise it, or leave it out"
        yield note("CP908", message, _curve_place(plan, measure, "threshold"), hint)


def no_upside(plan: Plan, measure: Measure) -> Iterator[Diagnostic]:
    """Note an attainment from which on nothing more is earned: a cap that cuts, or the curve's last point."""
    curve, end, what = measure.curve, cut_from(measure.curve), "cap"
    reach = reach_of(plan, measure.id)
    if curve.type == "linear" and isinstance(measure, AttainmentMeasure) and end is None:
        end, what = curve.points[-1][0], "points"
    if end is None or (reach is not None and end >= reach):
        return
    message = (
        f"from attainment {roughly(end)} on more earns nothing (growthprocess, eCSELL: a cap stops the best, "
        "a review of windfalls does not)"
    )
    hint = "pay further, and review windfalls"
    yield note("CP905", message, _curve_place(plan, measure, what), hint)


def steep_accelerator(plan: Plan, measure: Measure, thresholds: Thresholds) -> Iterator[Diagnostic]:
    """Warn of attainment above target that pays much more than attainment just below it."""
    curve, reach = measure.curve, reach_of(plan, measure.id)
    cut = pieces(curve)
    base = next(piece.slope for piece in reversed(cut) if piece.begin < 1)
    above = [
        (piece.slope, piece.begin)
        for piece in cut
        if piece.begin >= 1
        and (reach is None or piece.begin < reach)
        and (curve.cap is None or piece.rate < curve.cap)
    ]
    slope, begin = max(above, default=(Fraction(), ONE))
    if base > 0 and slope > thresholds.acceleration * base:
        message = (
            f"above attainment {percent(begin)} each point pays {float(slope / base):.3g} times what one "
            f"just below target pays, expected at most {float(thresholds.acceleration):g} times "
            f"({source_of(thresholds, 'acceleration')})"
        )
        yield warning("CP906", message, _edge_place(plan, measure, begin, after=True), "flatten the curve")


def unreachable_edge(plan: Plan, measure: Measure) -> Iterator[Diagnostic]:
    """Note that a report card cannot reach the curve's last edge, as a share is at most 100 %."""
    reach = reach_of(plan, measure.id)
    last = max(edges_of(measure.curve), default=Fraction())
    if reach is not None and last > reach:
        message = (
            f"attainment {percent(last)} is out of reach: with every response favourable it is "
            f"{roughly(reach)}"
        )
        yield note("CP913", message, _edge_place(plan, measure, last), "let the curve end where people can")


def cliffs(plan: Plan, incentive: Fraction | None = None) -> Iterator[Diagnostic]:
    """Tell the money that hangs on one step of attainment, where a curve jumps.

    ``incentive`` is a typical yearly target incentive, in units of the currency; without it, 1,000 is
    taken. A jump at a threshold alone is a note, one between bands a warning.
    """
    for measure in incentive_measures(plan):
        reach, found = reach_of(plan, measure.id), jumps(measure.curve)
        found = tuple((at, by) for at, by in found if by > 0 and (reach is None or at <= reach))
        if found:
            yield _cliff(plan, measure, found, incentive)


def edges_of(curve: Curve) -> tuple[Fraction, ...]:
    """Give the attainments at which a curve bends or jumps, except its threshold."""
    ends = (band.to for band in curve.bands if band.to is not None)
    return (*(edge for edge, _ in curve.points), *ends)


def _cliff(
    plan: Plan, measure: Measure, found: tuple[tuple[Fraction, Fraction], ...], incentive: Fraction | None
) -> Diagnostic:
    index = plan.measures.index(measure)
    weight, year = max((weights[index], -year) for year, weights in enumerate(effective_weights(plan), 1))
    edge, height = max(found, key=lambda jump: jump[1])
    period = _period(plan, measure)
    at_stake = height * weight * (incentive or TYPICAL) * MONTHS_IN[period] / 12
    where = some((f"{percent(at)} (by {roughly(by)})" for at, by in found), 6)
    typical = (
        f"for each {money(TYPICAL, plan.currency)} of yearly target incentive"
        if incentive is None
        else f"at the median yearly target incentive of {money(incentive, plan.currency)}"
    )
    message = (
        f"the rate of '{measure.id}' jumps at attainment {where}; at {percent(edge)} that is "
        f"{money(at_stake, plan.currency)} {EACH[period]} in plan year {-year}, {typical} (motivized: a "
        "cliff moves deals to the other side of it)"
    )
    alone = all(at == measure.curve.threshold for at, _ in found)
    place = _edge_place(plan, measure, edge)
    if alone:
        hint = "with 'pays: above_threshold' pay would begin at nothing"
        return note("CP907", message, place, hint if measure.curve.type != "step" else None)
    return warning("CP907", message, place, "a linear or tiered_marginal curve has no jumps")


def _period(plan: Plan, measure: Measure) -> Period:
    """Give the period whose whole base hangs on one attainment: with year to date, the plan year."""
    return "year" if measure.accumulate == "year_to_date" else plan.performance_period


def _curve_place(plan: Plan, measure: Measure, *path: str | int) -> Place:
    return place_of(plan, "measures", measure.id, "curve", *path)


def _edge_place(plan: Plan, measure: Measure, edge: Fraction, *, after: bool = False) -> Place:
    """Find where an edge stands: a threshold, a point, the end of a band or, if ``after``, the next band."""
    curve = measure.curve
    if edge == curve.threshold and not after:
        return _curve_place(plan, measure, "threshold")
    for index, (attainment, _) in enumerate(curve.points):
        if attainment == edge:
            return _curve_place(plan, measure, "points", index, 0)
    begins = [Fraction(), *(band.to for band in curve.bands if band.to is not None)]
    for index, (begin, end) in enumerate(pairwise([*begins, None])):
        if end == edge and not after:
            return _curve_place(plan, measure, "bands", index, "to")
        if begin == edge and after:
            return _curve_place(plan, measure, "bands", index, "rate")
    return _curve_place(plan, measure)
