"""Recognition: who is best or most improved, and what each is awarded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from compplan.data.model import TextColumn
from compplan.engine.acting.attainments import attainments_of
from compplan.engine.acting.scope import Bools
from compplan.engine.card import Card
from compplan.engine.compile import Compiled
from compplan.engine.earn import Component
from compplan.engine.groups import segments_in
from compplan.engine.inputs import kept, reading_of
from compplan.engine.rating.counts import Ints, counts_of
from compplan.plan.model import MONTHS_IN
from compplan.plan.model.rules import Recognition
from compplan.tables.columns import Doubles

ZERO = Fraction(0)
COMPANY = "company"


@dataclass(frozen=True, slots=True)
class Award:
    """One award: whose, in which plan month (from 0), among whom, with which scores, and its minor units.

    ``score`` is what was ranked: the level, or what this is above ``before``. ``tied`` counts all who share
    the ``rank``, and ``ranked`` all who were ranked.
    """

    person: int
    month: int
    among: str
    rank: int
    tied: int
    ranked: int
    score: Fraction
    level: Fraction
    before: Fraction | None
    amount: int


@dataclass(frozen=True, slots=True)
class Awards:
    """All awards of one recognition, by month, group and rank, and what they come to.

    ``paid`` is [payout periods, participants] in minor units.
    """

    rule: Recognition
    each: tuple[Award, ...]
    paid: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Ranked:
    person: int
    score: Fraction
    level: Fraction
    before: Fraction | None


@dataclass(frozen=True, slots=True)
class Answers:
    """Responses [months, participants] of all behaviours; plan month 0 is row ``starts``."""

    total: Ints
    starts: int

    def enough(self, rule: Recognition, month: int) -> Bools:
        """Tell who has enough responses in the months that count, each span for itself."""
        end = self.starts + month + 1
        ends = [end, end - rule.over_months] if rule.rank_by == "improvement" else [end]
        totals = [self.total[each - rule.over_months : each].sum(axis=0) for each in ends]
        answered: Bools = np.logical_and.reduce([each >= rule.minimum_responses for each in totals])
        return answered


def recognise(compiled: Compiled, rule: Recognition, months: range | None = None) -> Awards:
    """Rank the participants at the end of each period of the plan and award the first.

    With ``months``, only at those ends that lie in them.
    """
    component = next(each for each in compiled.components if each.measure.id == rule.measure)
    column = attainments_of(compiled, component)
    usable = _usable(component, column.value.shape)
    every = MONTHS_IN[rule.every]
    ends = [month for month in range(every - 1, compiled.months, every) if months is None or month in months]
    answers = _answers(compiled, rule, component) if ends else None
    awards = [
        award
        for month in ends
        for award in _awards(compiled, rule, component, column, usable, answers, month)
    ]
    return awards_of(compiled, rule, awards)


def awards_of(compiled: Compiled, rule: Recognition, awards: Sequence[Award]) -> Awards:
    """Sum awards by payout period and participant."""
    payout = MONTHS_IN[compiled.plan.payout_period]
    paid = np.zeros((compiled.months // payout, len(compiled.panel.participants)), dtype=np.int64)
    for award in awards:
        paid[award.month // payout, award.person] += award.amount
    return Awards(rule, tuple(awards), paid)


def _usable(component: Component, shape: tuple[int, ...]) -> Bools:
    """Tell where an attainment says something: that of a report card without any behaviour does not."""
    source = component.source
    if not isinstance(source, Card):
        return np.ones(shape, dtype=bool)
    usable: Bools = np.logical_or.reduce(source.enough)
    return usable


def _awards(
    compiled: Compiled,
    rule: Recognition,
    component: Component,
    column: Doubles,
    usable: Bools,
    answers: Answers | None,
    month: int,
) -> Iterator[Award]:
    periods = component.schedule.periods
    now = periods_inside(periods, month + 1 - rule.over_months, month + 1)
    before = periods_inside(periods, month + 1 - 2 * rule.over_months, month + 1 - rule.over_months)
    improved = rule.rank_by == "improvement"
    used = [*now, *before] if improved else now
    if not now or (improved and len(before) != len(now)):
        return
    assert column.missing is not None
    there = (~column.missing & usable)[used].all(axis=0)
    if answers is not None:
        there &= answers.enough(rule, month)
    for group, people in _groups(compiled, rule, month, np.flatnonzero(there)):
        yield from _of_group(compiled, rule, column, month, group, people, now, before if improved else [])


def periods_inside(periods: Sequence[range], first: int, end: int) -> list[int]:
    """Find the periods that fill some months; none if there is a month that they do not fill."""
    found = [at for at, period in enumerate(periods) if period.start >= first and period.stop <= end]
    return found if sum(len(periods[at]) for at in found) == end - first and first >= 0 else []


def _answers(compiled: Compiled, rule: Recognition, component: Component) -> Answers | None:
    """Count the responses to a report card; None where their number does not matter."""
    if not rule.minimum_responses or not isinstance(component.source, Card):
        return None
    plan, card, panel = compiled.plan, component.source.card, compiled.panel

    def count() -> Answers:
        counts = counts_of(plan, card, panel)
        return Answers(counts.responses.sum(axis=0), plan.starts - counts.first)

    return kept(panel, ("answers", reading_of(plan), card), count)


def _groups(
    compiled: Compiled, rule: Recognition, month: int, people: NDArray[np.intp]
) -> Iterator[tuple[str, list[int]]]:
    """Give the participants to be ranked against each other; nobody who is in no group."""
    if rule.among == COMPANY:
        yield COMPANY, people.tolist()
        return
    column = compiled.panel.segments.columns.get(rule.among)
    if not isinstance(column, TextColumn):
        return
    at, chosen = segments_in(compiled.plan, compiled.panel, (range(month, month + 1),))
    rows = at[0][people]
    codes = np.where(rows < 0, -1, column.codes[np.append(chosen, 0)[rows]])
    for code in sorted(set(codes.tolist()) - {-1}, key=lambda code: column.values[code]):
        yield column.values[code], people[codes == code].tolist()


def _of_group(
    compiled: Compiled,
    rule: Recognition,
    column: Doubles,
    month: int,
    group: str,
    people: list[int],
    now: list[int],
    before: list[int],
) -> Iterator[Award]:
    scores = column.value[now][:, people].mean(axis=0)
    if before:
        scores = scores - column.value[before][:, people].mean(axis=0)
    first = np.sort(scores)[::-1][: rule.winners]
    near = 4 * column.error + float(np.abs(column.value).max(initial=1.0)) * 2.0**-40
    close = [person for person, score in zip(people, scores, strict=True) if score >= first[-1] - near]
    exact = [_exactly(column, person, now, before) for person in close]
    ranked = sorted((each for each in exact if not before or each.score > 0), key=lambda each: -each.score)
    award = int(rule.award[month // 12] * 10**compiled.plan.currency.exponent)
    unit = int(compiled.plan.rounding.to * 10**compiled.plan.currency.exponent)
    places = 0
    for _, ties in groupby(ranked, key=lambda each: each.score):
        tied = sorted(ties, key=lambda each: compiled.panel.participants[each.person])
        if places >= rule.winners:
            return
        won = min(rule.winners - places, len(tied)) * award
        amounts = [award] * len(tied) if rule.ties == "all" else _shared(won, len(tied), unit)
        for one, amount in zip(tied, amounts, strict=True):
            rank = places + 1
            yield Award(
                one.person,
                month,
                group,
                rank,
                len(tied),
                len(people),
                one.score,
                one.level,
                one.before,
                amount,
            )
        places += len(tied)


def _exactly(column: Doubles, person: int, now: list[int], before: list[int]) -> _Ranked:
    level = _mean(column, person, now)
    past = _mean(column, person, before) if before else None
    return _Ranked(person, level if past is None else level - past, level, past)


def _mean(column: Doubles, person: int, periods: list[int]) -> Fraction:
    at = np.array(periods, dtype=np.intp) * column.value.shape[1] + person
    return sum(column.exact(at), ZERO) / len(periods)


def _shared(total: int, among: int, unit: int) -> list[int]:
    """Divide an amount in whole units, what is left over to the first."""
    each, left = divmod(total // unit, among)
    return [(each + (place < left)) * unit for place in range(among)]
