"""Facts about measures, and about participants as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from compplan.engine.acting.scope import (
    Bools,
    Scope,
    common_facts,
    months_in_a_row,
    quarter_before,
)
from compplan.engine.card import Card
from compplan.engine.compile import Compiled
from compplan.engine.earn import Component
from compplan.engine.exact.cells import Block, Picked
from compplan.engine.measure import Assumed, Ratio, active_in
from compplan.engine.scorecard import Scorecard
from compplan.tables.columns import Column, Doubles, Ratios, Texts

ONE = Fraction(1)


def measure_scopes(compiled: Compiled) -> list[Scope]:
    """Give each measure as a subject of its own, since measures differ in their periods."""
    return [_scope(compiled, component) for component in compiled.components]


def attainments_of(compiled: Compiled, component: Component) -> Doubles:
    """Evaluate a measure's attainment [periods, participants]; missing where there is none.

    A measure that earns by something else, such as a value, has none.
    """
    active = active_in(compiled.who, component.schedule.periods)
    if not isinstance(component.source, (Ratio, Card, Scorecard, Assumed)):
        return Doubles(np.zeros(active.shape), 0.0, lambda at: [ONE] * len(at), np.ones_like(active))
    shape, doubt = active.shape, np.zeros_like(active)
    cells = component.source.attainment(Block(slice(0, shape[0]), slice(0, shape[1]), doubt))

    def exact(at: NDArray[np.intp]) -> list[Fraction]:
        rows, columns = np.divmod(at, shape[1])
        found: list[Fraction] = component.source.attainment(Picked(rows, columns)).value.tolist()
        return found

    error = float("inf") if doubt.any() else float(cells.error)
    return Doubles(np.broadcast_to(cells.value, shape), error, exact, ~(active & component.payable))


def reaches_one(column: Doubles) -> Bools:
    """Tell where a number is 1 or more, exactly; where it is missing, it is not."""
    assert column.missing is not None
    reached: Bools = column.value >= 1
    close = np.flatnonzero((np.abs(column.value - 1) <= column.error) & ~column.missing)
    if len(close):
        reached = reached.copy()
        reached.ravel()[close] = [value >= ONE for value in column.exact(close)]
    return reached & ~column.missing


def _scope(compiled: Compiled, component: Component) -> Scope:
    periods = component.schedule.periods
    attainment = attainments_of(compiled, component)
    assert attainment.missing is not None
    alive = active_in(compiled.who, periods)[:, None, :]
    known, met = ~attainment.missing[:, None, :], reaches_one(attainment)[:, None, :]
    below = months_in_a_row(~met, known, alive, periods)
    facts: dict[str, Column] = {
        **common_facts(compiled, periods, 1),
        "measure": Texts(np.zeros(alive.shape, dtype=np.int64), (component.measure.id,)),
        "attainment": _one_subject(attainment),
        "months_below_target": Ratios(below),
        "trend": _one_subject(_trend(attainment, quarter_before(periods))),
    }
    return Scope((component.measure.id,), periods, alive, met & alive, facts)


def latest(column: Doubles, ends: Sequence[int], months: int) -> Doubles:
    """Give each month the value of the last period that ended by then; ``ends`` are their last months."""
    width = column.value.shape[1]
    at = np.searchsorted(np.array(ends), np.arange(months), side="right") - 1
    assert column.missing is not None

    def exact(cells: NDArray[np.intp]) -> list[Fraction]:
        rows, columns = np.divmod(cells, width)
        return column.exact(at[rows] * width + columns)

    missing = column.missing[at] | (at < 0)[:, None]
    return Doubles(column.value[at], column.error, exact, missing)


def _trend(column: Doubles, before: list[int]) -> Doubles:
    then, width = np.array(before, dtype=np.intp), column.value.shape[1]
    assert column.missing is not None

    def exact(at: NDArray[np.intp]) -> list[Fraction]:
        rows, columns = np.divmod(at, width)
        now, past = column.exact(at), column.exact(then[rows] * width + columns)
        return [a - b for a, b in zip(now, past, strict=True)]

    value = column.value - column.value[then]
    largest = float(np.abs(column.value).max(initial=0.0))
    missing = column.missing | column.missing[then] | (then < 0)[:, None]
    return Doubles(value, 2 * column.error + largest * 2.0**-50, exact, missing)


def _one_subject(column: Doubles) -> Doubles:
    """Give [periods, participants] as [periods, 1, participants]."""
    assert column.missing is not None
    return Doubles(column.value[:, None, :], column.error, column.exact, column.missing[:, None, :])
