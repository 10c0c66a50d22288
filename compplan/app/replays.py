"""Replays: what plans would have paid on the data, kept so that each is worked out once."""

from __future__ import annotations

import time
from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from compplan.app.kept import Kept
from compplan.app.plans import Checked, Plans, as_bold
from compplan.app.view import STEP, View
from compplan.engine.results.result import Result
from compplan.engine.run import Outside, run
from compplan.plan.model import MONTHS_IN, Plan

MOST, MOST_RESULTS = 128, 8
"""Replays that are kept, and whole results, which are larger."""
QUICK = 0.25
"""A replay that takes fewer seconds is worked out before it is asked for."""
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Replay:
    """A plan's payments [plan months, participants] in minor units, which of them exist, and what to know."""

    plan: Plan
    paid: Ints
    exists: NDArray[np.bool_]
    notes: tuple[str, ...]

    @property
    def months(self) -> int:
        """Count the months replayed."""
        return len(self.paid)

    @property
    def years(self) -> list[slice]:
        """Give the months of each plan year."""
        return [slice(start, min(start + 12, self.months)) for start in range(0, self.months, 12)]

    def first(self, months: int) -> Replay:
        """Leave out what comes after so many months."""
        return (
            self
            if months == self.months
            else replace(self, paid=self.paid[:months], exists=self.exists[:months])
        )


@dataclass(frozen=True, slots=True)
class Pair:
    """What is shown, and what it is compared with, over the same months.

    ``own`` tells whether a plan is compared with itself, on the weights of before.
    """

    checked: Checked
    shown: Replay
    base: Replay
    own: bool
    notes: tuple[str, ...]


class NoPlanError(Exception):
    """A plan that is asked for is not there, or has errors; ``key`` names it."""

    def __init__(self, key: str) -> None:
        """Hold the key of the plan."""
        super().__init__(key)
        self.key = key


@dataclass(frozen=True, slots=True)
class Replays:
    """Replays by what they depend on."""

    plans: Plans
    _kept: Kept[Hashable, Replay] = field(default_factory=lambda: Kept(MOST))
    _results: Kept[Hashable, Result] = field(default_factory=lambda: Kept(MOST_RESULTS))
    _preparing: Lock = field(default_factory=Lock)

    def pair(self, view: View) -> Pair:
        """Replay the plan of a view, and what it is compared with; NoPlanError, DiagnosticError."""
        checked = self.plan(view.plan)
        shown = self.of(checked, view, view.bold)
        base = self.of(self.plan(view.against), view, None) if view.against else self.of(checked, view, 0)
        months = min(shown.months, base.months)
        cut = (f"Both over {months} months, since one has no more.",) if shown.months != base.months else ()
        notes = tuple(dict.fromkeys([*cut, *shown.notes, *base.notes]))
        return Pair(checked, shown.first(months), base.first(months), not view.against, notes)

    def plan(self, key: str) -> Checked:
        """Find a plan without errors; NoPlanError if there is none of this key."""
        checked = self.plans.find(key)
        if checked is None or checked.plan is None:
            raise NoPlanError(key)
        return checked

    def of(self, checked: Checked, view: View, bold: int | None) -> Replay:
        """Replay a plan on a path; DiagnosticError with what keeps it from being run on the data."""
        key = _key(checked, view, bold)
        if (known := self._kept.get(key)) is not None:
            return known
        result = self._run(checked, view, bold)
        self._results.put(key, result)
        found = _replay(result)
        self._kept.put(key, found)
        return found

    def result(self, view: View) -> Result:
        """Give the whole result of a view's plan on its path; NoPlanError, DiagnosticError."""
        checked = self.plan(view.plan)
        key = _key(checked, view, view.bold)
        found = self._results.get(key) or self._run(checked, view, view.bold)
        self._results.put(key, found)
        return found

    def prepare(self, view: View) -> None:
        """Replay the other stops of the slider while nobody asks, if that is quick; one thread at a time."""
        if not self._preparing.acquire(blocking=False):
            return
        try:
            checked = self.plan(view.plan)
            for stop in range(0, 101, STEP):
                begun = time.monotonic()
                self.of(checked, view, stop)
                if time.monotonic() - begun > QUICK:
                    return
        finally:
            self._preparing.release()

    def _run(self, checked: Checked, view: View, bold: int | None) -> Result:
        assert checked.plan is not None
        plan = as_bold(checked.plan, bold)
        if view.as_if is not None:
            plan = replace(plan, starts=view.as_if, announced=None)
        assume = {**dict(plan.assume), **_of_plan(plan, view)}
        outside: Outside = "error" if view.as_if is None else "ignore"
        return run([plan], self.plans.workspace.panel, outside=outside, assume=assume)


def _key(checked: Checked, view: View, bold: int | None) -> Hashable:
    return checked.digest, bold, view.as_if, view.assume


def _replay(result: Result) -> Replay:
    plan = result.plans[0].compiled.plan
    amount, exists = result.plans[0].sums()
    step = MONTHS_IN[plan.payout_period]
    shape = (len(amount) * step, amount.shape[1])
    paid, paying = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=bool)
    paid[step - 1 :: step], paying[step - 1 :: step] = amount, exists
    return Replay(plan, paid, paying, result.notes)


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
