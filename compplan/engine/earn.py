"""Stage 3, earn: attainment through the curve times base, per component, line and participant."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan.engine.curve import payout_rate
from compplan.engine.exact.blocks import Fused, everywhere
from compplan.engine.exact.cells import Cells
from compplan.engine.exact.numbers import Floats
from compplan.engine.exact.quantity import Quantity
from compplan.engine.fused.lines import fused, installed
from compplan.engine.measure import Source
from compplan.engine.schedule import Schedule
from compplan.plan.model import Curve, Measure, Plan


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
    by: Source | None = None
    """What the curve goes by, if not the attainment."""

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
    """A component's lines [lines, participants], exact: earned, or due to date, in rounding units.

    ``redone`` counts the cells that floats left in doubt and that were evaluated again.
    """

    rounded: NDArray[np.int64]
    redone: int


@dataclass(frozen=True, slots=True)
class Shown:
    """What a component's lines show beside their pay, as floats.

    ``attainment`` and ``rate`` are [windows, participants]; ``earned`` [lines, participants] is earned or
    due to date, before rounding, in minor units.
    """

    attainment: Floats
    rate: Floats
    earned: Floats


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


def earn(plan: Plan, component: Component, *, threads: int = 1, fast: bool | None = None) -> Earned:
    """Evaluate every line of a component, exact after rounding.

    ``fast`` says whether the compiled kernel may take part; None: if it is installed and worth loading.
    """
    rounded = np.zeros(_shape(component), dtype=np.int64)
    if component.measure.earns == "nothing":
        return Earned(rounded, 0)

    def store(cells: Cells) -> None:
        total = in_units(component, steps(component, cells))
        rounded[cells.rows, cells.columns] = total.rounded(plan.rounding.mode)

    quick = installed(rounded.size) if fast is None else fast
    kernel = _fused(plan, component, rounded) if quick else None
    return Earned(rounded, everywhere(rounded.shape, store, threads, kernel))


def shown(component: Component) -> Shown:
    """Evaluate what every line of a component shows."""
    lines, participants = _shape(component)
    windows = lines * component.schedule.per_line, participants
    result = Shown(np.zeros(windows), np.zeros(windows), np.zeros((lines, participants)))

    def store(cells: Cells) -> None:
        windows_of_line = steps(component, cells)
        total = in_units(component, windows_of_line)
        result.earned[cells.rows, cells.columns] = total.value * component.unit
        for index, step in enumerate(windows_of_line):
            at = cells.window(index, len(windows_of_line))
            result.attainment[at.rows, at.columns] = step.attainment.value
            result.rate[at.rows, at.columns] = step.rate.value

    everywhere((lines, participants), store, 1)
    return result


def _step(component: Component, cells: Cells) -> Step:
    attainment = component.source.attainment(cells)
    rate = payout_rate(component.curve, component.by.attainment(cells) if component.by else attainment)
    base = cells.of(component.base)
    return Step(attainment, rate, base, rate.times(base))


def _fused(plan: Plan, component: Component, out: NDArray[np.int64]) -> Fused | None:
    """Give the compiled kernel for a component, if it knows all its words."""
    if component.by is not None or component.schedule.per_line > 1:
        return None
    return fused(component.curve, component.source, component.base, component.unit, plan.rounding.mode, out)


def _shape(component: Component) -> tuple[int, int]:
    return len(component.schedule.payout), component.base.numerator.shape[1]
