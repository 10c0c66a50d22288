"""The summary of a run: who was paid what in each plan year, what is open, and whom no plan covers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from compplan import months as calendar
from compplan.engine.results.evaluated import PlanResult
from compplan.engine.results.result import Result
from compplan.plan.model import MONTHS_IN
from compplan.report.acting_text import actions_text, recognition_text
from compplan.report.diagnostics_text import counted
from compplan.report.plain import one_line
from compplan.report.tables_text import money, table

_HEADER = ("plan year", "months", "participants", "payments", "paid")


def run_text(result: Result) -> str:
    """Write the summary of a run: a table for each plan, balances, uncovered roles with counts, notes."""
    parts = [
        _plan(plan) for plan in result.plans if plan.compiled.plan.holds is None or plan.listed()[1].any()
    ]
    remarks = [
        *_balances(result),
        *_converted(result),
        *_uncovered(result),
        *(f"Note: {one_line(note)}" for note in result.notes),
    ]
    return "\n\n".join([*parts, "\n".join(remarks)] if remarks else parts)


def last_month(result: PlanResult) -> int:
    """Give the last month paid, as a month index."""
    return result.compiled.plan.starts + result.compiled.months - 1


def span(result: PlanResult) -> str:
    """Write the months of a run: ``2027-01 to 2029-12``."""
    return f"{calendar.month_text(result.compiled.plan.starts)} to {calendar.month_text(last_month(result))}"


def _plan(result: PlanResult) -> str:
    plan = result.compiled.plan
    header = (*_HEADER[:-1], f"paid ({plan.currency.code})")
    paid = table(header, list(_years(result)), left=2)
    head = f"{one_line(plan.title)} ({plan.id}{_version(result)})"
    parts = [head, paid, recognition_text(result), actions_text(result)]
    return "\n\n".join(part for part in parts if part)


def _paid_in(exists: NDArray[np.bool_]) -> tuple[int, int]:
    """Give the first payout period with a payment, and the one after the last."""
    periods = np.flatnonzero(exists.any(axis=1)).tolist()
    return (periods[0], periods[-1] + 1) if periods else (0, 0)


def _is_empty(result: PlanResult) -> bool:
    """Tell whether a version of an amended plan has paid nothing that is listed."""
    return result.compiled.plan.holds is not None and not result.listed()[1].any()


def _version(result: PlanResult) -> str:
    """Say which version of an amended plan it is: by the day of its amendment, or the months it paid."""
    plan = result.compiled.plan
    since = "" if plan.amends is None else calendar.month_text(plan.starts + plan.amends.first)
    amended = f", as amended from {since}" if since else ", as written first"
    return amended if plan.amends is not None or plan.holds is not None or not result.closes else ""


def _years(result: PlanResult) -> Iterator[tuple[str, ...]]:
    plan, (amount, exists) = result.compiled.plan, result.listed()
    year = 12 // MONTHS_IN[plan.payout_period]
    parts = [(str(start // year + 1), slice(start, start + year)) for start in range(0, len(amount), year)]
    for name, part in [*parts, ("all", slice(0, len(amount)))] if len(parts) > 1 else parts:
        months = range(len(amount))[part]
        step = MONTHS_IN[plan.payout_period]
        if plan.holds is not None:
            months = range(len(amount))[part][slice(*_paid_in(exists[part]))]
            if not months:
                continue
        first, last = plan.starts + months[0] * step, plan.starts + (months[-1] + 1) * step - 1
        yield (
            name,
            f"{calendar.month_text(first)} to {calendar.month_text(last)}",
            f"{exists[part].any(axis=0).sum():,}",
            f"{exists[part].sum():,}",
            money(int(amount[part].sum()), plan.currency.exponent),
        )


def _balances(result: Result) -> Iterator[str]:
    for plan in result.plans:
        open_ = [part.paid.open for part in plan.components if plan.closes]
        count = sum(int((amounts != 0).sum()) for amounts in open_)
        if count:
            total = money(sum(int(amounts.sum()) for amounts in open_), plan.compiled.plan.currency.exponent)
            code = plan.compiled.plan.currency.code
            yield f"Overpaid and not yet set off: {counted(count, 'balance')} of together {total} {code}"


def _converted(result: Result) -> Iterator[str]:
    """Say what is paid out in each currency that is not the plan's."""
    for code in sorted({each.currency.code for each in result.converted}):
        own = [each for each in result.converted if each.currency.code == code]
        total = money(sum(each.paid for each in own), own[0].currency.exponent)
        yield f"Paid out in {code}: {counted(len(own), 'payment')} of together {total} {code}"


def _uncovered(result: Result) -> Iterator[str]:
    roles = Counter(result.uncovered["role"].tolist()) if len(result.uncovered) else Counter[str]()
    if roles:
        listed = ", ".join(f"{one_line(role)} {count:,}" for role, count in sorted(roles.items()))
        yield f"Covered by no plan of this run (participant-months by role): {listed}"
