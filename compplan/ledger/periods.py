"""Periods of a ledger: months that are open, closed or paid, and who approved them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from compplan.ledger.entries import Clock, appended, entries, now, persons
from compplan.ledger.model import MONEY_KINDS, Appended, Draft, Entry
from compplan.ledger.problems import refuse
from compplan.ledger.store import Store
from compplan.months import month_text, parse_month

State = Literal["open", "closed", "paid"]


@dataclass(frozen=True, slots=True)
class Period:
    """A month: its state, its entries with money, and the approval that covers them all, if there is one."""

    month: str
    state: State
    postings: tuple[Entry, ...]
    approval: Entry | None
    payment: Entry | None

    def paid(self) -> dict[str, int]:
        """Sum what the month's postings pay, by currency, in minor units."""
        sums: dict[str, int] = {}
        for entry in self.postings:
            sums[entry.currency or ""] = sums.get(entry.currency or "", 0) + entry.paid
        return sums


def periods(store: Store) -> list[Period]:
    """Give every month that has entries, in order."""
    return list(_periods(entries(store, "month IS NOT NULL")))


def period(store: Store, month: str) -> Period:
    """Give a month's state; closing a month closes those before it."""
    found = [each for each in periods(store) if each.month == month]
    closed = closed_through(store)
    state: State = "closed" if closed is not None and month <= closed else "open"
    return found[0] if found else Period(month, state, (), None, None)


def closed_through(store: Store) -> str | None:
    """Give the last closed month; None if every month is open."""
    ((month,),) = store.query("SELECT max(month) FROM entries WHERE kind = 'close'")
    return None if month is None else str(month)


def open_month(store: Store, month: str) -> str:
    """Give the month in which a change to a month is posted: itself, or the first that is not closed."""
    closed = closed_through(store)
    if closed is None or month > closed:
        return month
    index = parse_month(closed)
    assert index is not None
    return month_text(index + 1)


def refuse_closed(store: Store, month: str) -> None:
    """Refuse a posting to a closed month (CP612)."""
    if open_month(store, month) != month:
        hint = f"post it in {open_month(store, month)}, which is open"
        refuse("CP612", f"{month} is closed; nothing posts to it any more", store.name, hint)


def approve(store: Store, month: str, *, by: str, clock: Clock = now) -> Appended:
    """Approve all that a month's postings pay, as a second person.

    DiagnosticError if nothing is posted (CP620), or if the person made one of the postings (CP621). A
    posting that comes later needs another approval.
    """
    with store.writing():
        found = _posted(store, month)
        same = _same(persons(store), by)
        if any(entry.person in same for entry in found.postings):
            told = f"'{by}' made a posting of {month}, so another person has to approve it"
            refuse("CP621", told, store.name, "let a second person approve")
        if found.approval is not None and found.approval.person in same:
            return Appended(found.approval, already=True)
        last = found.postings[-1].number
        return appended(store, Draft("approve", by, month, refers=last), clock)


def close(store: Store, month: str, *, by: str, clock: Clock = now) -> Appended:
    """Close a month and those before it: nothing posts to them any more."""
    with store.writing():
        closing = next(entries(store, "kind = 'close' AND month >= ?", (month,)), None)
        if closing is not None:
            return Appended(closing, already=True)
        _posted(store, month)
        return appended(store, Draft("close", by, month), clock)


def pay(store: Store, month: str, *, by: str, clock: Clock = now) -> Appended:
    """Record that a month was paid. DiagnosticError if it is not closed (CP622) or not approved (CP623)."""
    with store.writing():
        found = _posted(store, month)
        if found.payment is not None:
            return Appended(found.payment, already=True)
        if found.state == "open":
            hint = f"compplan ledger close {month}"
            refuse("CP622", f"{month} is open, so what it pays may still change", store.name, hint)
        if found.approval is None:
            told = f"no second person approved all postings of {month}"
            refuse("CP623", told, store.name, f"compplan ledger approve {month}")
        return appended(store, Draft("pay", by, month, refers=found.approval.number), clock)


def _posted(store: Store, month: str) -> Period:
    found = period(store, month)
    if not found.postings:
        refuse("CP620", f"nothing is posted in {month}", store.name, f"compplan ledger post --month {month}")
    return found


def _same(known: dict[str, int], name: str) -> set[int]:
    """Find a person's numbers whatever the letters' case and blanks, which do not make a second person."""
    return {number for each, number in known.items() if _plain(each) == _plain(name)}


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _periods(given: Iterable[Entry]) -> Iterator[Period]:
    by_month: dict[str, list[Entry]] = {}
    for entry in given:
        by_month.setdefault(str(entry.month), []).append(entry)
    closed = max(
        (month for month, found in by_month.items() if any(e.kind == "close" for e in found)), default=""
    )
    for month, found in sorted(by_month.items()):
        postings = tuple(entry for entry in found if entry.kind in MONEY_KINDS)
        last = postings[-1].number if postings else None
        approvals = [entry for entry in found if entry.kind == "approve" and entry.refers == last]
        payment = next((entry for entry in found if entry.kind == "pay"), None)
        state: State = "paid" if payment else "closed" if month <= closed else "open"
        yield Period(month, state, postings, approvals[-1] if approvals else None, payment)
