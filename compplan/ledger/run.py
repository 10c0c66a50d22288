"""A run as the ledger takes it: what it was made from, and its lines month by month."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan import __version__
from compplan import months as calendar
from compplan.data.model import Panel
from compplan.engine.results.result import ComponentResult, PlanResult, Result
from compplan.ledger.model import Line
from compplan.plan.digest import digest
from compplan.plan.model import MONTHS_IN

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Run:
    """A run of plans through a month (``YYYY-MM``): its facts, and its lines by month of payout.

    ``plans`` gives the digest of each plan by id; ``facts`` holds those of data and sources, and the engine.
    """

    currency: str
    through: str
    plans: Mapping[str, str]
    facts: Mapping[str, Any]
    months: tuple[str, ...]
    lines: Callable[[str], Sequence[Line]]


def run_of(result: Result, panel: Panel, *, through: str | None = None, sources: str | None = None) -> Run:
    """Take a result for the ledger; ``sources`` is the digest of the sources file, if there is one.

    ``through`` is the month that was asked for, which may lie after the last payout period that has ended.
    """
    parts: dict[str, list[tuple[PlanResult, ComponentResult, int]]] = {}
    for plan in result.plans:
        for part in plan.components:
            for at, row in enumerate(part.component.schedule.payout):
                parts.setdefault(_payout_month(plan, row), []).append((plan, part, at))
    amounts = {id(part): _amounts(part) for plan in result.plans for part in plan.components}

    def lines(month: str) -> list[Line]:
        of_measures = [
            line
            for plan, part, at in parts.get(month, ())
            for line in _lines(plan, part, at, month, amounts[id(part)])
        ]
        return of_measures + [line for plan in result.plans for line in _items(plan, month)]

    last = max(plan.compiled.plan.starts + plan.compiled.months - 1 for plan in result.plans)
    return Run(
        result.plans[0].compiled.plan.currency.code,
        through or calendar.month_text(last),
        {plan.compiled.plan.id: digest(plan.compiled.plan) for plan in result.plans},
        {"engine": __version__, "data": panel.digest} | ({"sources": sources} if sources else {}),
        tuple(sorted(parts)),
        lines,
    )


def _payout_month(result: PlanResult, row: int) -> str:
    plan = result.compiled.plan
    return calendar.month_text(plan.starts + (row + 1) * MONTHS_IN[plan.payout_period] - 1)


def _lines(
    result: PlanResult, part: ComponentResult, at: int, month: str, amounts: tuple[Ints, ...]
) -> Iterator[Line]:
    people = result.compiled.panel.participants
    plan, component = result.compiled.plan.id, part.component.measure.id
    who = np.flatnonzero(part.taken[at])
    columns = [each[at, who].tolist() for each in amounts]
    for person, *values in zip(who.tolist(), *columns, strict=True):
        yield Line(people[person], plan, component, month, *values)


def _items(result: PlanResult, month: str) -> Iterator[Line]:
    """Give the lines of a month that no measure earns: draws, what is held, and others."""
    people, plan = result.compiled.panel.participants, result.compiled.plan
    draws = plan.payment and plan.payment.draw
    recoverable = bool(draws and draws.type == "recoverable")
    for item in result.items:
        for row, amounts in enumerate(item.amount):
            for person in np.flatnonzero(amounts).tolist() if _payout_month(result, row) == month else ():
                paid = int(amounts[person])
                held, draw = (
                    (-paid if item.kind == "hold_back" else 0),
                    (paid if item.kind == "draw" and recoverable else 0),
                )
                yield Line(people[person], plan.id, item.id, month, 0, paid, held, draw, 0)


def _amounts(part: ComponentResult) -> tuple[Ints, ...]:
    """Give earned, paid, held, draw and overpaid of each line [lines, participants], in minor units."""
    none = np.zeros_like(part.paid.paid)
    return _earned(part), part.paid.paid, none, none, _overpaid(part)


def _earned(part: ComponentResult) -> Ints:
    """Give what each line earned, rounded; with ``year_to_date``, due less what was due before."""
    due = np.where(part.taken, part.earned.rounded * part.component.unit, 0)
    if part.component.measure.accumulate == "period":
        return due
    earned, before = due.copy(), np.zeros(due.shape[1], dtype=np.int64)
    for line, window in enumerate(part.component.schedule.windows):
        if line and window.start != part.component.schedule.windows[line - 1].start:
            before = np.zeros_like(before)
        earned[line] = np.where(part.taken[line], due[line] - before, 0)
        before = np.where(part.taken[line], due[line], before)
    return earned


def _overpaid(part: ComponentResult) -> Ints:
    """Give what each line adds to the balance that is to be set off: carried out, less what was brought in.

    A balance is brought in once, by a participant's first line of a plan year.
    """
    change = part.paid.balance.copy()
    year, fresh = -1, np.zeros(change.shape[1], dtype=bool)
    for line, window in enumerate(part.component.schedule.windows):
        if window.start != year:
            year, fresh = window.start, np.ones_like(fresh)
        enters = part.taken[line] & fresh
        change[line] -= np.where(enters, part.paid.brought[line], 0)
        fresh &= ~part.taken[line]
    return change
