"""The customer report card: counts of responses per behaviour, window and participant, and what they mean."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan.data.model import Panel
from compplan.engine.exact.cells import Cells, Term
from compplan.engine.exact.quantity import Quantity
from compplan.engine.exact.widths import narrow
from compplan.engine.groups import segments_in
from compplan.engine.participation import Participation
from compplan.engine.rating.counts import Counts, counts_of
from compplan.engine.rating.reliability import strength
from compplan.engine.rating.scored import Points, Scored, Shrunk, groups, scored, summed
from compplan.engine.schedule import Schedule
from compplan.engine.teams import team_column
from compplan.plan.model import Plan, ReportCard, Shrinkage

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
ONE, ZERO = Fraction(1), Fraction(0)


@dataclass(frozen=True, slots=True)
class Card:
    """A report card's windows: arrays [behaviours, windows, participants].

    ``begin`` and ``end`` are the month indices of each window, extended back by ``pooled`` months;
    ``enough`` marks figures that count; ``favourable`` is in ``parts`` of a response. Whole numbers are in as
    few bytes as hold them (`widths`): what is worked out of them takes wider ones.
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
    parts: int = 1
    values: Points | None = None
    """What the responses are worth, if the categories have values."""
    scored: Scored | None = None
    """What is held against targets, if that is not the plain favourable share."""
    top: Ints = field(init=False)
    bottom: Ints = field(init=False)
    """What is held against targets is ``top / bottom``, ``bottom`` at least 1."""
    terms: tuple[Term, ...] = field(init=False)
    """Each behaviour's figure, with its part of the attainment."""

    def __post_init__(self) -> None:
        """Prepare the counts for evaluation, once."""
        own = self.scored
        object.__setattr__(self, "top", self.favourable if own is None else own.top)
        object.__setattr__(self, "bottom", np.maximum(self.responses, 1) if own is None else own.bottom)
        pairs = zip(self.top, self.bottom, strict=True)
        ones = (1,) * self.responses.shape[1]
        terms = (self._term(i, Quantity(f, ones), Quantity(r, ones)) for i, (f, r) in enumerate(pairs))
        object.__setattr__(self, "terms", tuple(terms))

    def _term(self, index: int, top: Quantity, bottom: Quantity) -> Term:
        """Give weight x attainment: the figure, limited to cap x target, times weight / target."""
        behaviour, cap, highest = self.card.behaviours[index], self.card.attainment_cap, self.card.highest
        if behaviour.targets:
            return self._moving(index, top, bottom)
        most = None if cap is None or cap * behaviour.target >= highest else cap * behaviour.target
        otherwise = behaviour.weight if self.card.minimum_responses.then == "neutral" else ZERO
        factor = behaviour.weight / behaviour.target
        mask = None if self.enough[index].all() else self.enough[index]
        return Term(top, bottom, _above(highest), most, factor, mask, otherwise)

    def _moving(self, index: int, top: Quantity, bottom: Quantity) -> Term:
        """Give weight x attainment where each window has a target of its own."""
        behaviour, cap = self.card.behaviours[index], self.card.attainment_cap
        targets = [behaviour.target_in(month) for month in self.months]
        highest = max((self.card.highest / target for target in targets), default=ONE)
        top = top.times_rows([target.denominator for target in targets])
        bottom = bottom.times_rows([target.numerator for target in targets])
        otherwise = behaviour.weight if self.card.minimum_responses.then == "neutral" else ZERO
        most = None if cap is None or cap >= highest else cap
        return Term(top, bottom, _above(highest), most, behaviour.weight, self.enough[index], otherwise)

    @property
    def points(self) -> Points:
        """Give what is held against targets, before it is divided by responses or shrunk."""
        by_mean = self.card.attains_by == "mean_value" and self.values is not None
        return self.values if by_mean and self.values else Points(self.favourable, self.parts)

    def score(self, index: int, window: int, person: int) -> Fraction:
        """Give the figure of one behaviour that is held against its target."""
        at = index, window, person
        return Fraction(int(self.top[at]), int(self.bottom[at]))

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
    made = _windows(plan, card, panel, who, schedule, counts)
    if counts.held.unit == 1 and counts.held is counts.favourable and card.shrinkage is None:
        return _narrow(made)
    return _narrow(replace(made, scored=_scored(plan, made, panel, schedule, counts)))


