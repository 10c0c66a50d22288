"""What rules are evaluated for: behaviours, measures or milestones of participants, or each as a whole.

Arrays are [periods, subjects, participants]; months are plan months from 0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from compplan.data.model import TextColumn
from compplan.engine.compile import Compiled
from compplan.engine.groups import segments_in
from compplan.tables.columns import Column, Doubles, Ratios, Texts

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


Behind = Callable[[int, int], list[tuple[str, int]]]
"""Lists the subjects and rows (from 0) behind a fact of a month (from 0) and a participant."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Subjects at the ends of periods: the facts about them, and where their target is met.

    ``alive`` marks the cells for which rules are evaluated. ``periods`` are the months that each period is
    the first to look at.
    """

    subjects: tuple[str, ...]
    periods: tuple[range, ...]
    alive: Bools
    met: Bools
    facts: Mapping[str, Column]
    behind: Mapping[str, Behind] = field(default_factory=dict)
    """For facts that were collected from rows of another rule: those rows."""

    def month(self, period: int) -> int:
        """Give the last month of a period."""
        return self.periods[period].stop - 1


def common_facts(compiled: Compiled, periods: tuple[range, ...], subjects: int) -> dict[str, Column]:
    """Give the facts that every rule may look at, for so many subjects of each participant."""
    plan, who = compiled.plan, compiled.who
    shape = (len(periods), subjects, len(compiled.panel.participants))

    def spread(values: NDArray[np.int64]) -> Ratios:
        return Ratios(np.broadcast_to(values[:, None, :], shape))

    ends = np.array([period.stop - 1 for period in periods], dtype=np.int64)[:, None]
    everyone = np.zeros((len(periods), shape[2]), dtype=np.int64)
    tenure = everyone.copy()
    for at, period in enumerate(periods):
        for month in period:
            here = who.active[month]
            tenure[at, here] = plan.starts + month - who.stretch_first[month, here]
    texts = {
        name: replace(column, codes=np.broadcast_to(column.codes[:, None, :], shape))
        for name, column in _texts(compiled, periods).items()
    }
    return {
        "tenure_months": spread(tenure),
        "plan_month": spread(everyone + ends + 1),
        "plan_year": spread(everyone + ends // 12 + 1),
        "calendar_month": spread(everyone + (plan.starts + ends) % 12 + 1),
        **texts,
    }


def part_of(column: Column, period: int) -> Column:
    """Take one period of a fact."""
    if isinstance(column, Texts):
        return Texts(column.codes[period], column.values)
    missing = None if column.missing is None else column.missing[period]
    if isinstance(column, Doubles):
        size, exact = column.value[0].size, column.exact
        return Doubles(column.value[period], column.error, lambda at: exact(at + period * size), missing)
    bottom = column.denominator if isinstance(column.denominator, int) else column.denominator[period]
    return Ratios(column.numerator[period], bottom, missing)


def months_in_a_row(below: Bools, known: Bools, alive: Bools, periods: tuple[range, ...]) -> Ints:
    """Count months of periods below target, up to each; an unknown one leaves the count, absence ends it."""
    count = np.zeros(below.shape, dtype=np.int64)
    so_far = np.zeros(below.shape[1:], dtype=np.int64)
    for at, period in enumerate(periods):
        more = np.where(below[at], so_far + len(period), 0)
        so_far = np.where(alive[at], np.where(known[at], more, so_far), 0)
        count[at] = so_far
    return count


def quarter_before(periods: tuple[range, ...]) -> list[int]:
    """Find, for each period, the one that ended three months before; -1 for none."""
    ends = {period.stop: at for at, period in enumerate(periods)}
    return [ends.get(period.stop - 3, -1) for period in periods]


def _texts(compiled: Compiled, periods: tuple[range, ...]) -> dict[str, Texts]:
    segments = compiled.panel.segments
    at, chosen = segments_in(compiled.plan, compiled.panel, periods)
    row = np.append(chosen, 0)[at]
    found = {"role": segments.role, "team": segments.columns.get("team")}
    found["region"] = segments.columns.get("region")
    return {
        name: Texts(np.where(at < 0, -1, column.codes[row]), column.values)
        if isinstance(column, TextColumn) and len(column.codes)
        else Texts(np.full(at.shape, -1), ())
        for name, column in found.items()
    }
