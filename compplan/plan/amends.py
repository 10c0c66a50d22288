"""A plan that amends another: the earlier version becomes part of it, if the two fit each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from compplan import months as calendar
from compplan.diagnostics import Diagnostic
from compplan.documents.nodes import Node, Scalar, get
from compplan.plan.build.values import date, word
from compplan.plan.extends import path_of
from compplan.plan.load import check_plan
from compplan.plan.model import MONTHS_IN, Amendment, Plan
from compplan.plan.thresholds import Thresholds

_KEPT = ("id", "currency", "starts", "years", "performance_period", "payout_period")
"""What one plan is in all its versions, so that their months, people and payments can follow each other."""


def amended(plan: Plan, tree: Node, thresholds: Thresholds | None) -> tuple[Plan, list[Diagnostic]]:
    """Join a plan, built from its checked tree, with the version that it amends; else tell what is wrong."""
    node = cast("Scalar", get(tree, "amends", "plan"))
    earlier, problems = check_plan(path_of(node), thresholds=thresholds)
    if earlier is None:
        return plan, [problem for problem in problems if problem.severity == "error"]
    starts = get(tree, "amends", "from")
    assert starts is not None
    day = date(starts)
    first = calendar.month_of(day) - plan.starts
    amendment = Amendment(earlier, first, word(get(tree, "amends"), "year_to_date"))
    told = [*_changed(plan, tree, earlier, node), *_begins(plan, amendment, day.day, starts)]
    return replace(plan, amends=amendment), told


def _changed(plan: Plan, tree: Node, earlier: Plan, node: Scalar) -> Iterator[Diagnostic]:
    """Find what an amendment cannot change."""
    for name in _KEPT:
        if getattr(plan, name) != getattr(earlier, name):
            place = (get(tree, name) or node).place
            message = f"an amendment cannot change '{name}'"
            hint = f"write '{name}: {_shown(earlier, name)}', as in the plan that it amends"
            yield Diagnostic("CP281", message, place, hint)


def _shown(plan: Plan, name: str) -> str:
    if name == "starts":
        return f"{calendar.month_text(plan.starts)}-01"
    return plan.currency.code if name == "currency" else str(getattr(plan, name))


def _begins(plan: Plan, amendment: Amendment, day: int, node: Node) -> Iterator[Diagnostic]:
    """Check that an amendment begins where a period does, within the plan, and after an earlier one."""
    first, before = amendment.first, amendment.plan.amends
    if not 0 <= first < plan.months:
        months = f"{calendar.month_text(plan.starts)} to {calendar.month_text(plan.ends - 1)}"
        yield Diagnostic("CP282", "the plan does not hold on this day", node.place, f"it is of {months}")
        return
    if before is not None and first <= before.first:
        since = f"{calendar.month_text(plan.starts + before.first)}-01"
        message = f"the plan that is amended is an amendment itself, from {since} on"
        yield Diagnostic("CP282", message, node.place, "write a later day")
        return
    whole = [plan.payout_period]
    if amendment.year_to_date == "freeze":
        whole.append(plan.performance_period)
    longest = max(whole, key=lambda period: MONTHS_IN[period])
    step = MONTHS_IN[longest]
    if first % step or day != 1:
        near = [first // step * step, first // step * step + step]
        days = " or ".join(f"{calendar.month_text(plan.starts + each)}-01" for each in near)
        kind = "payout" if longest == plan.payout_period else "performance"
        message = f"an amendment begins with a {kind} period, a {longest}"
        yield Diagnostic("CP282", message, node.place, f"write {days}")
