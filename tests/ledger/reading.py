"""What tests read from a ledger."""

from __future__ import annotations

from collections.abc import Callable

from compplan.diagnostics import DiagnosticError
from compplan.ledger.difference import differences
from compplan.ledger.entries import entries, names, posted_lines
from compplan.ledger.run import Run
from compplan.ledger.store import Store

Sums = dict[tuple[str, str, str, str], tuple[int, int]]


def sums(store: Store) -> Sums:
    """Sum what is earned and paid by participant, plan, component and month."""
    people, found = names(store), Sums()
    for line in posted_lines(store, "entry > 0"):
        key = people[line.person], line.plan, line.component, line.month
        earned, paid = found.get(key, (0, 0))
        found[key] = earned + line.earned, paid + line.paid
    return found


def told_by(run: Run) -> Sums:
    """Give what a run earns and pays by participant, plan, component and month."""
    lines = [line for month in run.months if month <= run.through for line in run.lines(month)]
    return {line[:4]: (line.earned, line.paid) for line in lines}


def kinds(store: Store) -> list[str]:
    """List the kinds of the entries."""
    return [entry.kind for entry in entries(store)]


def paid_in(store: Store, month: str) -> int:
    """Sum what is posted in a month, in cents."""
    return sum(entry.paid for entry in entries(store, "month = ?", (month,)))


def owed(store: Store, run: Run) -> int:
    """Sum what a run would pay beyond what is posted, in cents."""
    return sum(line.paid for lines in differences(store, run).values() for line in lines)


def code_of(call: Callable[[], object]) -> str:
    """Give the code with which a call is refused."""
    try:
        call()
    except DiagnosticError as error:
        (problem,) = error.diagnostics
        return problem.code
    return "nothing"
