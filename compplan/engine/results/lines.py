"""The lines of measures and awards as columns of the results."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan.engine.acting.recognise import Awards
from compplan.engine.earn import Component, Shown, shown
from compplan.engine.exact.quantity import Quantity
from compplan.engine.measure import Ratio, Value, active_in
from compplan.engine.results.columns import month_texts, names_of, repeated
from compplan.engine.results.evaluated import ComponentResult, PlanResult
from compplan.plan.model import MONTHS_IN
from compplan.plan.path import weights_by_month

_SHOWN = 6
"""Decimals of a minor unit that earned amounts are shown with; further ones are noise of the floats."""


def line_columns(result: PlanResult, number: int) -> dict[str, NDArray[Any]]:
    """Give the lines of a plan's component, by its number."""
    plan, part = result.compiled.plan, result.components[number]
    component, taken = part.component, part.taken
    line, person = np.nonzero(taken)
    weights = weights_by_month(plan.weights, plan.months)
    lasts = [component.schedule.last_month(i) for i in range(len(taken))]
    incentive = component.measure.earns == "target_incentive"
    weight = np.array([float(weights[m][number]) if incentive else np.nan for m in lasts] or [0.0])
    window = _shown_windows(result, part)[line, person]
    payable = component.payable[window, person]
    actual, target = _actual_and_target(component, window, person)
    step = MONTHS_IN[plan.payout_period]
    months = month_texts(result, [(row + 1) * step - 1 for row in component.schedule.payout])
    show = shown(component)
    earned = _since_before(part, show) if component.measure.accumulate == "year_to_date" else show.earned
    exponent, rated = plan.currency.exponent, not isinstance(component.source, Value)
    return {
        "participant_id": names_of(result)[person],
        "month": months[line],
        "component": repeated(component.measure.id, len(line)),
        "weight": weight[line],
        "actual": actual,
        "target": target,
        "attainment": np.where(payable & rated, show.attainment[window, person], np.nan),
        "payout_rate": np.where(
            payable | (component.measure.earns == "amount"),
            _shown_rate(component, show, exponent)[window, person],
            0.0,
        ),
        "earned": np.round(earned[line, person] / 10**exponent, exponent + _SHOWN),
        "brought_in": part.paid.brought[taken],
        "paid": part.paid.paid[taken],
    }


def award_line_columns(result: PlanResult, awards: Awards) -> dict[str, NDArray[Any]]:
    """Give the lines of a recognition: no weight, no attainment, what is awarded."""
    plan, (period, person) = result.compiled.plan, np.nonzero(awards.paid)
    step, exponent, count = MONTHS_IN[plan.payout_period], plan.currency.exponent, len(period)
    months = month_texts(result, [(row + 1) * step - 1 for row in range(len(awards.paid))])
    paid, nothing = awards.paid[period, person], np.full(count, np.nan)
    return {
        "participant_id": names_of(result)[person],
        "month": months[period],
        "component": repeated(awards.rule.id, count),
        "weight": np.zeros(count),
        "actual": nothing,
        "target": nothing,
        "attainment": nothing,
        "payout_rate": nothing,
        "earned": paid / 10**exponent,
        "brought_in": np.zeros(count, dtype=np.int64),
        "paid": paid,
    }


def _shown_windows(result: PlanResult, part: ComponentResult) -> NDArray[np.intp]:
    """Find the last window of each line in which the participant takes part [lines, participants]."""
    per_line, lines = part.component.schedule.per_line, len(part.taken)
    active = active_in(result.compiled.who, part.component.schedule.periods)
    back = np.argmax(active.reshape(lines, per_line, -1)[:, ::-1], axis=1)
    shown: NDArray[np.intp] = (np.arange(lines)[:, None] + 1) * per_line - 1 - back
    return shown


def _shown_rate(component: Component, show: Shown, exponent: int) -> NDArray[np.float64]:
    """Give the payout rate, of a commission what is earned for each unit of the actual, else nan."""
    source, earns = component.source, component.measure.earns
    if earns == "amount":
        return np.full_like(show.rate, np.nan)
    if earns != "commission" or not isinstance(source, (Ratio, Value)):
        return show.rate
    every = np.arange(len(show.rate))[:, None], np.arange(show.rate.shape[1])[None, :]
    actual, base = _actual(source, *every), _floats(component.base, *every) / 10**exponent
    rate: NDArray[np.float64] = np.zeros_like(show.rate)
    np.divide(show.rate * base, actual, out=rate, where=actual != 0)
    return rate


def _since_before(part: ComponentResult, show: Shown) -> NDArray[np.float64]:
    """Give what is due to date less what was due at the line before, in the same plan year."""
    due, windows = show.earned, part.component.schedule.windows
    earned, before = due.copy(), np.zeros(due.shape[1])
    for line in range(len(due)):
        if line and windows[line].start != windows[line - 1].start:
            before = np.zeros(due.shape[1])
        earned[line] = due[line] - before
        before = np.where(part.taken[line], due[line], before)
    return earned


def _actual_and_target(
    component: Component, window: NDArray[np.intp], person: NDArray[np.intp]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    source = component.source
    if isinstance(source, Value):
        return _actual(source, window, person), np.full(len(window), np.nan)
    if not isinstance(source, Ratio):
        nothing = np.full(len(window), np.nan)
        return nothing, nothing
    target = np.where(component.payable[window, person], _floats(source.target, window, person), np.nan)
    target = np.where(source.zero[window, person], 0.0, target)
    return _actual(source, window, person), target


def _actual(source: Ratio | Value, window: NDArray[np.intp], person: NDArray[np.intp]) -> NDArray[np.float64]:
    actual = _floats(source.actual, window, person)
    return actual if source.divisor is None else actual / _floats(source.divisor, window, person)


def _floats(quantity: Quantity, window: NDArray[np.intp], person: NDArray[np.intp]) -> NDArray[np.float64]:
    divisor = np.array(quantity.denominator, dtype=float)[window]
    shown: NDArray[np.float64] = quantity.numerator[window, person].astype(float) / divisor
    return shown
