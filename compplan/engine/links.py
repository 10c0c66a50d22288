"""Gates and modifiers: what other measures do to what a measure earns, in the same cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan.engine.curve import ONE, ZERO, payout_rate
from compplan.engine.exact.cells import Cells
from compplan.engine.measure import Source, lines_of
from compplan.engine.participation import Participation
from compplan.engine.schedule import Schedule
from compplan.plan.model import Applies, Band, Condition, Curve, Gate, Measure, Modifier, Plan
from compplan.plan.rates import rate_at

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Linked:
    """Another measure as seen from the lines of one: its window of line i is number ``i * per_line + index``.

    Where the two have a window for each other, ``index`` is None, and the own window's number is taken.
    """

    id: str
    source: Source
    payable: Bools
    per_line: int
    index: int | None

    def cells(self, lines: Cells, own: int) -> Cells:
        """Give the cells that belong to the window number ``own`` of some lines."""
        return lines.window(own if self.index is None else self.index, self.per_line)


@dataclass(frozen=True, slots=True)
class Test:
    """A condition on another measure; a period in which it has no target does not meet it."""

    linked: Linked
    condition: Condition

    def holds(self, lines: Cells, own: int) -> Bools:
        """Tell in which cells the condition is met."""
        cells = self.linked.cells(lines, own)
        met = compared(self.linked.source.attainment(cells), self.condition)
        return met & cells.mask(self.linked.payable)


@dataclass(frozen=True, slots=True)
class Factor:
    """A modifier on another measure; 1 where that has no target or the condition is not met."""

    modifier: Modifier
    linked: Linked
    when: Test | None

    def of(self, lines: Cells, own: int) -> Any:
        """Evaluate the factor in some cells."""
        cells = self.linked.cells(lines, own)
        factor = payout_rate(self.modifier.curve, self.linked.source.attainment(cells))
        acts = cells.mask(self.linked.payable)
        if self.when is not None:
            acts = acts & self.when.holds(lines, own)
        return factor if acts.all() else factor.where(acts, ONE)


@dataclass(frozen=True, slots=True)
class Links:
    """All that acts on one measure; ``increments`` if some of it acts on what a period adds to date."""

    gates: tuple[tuple[Gate, Test], ...]
    factors: tuple[Factor, ...]
    additive: bool
    to_date: bool
    taken: Bools
    """The lines that each participant has [lines, participants]."""

    @property
    def by_increment(self) -> bool:
        """Tell whether something acts on what a period adds to what is due to date."""
        hard = [gate.applies for gate, _ in self.gates if gate.type == "hard"]
        return self.to_date and "period" in [*hard, *(factor.modifier.applies for factor in self.factors)]

    def limited(self, curve: Curve, rate: Any, by: Any, lines: Cells, own: int) -> Any:
        """Limit a rate where a soft gate is closed; ``by`` is what the curve goes by."""
        for gate, test in self.gates:
            if gate.type == "soft":
                opened = test.holds(lines, own)
                if not opened.all():
                    closed = limited_rate(gate, curve, rate, by)
                    rate = rate.where(opened, ZERO).plus(closed.where(~opened, ZERO))
        return rate

    def acted(self, earned: Any, lines: Cells, own: int, applies: Applies | None) -> Any:
        """Let modifiers, then hard gates, act on what is earned: all, or those that apply to it."""
        factors = [each.of(lines, own) for each in self.factors if applies in (None, each.modifier.applies)]
        if factors and self.additive:
            total = factors[0]
            for factor in factors[1:]:
                total = total.plus(factor).plus(-ONE)
            earned = earned.times(total)
        elif factors:
            for factor in factors:
                earned = earned.times(factor)
        for gate, test in self.gates:
            if gate.type == "hard" and applies in (None, gate.applies):
                opened = test.holds(lines, own)
                earned = earned if opened.all() else earned.where(opened, ZERO)
        return earned


def compared(number: Any, condition: Condition) -> Bools:
    """Tell where a number is as a condition asks."""
    level = condition.level
    if condition.comparison == "at_least":
        reached: Bools = number.reaches(level)
        return reached
    if condition.comparison == "below":
        return ~np.asarray(number.reaches(level), dtype=bool)
    within = np.asarray(number.times(-ONE).reaches(-level), dtype=bool)
    return within if condition.comparison == "at_most" else ~within


def limited_rate(gate: Gate, curve: Curve, rate: Any, by: Any) -> Any:
    """Give the rate while a soft gate is closed: at most that at target, or without what rises above it."""
    if gate.limit == "payout_at_target":
        return rate.at_most(rate_at_target(curve))
    return payout_rate(unaccelerated(curve), by)


def rate_at_target(curve: Curve) -> Fraction:
    """Give a curve's rate at attainment 100 %."""
    at_target = rate_at(curve, ONE)
    return at_target if curve.cap is None else min(at_target, curve.cap)


def unaccelerated(curve: Curve) -> Curve:
    """Let no band pay more than the one just below target; of a curve by value, than the first."""
    begins = (ZERO, *(band.to or ZERO for band in curve.bands[:-1]))
    below = [
        band.rate
        for begin, band in zip(begins, curve.bands, strict=True)
        if not begin or (curve.by == "attainment" and begin < ONE)
    ]
    return replace(curve, bands=tuple(Band(band.to, min(band.rate, below[-1])) for band in curve.bands))


def links_of(
    plan: Plan,
    measure: Measure,
    schedule: Schedule,
    found: Mapping[str, tuple[Source, Bools, Schedule]],
    who: Participation,
) -> Links | None:
    """Collect what acts on a measure; None if nothing does. ``found`` has the measures by their ids."""
    if measure.earns == "nothing":
        return None
    gates = [gate for gate in plan.gates if _meant(gate, measure)]
    modifiers = [modifier for modifier in plan.modifiers if _meant(modifier, measure)]
    if not gates and not modifiers:
        return None

    def linked(other: str) -> Linked:
        return _linked(other, schedule, *found[other])

    def test(condition: Condition) -> Test:
        return Test(linked(condition.measure), condition)

    def factor(modifier: Modifier) -> Factor:
        return Factor(modifier, linked(modifier.measure), test(modifier.when) if modifier.when else None)

    return Links(
        tuple((gate, test(gate.condition)) for gate in gates),
        tuple(map(factor, modifiers)),
        plan.stacking == "additive",
        measure.accumulate == "year_to_date",
        lines_of(schedule, who),
    )


def _meant(link: Gate | Modifier, measure: Measure) -> bool:
    return measure.id in link.applies_to if link.applies_to else True


def _linked(other: str, own: Schedule, source: Source, payable: Bools, schedule: Schedule) -> Linked:
    if schedule.per_line == own.per_line and schedule.payout == own.payout:
        return Linked(other, source, payable, own.per_line, None)
    if schedule.payout == own.payout:
        return Linked(other, source, payable, schedule.per_line, schedule.per_line - 1)
    stride = own.payout[0] + 1 if own.payout else 1
    return Linked(other, source, payable, stride, stride - 1)
