"""What a run gives: payments, lines, report cards, open balances and what to know about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan import months as calendar
from compplan.engine.act import no_report_card, report_card_columns
from compplan.engine.acting.recognise import Awards
from compplan.engine.acting.rules import Followed
from compplan.engine.acting.track import Track
from compplan.engine.compile import Compiled
from compplan.engine.earn import Component, Earned, Shown, shown
from compplan.engine.exact.quantity import Quantity
from compplan.engine.measure import Ratio, Value, active_in
from compplan.engine.pay import Paid
from compplan.engine.payment.items import Given, Item
from compplan.engine.results.acting import (
    action_columns,
    no_actions,
    no_recognition,
    recognition_columns,
)
from compplan.engine.results.items import item_columns, open_columns
from compplan.engine.results.table import ResultTable
from compplan.plan.model import MONTHS_IN
from compplan.plan.path import weights_by_month

_SHOWN = 6
"""Decimals of a minor unit that earned amounts are shown with; further ones are noise of the floats."""


@dataclass(frozen=True, slots=True)
class ComponentResult:
    """One component's evaluated lines [lines, participants]; ``taken`` marks the lines that exist."""

    component: Component
    earned: Earned
    paid: Paid
    taken: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class PlanResult:
    """One plan's evaluated components, its awards, what its payment adds, and its rules followed."""

    compiled: Compiled
    components: tuple[ComponentResult, ...]
    awards: tuple[Awards, ...] = ()
    given: Given | None = None
    followed: Followed | None = None

    @property
    def tracks(self) -> tuple[Track, ...]:
        """Follow the plan's decision tables; worked out when first asked for."""
        return () if self.followed is None else self.followed.tracks

    @property
    def items(self) -> tuple[Item, ...]:
        """Give the lines that no measure earns."""
        return () if self.given is None else self.given.items

    def payments(self) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Sum the lines [payout periods, participants] in minor units, and tell which payments exist."""
        compiled = self.compiled
        periods = compiled.months // MONTHS_IN[compiled.plan.payout_period]
        shape = (periods, len(compiled.panel.participants))
        amount, exists = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=bool)
        for part in self.components:
            at = list(part.component.schedule.payout)
            amount[at] += part.paid.paid
            exists[at] |= part.taken
        for awards in self.awards:
            amount += awards.paid
            exists |= awards.paid != 0
        for item in self.items:
            amount += item.amount
            exists |= item.taken
        return amount, exists


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of a run of one or more plans on one panel.

    >>> import compplan as cp
    >>> folder = cp.bundled("plans")
    >>> result = cp.run(cp.load_plan(folder / "bold.yaml"), folder / "data", through="2027-03")
    >>> result
    Result(relationship-building-bold: 84 payments, 2027-01 to 2027-03)
    >>> result.uncovered
    ResultTable('uncovered', 21 rows: participant_id, month, role)
    """

    plans: tuple[PlanResult, ...]
    uncovered: ResultTable
    """Participant-months that no plan covers: participant_id, month, role."""
    notes: tuple[str, ...]

    @property
    def payments(self) -> ResultTable:
        """List the payments: participant_id, month, currency, amount, by participant and month.

        >>> import compplan as cp
        >>> folder = cp.bundled("plans")
        >>> result = cp.run(cp.load_plan(folder / "bold.yaml"), folder / "data", through="2027-03")
        >>> next(result.payments.rows())
        {'participant_id': 'P001', 'month': '2027-01', 'currency': 'USD', 'amount': '4013.73'}
        """
        parts = [_payment_columns(plan) for plan in self.plans]
        return _table("payments", parts, ("participant_id", "month"), {"amount": _exponent(self.plans)})

    @property
    def lines(self) -> ResultTable:
        """List the lines: one component, payout period and participant each.

        ``brought_in`` and ``paid`` are money, in minor units; ``earned`` is what was earned before rounding,
        in units of the currency, as a float that is shown and not paid. Shares and rates are 1 at 100 %;
        actual, target and attainment are nan where a component has none.

        >>> import compplan as cp
        >>> folder = cp.bundled("plans")
        >>> result = cp.run(cp.load_plan(folder / "bold.yaml"), folder / "data", through="2027-03")
        >>> row = next(result.lines.rows())
        >>> row["component"], row["attainment"], row["earned"], row["paid"]
        ('product_revenue', '0.8993244928', '3357.478106', '3357.48')
        """
        parts = [_line_columns(plan, number) for plan in self.plans for number in range(len(plan.components))]
        parts += [_award_line_columns(plan, awards) for plan in self.plans for awards in plan.awards]
        parts += [item_columns(plan, item) for plan in self.plans for item in plan.items]
        exponent = _exponent(self.plans)
        money = {"brought_in": exponent, "paid": exponent}
        return _table("lines", parts, ("participant_id", "month"), money)

    @property
    def report_card(self) -> ResultTable:
        """List the report cards: responses, shares and attainment by participant, month and behaviour.

        >>> import compplan as cp
        >>> folder = cp.bundled("plans")
        >>> result = cp.run(cp.load_plan(folder / "bold.yaml"), folder / "data", through="2027-03")
        >>> row = next(result.report_card.rows())
        >>> row["behaviour"], row["responses"], row["favourable_share"], row["status"]
        ('listening', '5', '0.8', 'counted')
        """
        parts = [
            columns
            for plan in self.plans
            for part in plan.components
            for columns in report_card_columns(plan.compiled, part.component)
        ]
        return _table("report_card", parts or [no_report_card()], ("participant_id", "month"), {})

    @property
    def actions(self) -> ResultTable:
        """List what rules call for: a row for each month in which an action is opened, open or at its end.

        ``subject`` is the behaviour, measure or milestone, None for a participant as a whole. ``status`` is
        opened, carried, overdue, escalated, changed, closed or ended; ``row`` the row of the table, from 1,
        that counts in this month.

        >>> import compplan as cp
        >>> folder = cp.bundled("plans")
        >>> result = cp.run(cp.load_plan(folder / "bold.yaml"), folder / "data", through="2027-03")
        >>> row = next(result.actions.rows())
        >>> row["subject"], row["action"], row["who"], row["status"], row["due"]
        ('consulting', 'action_plan', 'manager', 'opened', '2027-05-01')
        """
        parts = [action_columns(plan.compiled, track) for plan in self.plans for track in plan.tracks]
        order = ("participant_id", "month", "rule", "subject")
        return _table("actions", parts or [no_actions()], order, {})

    @property
    def recognition(self) -> ResultTable:
        """List the awards: who ranked where among whom, by which score, and the amount.

        >>> import compplan as cp
        >>> folder = cp.bundled("plans")
        >>> result = cp.run(cp.load_plan(folder / "bold.yaml"), folder / "data", through="2027-06")
        >>> *_, row = result.recognition.rows()
        >>> row["rule"], row["month"], row["rank"], row["award"]
        ('most_improved', '2027-06', '1', '1000.00')
        """
        parts = [recognition_columns(plan.compiled, awards) for plan in self.plans for awards in plan.awards]
        money = {"award": _exponent(self.plans)}
        order = ("month", "rule", "among", "rank", "participant_id")
        return _table("recognition", parts or [no_recognition()], order, money)

    @property
    def balances(self) -> ResultTable:
        """List what was overpaid and is not set off, or otherwise open: participant_id, component, amount.

        What is open of items of payment bears their names: draw, draw_forgiven, hold_back, minimum.

        >>> import compplan as cp
        >>> folder = cp.bundled("plans")
        >>> result = cp.run(cp.load_plan(folder / "bold.yaml"), folder / "data", through="2027-03")
        >>> result.balances
        ResultTable('balances', 0 rows: participant_id, component, amount)
        """
        parts = [_balance_columns(plan, part) for plan in self.plans for part in plan.components]
        parts += [
            open_columns(plan, left)
            for plan in self.plans
            for left in (plan.given.open if plan.given else ())
        ]
        return _table("balances", parts, ("participant_id",), {"amount": _exponent(self.plans)})

    def __repr__(self) -> str:
        """Say which plans were run, on which months, and how many payments there are."""
        from compplan.engine.results.notebook import result_repr

        return result_repr(self)

    def _repr_html_(self) -> str:
        from compplan.engine.results.notebook import result_html

        return result_html(self)


