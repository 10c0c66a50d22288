"""Advice on what people are told: when the plan is announced, and whether it is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction

from compplan.diagnostics import Diagnostic
from compplan.months import month_text
from compplan.plan.advice_words import note, place_of, roughly, row_place, warning
from compplan.plan.model import Plan
from compplan.plan.path import weights_by_month
from compplan.plan.thresholds import Thresholds, source_of


def advise(plan: Plan, thresholds: Thresholds) -> Iterator[Diagnostic]:
    """Give advice on when and how truly a plan is announced."""
    yield from never_announced(plan)
    yield from announced_late(plan, thresholds)
    yield from behind_announced(plan)


def never_announced(plan: Plan) -> Iterator[Diagnostic]:
    """Note that a plan does not say when it is announced."""
    if plan.announced is None:
        message = "the plan does not say when it is announced; people can act only on what they know"
        yield note("CP910", message, place_of(plan, "starts"), "add 'announced: YYYY-MM-DD'")


def announced_late(plan: Plan, thresholds: Thresholds) -> Iterator[Diagnostic]:
    """Warn of a plan that is announced shortly before it starts."""
    months = thresholds.notice_months
    latest = _first_of(plan.starts - months)
    if plan.announced is not None and plan.announced > latest:
        days = (_first_of(plan.starts) - plan.announced).days
        message = (
            f"announced {days} day{'s' * (days != 1)} before the plan starts, expected at least {months} "
            f"month{'s' * (months != 1)} ({source_of(thresholds, 'notice_months')})"
        )
        hint = f"announce it by {latest}, or start later"
        yield warning("CP911", message, place_of(plan, "announced"), hint)


def behind_announced(plan: Plan) -> Iterator[Diagnostic]:
    """Warn of delivered weights that go less far than the announced ones, where the gap is widest."""
    if plan.announced_weights is None:
        return
    told = weights_by_month(plan.announced_weights, plan.months)
    given = weights_by_month(plan.weights, plan.months)
    gaps = [
        (_gap(plan.weights.before[index], said[index], done[index]), month, index)
        for month, (said, done) in enumerate(zip(told, given, strict=True))
        for index in range(len(plan.measures))
    ]
    gap, month, index = max(gaps, key=lambda found: found[0])
    if gap <= 0:
        return
    first, measure = next(when for behind, when, _ in gaps if behind > 0), plan.measures[index].id
    message = (
        f"the delivered weights fall behind the announced ones from {month_text(plan.starts + first)} on, "
        f"most in {month_text(plan.starts + month)}: '{measure}' has {roughly(given[month][index])}, "
        f"announced were {roughly(told[month][index])} (Simons and others 2015: words that are not kept "
        "cost trust)"
    )
    yield warning("CP909", message, row_place(plan, month // 12 + 1, measure), "deliver what was announced")


def _gap(before: Fraction, told: Fraction, given: Fraction) -> Fraction:
    """Measure how much less far than announced a weight has moved; below 0 if further."""
    return (told - given) if told > before else (given - told) if told < before else Fraction()


def _first_of(month: int) -> dt.date:
    return dt.date(month // 12, month % 12 + 1, 1)
