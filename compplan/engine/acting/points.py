"""Points: what the rows of a rule that hold come to, for each participant and month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan.engine.acting.scope import Bools, Ints, Scope
from compplan.plan.model.rules import PointsRule
from compplan.tables.columns import Column, Ratios
from compplan.tables.evaluate import compile_table, holding

_NEUTRAL = {"sum": 0, "count": 0, "min": np.iinfo(np.int64).max, "max": np.iinfo(np.int64).min}
_JOIN: dict[str, Any] = {"sum": np.add, "count": np.add, "min": np.minimum, "max": np.maximum}


@dataclass(frozen=True, slots=True)
class Held:
    """The rows of a points rule that hold on a scope: for each its period, subject and participant."""

    scope: Scope
    period: NDArray[np.intp]
    subject: NDArray[np.intp]
    person: NDArray[np.intp]
    row: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Points:
    """What a rule comes to, [months, participants], where that is ``missing``, and of which rows."""

    rule: PointsRule
    value: Ints
    missing: Bools
    held: tuple[Held, ...]

    def behind(self, month: int, person: int) -> list[tuple[str, int]]:
        """List the subjects and rows (from 0) that gave a participant's points of a plan month (from 0)."""
        found = []
        for held in self.held:
            at = latest_at(held.scope, month)
            here = np.flatnonzero((held.period == at) & (held.person == person))
            found += [(held.scope.subjects[int(held.subject[n])], int(held.row[n])) for n in here]
        return found


def collect(rule: PointsRule, scopes: Sequence[Scope], months: int) -> Points:
    """Aggregate the points of a rule over all that it is looked at for, month by month.

    A month has those of the last period that ended by then. Nothing sums up to 0, and has no least or most.
    """
    how = str(rule.table.aggregate)
    given = np.array([1 if how == "count" else each for each in points_of(rule)], dtype=np.int64)
    held = tuple(_held(rule, scope) for scope in scopes)
    people = scopes[0].alive.shape[2] if scopes else 0
    value = np.full((months, people), _NEUTRAL[how], dtype=np.int64)
    for each in held:
        by_period = np.full((len(each.scope.periods) + 1, people), _NEUTRAL[how], dtype=np.int64)
        _JOIN[how].at(by_period, (each.period, each.person), given[each.row])
        at = [latest_at(each.scope, month) for month in range(months)]
        value = _JOIN[how](value, by_period[at])  # the last row, of no period, stays neutral
    missing = value == _NEUTRAL[how] if how in ("min", "max") else np.zeros(value.shape, dtype=bool)
    return Points(rule, np.where(missing, 0, value), missing, held)


def points_of(rule: PointsRule) -> list[int]:
    """Give the points of each row."""
    return [int(row.output) for row in rule.table.rows if isinstance(row.output, Fraction)]


def with_points(scope: Scope, points: Sequence[Points]) -> Scope:
    """Add points to the facts of participants."""
    facts: dict[str, Column] = {
        f"points.{each.rule.id}": Ratios(each.value[:, None, :], missing=each.missing[:, None, :])
        for each in points
    }
    behind = {f"points.{each.rule.id}": each.behind for each in points}
    return replace(scope, facts={**scope.facts, **facts}, behind=behind)


def latest_at(scope: Scope, month: int) -> int:
    """Find the last period that ended by a month; -1 for none."""
    return sum(period.stop - 1 <= month for period in scope.periods) - 1


def _held(rule: PointsRule, scope: Scope) -> Held:
    columns = [scope.facts[column.name] for column in rule.table.inputs]
    cells, rows = holding(compile_table(rule.table), columns)
    there = scope.alive.ravel()[cells]
    period, subject, person = np.unravel_index(cells[there], scope.alive.shape)
    return Held(scope, period, subject, person, rows[there])
