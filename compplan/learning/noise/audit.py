"""The audit of survey noise: reliability at the company's numbers of responses, and what would mend it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from compplan.advice.cards import Columns, cards_of
from compplan.advice.surveys import Responses, share_of_chance
from compplan.data.model import Panel
from compplan.diagnostics import Diagnostic, DiagnosticError, Place
from compplan.engine.act import response_sums
from compplan.engine.api import Attainment
from compplan.engine.card import Card
from compplan.engine.rating.reliability import correlation, reliability, variances
from compplan.learning.backtest.bootstrap import Range
from compplan.learning.noise.interval import correlation_interval
from compplan.learning.noise.model import BehaviourNoise, MeasureNoise, NoiseAudit, Remedy
from compplan.learning.past import Past, past_of
from compplan.plan.model import Behaviour, Plan, ReportCardMeasure

LEVELS = (Fraction(1, 2), Fraction(7, 10), Fraction(4, 5))
"""Reliabilities of which is told how many responses they need."""
_TIMES = (2, 3, 6, 12)
"""Times as many answers as there are, by asking more customers or pooling months."""


def survey_noise(
    plan: Plan,
    data: Panel | Any,
    *,
    through: str | None = None,
    as_if: str | None = None,
    assume: Mapping[str, Attainment] | None = None,
) -> NoiseAudit:
    """Say how much of ratings, and of what is paid on them, is chance on the months that data record.

    Responses are taken to be independent of each other; several of one customer tell less than they seem to.
    Arguments are those of `backtest`. DiagnosticError with what is wrong, or CP563 without ratings that
    are paid on.

    >>> import compplan as cp
    >>> bold = cp.load_plan(cp.bundled("plans") / "bold.yaml")
    >>> audit = cp.survey_noise(bold, cp.bundled("plans") / "data", through="2027-12")
    >>> audit.measures[0].measure
    'relationship'
    """
    past = past_of(plan, data, through=through, as_if=as_if, assume=assume)
    return audit_of(past)


def audit_of(past: Past) -> NoiseAudit:
    """Audit the ratings of a past; DiagnosticError (CP563) without any that are paid on."""
    asked = [each for each in past.plan.measures if isinstance(each, ReportCardMeasure)]
    rated = [each for each in asked if each.id not in past.assumed]
    found = [_measure(past, each) for each in rated]
    if not any(behaviour.responses for measure in found for behaviour in measure.behaviours):
        raise DiagnosticError([_nothing(past, asked)])
    return NoiseAudit(
        currency=past.plan.currency.code,
        months=past.span,
        measures=tuple(found),
        notes=tuple(_notes(past, asked, found)),
    )


def _measure(past: Past, measure: ReportCardMeasure) -> MeasureNoise:
    compiled = past.result.plans[0].compiled
    card = past.plan.report_card(measure.report_card)
    source = next(part for part in compiled.components if part.measure.id == measure.id).source
    assert isinstance(source, Card)
    rows = cards_of(past.result, measure)
    known = [_behaviour(past, source, index, each) for index, each in enumerate(rows)]
    lines = past.result.lines
    paid = int(lines["paid"][lines["component"] == measure.id].sum())
    return MeasureNoise(
        measure=measure.id,
        behaviours=tuple(known),
        chance=_chance(card.behaviours, rows, known),
        paid=paid / 10**past.plan.currency.exponent,
        shrunk=card.shrinkage is not None,
        remedies=tuple(_remedies(card.behaviours, rows, known)),
    )


def _behaviour(past: Past, source: Card, index: int, rows: Columns) -> BehaviourNoise:
    behaviour = source.card.behaviours[index]
    sums = response_sums(past.result.plans[0].compiled, source, index)
    split, value = variances(*sums), correlation(*sums)
    low, high = correlation_interval(split) if split is not None else (np.nan, np.nan)
    usual = float(np.median(rows["responses"])) if len(rows["responses"]) else 0.0
    counted = Responses(behaviour.id, usual, value)
    return BehaviourNoise(
        behaviour=behaviour.id,
        weight=float(behaviour.weight),
        responses=int(sums[0].sum()),
        rated=int((sums[0] > 0).sum()),
        usual=usual,
        correlation=Range(value, low, high),
        needed=(counted.needed(LEVELS[0]), counted.needed(LEVELS[1]), counted.needed(LEVELS[2])),
    )


def _chance(
    behaviours: Sequence[Behaviour], rows: Sequence[Columns], known: Sequence[BehaviourNoise]
) -> Range:
    """Give the share of pay that is chance; its ends are those with every correlation at its own."""
    low, high = (
        share_of_chance(behaviours, _with(rows, [getattr(each.correlation, end) for each in known], 1.0))
        for end in ("high", "low")
    )
    return Range(share_of_chance(behaviours, rows), low, high)


def _with(rows: Sequence[Columns], correlations: Sequence[float], times: float) -> list[Columns]:
    """Give rows with other correlations, and so many times as many responses."""
    return [
        {**each, "reliability": reliability(each["responses"] * times, value)}
        for each, value in zip(rows, correlations, strict=True)
    ]


def _remedies(
    behaviours: Sequence[Behaviour], rows: Sequence[Columns], known: Sequence[BehaviourNoise]
) -> list[Remedy]:
    """Say what more answers, asked for or pooled over months, and shrinkage would do."""
    values = [each.correlation.value for each in known]
    now = share_of_chance(behaviours, rows)
    found = [Remedy("as it is", now, 1.0, 1.0)]
    for times in _TIMES:
        chance = share_of_chance(behaviours, _with(rows, values, times))
        found.append(Remedy(f"{times} x the answers", chance, times**-0.5, 1.0))
    found.append(Remedy("shrink scores towards everybody's", now, 1 - now, 1 - now))
    return found


def _notes(past: Past, asked: Sequence[ReportCardMeasure], found: Sequence[MeasureNoise]) -> list[str]:
    notes = [
        f"'{each.id}' rests on an assumed attainment: there is nothing to audit."
        for each in asked
        if each.id in past.assumed
    ]
    for measure in found:
        unknown = [each.behaviour for each in measure.behaviours if np.isnan(each.correlation.value)]
        if unknown:
            notes.append(f"Too few ratings to tell participants apart: {', '.join(unknown)}.")
        alike = [each.behaviour for each in measure.behaviours if each.correlation.low == 0]
        if alike:
            notes.append(
                f"It cannot be ruled out that participants do not differ at all in: {', '.join(alike)}."
            )
    return notes


def _nothing(past: Past, asked: Sequence[ReportCardMeasure]) -> Diagnostic:
    plan = past.plan
    if not asked:
        why, hint = "no measure of it is paid on ratings", "audit a plan that has a report card"
    elif all(each.id in past.assumed for each in asked):
        why, hint = "its attainment is assumed", "give a table of ratings instead of an assumption"
    else:
        why, hint = "the data have no ratings for it", "give a table of ratings, or ask customers first"
    place = Place(plan.source.file if plan.source else plan.id)
    return Diagnostic("CP563", f"plan '{plan.id}' gives nothing to audit: {why}", place, hint)
