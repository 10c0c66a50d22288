"""Numbered operations on a ledger, the same in every process, and a check that each was done once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.ledger.runs import months_from, synthetic
from compplan.diagnostics import DiagnosticError
from compplan.ledger.difference import differences
from compplan.ledger.entries import entries
from compplan.ledger.model import Entry
from compplan.ledger.posting import correct, post
from compplan.ledger.run import Run
from compplan.ledger.store import Store
from compplan.ledger.verify import verify

_MONTHS = months_from("2027-01", 24)
_PEOPLE, _COMPONENTS = 25, 2
LINES = _PEOPLE * _COMPONENTS
"""Lines of a posting."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of the operations: all should be 0 but ``entries``."""

    entries: int
    lost: int
    doubled: int
    partial: int
    broken: int


def perform(store: Store, number: int) -> Entry:
    """Do an operation: those of even numbers post a plan of their own, the next corrects it."""
    if number % 2:
        return correct(store, run_of(number), by="Cy", reason="late data").entry
    return post(store, run_of(number), by="Cy").entry


def run_of(number: int) -> Run:
    """Give the run that an operation posts."""
    month = _MONTHS[number // 2 % len(_MONTHS)]
    return synthetic([month], _PEOPLE, _COMPONENTS, plan=f"plan_{number // 2}", changed=number % 2 * 500)


def check(store: Store, acknowledged: Iterable[int]) -> Checked:
    """Check that each acknowledged operation is there, none twice or in part, and that the chain holds."""
    done = set(acknowledged)
    found = Counter(
        (plan, entry.kind) for entry in entries(store, "kind <> 'reverse'") for plan in entry.facts["plans"]
    )
    there = {
        number for number in done if found[f"plan_{number // 2}", "correct" if number % 2 else "post"] > 0
    }
    last = {plan: _last(plan, kind, found) for plan, kind in found}
    partial = sum(bool(differences(store, run_of(number))) for number in last.values())
    doubled = sum(count - 1 for count in found.values())
    return Checked(sum(found.values()), len(done - there), doubled, partial, _broken(store))


def _last(plan: str, kind: str, found: Counter[tuple[str, str]]) -> int:
    corrected = kind == "correct" or found[plan, "correct"] > 0
    return 2 * int(plan.removeprefix("plan_")) + corrected


def _broken(store: Store) -> int:
    try:
        verify(store)
    except DiagnosticError as error:
        print(error)
        return 1
    return 0
