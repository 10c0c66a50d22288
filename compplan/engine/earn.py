"""Stage 3, earn: attainment through the curve times base, per component, line and participant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan.engine.curve import ONE, ZERO, payout_rate
from compplan.engine.exact.blocks import Fused, everywhere
from compplan.engine.exact.cells import Cells
from compplan.engine.exact.numbers import Floats
from compplan.engine.exact.plain import PlainCells
from compplan.engine.exact.quantity import Quantity
from compplan.engine.exact.widths import wide
from compplan.engine.fused.lines import Kernel, installed, kernel_of
from compplan.engine.links import Links
from compplan.engine.measure import Source
from compplan.engine.schedule import Schedule
from compplan.plan.model import PLAIN, Applies, Curve, Measure, Plan


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
    links: Links | None = None
    """Gates and modifiers that act on it."""
    sums: bool = False
    """Whether the base is what is earned: the sum over transactions, each by itself, or a share of a pool."""

    @property
    def curve(self) -> Curve:
        """Give the curve that is applied to windows: the measure's, or none beside what transactions earn."""
        return PLAIN if self.sums else self.measure.curve


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

    They are kept in as few bytes as hold them (`widths`). ``redone`` counts the cells that floats left in
    doubt and that were evaluated again. No line is larger than ``bound``, either way.
    """

    lines: NDArray[Any]
    redone: int
    bound: float = np.inf

    @property
    def rounded(self) -> NDArray[np.int64]:
        """Give the lines, to be worked with."""
        return wide(self.lines)


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
    return [_step(component, cells, index) for index in range(component.schedule.per_line)]


def in_units(component: Component, windows: list[Step]) -> Any:
    """Sum a line's windows, in rounding units."""
    total = windows[0].earned
    for window in windows[1:]:
        total = total.plus(window.earned)
    return total if component.unit == 1 else total.times(Fraction(1, component.unit))


def evaluated(component: Component, cells: Cells, line: int | None) -> tuple[list[Step], Any]:
    """Evaluate the windows of some lines, and what they come to in rounding units.

    Where gates or modifiers act on what each period adds, cells are of the one ``line``, numbered 0.
    """
    if line is None:
        windows = steps(component, cells)
        return windows, in_units(component, windows)
    # A stride of two keeps a window of the line apart from the line itself, which has one window.
    windows, links = steps(component, cells.window(line, 2)), component.links
    assert links is not None
    first, starts = line, [window.start for window in component.schedule.windows]
    while first and starts[first - 1] == starts[line]:
        first -= 1
    due, total = None, None
    for each in range(first, line + 1):
        at = cells.window(each, 2)
        now, taken = in_units(component, steps(component, at)), at.mask(links.taken)
        if due is not None:
            now = now.where(taken, ZERO).plus(due.where(~taken, ZERO))
        else:
            now = now.where(taken, ZERO)
        added = now if due is None else now.plus(due.times(-ONE))
        acted = links.acted(added, at, 0, "period")
        due, total = now, acted if total is None else total.plus(acted)
    return windows, total


def earn(
    plan: Plan,
    component: Component,
    *,
    threads: int = 1,
    fast: bool | None = None,
    only: int | None = None,
) -> Earned:
    """Evaluate every line of a component, exact after rounding; with ``only``, those of one participant.

    ``fast`` says whether the compiled kernel may take part; None: if it is installed and worth loading.
    """
    if component.measure.earns == "nothing":
        return Earned(np.zeros(_shape(component), dtype=np.int64), 0, 0)
    shape = _shape(component)
    quick = installed(shape[0] * shape[1]) if fast is None else fast
    kernel = _fused(plan, component) if quick else None
    kind: Any = np.int64 if kernel is None else kernel.kind
    lines = (np.empty if only is None else np.zeros)(shape, dtype=kind)
    bounds = [0.0] if kernel is None else [kernel.bound]

    def store(cells: Cells, line: int | None) -> None:
        _, total = evaluated(component, cells, line)
        bounds.append(2 * total.limit + 2)  # no less than what the limit and the amount are rounded to
        at = cells if line is None else cells.window(line, 2)
        lines[at.rows, at.columns] = total.rounded(plan.rounding.mode)

    fused = None if kernel is None else partial(kernel.pay, lines)
    redone = _everywhere(component, store, threads, fused, only)
    return Earned(lines, redone, float(np.max(bounds)))


def earned_plainly(plan: Plan, component: Component) -> Earned:
    """Evaluate every line of a component in plain floats, for months that pay nobody."""
    shape = lines, participants = _shape(component)
    rounded = np.zeros(shape, dtype=np.int64)
    if component.measure.earns == "nothing" or not lines:
        return Earned(rounded, 0)
    if component.links is None or not component.links.by_increment:
        total = evaluated(component, PlainCells.whole(shape), None)[1]
        return Earned(total.rounded(plan.rounding.mode), 0)
    for line in range(lines):
        total = evaluated(component, PlainCells.whole((1, participants)), line)[1]
        rounded[line] = total.rounded(plan.rounding.mode)[0]
    return Earned(rounded, 0)


def shown(component: Component) -> Shown:
    """Evaluate what every line of a component shows."""
    lines, participants = _shape(component)
    windows = lines * component.schedule.per_line, participants
    result = Shown(np.zeros(windows), np.zeros(windows), np.zeros((lines, participants)))

    def store(cells: Cells, line: int | None) -> None:
        windows_of_line, total = evaluated(component, cells, line)
        cells = cells if line is None else cells.window(line, 2)
        result.earned[cells.rows, cells.columns] = total.value * component.unit
        for index, step in enumerate(windows_of_line):
            at = cells.window(index, len(windows_of_line))
            result.attainment[at.rows, at.columns] = step.attainment.value
            result.rate[at.rows, at.columns] = step.rate.value

    _everywhere(component, store, 1)
    return result


def _step(component: Component, lines: Cells, index: int) -> Step:
    cells, links = lines.window(index, component.schedule.per_line), component.links
    attainment = component.source.attainment(cells)
    by = component.by.attainment(cells) if component.by else attainment
    rate = payout_rate(component.curve, by)
    base = cells.of(component.base)
    if links is None:
        return Step(attainment, rate, base, rate.times(base))
    rate = links.limited(component.curve, rate, by, lines, index)
    applies: Applies | None = "to_date" if links.to_date else None
    return Step(attainment, rate, base, links.acted(rate.times(base), lines, index, applies))


def _everywhere(
    component: Component,
    store: Callable[[Cells, int | None], None],
    threads: int,
    fused: Fused | None = None,
    only: int | None = None,
) -> int:
    """Evaluate all cells, line by line where a line needs those before it."""
    lines, participants = _shape(component)
    if component.links is None or not component.links.by_increment:
        return everywhere((lines, participants), lambda cells: store(cells, None), threads, fused, only)

    def redone(line: int) -> int:
        return everywhere((1, participants), lambda cells: store(cells, line), threads, only=only)

    return sum(map(redone, range(lines)))


def _fused(plan: Plan, component: Component) -> Kernel | None:
    """Give the compiled kernel for a component, if it knows all its words."""
    if component.by is not None or component.links is not None or component.schedule.per_line > 1:
        return None
    lines, mode = len(component.schedule.payout), plan.rounding.mode
    return kernel_of(component.curve, component.source, component.base, component.unit, mode, lines)


def _shape(component: Component) -> tuple[int, int]:
    return len(component.schedule.payout), component.base.numerator.shape[1]
