"""Plans that amend others: each version pays its months, and a repriced plan year is adjusted once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np

from compplan.diagnostics import Diagnostic, DiagnosticError
from compplan.engine.pay import Ints
from compplan.engine.payment.items import Given, Item, Kind
from compplan.engine.results.evaluated import ComponentResult, PlanResult, Repriced
from compplan.engine.tables import plan_place
from compplan.months import month_text
from compplan.plan.model import MONTHS_IN, Amendment, Plan

ADJUSTMENT: Kind = "adjustment"


class Pay(Protocol):
    """Pay a version of a plan for so many of its months, on what the version before left open."""

    def __call__(self, version: Plan, months: int, before: PlanResult | None) -> PlanResult:
        """Give its result."""
        ...


def chain(plan: Plan) -> list[Plan]:
    """List the plan and those that it amends, one after the other, the latest first."""
    plans = [plan]
    while plans[-1].amends is not None:
        plans.append(_earlier(plans[-1], plans[-1].amends))
    return plans


def versions(plan: Plan, end: int | None = None) -> list[Plan]:
    """List the versions of a plan in order of the months in which they hold, up to a plan month.

    A plan year that is repriced rests on the version that reprices it alone.
    """
    if plan.amends is None:
        return [plan if end is None else replace(plan, holds=(0, end))]
    first, earlier = plan.amends.stands_from, _earlier(plan, plan.amends)
    if end is not None and end <= first:
        return versions(earlier, end)
    own = replace(plan, holds=(first, plan.months if end is None else end))
    return [*(versions(earlier, first) if first else []), own]


def results_of(plan: Plan, months: int, pay: Pay) -> list[PlanResult]:
    """Pay a plan, each month as the version has it that holds then."""
    if plan.amends is None:
        return [pay(plan, months, None)]
    amendment, earlier = plan.amends, _earlier(plan, plan.amends)
    if months <= amendment.first:
        return results_of(earlier, months, pay)
    found = list[PlanResult]()
    for version in versions(plan):
        after = pay(version, months, found[-1] if found else None)
        found[-1:] = [*(_handed_over(before, after) for before in found[-1:]), after]
    if amendment.first == amendment.stands_from:
        return found
    paid = results_of(earlier, amendment.first, pay)
    return [*(replace(each, closes=False) for each in paid), *_adjusted(found, paid, amendment.first)]


def _earlier(plan: Plan, amendment: Amendment) -> Plan:
    """Give the plan that is amended, moved with a plan that is replayed as if it started earlier."""
    return replace(amendment.plan, starts=plan.starts)


def carried_over(before: PlanResult | None, measure: str) -> Ints | None:
    """Give the balance [participants] of a measure that the version before carries out of its months."""
    for part in before.components if before is not None else ():
        if part.component.measure.id == measure and part.component.measure.balance == "carry":
            return part.paid.open
    return None


def drawn_over(before: PlanResult | None) -> Ints | None:
    """Give what the version before advanced and did not recover [participants]."""
    given = None if before is None else before.given
    return next((each.amount for each in given.open if each.id == "draw"), None) if given else None


def _handed_over(before: PlanResult, after: PlanResult) -> PlanResult:
    """Close what the version after goes on with."""
    plan = after.compiled.plan
    taken = {measure.id for measure in plan.measures if measure.balance == "carry"}
    parts = tuple(_closed(part) if part.component.measure.id in taken else part for part in before.components)
    given = before.given
    if given is not None and after.drawn is not None:
        given = replace(given, open=tuple(each for each in given.open if each.id != "draw"))
    return replace(before, components=parts, given=given)


def _closed(part: ComponentResult) -> ComponentResult:
    return replace(part, paid=replace(part.paid, open=np.zeros_like(part.paid.open)))


def _adjusted(found: Sequence[PlanResult], paid: Sequence[PlanResult], month: int) -> list[PlanResult]:
    """Add to the last version the difference of what is due and what was paid before a plan month."""
    *others, last = found
    first = month // MONTHS_IN[last.compiled.plan.payout_period]
    amount = np.zeros_like(last.payments()[0])
    repriced = Repriced(tuple(found), tuple(paid))
    amount[first] = sum_before(repriced.due, first) - sum_before(repriced.paid, first)
    given = last.given or Given(*last.payments())
    given = given.plus([Item(ADJUSTMENT, ADJUSTMENT, amount)])
    last = replace(last, given=given, repriced=repriced)
    return [replace(each, first=first) for each in (*others, last)]


def sum_before(results: Sequence[PlanResult], first: int) -> Ints:
    """Sum what is listed of the payout periods before one [participants], in minor units."""
    total: Ints = np.sum([each.listed()[0][:first].sum(axis=0) for each in results], axis=0)
    return total


def refuse_amended(plans: Sequence[Plan]) -> None:
    """Refuse plans that amend others where months are imagined or replayed as one plan has it."""
    problems = []
    for plan in plans:
        if plan.amends is not None:
            month = month_text(plan.starts + plan.amends.first)
            text = f"plan '{plan.id}' is an amendment from {month} on, which only a run follows"
            hint = "write a plan that 'extends' it in place of 'amends', with an id of its own"
            problems.append(Diagnostic("CP387", text, plan_place(plan), hint))
    if problems:
        raise DiagnosticError(problems)
