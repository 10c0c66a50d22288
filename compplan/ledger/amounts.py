"""What the lines of a result add to each amount of the ledger: earned, paid, held, draw, overpaid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compplan import months as calendar
from compplan.engine.amending import ADJUSTMENT
from compplan.engine.payment.items import Item, holds_in, period_ends
from compplan.engine.results.evaluated import ComponentResult, PlanResult, Repriced
from compplan.ledger.model import AMOUNTS
from compplan.plan.model import MONTHS_IN

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
FORGIVEN = "draw_forgiven"
"""The component by which a draw that is forgiven leaves the balance; it pays nothing."""


@dataclass(frozen=True, slots=True)
class Added:
    """What a component's lines add [lines, participants], in minor units, in the order of `AMOUNTS`.

    ``months`` names each line's month of payout; ``taken`` marks the lines that exist.
    """

    plan: str
    component: str
    participants: tuple[str, ...]
    months: tuple[str, ...]
    taken: Bools
    amounts: tuple[Ints, Ints, Ints, Ints, Ints]


def payout_months(result: PlanResult) -> tuple[str, ...]:
    """Give the last month of each payout period."""
    plan, step = result.compiled.plan, MONTHS_IN[result.compiled.plan.payout_period]
    periods = result.compiled.months // step
    return tuple(calendar.month_text(plan.starts + (row + 1) * step - 1) for row in range(periods))


def added_of(result: PlanResult) -> Iterator[Added]:
    """Give what the listed lines of measures, items of payment and the forgiving of draws add."""
    for added in _every(result):
        row = len([month for month in added.months if month in payout_months(result)[: result.first]])
        added.taken[:row] = False
        yield added
    if result.repriced is not None:
        yield _adjustment(result, result.repriced)


def _adjustment(result: PlanResult, repriced: Repriced) -> Added:
    """Give the difference that an amendment makes to each amount of the payout periods before it."""
    months, shape = payout_months(result), result.payments()[0].shape
    amounts = tuple(np.zeros((len(AMOUNTS), *shape), dtype=np.int64))
    for sign, results in ((1, repriced.due), (-1, repriced.paid)):
        for added in (each for one in results for each in added_of(one)):
            early = [row for row, month in enumerate(added.months) if month in months[: result.first]]
            taken = added.taken[early]
            for total, amount in zip(amounts, added.amounts, strict=True):
                total[result.first] += sign * np.where(taken, amount[early], 0).sum(axis=0)
    taken = np.logical_or.reduce([amount != 0 for amount in amounts])
    earned, paid, held, draw, overpaid = amounts
    return _added(result, ADJUSTMENT, months, taken, (earned, paid, held, draw, overpaid))


def _every(result: PlanResult) -> Iterator[Added]:
    months = payout_months(result)
    for part in result.components:
        none = np.zeros_like(part.paid.paid)
        amounts = (_earned(part), part.paid.paid, none, none, _overpaid(part))
        mine = tuple(months[row] for row in part.component.schedule.payout)
        yield _added(result, part.component.measure.id, mine, part.taken.copy(), amounts)
    for item in (each for each in result.items if each.kind != ADJUSTMENT):
        none = np.zeros_like(item.amount)
        amounts = (none, item.amount, _held(result, item), _drawn(result, item), none)
        yield _added(result, item.id, months, item.taken, amounts)
    forgiven = _forgiven(result)
    if forgiven.any():
        none = np.zeros_like(forgiven)
        yield _added(result, FORGIVEN, months, forgiven != 0, (none, none, none, -forgiven, none))


def _added(
    result: PlanResult,
    component: str,
    months: tuple[str, ...],
    taken: Bools,
    amounts: tuple[Ints, Ints, Ints, Ints, Ints],
) -> Added:
    compiled = result.compiled
    return Added(compiled.plan.id, component, tuple(compiled.panel.participants), months, taken, amounts)


def _held(result: PlanResult, item: Item) -> Ints:
    """Give what is held back, or kept as too little to be paid, and waits to be paid later."""
    payment = result.compiled.plan.payment
    carried = payment and payment.minimum and payment.minimum.below == "carry"
    waits = item.kind == "hold_back" or (item.kind == "minimum" and carried)
    return -item.amount if waits else np.zeros_like(item.amount)


def _drawn(result: PlanResult, item: Item) -> Ints:
    """Give what is advanced and to be recovered."""
    payment = result.compiled.plan.payment
    recoverable = payment and payment.draw and payment.draw.type == "recoverable"
    return item.amount if item.kind == "draw" and recoverable else np.zeros_like(item.amount)


def _forgiven(result: PlanResult) -> Ints:
    """Give what of a draw is forgiven in each payout period: what is open when the day has come."""
    plan = result.compiled.plan
    drawn = sum((_drawn(result, item) for item in result.items), np.zeros_like(result.payments()[0]))
    forgiven, balance = np.zeros_like(drawn), np.zeros(drawn.shape[1], dtype=np.int64)
    balance = balance if result.drawn is None else result.drawn
    day = plan.payment.draw.forgiven if plan.payment and plan.payment.draw else None
    for period, end in enumerate(period_ends(plan, len(drawn))):
        if day is not None and end > day and holds_in(plan, period):
            forgiven[period], balance = balance, np.zeros_like(balance)
        balance = balance + drawn[period]
    return forgiven


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
