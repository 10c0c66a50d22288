"""The customer report card: counts of responses per behaviour, window and participant, and what they mean."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan.data.model import Panel, PeriodColumn, Table, TextColumn
from compplan.diagnostics import Diagnostic, DiagnosticError
from compplan.engine.credit import column_of, table_of
from compplan.engine.exact.cells import Cells, Term
from compplan.engine.exact.quantity import Quantity
from compplan.engine.participation import Participation
from compplan.engine.schedule import Schedule
from compplan.plan.model import Plan, ReportCard

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
ONE, ZERO = Fraction(1), Fraction(0)


@dataclass(frozen=True, slots=True)
class Counts:
    """Ratings [behaviours, months, participants] since month index ``first``, and those on no stretch."""

    first: int
    responses: Ints
    favourable: Ints


@dataclass(frozen=True, slots=True)
class Card:
    """A report card's windows: arrays [behaviours, windows, participants].

    ``begin`` and ``end`` are the month indices of each window, extended back by ``pooled`` months;
    ``enough`` marks shares that count.
    """

    card: ReportCard
    responses: Ints
    favourable: Ints
    enough: Bools
    begin: Ints
    end: Ints
    pooled: Ints
    months: tuple[int, ...]
    """The plan month (1, 2, ...) in which each window ends; it says which target holds."""
    safe: Ints = field(init=False)
    """Responses that can be divided by: at least 1."""
    terms: tuple[Term, ...] = field(init=False)
    """Each behaviour's favourable per (at least 1) responses, with its part of the attainment."""

    def __post_init__(self) -> None:
        """Prepare the counts for evaluation, once."""
        object.__setattr__(self, "safe", np.maximum(self.responses, 1))
        pairs = zip(self.favourable, self.safe, strict=True)
        ones = (1,) * self.responses.shape[1]
        terms = (self._term(i, Quantity(f, ones), Quantity(r, ones)) for i, (f, r) in enumerate(pairs))
        object.__setattr__(self, "terms", tuple(terms))

    def _term(self, index: int, favourable: Quantity, responses: Quantity) -> Term:
        """Give weight x attainment: the share, limited to cap x target, times weight / target."""
        behaviour, cap = self.card.behaviours[index], self.card.attainment_cap
        if behaviour.targets:
            return self._moving(index, favourable, responses)
        most = None if cap is None or cap * behaviour.target >= 1 else cap * behaviour.target
        otherwise = behaviour.weight if self.card.minimum_responses.then == "neutral" else ZERO
        factor = behaviour.weight / behaviour.target
        mask = None if self.enough[index].all() else self.enough[index]
        return Term(favourable, responses, 1.0, most, factor, mask, otherwise)

    def _moving(self, index: int, favourable: Quantity, responses: Quantity) -> Term:
        """Give weight x attainment where each window has a target of its own."""
        behaviour, cap = self.card.behaviours[index], self.card.attainment_cap
        targets = [behaviour.target_in(month) for month in self.months]
        highest = max((1 / target for target in targets), default=ONE)
        top = favourable.times_rows([target.denominator for target in targets])
        bottom = responses.times_rows([target.numerator for target in targets])
        otherwise = behaviour.weight if self.card.minimum_responses.then == "neutral" else ZERO
        most = None if cap is None or cap >= highest else cap
        limit = float(-(-highest // 1))
        return Term(top, bottom, limit, most, behaviour.weight, self.enough[index], otherwise)

    def behaviour(self, index: int, cells: Cells) -> Any:
        """Evaluate the attainment of one behaviour; one with too few responses is as the card says."""
        behaviour, neutral = self.card.behaviours[index], self.card.minimum_responses.then == "neutral"
        factor = ONE if behaviour.targets else 1 / behaviour.target
        alone = replace(self.terms[index], factor=factor, otherwise=ONE if neutral else ZERO)
        return cells.sum_of_ratios([alone])

    def attainment(self, cells: Cells) -> Any:
        """Evaluate the weighted attainment of the behaviours that count; neutral if none does."""
        total = cells.sum_of_ratios(self.terms)
        everywhere = all(term.mask is None for term in self.terms)
        if self.card.minimum_responses.then != "exclude" or everywhere:
            return total
        masks = [cells.mask(enough) for enough in self.enough]
        if all(mask.all() for mask in masks):
            return total
        weight = cells.constant(ZERO)
        for mask, behaviour in zip(masks, self.card.behaviours, strict=True):
            weight = weight.plus(cells.constant(behaviour.weight).where(mask, ZERO))
        counted = np.logical_or.reduce(
            [mask for mask, behaviour in zip(masks, self.card.behaviours, strict=True) if behaviour.weight]
        )
        return total.over(weight.where(counted, ONE)).where(counted, ONE)


def card_of(plan: Plan, card: ReportCard, panel: Panel, who: Participation, schedule: Schedule) -> Card:
    """Count each behaviour's responses in every window, extended back where they are too few."""
    counts = counts_of(plan, card, panel)
    totals = _cumulative(counts.responses), _cumulative(counts.favourable)
    shape = (len(card.behaviours), len(schedule.windows), len(panel.participants))
    responses, favourable = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    begins, ends, pooled = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    for number, window in enumerate(schedule.windows):
        begin, end, earliest = _bounds(plan, who, window, counts)
        for index in range(shape[0]):
            at = _extended(card, totals[0][index], begin, end, earliest)
            people = np.arange(shape[2])
            responses[index, number] = totals[0][index][end, people] - totals[0][index][at, people]
            favourable[index, number] = totals[1][index][end, people] - totals[1][index][at, people]
            begins[index, number], ends[index, number] = at + counts.first, end + counts.first
            pooled[index, number] = begin - at
    enough = responses >= card.minimum_responses.count
    months = tuple(window.stop for window in schedule.windows)
    return Card(card, responses, favourable, enough, begins, ends, pooled, months)


def counts_of(plan: Plan, card: ReportCard, panel: Panel) -> Counts:
    """Count all ratings of the data by behaviour, month and participant; refuse ratings off the scale."""
    table = table_of(plan, panel, card.ratings)
    month, behaviour, favourable = _read(table, card)
    first = min(
        int(month.min(initial=plan.starts)), plan.starts - card.minimum_responses.pool_previous_months
    )
    last = max(int(month.max(initial=0)), plan.ends - 1)
    shape = (len(card.behaviours), last - first + 1, len(panel.participants))
    used = behaviour >= 0
    at = (behaviour[used], month[used] - first, table.participant[used])
    responses, good = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    np.add.at(responses, at, 1)
    np.add.at(good, at, favourable[used].astype(np.int64))
    return Counts(first, responses, good)


def _read(table: Table, card: ReportCard) -> tuple[Ints, Ints, Bools]:
    period, name, rating = (column_of(table, column) for column in ("month", "behaviour", "rating"))
    assert isinstance(period, PeriodColumn)
    assert isinstance(name, TextColumn)
    assert isinstance(rating, TextColumn)
    order = {behaviour.id: index for index, behaviour in enumerate(card.behaviours)}
    behaviour = np.array([*(order.get(value, -1) for value in name.values), -1], dtype=np.int64)[name.codes]
    known = np.array([*(value in card.scale for value in rating.values), False], dtype=bool)[rating.codes]
    wrong = np.flatnonzero((behaviour >= 0) & ~known)
    if len(wrong):
        raise DiagnosticError(_off_scale(table, card, rating, int(row)) for row in wrong)
    good = np.array([*(value in card.favourable for value in rating.values), False], dtype=bool)[rating.codes]
    return period.first.astype(np.int64), behaviour, good


def _off_scale(table: Table, card: ReportCard, rating: TextColumn, row: int) -> Diagnostic:
    found = repr(rating.values[rating.codes[row]]) if rating.codes[row] >= 0 else "empty"
    message = f"rating {found} is not one of {', '.join(card.scale)}"
    return Diagnostic(
        "CP361", message, table.place(row, "rating"), "correct the rating, or add it to the scale"
    )


def _bounds(plan: Plan, who: Participation, window: range, counts: Counts) -> tuple[Ints, Ints, Ints]:
    """Give each participant's first row, end row and earliest row in the cumulative counts."""
    active = who.active[window.start : window.stop]
    last = window.start + len(window) - 1 - np.argmax(active[::-1], axis=0)
    people = np.arange(active.shape[1])
    stretch_first, stretch_last = who.stretch_first[last, people], who.stretch_last[last, people]
    begin = np.maximum(plan.starts + window.start, stretch_first)
    end = np.minimum(plan.starts + window.stop - 1, stretch_last) + 1
    none = ~active.any(axis=0)
    begin, end = np.where(none, counts.first, begin), np.where(none, counts.first, end)
    earliest = np.where(none, counts.first, np.maximum(stretch_first, counts.first))
    return begin - counts.first, end - counts.first, earliest - counts.first


def _extended(card: ReportCard, total: Ints, begin: Ints, end: Ints, earliest: Ints) -> Ints:
    at, people = begin.copy(), np.arange(total.shape[1])
    for _ in range(card.minimum_responses.pool_previous_months):
        few = total[end, people] - total[at, people] < card.minimum_responses.count
        more = few & (at > earliest)
        if not more.any():
            break
        at = at - more
    return at


def _cumulative(counts: Ints) -> Ints:
    zeros = np.zeros((counts.shape[0], 1, counts.shape[2]), dtype=np.int64)
    return np.concatenate([zeros, np.cumsum(counts, axis=1)], axis=1)
