"""Places among others in sampled months: each sample ranks its own participants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from compplan.engine.exact.plain import PlainCells
from compplan.engine.exact.quantity import Quantity
from compplan.engine.measure import Source, Value
from compplan.engine.ranks import places
from compplan.engine.schedule import Schedule
from compplan.plan.model import Measure, ValueMeasure

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

EVERYBODY = "all"
SAME = 1e-9
"""Scores nearer than this are equal."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Who is ranked against whom: groups [plan months, columns] by ``all``, ``role``, ``team``, ``region``.

    A group lies within a sample; below 0 is none. ``others`` holds what others attain of a measure, where a
    column is one participant who is looked at alone.
    """

    groups: Mapping[str, Ints]
    others: Mapping[str, Floats] = field(default_factory=dict)

    def at(self, within: str, month: int) -> Ints:
        """Give the groups of a month; a word that is not known means everybody."""
        groups: Ints = self.groups.get(within, self.groups[EVERYBODY])[month]
        return groups


def places_of(
    measure: Measure, source: Source, counted: Bools, schedule: Schedule, ranking: Ranking
) -> Value:
    """Rank columns by what they attain in each window [windows, columns]; who is not counted has rank 0."""
    lower = isinstance(measure, ValueMeasure) and measure.direction == "lower_is_better"
    values = source.attainment(PlainCells.whole(counted.shape)).value * (1 if lower else -1)
    halves = np.zeros(counted.shape, dtype=np.int64)
    others = ranking.others.get(measure.id)
    if others is not None:
        better = np.sort(others if lower else -others)
        halves = np.where(counted, 2 * np.searchsorted(better, values) + 2, 0)
        return Value(Quantity(halves, (2,) * len(halves)), None)
    for window, period in enumerate(schedule.periods):
        who = np.flatnonzero(counted[window])
        if not len(who):
            continue
        group = ranking.at(measure.curve.within or EVERYBODY, period.stop - 1)
        order = who[np.lexsort((values[window, who], group[who]))]
        near = np.diff(values[window, order]) <= SAME * np.maximum(1.0, np.abs(values[window, order[1:]]))
        equal = np.append(False, near & (np.diff(group[order]) == 0))
        halves[window, order] = places(group[order], equal, measure.curve.ties or "best")
    return Value(Quantity(halves, (2,) * len(halves)), None)
