"""Advice on weights: how many measures there are, what each carries, and whether anybody notices a change."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from compplan.diagnostics import Diagnostic
from compplan.plan.advice_words import note, place_of, roughly, row_place, warning
from compplan.plan.model import Plan, ReportCardMeasure, Weights
from compplan.plan.path import distance, weights_by_month
from compplan.plan.thresholds import Thresholds, source_of


def advise(plan: Plan, thresholds: Thresholds) -> Iterator[Diagnostic]:
    """Give advice on a plan's weights."""
    yield from too_many_measures(plan, thresholds)
    for index, measure in enumerate(plan.measures):
        yield from small_weight(plan, index, thresholds)
        if isinstance(measure, ReportCardMeasure):
            yield from small_behaviours(plan, index, measure, thresholds)
    yield from unnoticed_change(plan, thresholds)


def effective_weights(plan: Plan) -> tuple[Weights, ...]:
    """Give the mean measure weights of each plan year: what part of its target incentive each carries."""
    months = weights_by_month(plan.weights, plan.months)
    years = (months[start : start + 12] for start in range(0, plan.months, 12))
    return tuple(tuple(sum(column, Fraction()) / 12 for column in zip(*year, strict=True)) for year in years)


def too_many_measures(plan: Plan, thresholds: Thresholds) -> Iterator[Diagnostic]:
    """Warn of more measures in one plan year than people can follow."""
    counts = [sum(weight > 0 for weight in weights) for weights in effective_weights(plan)]
    count, most, many = max(counts), thresholds.measures, thresholds.many_measures
    if count <= most:
        return
    name = "many_measures" if count > many else "measures"
    much = "far more than people can follow" if count > many else f"more than {most}"
    message = (
        f"{count} measures carry weight in plan year {counts.index(count) + 1}, {much} "
        f"({source_of(thresholds, name)})"
    )
    yield warning("CP901", message, place_of(plan, "measures"), "keep those that matter most")


def small_weight(plan: Plan, index: int, thresholds: Thresholds) -> Iterator[Diagnostic]:
    """Warn of a measure that carries too little in some plan year to be noticed."""
    small = [
        (weights[index], year)
        for year, weights in enumerate(effective_weights(plan), 1)
        if 0 < weights[index] < thresholds.weight
    ]
    if not small:
        return
    weight, year = min(small)
    measure, tiny = plan.measures[index].id, weight < thresholds.small_weight
    message = (
        f"'{measure}' carries {roughly(weight)} of the target incentive in plan year {year}, "
        + (
            f"far too little to be noticed: less than {roughly(thresholds.small_weight)}"
            if tiny
            else f"less than {roughly(thresholds.weight)}"
        )
        + f" ({source_of(thresholds, 'small_weight' if tiny else 'weight')})"
    )
    hint = "raise it, leave the measure out until it carries more, or join it with another"
    yield warning("CP902", message, row_place(plan, year, measure), hint)


def small_behaviours(
    plan: Plan, index: int, measure: ReportCardMeasure, thresholds: Thresholds
) -> Iterator[Diagnostic]:
    """Note behaviours that carry too little to be noticed, in years in which their measure does not."""
    card = plan.report_card(measure.report_card)
    least = min(((item.weight, item.id) for item in card.behaviours if item.weight), default=None)
    years = [
        (weights[index] * least[0], year)
        for year, weights in enumerate(effective_weights(plan), 1)
        if least and weights[index] >= thresholds.weight
    ]
    if least is None or not years or min(years)[0] >= thresholds.behaviour_weight:
        return
    weight, year = min(years)
    share = weight / least[0]
    few = sum(0 < item.weight * share < thresholds.behaviour_weight for item in card.behaviours)
    message = (
        f"{few} of {len(card.behaviours)} behaviours carry less than "
        f"{roughly(thresholds.behaviour_weight)} of the target incentive in plan year {year}; least "
        f"'{least[1]}', {roughly(weight)} ({source_of(thresholds, 'behaviour_weight')})"
    )
    place = place_of(plan, "report_cards", card.id, "behaviours", least[1])
    yield note("CP903", message, place, "ask about fewer behaviours, or give the report card more weight")


def unnoticed_change(plan: Plan, thresholds: Thresholds) -> Iterator[Diagnostic]:
    """Note a transition whose largest step from one plan year to the next is small."""
    months = weights_by_month(plan.weights, plan.months)
    ends = (plan.weights.before, *months[11::12])
    steps = [distance(new, old) for old, new in pairwise(ends)]
    if not any(distance(weights, plan.weights.before) for weights in months):
        return
    if max(steps) < thresholds.yearly_step:
        message = (
            f"in no plan year do the weights change by more than {roughly(max(steps))} of the target "
            f"incentive, less than {roughly(thresholds.yearly_step)} "
            f"({source_of(thresholds, 'yearly_step')})"
        )
        hint = "make fewer and larger steps, if anybody is to notice"
        yield note("CP912", message, place_of(plan, "weights"), hint)
