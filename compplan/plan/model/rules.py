"""Rules: decision tables that call for actions, and recognition of the best or the most improved."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from compplan.plan.model.periods import Period
from compplan.tables.model import Table

ForEach = Literal["behaviour", "measure", "participant", "milestone"]
ActionKind = Literal["none", "action_plan", "coaching", "escalate", "review"]
RankBy = Literal["improvement", "level"]
Among = Literal["company", "region", "team"]
Ties = Literal["all", "share"]


@dataclass(frozen=True, slots=True)
class Action:
    """What is to be done: with or to whom, and within how many days of the month's end."""

    action: ActionKind
    who: str | None = None
    due_days: int | None = None


NOTHING = Action("none")


@dataclass(frozen=True, slots=True)
class DecisionRule:
    """A decision table over facts; the outputs of its rows are actions."""

    id: str
    title: str
    for_each: ForEach
    table: Table
    reason: str = ""
    """Why the first row that holds counts, if it does."""


@dataclass(frozen=True, slots=True)
class PointsRule:
    """A table whose rows give points: all that hold are collected, of everything it is looked at for.

    What they come to is a fact of the participant, ``points.<id>``.
    """

    id: str
    title: str
    for_each: ForEach
    table: Table


@dataclass(frozen=True, slots=True)
class Recognition:
    """An award for the best by a measure's attainment: its level, or its improvement.

    The level of ``over_months`` months is the mean of the attainments of the performance periods in them; the
    improvement is this less that of as many months before. ``award`` has the amount of each plan year.
    """

    id: str
    title: str
    measure: str
    rank_by: RankBy
    over_months: int
    among: Among
    winners: int
    ties: Ties
    every: Period
    award: tuple[Fraction, ...]
    minimum_responses: int = 0


Rule = DecisionRule | PointsRule | Recognition
