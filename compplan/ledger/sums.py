"""Sums of lines: open balances, what each month pays to whom, and accruals by month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from compplan.ledger.entries import names
from compplan.ledger.model import AMOUNTS, Line
from compplan.ledger.periods import closed_through, open_month
from compplan.ledger.store import Store

_SUMS = ", ".join(f"sum(lines.{amount})" for amount in AMOUNTS)
_BALANCES = ("held", "draw", "overpaid")
_OPEN = ", ".join(f"sum(lines.{amount})" for amount in _BALANCES)
_ANY_OPEN = " OR ".join(f"sum(lines.{amount}) <> 0" for amount in _BALANCES)
_NONE = (0,) * len(_BALANCES)
_OF = {"draw_recovery": "draw", "draw_forgiven": "draw", "hold_back_paid": "held_back"}
"""Components that take back what others added, by these others."""
_FROM = "FROM lines JOIN entries ON entries.number = lines.entry"


class Balance(NamedTuple):
    """What is open with a participant, in minor units: held back, advanced as a draw, overpaid."""

    participant: str
    plan: str
    component: str
    currency: str
    held: int
    draw: int
    overpaid: int


class Payment(NamedTuple):
    """What a month's postings pay to a participant, in minor units."""

    participant: str
    month: str
    currency: str
    amount: int


class Accrual(NamedTuple):
    """A month in the books, in minor units: what was posted in it, and what a run expects beyond that."""

    month: str
    currency: str
    earned: int
    paid: int
    held: int
    draw: int
    overpaid: int
    expected: int


def balances(store: Store) -> list[Balance]:
    """Give the balances that are not zero, by participant, plan and component."""
    people = names(store)
    keys = "lines.person, lines.plan, lines.component, entries.currency"
    sums: dict[tuple[str, str, str, str], list[int]] = {}
    rows = store.query(f"SELECT {keys}, {_OPEN} {_FROM} GROUP BY {keys} HAVING {_ANY_OPEN}")
    for person, plan, component, currency, *amounts in rows:
        key = (people[person], str(plan), _OF.get(str(component), str(component)), str(currency))
        sums[key] = [before + int(each) for before, each in zip(sums.get(key, _NONE), amounts, strict=True)]
    return sorted(Balance(*key, *amounts) for key, amounts in sums.items() if any(amounts))


def payments(store: Store, month: str) -> list[Payment]:
    """Give what a month's postings pay, by participant and currency; zeros too."""
    people = names(store)
    keys = "lines.person, entries.currency"
    sql = f"SELECT {keys}, sum(lines.paid) {_FROM} WHERE entries.month = ? GROUP BY {keys}"
    rows = store.query(sql, (month,))
    return sorted(Payment(people[person], month, currency, int(paid)) for person, currency, paid in rows)


def accruals(store: Store, expected: Mapping[str, Sequence[Line]], currency: str | None) -> list[Accrual]:
    """Give the books by month; ``expected`` are lines that a run gives beyond what is posted, in a currency.

    A posting counts in the month in which it is posted, so that a closed month keeps its figures; what is
    expected counts in the month in which it would be posted now.
    """
    keys = "entries.month, entries.currency"
    rows = store.query(f"SELECT {keys}, {_SUMS} {_FROM} GROUP BY {keys}")
    posted = {(month, code): [int(amount) for amount in amounts] for month, code, *amounts in rows}
    waiting = {(month, currency or ""): paid for month, paid in _waiting(store, expected)}
    nothing = [0] * len(AMOUNTS)
    return [
        Accrual(*key, *[*posted.get(key, nothing), waiting.get(key, 0)])
        for key in sorted({*posted, *waiting})
    ]


def _waiting(store: Store, expected: Mapping[str, Sequence[Line]]) -> Iterator[tuple[str, int]]:
    sums: dict[str, int] = {}
    closed = closed_through(store)
    for month, lines in expected.items():
        into = open_month(store, month) if closed else month
        sums[into] = sums.get(into, 0) + sum(line.paid for line in lines)
    yield from sums.items()
