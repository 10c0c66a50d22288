"""Months that are open, closed or paid, and their approval."""

from __future__ import annotations

from functools import partial

from compplan.ledger.periods import approve, close, pay, periods
from compplan.ledger.posting import correct, post
from compplan.ledger.store import Store
from tests.ledger.company import SALES, YEAR, run
from tests.ledger.reading import code_of, kinds


def test_a_month_is_open_then_closed_then_paid(store: Store) -> None:
    """Each step shows in its state."""
    post(store, run("2027-01"), by="Cy")
    states = [_state(store)]
    approve(store, "2027-01", by="Bea")
    states.append(_state(store))
    close(store, "2027-01", by="Cy")
    states.append(_state(store))
    pay(store, "2027-01", by="Cy")
    states.append(_state(store))
    assert states == ["open", "open", "closed", "paid"]


def test_steps_given_twice_are_recorded_once(store: Store) -> None:
    """Approving, closing and paying again changes nothing."""
    post(store, run("2027-01"), by="Cy")
    for _ in range(2):
        approve(store, "2027-01", by="Bea")
    for _ in range(2):
        close(store, "2027-01", by="Cy")
    assert [pay(store, "2027-01", by="Cy").already for _ in range(2)] == [False, True]
    assert kinds(store) == ["post", "approve", "close", "pay"]


def test_whoever_posted_does_not_approve(store: Store) -> None:
    """Other letters and blanks do not make another person."""
    post(store, run("2027-01"), by="Cy Clerk")
    for name in ("Cy Clerk", "cy clerk", " Cy  Clerk "):
        assert code_of(partial(approve, store, "2027-01", by=name)) == "CP621"


def test_whoever_corrected_under_another_spelling_does_not_approve(store: Store) -> None:
    """The rule holds for every posting of the month, whichever spelling was first."""
    post(store, run("2027-01"), by="Bea")
    correct(store, run("2027-01", {**SALES, ("ann", "2027-01"): 1}), by="bea", reason="x")
    assert code_of(lambda: approve(store, "2027-01", by="BEA")) == "CP621"


def test_a_month_is_paid_only_if_closed_and_approved(store: Store) -> None:
    """First it is open, then nobody approved it."""
    post(store, run("2027-01"), by="Cy")
    assert code_of(lambda: pay(store, "2027-01", by="Cy")) == "CP622"
    close(store, "2027-01", by="Cy")
    assert code_of(lambda: pay(store, "2027-01", by="Cy")) == "CP623"


def test_an_approval_does_not_cover_what_comes_later(store: Store) -> None:
    """A correction after the approval needs another approval."""
    post(store, run("2027-01"), by="Cy")
    approve(store, "2027-01", by="Bea")
    correct(store, run("2027-01", {**SALES, ("ann", "2027-01"): 1}), by="Cy", reason="x")
    close(store, "2027-01", by="Cy")
    assert code_of(lambda: pay(store, "2027-01", by="Cy")) == "CP623"
    approve(store, "2027-01", by="Bea")
    assert pay(store, "2027-01", by="Cy").entry.kind == "pay"


def test_closing_a_month_closes_those_before_it(store: Store) -> None:
    """A month before a closed one is closed too."""
    for month in YEAR[:3]:
        post(store, run(month), by="Cy")
    close(store, "2027-02", by="Cy")
    assert [each.state for each in periods(store)] == ["closed", "closed", "open"]


def test_a_month_without_postings_has_nothing_to_approve_close_or_pay(store: Store) -> None:
    """Perhaps another month was meant."""
    for step in (approve, close, pay):
        assert code_of(partial(step, store, "2027-01", by="Bea")) == "CP620"


def _state(store: Store) -> str:
    (period,) = periods(store)
    return period.state