def _narrow(card: Card) -> Card:
    """Keep the numbers of a card in as few bytes as hold them."""
    responses, favourable = narrow(card.responses, card.favourable)
    begin, end = narrow(card.begin, card.end)
    (pooled,) = narrow(card.pooled)
    values, own = card.values, card.scored
    if values is not None:
        values = replace(values, total=narrow(values.total)[0])
    if own is not None:
        top, bottom = narrow(own.top, own.bottom)
        own = replace(own, top=top, bottom=bottom)
    return replace(
        card,
        responses=responses,
        favourable=favourable,
        begin=begin,
        end=end,
        pooled=pooled,
        values=values,
        scored=own,
    )


def _windows(
    plan: Plan, card: ReportCard, panel: Panel, who: Participation, schedule: Schedule, counts: Counts
) -> Card:
    sums = (counts.favourable,) if counts.values is None else (counts.favourable, counts.values)
    totals = [_cumulative(each) for each in (counts.responses, *(each.total for each in sums))]
    shape = (len(card.behaviours), len(schedule.windows), len(panel.participants))
    found = [np.zeros(shape, dtype=each.dtype) for each in totals]
    begins, ends, pooled = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    people = np.arange(shape[2])
    for number, window in enumerate(schedule.windows):
        begin, end, earliest = _bounds(plan, who, window, counts)
        for index in range(shape[0]):
            at = _extended(card, totals[0][index], begin, end, earliest)
            for array, total in zip(found, totals, strict=True):
                array[index, number] = total[index][end, people] - total[index][at, people]
            begins[index, number], ends[index, number] = at + counts.first, end + counts.first
            pooled[index, number] = begin - at
    enough = found[0] >= card.minimum_responses.count
    months = tuple(window.stop for window in schedule.windows)
    values = None if counts.values is None else Points(found[2], counts.values.unit)
    return Card(
        card, found[0], found[1], enough, begins, ends, pooled, months, counts.favourable.unit, values
    )


def _scored(plan: Plan, card: Card, panel: Panel, schedule: Schedule, counts: Counts) -> Scored:
    """Work out what is held against targets."""
    shrinkage, points = card.card.shrinkage, card.points
    if shrinkage is None:
        return scored(card.responses, points, None)
    at, chosen = segments_in(plan, panel, schedule.windows)
    rows = np.where(at < 0, -1, np.append(chosen, 0)[at])
    group = groups(rows, team_column(panel.segments) if shrinkage.to == "team" else None)
    strengths = [_strengths(shrinkage, counts, index, plan, schedule) for index in range(len(card.responses))]
    theirs = Points(summed(points.total, group), points.unit)
    strength = np.array(strengths, dtype=np.int64)
    return scored(card.responses, points, Shrunk(summed(card.responses, group), theirs, strength, group))


def _strengths(shrinkage: Shrinkage, counts: Counts, index: int, plan: Plan, schedule: Schedule) -> list[int]:
    """Give the strength for each window: as stated, or as all ratings up to its last month say."""
    if shrinkage.strength is not None:
        return [shrinkage.strength] * len(schedule.windows)
    found, held = [], counts.held
    for window in schedule.windows:
        until = slice(0, plan.starts + window.stop - counts.first)
        kinds = (counts.responses, held.total, held.squares)
        n, s, q = (each[index, until].sum(axis=0) for each in kinds)
        found.append(strength(n, s, held.unit, q, held.square_unit))
    return found


def _above(number: Fraction) -> float:
    """Give a whole number that is no smaller."""
    return float(-(-number // 1))


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
    zeros = np.zeros((counts.shape[0], 1, counts.shape[2]), dtype=counts.dtype)
    return np.concatenate([zeros, np.cumsum(counts, axis=1)], axis=1)