def _payment_columns(result: PlanResult) -> dict[str, NDArray[Any]]:
    plan = result.compiled.plan
    amount, exists = result.payments()
    period, person = np.nonzero(exists)
    months = _month_texts(result, [(p + 1) * MONTHS_IN[plan.payout_period] - 1 for p in range(len(amount))])
    return {
        "participant_id": _names(result)[person],
        "month": months[period],
        "currency": _repeat(plan.currency.code, len(period)),
        "amount": amount[exists],
    }


def _line_columns(result: PlanResult, number: int) -> dict[str, NDArray[Any]]:
    plan, part = result.compiled.plan, result.components[number]
    component, taken = part.component, part.taken
    line, person = np.nonzero(taken)
    weights = weights_by_month(plan.weights, plan.months)
    lasts = [component.schedule.last_month(i) for i in range(len(taken))]
    incentive = component.measure.earns == "target_incentive"
    weight = np.array([float(weights[m][number]) if incentive else np.nan for m in lasts] or [0.0])
    window = _shown_windows(result, part)[line, person]
    payable = component.payable[window, person]
    actual, target = _actual_and_target(component, window, person)
    step = MONTHS_IN[plan.payout_period]
    months = _month_texts(result, [(row + 1) * step - 1 for row in component.schedule.payout])
    show = shown(component)
    earned = _since_before(part, show) if component.measure.accumulate == "year_to_date" else show.earned
    exponent, rated = plan.currency.exponent, not isinstance(component.source, Value)
    return {
        "participant_id": _names(result)[person],
        "month": months[line],
        "component": _repeat(component.measure.id, len(line)),
        "weight": weight[line],
        "actual": actual,
        "target": target,
        "attainment": np.where(payable & rated, show.attainment[window, person], np.nan),
        "payout_rate": np.where(
            payable | (component.measure.earns == "amount"),
            _shown_rate(component, show, exponent)[window, person],
            0.0,
        ),
        "earned": np.round(earned[line, person] / 10**exponent, exponent + _SHOWN),
        "brought_in": part.paid.brought[taken],
        "paid": part.paid.paid[taken],
    }


