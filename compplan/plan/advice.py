"""Advice on a plan that is right by the rules but may not be what was meant: warnings and notes only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from compplan.diagnostics import Diagnostic
from compplan.documents.words import percent
from compplan.plan import advice_announcement, advice_curves, advice_links, advice_numbers, advice_weights
from compplan.plan.advice_comments import cut_texts
from compplan.plan.advice_words import incentive_measures, place_of, warning
from compplan.plan.model import Measure, Plan, ReportCardMeasure
from compplan.plan.rates import ONE, highest_attainment, rate_at
from compplan.plan.thresholds import DEFAULTS, Thresholds


def advise(
    plan: Plan, thresholds: Thresholds = DEFAULTS, told: Iterable[Diagnostic] = ()
) -> Iterator[Diagnostic]:
    """Give every warning and note about a plan; no rule of thumb where something else was ``told``."""
    slips = [*told, *_slips(plan)]
    yield from _slips(plan)
    places = {problem.place for problem in slips}
    yield from (advice for advice in _rules_of_thumb(plan, thresholds) if advice.place not in places)


def _slips(plan: Plan) -> Iterator[Diagnostic]:
    yield from cut_texts(plan)
    yield from unused_report_cards(plan)
    yield from low_attainment_caps(plan)
    yield from advice_links.advise(plan)
    for measure in incentive_measures(plan):
        yield from low_cap(plan, measure)
        yield from out_of_reach(plan, measure)
        yield from pays_less_for_more(plan, measure)


def _rules_of_thumb(plan: Plan, thresholds: Thresholds) -> Iterator[Diagnostic]:
    yield from advice_announcement.advise(plan, thresholds)
    yield from advice_weights.advise(plan, thresholds)
    yield from advice_curves.advise(plan, thresholds)
    yield from advice_numbers.advise(plan, thresholds)


def unused_report_cards(plan: Plan) -> Iterator[Diagnostic]:
    """Warn of a report card that no measure uses."""
    used = {measure.report_card for measure in plan.measures if isinstance(measure, ReportCardMeasure)}
    for card in plan.report_cards:
        if card.id not in used:
            yield warning(
                "CP210",
                f"no measure uses the report card '{card.id}'",
                place_of(plan, "report_cards", card.id),
                "refer to it from a measure, or delete it",
            )


def low_attainment_caps(plan: Plan) -> Iterator[Diagnostic]:
    """Warn of a report card whose attainment is cut below target."""
    for card in plan.report_cards:
        if card.attainment_cap is not None and card.attainment_cap < ONE:
            message = (
                f"attainment is cut at {percent(card.attainment_cap)}, so that nobody can reach a target"
            )
            place = place_of(plan, "report_cards", card.id, "attainment_cap")
            yield warning("CP227", message, place, "write 100% or more, or none")


def low_cap(plan: Plan, measure: Measure) -> Iterator[Diagnostic]:
    """Warn of a cap that cuts what is paid at target."""
    cap, at_target = measure.curve.cap, rate_at(measure.curve, ONE)
    if cap is not None and cap < at_target:
        message = f"the cap of {percent(cap)} cuts what is paid at target, {percent(at_target)}"
        yield warning("CP219", message, place_of(plan, "measures", measure.id, "curve", "cap"))


def out_of_reach(plan: Plan, measure: Measure) -> Iterator[Diagnostic]:
    """Warn of a threshold that no attainment of the report card reaches."""
    threshold = measure.curve.threshold
    if threshold is None or not isinstance(measure, ReportCardMeasure):
        return
    card = plan.report_card(measure.report_card)
    highest = highest_attainment(card)
    if highest < threshold:
        message = f"the threshold of {percent(threshold)} is above the highest attainment, {percent(highest)}"
        capped = card.attainment_cap is not None and card.attainment_cap < threshold
        yield warning(
            "CP218",
            message,
            place_of(plan, "measures", measure.id, "curve", "threshold"),
            f"lower it, or raise 'attainment_cap' of '{measure.report_card}'" if capped else "lower it",
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
            yield warning("CP226", message, place_of(plan, "measures", measure.id, "curve", name, index))
