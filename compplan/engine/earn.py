"""Stage 3, earn: attainment through the curve times base, per component, line and participant."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan.engine.cells import Block, Cells, Picked
from compplan.engine.curve import payout_rate
from compplan.engine.measure import Source
from compplan.engine.numbers import Floats
from compplan.engine.quantity import Quantity
from compplan.engine.schedule import Schedule
from compplan.plan.model import Curve, Measure, Plan

BLOCK = 16_384
"""Cells evaluated at a time, so that temporaries stay in the processor's cache."""


@dataclass(frozen=True, slots=True)
class Component:
    """A measure ready to be evaluated: its attainment, base (minor units) and lines.

    ``counted`` [plan months, participants] marks the months whose base and actual count, ``payable``
    [windows, participants] the windows that have a target.
    """

    measure: Measure
    schedule: Schedule
    source: Source
    base: Quantity
    counted: NDArray[np.bool_]
    payable: NDArray[np.bool_]
    unit: int
    """Minor units to which lines are rounded."""

    @property
    def curve(self) -> Curve:
        """Give the measure's payout curve."""
        return self.measure.curve


@dataclass(frozen=True, slots=True)
class Step:
    """One window's way from attainment to earned amount, numbers of one kind."""

    attainment: Any
    rate: Any
    base: Any
    earned: Any


@dataclass(frozen=True, slots=True)
class Earned:
    """A component's evaluation.

    ``rounded`` [lines, participants] is exact: the sum of the line's windows, or what is due to date, in
    rounding units. The floats are for showing: ``attainment`` and ``rate`` [windows, participants], and
    ``earned`` [lines, participants], earned or due in minor units.
    """

    rounded: NDArray[np.int64]
    attainment: Floats
    rate: Floats
    earned: Floats
    redone: int
    """Number of cells that were evaluated again in exact rationals."""


def steps(component: Component, cells: Cells) -> list[Step]:
    """Evaluate the windows of each line: the one place where pay is computed."""
    return [
        _step(component, cells.window(index, component.schedule.per_line))
        for index in range(component.schedule.per_line)
    ]


def in_units(component: Component, windows: list[Step]) -> Any:
    """Sum a line's windows, in rounding units."""
    total = windows[0].earned
    for window in windows[1:]:
        total = total.plus(window.earned)
    return total if component.unit == 1 else total.times(Fraction(1, component.unit))


def earn(plan: Plan, component: Component, *, threads: int = 1) -> Earned:
    """Evaluate every line of a component, exact after rounding."""
    shape = (len(component.schedule.payout), component.base.numerator.shape[1])
    windows = (shape[0] * component.schedule.per_line, shape[1])
    floats = (np.zeros(windows), np.zeros(windows), np.zeros(shape))
    rounded, doubt = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=bool)
    result = Earned(rounded, *floats, 0)

    def evaluate(block: tuple[slice, slice]) -> None:
        _evaluate(plan, component, block, result, doubt)

    blocks = _blocks(*shape)
    if threads > 1 and len(blocks) > 1:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(evaluate, blocks))
    else:
        for block in blocks:
            evaluate(block)
    rows, columns = np.nonzero(doubt)
    for start in range(0, len(rows), BLOCK):
        cells = Picked(rows[start : start + BLOCK], columns[start : start + BLOCK])
        _redo(plan, component, cells, result)
    return Earned(rounded, *floats, len(rows))


def _step(component: Component, cells: Cells) -> Step:
    attainment = component.source.attainment(cells)
    rate = payout_rate(component.curve, attainment)
    base = cells.of(component.base)
    return Step(attainment, rate, base, rate.times(base))


def _evaluate(
    plan: Plan, component: Component, block: tuple[slice, slice], result: Earned, doubt: NDArray[np.bool_]
) -> None:
    rows, columns = block
    own = np.zeros(doubt[block].shape, dtype=bool)
    windows = steps(component, Block(rows, columns, own))
    total = in_units(component, windows)
    result.rounded[block] = total.rounded(plan.rounding.mode)
    result.earned[block] = total.value * component.unit
    for index, window in enumerate(windows):
        at = Block(rows, columns, own).window(index, len(windows)).rows, columns
        result.attainment[at], result.rate[at] = window.attainment.value, window.rate.value
    doubt[block] = own


def _redo(plan: Plan, component: Component, cells: Picked, result: Earned) -> None:
    windows = steps(component, cells)
    total = in_units(component, windows)
    result.rounded[cells.rows, cells.columns] = total.rounded(plan.rounding.mode)
    result.earned[cells.rows, cells.columns] = total.value.astype(float) * component.unit
    for index, window in enumerate(windows):
        at = cells.window(index, len(windows)).rows, cells.columns
        result.attainment[at] = window.attainment.value.astype(float)
        result.rate[at] = window.rate.value.astype(float)


def _blocks(lines: int, participants: int) -> list[tuple[slice, slice]]:
    if not lines or not participants:
        return []
    if participants >= BLOCK:
        starts = range(0, participants, BLOCK)
        return [
            (slice(line, line + 1), slice(s, min(s + BLOCK, participants)))
            for line in range(lines)
            for s in starts
        ]
    height = max(1, BLOCK // participants)
    return [(slice(s, min(s + height, lines)), slice(0, participants)) for s in range(0, lines, height)]
