"""Evaluate a plan's decision tables, those for participants last: they look at what others opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from compplan.engine.acting.attainments import attainments_of, latest, measure_scopes
from compplan.engine.acting.behaviours import behaviour_scopes
from compplan.engine.acting.milestones import (
    MILESTONE_FACTS,
    MILESTONES,
    milestone_facts,
    milestone_scope,
)
from compplan.engine.acting.points import collect, with_points
from compplan.engine.acting.scope import Ints, Scope, common_facts
from compplan.engine.acting.track import Track, follow
from compplan.engine.compile import Compiled
from compplan.engine.tables import table_of
from compplan.months import last_day
from compplan.plan.model.rules import DecisionRule, PointsRule, Recognition, Rule
from compplan.tables.columns import Column, Ratios


class Followed:
    """A plan's decision tables on its data, followed when that is first asked for: no pay depends on them."""

    __slots__ = ("_compiled", "_tracks")

    def __init__(self, compiled: Compiled) -> None:
        """Keep what is to be followed; DiagnosticError if a table that it needs is not there."""
        self._compiled = compiled
        self._tracks: tuple[Track, ...] | None = None
        if any(_needs_milestones(rule) for rule in compiled.plan.rules):
            table_of(compiled.plan, compiled.panel, MILESTONES)

    @property
    def tracks(self) -> tuple[Track, ...]:
        """Give the tables' tracks, in the order of the plan."""
        if self._tracks is None:
            self._tracks = tuple(tracks_of(self._compiled))
        return self._tracks


def _needs_milestones(rule: Rule) -> bool:
    if isinstance(rule, Recognition):
        return False
    looked_at = {column.name for column in rule.table.inputs}
    return rule.for_each == "milestone" or bool(looked_at & MILESTONE_FACTS)


def tracks_of(compiled: Compiled) -> list[Track]:
    """Follow every decision table of the plan, in the order of the plan."""
    rules = [rule for rule in compiled.plan.rules if isinstance(rule, DecisionRule)]
    given = [rule for rule in compiled.plan.rules if isinstance(rule, PointsRule)]
    wanted = {rule.for_each for rule in rules} | {rule.for_each for rule in given}
    scopes: dict[str, list[Scope]] = {
        "behaviour": behaviour_scopes(compiled) if wanted & {"behaviour", "participant"} else [],
        "measure": measure_scopes(compiled) if "measure" in wanted else [],
        "milestone": milestone_scope(compiled) if "milestone" in wanted else [],
    }
    scopes = {name: [_holding(compiled, each) for each in scope] for name, scope in scopes.items()}
    starts = compiled.plan.starts
    found = {
        rule.id: [track for scope in scopes[rule.for_each] for track in follow(rule, scope, starts)]
        for rule in rules
        if rule.for_each != "participant"
    }
    if "participant" in wanted:
        before = [track for tracks in found.values() for track in tracks]
        whole = _participants(compiled, before, scopes["behaviour"])
        looked_at = scopes | {"participant": [whole]}
        points = [collect(rule, looked_at[rule.for_each], compiled.months) for rule in given]
        scope = _holding(compiled, with_points(whole, points))
        found |= {rule.id: follow(rule, scope, starts) for rule in rules if rule.for_each == "participant"}
    return [track for rule in rules for track in found[rule.id]]


def _holding(compiled: Compiled, scope: Scope) -> Scope:
    """Leave out periods in which a version of an amended plan holds no more: nothing ends by that."""
    holds = compiled.plan.holds
    if holds is None:
        return scope
    number = sum(period.stop <= holds[1] for period in scope.periods)
    return replace(scope, periods=scope.periods[:number], alive=scope.alive[:number], met=scope.met[:number])


def _participants(compiled: Compiled, tracks: Sequence[Track], cards: Sequence[Scope]) -> Scope:
    periods = tuple(range(month, month + 1) for month in range(compiled.months))
    open_, overdue = _open(compiled, tracks)
    counts = {
        "open_actions": open_,
        "overdue_actions": overdue,
        "behaviours_below_target": _below(compiled, cards),
    }
    facts: dict[str, Column] = {
        **common_facts(compiled, periods, 1),
        **{name: Ratios(count[:, None, :]) for name, count in counts.items()},
        **milestone_facts(compiled, periods),
    }
    for component in compiled.components:
        column = attainments_of(compiled, component)
        ends = [period.stop - 1 for period in component.schedule.periods]
        found = latest(column, ends, compiled.months)
        assert found.missing is not None
        one = replace(found, value=found.value[:, None, :], missing=found.missing[:, None, :])
        facts[f"attainment.{component.measure.id}"] = one
    alive = compiled.who.active[: compiled.months][:, None, :]
    return Scope(("",), periods, alive, alive, facts)


def _open(compiled: Compiled, tracks: Sequence[Track]) -> tuple[Ints, Ints]:
    """Count the open actions of each participant at each month's end, and those past their due date."""
    shape = (compiled.months, len(compiled.panel.participants))
    open_, overdue = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    for track in tracks:
        ends = [track.scope.month(at) for at in range(len(track.open))]
        for month in range(compiled.months):
            at = int(np.searchsorted(ends, month, side="right")) - 1
            if at >= 0:
                open_[month] += track.open[at].sum(axis=0)
                late = track.open[at] & (last_day(compiled.plan.starts + month) > track.due[at])
                overdue[month] += late.sum(axis=0)
    return open_, overdue


def _below(compiled: Compiled, cards: Sequence[Scope]) -> Ints:
    count = np.zeros((compiled.months, len(compiled.panel.participants)), dtype=np.int64)
    for scope in cards:
        ends = [period.stop - 1 for period in scope.periods]
        share = scope.facts["favourable_share"]
        assert isinstance(share, Ratios)
        assert share.missing is not None
        below = (scope.alive & ~scope.met & ~share.missing).sum(axis=1)
        for month in range(compiled.months):
            at = int(np.searchsorted(ends, month, side="right")) - 1
            if at >= 0:
                count[month] += below[at]
    return count
