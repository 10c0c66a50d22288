"""Facts about milestones: what each participant has to reach, by when, and whether he has.

The table ``milestones`` has a row for each milestone of a participant: due on a day, done on one or not yet.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compplan.data.dates import months_of
from compplan.data.model import NEVER, DayColumn, TextColumn
from compplan.engine.acting.scope import Scope, common_facts
from compplan.engine.compile import Compiled
from compplan.engine.tables import column_of, table_of
from compplan.months import last_day
from compplan.tables.columns import Column, Ratios, Texts
from compplan.tables.model import BOOLEANS

MILESTONES = "milestones"
MILESTONE_FACTS = frozenset(
    {"milestones_due", "milestones_overdue", "milestone_progress", "months_without_progress"}
)
"""Facts about participants that rest on the table."""


@dataclass(frozen=True, slots=True)
class _Milestones:
    """Arrays [milestones, participants]: days since 1970-01-01, NEVER where there is none."""

    names: tuple[str, ...]
    due: NDArray[np.int64]
    done: NDArray[np.int64]


def milestone_scope(compiled: Compiled) -> list[Scope]:
    """Give every milestone of the data as a subject, at the end of each month of the run."""
    stones, periods = _read(compiled), tuple(range(m, m + 1) for m in range(compiled.months))
    there = stones.due < NEVER
    alive = compiled.who.active[: compiled.months][:, None, :] & there[None]
    ends = _ends(compiled)[:, None, None]
    done = (stones.done[None] <= ends) & alive
    due = np.where(there, stones.due, 0)
    late = _month_of(np.broadcast_to(ends, alive.shape)) - _month_of(due)[None] + 1
    late = np.where(alive & ~done & (due[None] <= ends), late, 0)
    names = np.broadcast_to(np.arange(len(stones.names))[None, :, None], alive.shape)
    facts: dict[str, Column] = {
        **common_facts(compiled, periods, len(stones.names)),
        "milestone": Texts(names, stones.names),
        "done": Texts(done.astype(np.intp), BOOLEANS),
        "months_overdue": Ratios(late),
    }
    return [Scope(stones.names, periods, alive, done, facts)]


def milestone_facts(compiled: Compiled, periods: tuple[range, ...]) -> dict[str, Column]:
    """Give what of the milestones due is done at the end of each month [months, 1, participants]."""
    people = len(compiled.panel.participants)
    if MILESTONES not in compiled.panel.tables:
        return {}
    stones, ends = _read(compiled), _ends(compiled)[:, None, None]
    due, done = stones.due[None] <= ends, stones.done[None] <= ends
    count, reached = due.sum(axis=1), (due & done).sum(axis=1)
    first = np.where(compiled.who.active.any(axis=0), np.argmax(compiled.who.active, axis=0), 0)
    last = np.where(done, _month_of(np.where(done, stones.done[None], 0)), 0).max(axis=1, initial=0)
    since = np.maximum(last, (compiled.plan.starts + first)[None, :])
    month = compiled.plan.starts + np.array([period.stop - 1 for period in periods])[:, None]
    idle = np.maximum(np.broadcast_to(month, (len(periods), people)) - since, 0)
    return {
        "milestones_due": Ratios(count[:, None, :]),
        "milestones_overdue": Ratios((count - reached)[:, None, :]),
        "milestone_progress": Ratios(
            reached[:, None, :], np.maximum(count, 1)[:, None, :], (count == 0)[:, None, :]
        ),
        "months_without_progress": Ratios(idle[:, None, :]),
    }


def _read(compiled: Compiled) -> _Milestones:
    table = table_of(compiled.plan, compiled.panel, MILESTONES)
    name, due, done = (column_of(table, column) for column in ("milestone", "due", "done"))
    assert isinstance(name, TextColumn)
    assert isinstance(due, DayColumn)
    shape = (len(name.values), len(compiled.panel.participants))
    dues, dones = (np.full(shape, NEVER, dtype=np.int64) for _ in range(2))
    dues[name.codes, table.participant] = due.days
    if isinstance(done, DayColumn):
        dones[name.codes, table.participant] = done.days
    return _Milestones(name.values, dues, dones)


def _ends(compiled: Compiled) -> NDArray[np.int64]:
    return np.array([last_day(compiled.plan.starts + month) for month in range(compiled.months)])


def _month_of(days: NDArray[np.int64]) -> NDArray[np.int64]:
    found: NDArray[np.int64] = months_of(days.astype(np.int32)).astype(np.int64)
    return found
