"""Advice on how much a participant has to keep in mind to know what a result pays."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from compplan.diagnostics import Diagnostic
from compplan.plan.advice_curves import edges_of
from compplan.plan.advice_weights import effective_weights
from compplan.plan.advice_words import note, place_of
from compplan.plan.model import Curve, Measure, Plan, ReportCardMeasure
from compplan.plan.thresholds import Thresholds, source_of

NATURAL = (Fraction(0), Fraction(1))


def advise(plan: Plan, thresholds: Thresholds) -> Iterator[Diagnostic]:
    """Note a plan with more numbers than a participant can remember."""
    counts = [numbers_in(plan, year) for year in range(1, plan.years + 1)]
    count = max(counts)
    if count > thresholds.numbers:
        message = (
            f"to know what is paid in plan year {counts.index(count) + 1} takes {count} numbers besides 0% "
            f"and 100%, expected at most {thresholds.numbers} ({source_of(thresholds, 'numbers')})"
        )
        yield note("CP904", message, place_of(plan, "measures"), "simplify the curves and the report card")


def numbers_in(plan: Plan, year: int) -> int:
    """Count the numbers, other than 0 % and 100 %, by which a plan year pays.

    The weights of measures and behaviours count once less than there are, since the last follows from the
    others; a target that several behaviours share counts once.
    """
    weights = effective_weights(plan)[year - 1]
    paid = [measure for measure, weight in zip(plan.measures, weights, strict=True) if weight]
    return len(paid) - 1 + sum(_of_measure(plan, measure) for measure in paid)


def _of_measure(plan: Plan, measure: Measure) -> int:
    count = _of_curve(measure.curve)
    if isinstance(measure, ReportCardMeasure):
        card = plan.report_card(measure.report_card)
        targets = {item.target for item in card.behaviours} - set(NATURAL)
        count += sum(item.weight > 0 for item in card.behaviours) - 1 + len(targets)
    return count


def _of_curve(curve: Curve) -> int:
    rates = [rate for _, rate in curve.points] + [band.rate for band in curve.bands]
    ends = [number for number in (curve.threshold, curve.cap) if number is not None]
    return sum(number not in NATURAL for number in (*edges_of(curve), *rates, *ends))
