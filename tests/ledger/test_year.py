"""The story of a year: posted month by month, corrected, approved, paid, disputed, verified at its end."""

from __future__ import annotations

import pytest

from compplan.diagnostics import DiagnosticError
from compplan.ledger.disputes import answer, dispute, disputes
from compplan.ledger.entries import last_entry, persons, posted_lines
from compplan.ledger.periods import approve, close, pay, periods
from compplan.ledger.posting import correct, post
from compplan.ledger.privacy import erase
from compplan.ledger.store import Store
from compplan.ledger.sums import balances
from compplan.ledger.verify import verify
from tests.ledger.company import AMENDED, SALES, YEAR, run
from tests.ledger.reading import owed, paid_in, sums, told_by


def _pay_out(store: Store, month: str) -> None:
    approve(store, month, by="Bea Controller")
    close(store, month, by="Cy Clerk")
    pay(store, month, by="Cy Clerk")


def test_a_year_from_the_first_posting_to_the_erasure_of_a_leaver(store: Store) -> None:
    """Twelve months with late data, a dispute, an amended plan and a leaver add up to the last run."""
    for month in YEAR[:2]:
        post(store, run(month), by="Cy Clerk")
        _pay_out(store, month)
    kept_elsewhere = verify(store).head

    # In March a sale of January turns up: March cannot be posted as if nothing had happened.
    late = {**SALES, ("ann", "2027-01"): 14_000}
    with pytest.raises(DiagnosticError, match="CP611"):
        post(store, run("2027-03", late), by="Cy Clerk")
    before = paid_in(store, "2027-01"), paid_in(store, "2027-02")
    found = correct(store, run("2027-02", late), by="Cy Clerk", reason="a sale of January came late")
    assert (found.entry.month, found.entry.lines) == ("2027-03", 3)
    assert (paid_in(store, "2027-01"), paid_in(store, "2027-02")) == before
    post(store, run("2027-03", late), by="Cy Clerk")
    assert sums(store) == told_by(run("2027-03", late))
    _pay_out(store, "2027-03")

    # Bob misses a deal in his February; he is right, and the correction refers to his question.
    (line,) = posted_lines(
        store,
        "month = '2027-02' AND component = 'licences' AND person = ?",
        (persons(store)["bob"],),
    )
    asked = dispute(store, line.entry, line.number, "Where is the deal with Initech?", by="bob")
    answer(store, asked.entry.number, "Booked on the wrong person.", right=True, by="Cy Clerk")
    right = {**late, ("bob", "2027-02"): 15_000}
    mended = correct(
        store, run("2027-03", right), by="Cy Clerk", reason="as bob asked", dispute=asked.entry.number
    )
    (told,) = disputes(store)
    assert (told.state, told.correction) == ("corrected", mended.entry)

    # The plan is amended as of January; every month is run again, and the differences fall into the open one.
    post(store, run("2027-04", right), by="Cy Clerk")
    correct(store, run("2027-04", right, plan=AMENDED), by="Cy Clerk", reason="amended by the board")
    assert sums(store) == told_by(run("2027-04", right, plan=AMENDED))
    for month in YEAR[4:]:
        post(store, run(month, right, plan=AMENDED), by="Cy Clerk")
    for month in YEAR[3:]:
        _pay_out(store, month)
    assert owed(store, run("2027-12", right, plan=AMENDED)) == 0
    assert {period.state for period in periods(store)} == {"paid"}
    assert balances(store) == []

    # Ann has left and asks to be forgotten: her name goes, and every sum and the chain stay.
    total = sum(paid for _, paid in sums(store).values())
    erase(store, "ann", by="Dee Privacy")
    assert not any("ann" in key for key in sums(store))
    assert sum(paid for _, paid in sums(store).values()) == total
    found_whole = verify(store, kept_elsewhere)
    last = last_entry(store)
    assert last is not None
    assert (found_whole.head, found_whole.erased) == (last.head, 1)
