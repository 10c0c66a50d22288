"""Follow a rule through the periods: which row fires, what is open, and what becomes of it.

Nothing is remembered from one run to the next: what is open follows from the data alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compplan.data.model import NEVER
from compplan.engine.acting.scope import Bools, Ints, Scope, part_of
from compplan.months import last_day
from compplan.plan.model.rules import Action, DecisionRule
from compplan.tables.columns import Column, Ratios, Texts
from compplan.tables.evaluate import Compiled as CompiledTable
from compplan.tables.evaluate import compile_table, firing, holding
from compplan.tables.model import BOOLEANS

STATUSES = ("", "opened", "carried", "overdue", "escalated", "changed", "closed", "ended")
NONE, OPENED, CARRIED, OVERDUE, ESCALATED, CHANGED, CLOSED, ENDED = range(8)


@dataclass(frozen=True, slots=True)
class Track:
    """A rule on one scope, arrays [periods, subjects, participants].

    ``fired`` is the row that counts, -1 for none; ``status`` what becomes of the open action, an index into
    STATUSES; ``row`` the row that called for that action; ``opened`` its plan month; ``due`` its due
    date in days since 1970-01-01, NEVER without one. ``open`` marks what is open after the period.
    """

    rule: DecisionRule
    scope: Scope
    fired: NDArray[np.int32]
    status: NDArray[np.int8]
    row: NDArray[np.int32]
    opened: Ints
    due: Ints
    open: Bools


@dataclass(slots=True)
class _State:
    """What is open now [subjects, participants]: the row that called for it (-1: none), and its dates."""

    row: NDArray[np.int32]
    opened: Ints
    due: Ints


def follow(rule: DecisionRule, scope: Scope, starts: int) -> list[Track]:
    """Follow a rule on a scope: one track, or with ``collect`` one for each row.

    ``starts`` is the plan's first month index.
    """
    table, rows = compile_table(rule.table), len(rule.table.rows)
    if rule.table.hit_policy != "collect":
        return [_follow(rule, scope, starts, table, None)]
    return [_follow(rule, scope, starts, table, row) for row in range(rows)]


def _follow(rule: DecisionRule, scope: Scope, starts: int, table: CompiledTable, only: int | None) -> Track:
    shape = scope.alive.shape
    track = Track(
        rule,
        scope,
        np.full(shape, -1, dtype=np.int32),
        np.zeros(shape, dtype=np.int8),
        np.full(shape, -1, dtype=np.int32),
        np.zeros(shape, dtype=np.int64),
        np.full(shape, NEVER, dtype=np.int64),
        np.zeros(shape, dtype=bool),
    )
    state = _State(track.row[0].copy(), track.opened[0].copy(), track.due[0].copy()) if shape[0] else None
    for period in range(shape[0]):
        assert state is not None
        columns = _columns(rule, scope, period, state, starts)
        fired = np.where(scope.alive[period], _fired(table, columns, only), -1)
        track.fired[period] = fired
        _step(track, period, fired, state, starts)
    return track


def _fired(table: CompiledTable, columns: Sequence[Column], only: int | None) -> NDArray[np.int32]:
    if only is None:
        return firing(table, columns)
    first = columns[0]
    shape = first.codes.shape if isinstance(first, Texts) else _shape(first)
    found = np.full(int(np.prod(shape)), -1, dtype=np.int32)
    cells, rows = holding(table, columns)
    found[cells[rows == only]] = only
    return found.reshape(shape)


def _shape(column: Column) -> tuple[int, ...]:
    return column.numerator.shape if isinstance(column, Ratios) else column.value.shape  # type: ignore[union-attr]


def _columns(rule: DecisionRule, scope: Scope, period: int, state: _State, starts: int) -> list[Column]:
    month = scope.month(period)
    there = state.row >= 0
    own: dict[str, Column] = {
        "months_open": Ratios(np.where(there, month - state.opened, 0)),
        "overdue": Texts((there & (last_day(starts + month) > state.due)).astype(np.intp), BOOLEANS),
    }
    return [
        own[column.name] if column.name in own else part_of(scope.facts[column.name], period)
        for column in rule.table.inputs
    ]


def _step(track: Track, period: int, fired: NDArray[np.int32], state: _State, starts: int) -> None:
    scope, month = track.scope, track.scope.month(period)
    actions = [row.output for row in track.rule.table.rows]
    same_as, days, escalates = _numbers(actions)
    alive, calls = scope.alive[period], (fired >= 0) & (same_as[fired] > 0)
    met = scope.met[period] if track.rule.for_each != "participant" else alive
    there, late = state.row >= 0, last_day(starts + month) > state.due
    same = calls & (same_as[fired] == same_as[state.row])
    keeps = there & alive & (same | ~calls)
    status = np.select(
        [
            there & ~alive,
            there & ~calls & met,
            keeps & late,
            keeps,
            there & calls & escalates[fired],
            there & calls,
            calls,
        ],
        [ENDED, CLOSED, OVERDUE, CARRIED, ESCALATED, CHANGED, OPENED],
        NONE,
    ).astype(np.int8)
    anew = np.isin(status, (OPENED, ESCALATED, CHANGED))
    state.opened = np.where(status == OPENED, month, state.opened)
    due = np.where(days[fired] < 0, NEVER, last_day(starts + month) + days[fired])
    state.row, state.due = np.where(anew, fired, state.row), np.where(anew, due, state.due)
    track.status[period], track.row[period] = status, state.row
    track.opened[period], track.due[period] = state.opened, state.due
    gone = np.isin(status, (CLOSED, ENDED))
    state.row, state.due = np.where(gone, -1, state.row), np.where(gone, NEVER, state.due)
    track.open[period] = state.row >= 0


def _numbers(outputs: Sequence[object]) -> tuple[Ints, Ints, Bools]:
    """Give of each row, last of none: which action (0: none), its due days (-1: none), if it escalates."""
    actions = [output for output in outputs if isinstance(output, Action)]
    kinds: dict[tuple[str, str | None], int] = {("none", None): 0}
    same = [kinds.setdefault((each.action, each.who), len(kinds)) for each in actions]
    days = [-1 if each.due_days is None else each.due_days for each in actions]
    escalates = [each.action == "escalate" for each in actions]
    return np.array([*same, 0]), np.array([*days, -1]), np.array([*escalates, False])