def _award_line_columns(result: PlanResult, awards: Awards) -> dict[str, NDArray[Any]]:
    """Give the lines of a recognition: no weight, no attainment, what is awarded."""
    plan, (period, person) = result.compiled.plan, np.nonzero(awards.paid)
    step, exponent, count = MONTHS_IN[plan.payout_period], plan.currency.exponent, len(period)
    months = _month_texts(result, [(row + 1) * step - 1 for row in range(len(awards.paid))])
    paid, nothing = awards.paid[period, person], np.full(count, np.nan)
    return {
        "participant_id": _names(result)[person],
        "month": months[period],
        "component": _repeat(awards.rule.id, count),
        "weight": np.zeros(count),
        "actual": nothing,
        "target": nothing,
        "attainment": nothing,
        "payout_rate": nothing,
        "earned": paid / 10**exponent,
        "brought_in": np.zeros(count, dtype=np.int64),
        "paid": paid,
    }


def _shown_windows(result: PlanResult, part: ComponentResult) -> NDArray[np.intp]:
    """Find the last window of each line in which the participant takes part [lines, participants]."""
    per_line, lines = part.component.schedule.per_line, len(part.taken)
    active = active_in(result.compiled.who, part.component.schedule.periods)
    back = np.argmax(active.reshape(lines, per_line, -1)[:, ::-1], axis=1)
    shown: NDArray[np.intp] = (np.arange(lines)[:, None] + 1) * per_line - 1 - back
    return shown


