"""Why a rule called for an action: the row that counts, and the nearest that does not hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from compplan import months as calendar
from compplan.diagnostics import Place
from compplan.engine.acting.points import points_of
from compplan.engine.acting.track import STATUSES, Track
from compplan.engine.results.acting import day_text
from compplan.engine.results.evaluated import PlanResult
from compplan.months import last_day
from compplan.plan.build.rules import POINTS
from compplan.plan.model import Action, PointsRule
from compplan.tables.columns import Column, Doubles, Texts
from compplan.tables.nearest import Value, answer
from compplan.tables.written import cell_text, value_text


@dataclass(frozen=True, slots=True)
class Given:
    """Points that a row, from 1, of another rule gave for a subject, and where it stands."""

    subject: str
    points: int
    row: int
    place: Place | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A cell of a row: the fact, its value, what the cell asks for, and of points who gave them."""

    fact: str
    value: str
    cell: str
    given: tuple[Given, ...] = ()


@dataclass(frozen=True, slots=True)
class RowShown:
    """A row of a rule's table, from 1, where it stands, and those of its cells that matter here."""

    number: int
    place: Place | None
    tests: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """An action of one participant and month, what became of it, and why.

    ``fired`` is the row that counts in this month, with its cells other than ``-``; ``nearest`` the one that
    came nearest, with the cells that do not hold.
    """

    rule: str
    title: str
    subject: str
    month: str
    action: str
    who: str | None
    status: str
    opened: str
    due: str | None
    fired: RowShown | None
    nearest: RowShown | None


def reasons(plan: PlanResult, person: int, months: range) -> Iterator[Reason]:
    """Explain every action of a participant in some plan months (from 0)."""
    for track in plan.tracks:
        for period, subject in np.argwhere(track.status[:, :, person]):
            if track.scope.month(int(period)) in months:
                yield _reason(plan, track, (int(period), int(subject), person))


def _reason(plan: PlanResult, track: Track, at: tuple[int, int, int]) -> Reason:
    rule, scope, starts = track.rule, track.scope, plan.compiled.plan.starts
    action = rule.table.rows[track.row[at]].output
    assert isinstance(action, Action)
    fired, nearest = _rows(plan, track, at)
    return Reason(
        rule.id,
        rule.title,
        scope.subjects[at[1]],
        calendar.month_text(starts + scope.month(at[0])),
        action.action,
        action.who,
        STATUSES[track.status[at]],
        calendar.month_text(starts + int(track.opened[at])),
        day_text(int(track.due[at])),
        fired,
        nearest,
    )


def _rows(
    plan: PlanResult, track: Track, at: tuple[int, int, int]
) -> tuple[RowShown | None, RowShown | None]:
    if not track.scope.alive[at]:
        return None, None
    table = track.rule.table
    values = [_value(plan, track, column.name, at) for column in table.inputs]
    found = answer(table, values)
    tests = {
        row: [
            Asked(
                column.name,
                value_text(value, column),
                cell_text(cell, column),
                tuple(_given(plan, track, column.name, at)),
            )
            for column, value, cell in zip(table.inputs, values, table.rows[row].cells, strict=True)
        ]
        for row in (int(track.fired[at]), found.nearest)
        if row is not None and row >= 0
    }
    fired = int(track.fired[at])
    shown = (
        None if fired < 0 else _row(plan, track, fired, [test for test in tests[fired] if test.cell != "-"])
    )
    if found.nearest is None:
        return shown, None
    return shown, _row(plan, track, found.nearest, [tests[found.nearest][cell] for cell in found.failing])


def _given(plan: PlanResult, track: Track, fact: str, at: tuple[int, int, int]) -> Iterator[Given]:
    """List the rows behind a fact that was collected."""
    behind = track.scope.behind.get(fact)
    if behind is None:
        return
    rule = next(rule for rule in plan.compiled.plan.rules if f"{POINTS}{rule.id}" == fact)
    assert isinstance(rule, PointsRule)
    points = points_of(rule)
    for subject, row in behind(track.scope.month(at[0]), at[2]):
        yield Given(subject, points[row], row + 1, _place(plan, rule.id, row))


def _row(plan: PlanResult, track: Track, row: int, tests: list[Asked]) -> RowShown:
    return RowShown(row + 1, _place(plan, track.rule.id, row), tuple(tests))


def _place(plan: PlanResult, rule: str, row: int) -> Place | None:
    source = plan.compiled.plan.source
    return source.places.get(("rules", rule, "rows", row)) if source else None


def _value(plan: PlanResult, track: Track, fact: str, at: tuple[int, int, int]) -> Value:
    period, subject, person = at
    month = track.scope.month(period)
    before = (period - 1, subject, person)
    open_ = period > 0 and bool(track.open[before])
    if fact == "months_open":
        return Fraction(month - int(track.opened[before]) if open_ else 0)
    if fact == "overdue":
        late = open_ and last_day(plan.compiled.plan.starts + month) > track.due[before]
        return "true" if late else "false"
    return _value_at(track.scope.facts[fact], at)


def _value_at(column: Column, at: tuple[int, int, int]) -> Value:
    if isinstance(column, Texts):
        code = int(column.codes[at])
        return None if code < 0 else column.values[code]
    if column.missing is not None and column.missing[at]:
        return None
    if isinstance(column, Doubles):
        return column.exact(np.array([np.ravel_multi_index(at, column.value.shape)]))[0]
    bottom = column.denominator if isinstance(column.denominator, int) else int(column.denominator[at])
    return Fraction(int(column.numerator[at]), bottom)
