"""Replays: what plans would have paid on the data, kept so that each is worked out once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from compplan.app.plans import Checked, Plans, as_bold
from compplan.app.view import View
from compplan.engine.results.result import Result
from compplan.engine.run import Outside, run
from compplan.plan.model import MONTHS_IN, Plan

MOST = 128
"""Replays that are kept; the oldest go first."""
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Replay:
    """A plan's payments [plan months, participants] in minor units, and what they came from."""

    plan: Plan
    result: Result
    paid: Ints
    exists: NDArray[np.bool_]

    @property
    def months(self) -> int:
        """Count the months replayed."""
        return len(self.paid)

    @property
    def years(self) -> list[slice]:
        """Give the months of each plan year."""
        return [slice(start, min(start + 12, self.months)) for start in range(0, self.months, 12)]

    @property
    def people(self) -> tuple[str, ...]:
        """Name the participants, in the order of the columns."""
        return self.result.plans[0].compiled.panel.participants


@dataclass(frozen=True, slots=True)
class Pair:
    """What is shown, and what it is compared with."""

    checked: Checked
    shown: Replay
    base: Replay
    own: bool
    """Whether it is compared with itself, on the weights of before."""


class NoPlanError(Exception):
    """A plan that is asked for is not there, or has errors; ``key`` names it."""

    def __init__(self, key: str) -> None:
        """Hold the key of the plan."""
        super().__init__(key)
        self.key = key


@dataclass(slots=True)
class Replays:
    """Replays by what they depend on."""

    plans: Plans
    _kept: OrderedDict[Hashable, Replay] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def pair(self, view: View) -> Pair:
        """Replay the plan of a view, and what it is compared with; NoPlanError, DiagnosticError."""
        checked = self.plan(view.plan)
        shown = self.of(checked, view, view.bold)
        if view.against:
            return Pair(checked, shown, self.of(self.plan(view.against), view, None), own=False)
        return Pair(checked, shown, self.of(checked, view, 0), own=True)

    def plan(self, key: str) -> Checked:
        """Find a plan without errors; NoPlanError if there is none of this key."""
        checked = self.plans.find(key)
        if checked is None or checked.plan is None:
            raise NoPlanError(key)
        return checked

    def of(self, checked: Checked, view: View, bold: int | None) -> Replay:
        """Replay a plan on a path; DiagnosticError with what keeps it from being run on the data."""
        key = checked.digest, bold, view.as_if, view.assume
        with self._lock:
            if (known := self._kept.get(key)) is not None:
                self._kept.move_to_end(key)
                return known
        found = self._replay(checked, view, bold)
        with self._lock:
            self._kept[key] = found
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return found

    def _replay(self, checked: Checked, view: View, bold: int | None) -> Replay:
        assert checked.plan is not None
        plan = as_bold(checked.plan, bold)
        if view.as_if is not None:
            plan = replace(plan, starts=view.as_if, announced=None)
        assume = {**dict(plan.assume), **_of_plan(plan, view)}
        outside: Outside = "error" if view.as_if is None else "ignore"
        result = run([plan], self.plans.workspace.panel, outside=outside, assume=assume)
        amount, exists = result.plans[0].payments()
        step = MONTHS_IN[plan.payout_period]
        shape = (len(amount) * step, amount.shape[1])
        paid, paying = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=bool)
        paid[step - 1 :: step], paying[step - 1 :: step] = amount, exists
        return Replay(plan, result, paid, paying)


def _of_plan(plan: Plan, view: View) -> dict[str, Fraction]:
    measures = {measure.id for measure in plan.measures}
    return {measure: share for measure, share in view.assume if measure in measures}


def unlike(pair: Pair) -> str | None:
    """Say why two replays cannot be set against each other; None if they can."""
    shown, base = pair.shown.plan, pair.base.plan
    if shown.currency.code != base.currency.code:
        return f"{base.id} pays {base.currency.code}, {shown.id} pays {shown.currency.code}."
    if shown.starts != base.starts:
        return f"{base.id} and {shown.id} start in different months; let both start in one ('as if')."
    return None
