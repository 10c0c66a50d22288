"""Places among others: who has the most of a measure in his group, exactly, and what ties do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan.data.model import Panel
from compplan.engine.exact.cells import Block, Cells, Picked
from compplan.engine.exact.numbers import UNIT
from compplan.engine.exact.quantity import Quantity
from compplan.engine.groups import Groups, groups_of
from compplan.engine.measure import Source
from compplan.engine.schedule import Schedule
from compplan.plan.model import Measure, Plan, Ties, ValueMeasure

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Indices = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Ranks:
    """What a curve by rank goes by: places [windows, participants], 1 for the best of a group."""

    place: Quantity
    counted: Bools
    """Who is ranked."""
    groups: Groups

    def attainment(self, cells: Cells) -> Any:
        """Evaluate some cells."""
        return cells.of(self.place)


def ranks_of(
    plan: Plan, panel: Panel, measure: Measure, source: Source, counted: Bools, schedule: Schedule
) -> Ranks:
    """Rank those who are ``counted`` [windows, participants] by what a measure attains in each window.

    DiagnosticError where somebody has no group. Who is not counted has rank 0.
    """
    assert measure.curve.within is not None
    assert measure.curve.ties is not None
    groups = groups_of(plan, panel, schedule.periods, measure.curve.within, counted)
    lower = isinstance(measure, ValueMeasure) and measure.direction == "lower_is_better"
    halves = np.zeros(counted.shape, dtype=np.int64)
    for window in range(len(counted)):
        who = np.flatnonzero(counted[window])
        if len(who):
            order, equal = _sorted(source, window, who, groups.code[window], lower=lower)
            halves[window, order] = places(groups.code[window][order], equal, measure.curve.ties)
    return Ranks(Quantity(halves, (2,) * len(halves)), counted, groups)


def _sorted(source: Source, window: int, who: Indices, group: Ints, *, lower: bool) -> tuple[Indices, Bools]:
    """Order people by group, then from the best; tell of each whether it equals the one before."""
    value, error = _values(source, window, len(group))
    worst = value if lower else -value
    order = who[np.lexsort((worst[who], group[who]))]
    gap = np.diff(worst[order])
    together = np.diff(group[order]) == 0
    equal = np.append(False, together & (gap == 0))
    near = np.append(False, together & (gap <= 2 * error)) if error else np.zeros(len(order), dtype=bool)
    for begin, end in _runs(near):
        _settle(order, equal, begin, end, _exactly(source, window), lower=lower)
    return order, equal


def _values(source: Source, window: int, people: int) -> tuple[NDArray[np.float64], float]:
    """Give a window's attainments as floats and a bound on their errors; what is in doubt is made exact."""
    doubt = np.zeros((1, people), dtype=bool)
    found = source.attainment(Block(slice(window, window + 1), slice(0, people), doubt))
    value, again = found.value[0].copy(), np.flatnonzero(doubt[0])
    if not len(again):
        return value, found.error
    value[again] = _exactly(source, window)(again)
    return value, max(found.error, 2 * UNIT * float(np.abs(value).max()))


def _exactly(source: Source, window: int) -> Callable[[Indices], list[Fraction]]:
    def evaluate(who: Indices) -> list[Fraction]:
        cells = Picked(np.full(len(who), window), who)
        exact: list[Fraction] = source.attainment(cells).value.tolist()
        return exact

    return evaluate


def _settle(
    order: Indices,
    equal: Bools,
    begin: int,
    end: int,
    exactly: Callable[[Indices], list[Fraction]],
    *,
    lower: bool,
) -> None:
    """Order a run of people whom floats cannot tell apart."""
    people = order[begin:end]
    exact = dict(zip(people.tolist(), exactly(people), strict=True))
    known = sorted(exact, key=exact.__getitem__, reverse=not lower)
    order[begin:end] = known
    equal[begin + 1 : end] = [exact[one] == exact[other] for one, other in pairwise(known)]


def _runs(near: Bools) -> list[tuple[int, int]]:
    """Give where each run of entries that are near the one before begins and ends."""
    begins = np.flatnonzero(near & ~np.append(False, near[:-1])) - 1
    ends = np.flatnonzero(near & ~np.append(near[1:], False)) + 1
    return list(zip(begins.tolist(), ends.tolist(), strict=True))


def places(group: Ints, equal: Bools, ties: Ties) -> Ints:
    """Give places, in halves, to people in order; ``equal`` tells who has as much as the one before."""
    index = np.arange(len(group))
    first = index - np.searchsorted(group, group)
    begins = np.flatnonzero(~equal)
    tie = np.cumsum(~equal) - 1
    best: Ints = first[begins][tie] + 1
    if ties == "best":
        return 2 * best
    size = np.diff(np.append(begins, len(group)))[tie]
    halves: Ints = 2 * best + size - 1
    return halves
