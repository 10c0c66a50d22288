"""What was observed of a company's past: arrays of months and participants, whatever they came from."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from compplan.data.model import NEVER, Panel
from compplan.data.panel import months_of
from compplan.engine.rating.counts import answers_of
from compplan.engine.results.evaluated import PlanResult
from compplan.plan.model import MONTHS_IN, Plan
from compplan.plan.path import weights_by_month
from compplan.simulation.channels import cards_of, product_measure
from compplan.simulation.history import history_of

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Observed:
    """A panel as it was observed: arrays [months, participants] unless said otherwise.

    ``first`` is the month index of the first row. ``revenue`` is the actual of the plan's first measure that
    answers to product revenue, ``quota`` its target and ``payout`` what was paid in a month, all in units of
    the currency and 0 where nobody was there. ``left`` marks the last month of those who left the company
    inside the panel (a leave of absence is none), ``tenure`` the months since somebody started, 0 in the
    first. ``ratings`` [months, participants, behaviours, categories] counts the answers of the plan's first
    report card, categories in the order of its scale; ``favourable`` [categories] tells which of them are.
    ``announced`` and ``delivered`` [months, measures] are the measure weights, ``before`` [measures] those
    of old.
    """

    participants: tuple[str, ...]
    first: int
    present: Bools
    left: Bools
    tenure: Floats
    revenue: Floats
    quota: Floats
    payout: Floats
    behaviours: tuple[str, ...]
    ratings: Counts
    favourable: Bools
    measures: tuple[str, ...]
    announced: Floats
    delivered: Floats
    before: Floats

    @property
    def months(self) -> int:
        """Count the months."""
        return len(self.present)

    def through(self, months: int) -> Observed:
        """Give the first so many months: who left later has not left yet."""
        names = ("present", "left", "tenure", "revenue", "quota", "payout", "ratings")
        cut = {name: getattr(self, name)[:months] for name in (*names, "announced", "delivered")}
        return replace(self, **cut)


def observed_of(result: PlanResult, panel: Panel) -> Observed:
    """Take the recorded months of a run of a plan; DiagnosticError (CP506) without a product measure."""
    history = history_of(result)
    plan, months = history.plan, history.months
    primary = product_measure(plan)
    present = history.takes_part[:months]
    sampled = history.measured[primary]
    first, last = _stays(panel)
    behaviours, ratings, favourable = ratings_of(plan, panel, months)
    announced, delivered = (
        np.array(weights_by_month(path, plan.months)[:months], dtype=float)
        for path in (plan.announced_weights or plan.weights, plan.weights)
    )
    month = plan.starts + np.arange(months)[:, None]
    return Observed(
        participants=panel.participants,
        first=plan.starts,
        present=present,
        left=present & (month == last),
        tenure=np.where(present, np.maximum(month - first, 0), 0.0),
        revenue=np.where(present, sampled.actual[:months], 0.0),
        quota=np.where(present, sampled.target[:months], 0.0),
        payout=_payouts(result, months),
        behaviours=behaviours,
        ratings=ratings * present[:, :, None, None],
        favourable=favourable,
        measures=tuple(each.id for each in plan.measures),
        announced=announced,
        delivered=delivered,
        before=np.array(plan.weights.before, dtype=float),
    )


def ratings_of(plan: Plan, panel: Panel, months: int) -> tuple[tuple[str, ...], Counts, Bools]:
    """Count the answers of the first report card [months, participants, behaviours, categories].

    Gives its behaviours, the counts, and which categories are favourable; nothing without card or ratings.
    """
    people = len(panel.participants)
    cards = cards_of(plan)
    if not cards or cards[0].ratings not in panel.tables:
        return (), np.zeros((months, people, 0, 0), dtype=np.int64), np.zeros(0, dtype=bool)
    card = cards[0]
    answers = answers_of(panel.tables[card.ratings], card)
    counts = np.zeros((months, people, len(card.behaviours), len(card.scale)), dtype=np.int64)
    row = answers.month - plan.starts
    who = answers.table.participant
    used = (answers.behaviour >= 0) & (row >= 0) & (row < months) & (who >= 0)
    np.add.at(counts, (row[used], who[used], answers.behaviour[used], answers.category[used]), 1)
    favourable = np.array([each in card.favourable for each in card.scale], dtype=bool)
    return tuple(each.id for each in card.behaviours), counts, favourable


def _stays(panel: Panel) -> tuple[Counts, Counts]:
    """Give the month index in which each participant first started and that of the last day, in any role."""
    segments, people = panel.segments, len(panel.participants)
    first = np.full(people, np.iinfo(np.int64).max)
    last = np.full(people, np.iinfo(np.int64).min)
    np.minimum.at(first, segments.participant, _month_index(segments.start))
    ends = np.where(segments.end == NEVER, np.iinfo(np.int64).max, _month_index(segments.end - 1))
    np.maximum.at(last, segments.participant, ends)
    return first, last


def _month_index(days: NDArray[np.int32]) -> Counts:
    return months_of(days).astype(np.int64)


def _payouts(result: PlanResult, months: int) -> Floats:
    """Give what was paid [months, participants] in units of the currency, in the months of payout."""
    plan = result.compiled.plan
    step = MONTHS_IN[plan.payout_period]
    amount, _ = result.payments()
    paid = np.zeros((months, amount.shape[1]))
    paid[step - 1 :: step] = amount[: months // step]
    units: Floats = paid / 10**plan.currency.exponent
    return units