def _shown_rate(component: Component, show: Shown, exponent: int) -> NDArray[np.float64]:
    """Give the payout rate, of a commission what is earned for each unit of the actual, else nan."""
    source, earns = component.source, component.measure.earns
    if earns == "amount":
        return np.full_like(show.rate, np.nan)
    if earns != "commission" or not isinstance(source, (Ratio, Value)):
        return show.rate
    every = np.arange(len(show.rate))[:, None], np.arange(show.rate.shape[1])[None, :]
    actual, base = _actual(source, *every), _floats(component.base, *every) / 10**exponent
    rate: NDArray[np.float64] = np.zeros_like(show.rate)
    np.divide(show.rate * base, actual, out=rate, where=actual != 0)
    return rate


def _since_before(part: ComponentResult, show: Shown) -> NDArray[np.float64]:
    """Give what is due to date less what was due at the line before, in the same plan year."""
    due, windows = show.earned, part.component.schedule.windows
    earned, before = due.copy(), np.zeros(due.shape[1])
    for line in range(len(due)):
        if line and windows[line].start != windows[line - 1].start:
            before = np.zeros(due.shape[1])
        earned[line] = due[line] - before
        before = np.where(part.taken[line], due[line], before)
    return earned


def _actual_and_target(
    component: Component, window: NDArray[np.intp], person: NDArray[np.intp]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    source = component.source
    if isinstance(source, Value):
        return _actual(source, window, person), np.full(len(window), np.nan)
    if not isinstance(source, Ratio):
        nothing = np.full(len(window), np.nan)
        return nothing, nothing
    target = np.where(component.payable[window, person], _floats(source.target, window, person), np.nan)
    target = np.where(source.zero[window, person], 0.0, target)
    return _actual(source, window, person), target


def _actual(source: Ratio | Value, window: NDArray[np.intp], person: NDArray[np.intp]) -> NDArray[np.float64]:
    actual = _floats(source.actual, window, person)
    return actual if source.divisor is None else actual / _floats(source.divisor, window, person)


def _floats(quantity: Quantity, window: NDArray[np.intp], person: NDArray[np.intp]) -> NDArray[np.float64]:
    divisor = np.array(quantity.denominator, dtype=float)[window]
    shown: NDArray[np.float64] = quantity.numerator[window, person].astype(float) / divisor
    return shown


def _balance_columns(result: PlanResult, part: ComponentResult) -> dict[str, NDArray[Any]]:
    person = np.flatnonzero(part.paid.open)
    return {
        "participant_id": _names(result)[person],
        "component": _repeat(part.component.measure.id, len(person)),
        "amount": part.paid.open[person],
    }


def _names(result: PlanResult) -> NDArray[np.object_]:
    return np.array(result.compiled.panel.participants, dtype=object)


def _month_texts(result: PlanResult, months: list[int]) -> NDArray[np.object_]:
    starts = result.compiled.plan.starts
    return np.array([calendar.month_text(starts + month) for month in months], dtype=object)


def _repeat(text: str, times: int) -> NDArray[np.object_]:
    return np.full(times, text, dtype=object)


def _exponent(plans: tuple[PlanResult, ...]) -> int:
    return max((plan.compiled.plan.currency.exponent for plan in plans), default=2)


def _table(
    name: str, parts: list[dict[str, NDArray[Any]]], order: tuple[str, ...], money: dict[str, int]
) -> ResultTable:
    if not parts:
        return ResultTable(name, {}, money)
    columns = {column: np.concatenate([part[column] for part in parts]) for column in parts[0]}
    sorting = np.lexsort([columns[key].astype(str) for key in reversed(order)])
    return ResultTable(name, {column: values[sorting] for column, values in columns.items()}, money)
