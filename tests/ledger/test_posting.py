"""Posting, correcting and reversing."""

from __future__ import annotations

import tempfile
from contextlib import closing
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compplan.diagnostics import DiagnosticError
from compplan.ledger.difference import differences
from compplan.ledger.entries import entries
from compplan.ledger.periods import close
from compplan.ledger.posting import correct, post, reverse
from compplan.ledger.store import Store, open_store
from compplan.ledger.verify import verify
from tests.ledger.company import AMENDED, PLAN, SALES, YEAR, run
from tests.ledger.reading import code_of, kinds, owed, paid_in, sums, told_by

MORE = {**SALES, ("ann", "2027-01"): 20_000}


def test_a_posting_says_what_it_was_made_from(store: Store) -> None:
    """It carries the digests of plan and data, the engine's version and the month."""
    this = run("2027-01")
    entry = post(store, this, by="Cy").entry
    assert entry.facts == {**this.facts, "plans": this.plans, "through": "2027-01"}
    assert {len(str(this.facts["data"])), len(this.plans["revenue"])} == {64}
    assert (entry.kind, entry.month, entry.currency, entry.lines) == ("post", "2027-01", "USD", 4)


def test_the_same_run_posted_twice_is_posted_once(store: Store) -> None:
    """The second posting gives the first entry and changes nothing."""
    first = post(store, run("2027-01"), by="Cy")
    again = post(store, run("2027-01"), by="Dee")
    assert (again.already, again.entry) == (True, first.entry)
    assert kinds(store) == ["post"]


def test_a_line_that_pays_nothing_is_recorded(store: Store) -> None:
    """So that it can be seen, and asked about."""
    post(store, run("2027-01", {("ann", "2027-01"): 0}), by="Cy")
    assert sums(store) == {
        ("ann", "revenue", "sales", "2027-01"): (0, 0),
        ("ann", "revenue", "licences", "2027-01"): (0, 0),
    }


def test_months_are_posted_in_order(store: Store) -> None:
    """A month cannot take with it one that was never posted, by posting or by correcting."""
    assert code_of(lambda: post(store, run("2027-02"), by="Cy")) == "CP610"
    assert code_of(lambda: correct(store, run("2027-02"), by="Cy", reason="first")) == "CP610"
    assert kinds(store) == []


@pytest.mark.parametrize("month", ["2027-01", "2027-02"])
def test_another_result_needs_a_correction(store: Store, month: str) -> None:
    """A posted month, and the one after it, are refused when data of the posted month change."""
    post(store, run("2027-01"), by="Cy")
    assert code_of(lambda: post(store, run(month, MORE), by="Cy")) == "CP611"
    assert kinds(store) == ["post"]


def test_a_correction_posts_the_difference_with_its_reason(store: Store) -> None:
    """The postings then equal the new run; the entries before are as they were."""
    first = post(store, run("2027-01"), by="Cy").entry
    done = correct(store, run("2027-01", MORE), by="Cy", reason="a late sale")
    assert sums(store) == told_by(run("2027-01", MORE))
    assert [line for lines in differences(store, run("2027-01", MORE)).values() for line in lines] == []
    assert next(entries(store)) == first
    assert done.entry.lines == 2


def test_a_correction_given_twice_is_posted_once(store: Store) -> None:
    """The second one finds nothing to post."""
    post(store, run("2027-01"), by="Cy")
    correct(store, run("2027-01", MORE), by="Cy", reason="a late sale")
    again = correct(store, run("2027-01", MORE), by="Cy", reason="a late sale")
    assert again.already
    assert kinds(store) == ["post", "correct"]


def test_a_posting_repeated_after_a_correction_changes_nothing(store: Store) -> None:
    """It is the same run, as after a retry that came late, and no other result."""
    first = post(store, run("2027-01"), by="Cy").entry
    correct(store, run("2027-01", MORE), by="Cy", reason="a late sale")
    again = post(store, run("2027-01"), by="Cy")
    assert (again.already, again.entry) == (True, first)
    assert sums(store) == told_by(run("2027-01", MORE))


def test_a_correction_needs_a_reason(store: Store) -> None:
    """Blanks are none."""
    post(store, run("2027-01"), by="Cy")
    assert code_of(lambda: correct(store, run("2027-01", MORE), by="Cy", reason=" ")) == "CP613"
    assert code_of(lambda: reverse(store, 1, by="Cy", reason="")) == "CP613"


def test_a_correction_of_a_closed_month_falls_into_the_open_one(store: Store) -> None:
    """The lines name the month they are of; the closed month pays what it paid."""
    post(store, run("2027-01"), by="Cy")
    before = paid_in(store, "2027-01")
    close(store, "2027-01", by="Cy")
    done = correct(store, run("2027-01", MORE), by="Cy", reason="a late sale")
    assert (done.entry.month, paid_in(store, "2027-01")) == ("2027-02", before)
    post(store, run("2027-02", MORE), by="Cy")
    assert sums(store) == told_by(run("2027-02", MORE))


def test_nothing_posts_to_a_closed_month(store: Store) -> None:
    """Neither a posting nor a correction, also not to a month before the closed one."""
    for month in YEAR[:2]:
        post(store, run(month), by="Cy")
    close(store, "2027-02", by="Cy")
    for month in YEAR[:2]:
        late = code_of(partial(correct, store, run("2027-02", MORE), by="Cy", reason="x", month=month))
        assert late == "CP612"


def test_an_amended_plan_posts_what_it_changes(store: Store) -> None:
    """All its months are run again; the sum of postings is that of the amended plan."""
    for month in YEAR[:4]:
        post(store, run(month), by="Cy")
    correct(store, run("2027-04", plan=AMENDED), by="Cy", reason="amended")
    assert sums(store) == told_by(run("2027-04", plan=AMENDED))


def test_a_plan_in_place_of_another_takes_its_lines_back(store: Store) -> None:
    """With ``replaces``, what the old plan paid is taken back, and the new plan's is posted."""
    post(store, run("2027-01"), by="Cy")
    renamed = run("2027-01", plan=PLAN.replace("id: revenue", "id: successor"))
    correct(store, renamed, by="Cy", reason="renamed", replaces=["revenue"])
    found = sums(store)
    assert {key: amounts for key, amounts in found.items() if key[1] == "successor"} == told_by(renamed)
    assert {amounts for key, amounts in found.items() if key[1] == "revenue"} == {(0, 0)}


def test_who_is_no_longer_in_the_data_is_taken_back(store: Store) -> None:
    """A run without a person posts that person's lines with the opposite sign."""
    post(store, run("2027-01"), by="Cy")
    alone = {key: amount for key, amount in SALES.items() if key[0] == "ann"}
    correct(store, run("2027-01", alone), by="Cy", reason="bob was never here")
    assert {amounts for key, amounts in sums(store).items() if key[0] == "bob"} == {(0, 0)}


def test_a_reversed_month_is_posted_again(store: Store) -> None:
    """After a reversal the sums are zero, and the same month can be posted anew."""
    post(store, run("2027-01"), by="Cy")
    reverse(store, 1, by="Cy", reason="the wrong plan")
    assert set(sums(store).values()) == {(0, 0)}
    again = post(store, run("2027-01"), by="Cy")
    assert not again.already
    assert sums(store) == told_by(run("2027-01"))


def test_an_entry_is_reversed_once(store: Store) -> None:
    """The second reversal gives the first, and what is no posting has none."""
    post(store, run("2027-01"), by="Cy")
    done = reverse(store, 1, by="Cy", reason="the wrong plan")
    assert reverse(store, 1, by="Cy", reason="the wrong plan").entry == done.entry
    close(store, "2027-01", by="Cy")
    assert code_of(lambda: reverse(store, 3, by="Cy", reason="x")) == "CP616"
    assert code_of(lambda: reverse(store, 9, by="Cy", reason="x")) == "CP616"


def test_a_plan_keeps_its_currency(store: Store) -> None:
    """A run in another currency than the posted one is refused."""
    post(store, run("2027-01"), by="Cy")
    euros = run("2027-01", plan=PLAN.replace("USD", "EUR"))
    assert code_of(lambda: correct(store, euros, by="Cy", reason="x")) == "CP615"


def test_a_refused_posting_leaves_nothing(store: Store) -> None:
    """No line, text or entry of it is there, and the ledger verifies."""
    post(store, run("2027-01"), by="Cy")
    before = verify(store)
    with pytest.raises(DiagnosticError):
        post(store, run("2027-03"), by="Somebody new")
    assert verify(store) == before


@given(st.lists(st.dictionaries(st.sampled_from(sorted(SALES)), st.integers(0, 40_000)), max_size=4))
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_postings_always_add_up_to_the_latest_run(changes: list[dict[tuple[str, str], int]]) -> None:
    """Whatever comes late, and in whatever order, nothing is left to post after a correction."""
    with tempfile.TemporaryDirectory() as folder, closing(open_store(f"{folder}/l", create=True)) as store:
        sales = dict(SALES)
        for at, change in enumerate(changes):
            sales |= change
            if at:
                correct(store, run(YEAR[at - 1], sales), by="Cy", reason="late")
            post(store, run(YEAR[at], sales), by="Cy")
            assert sums(store) == told_by(run(YEAR[at], sales))
            assert owed(store, run(YEAR[at], sales)) == 0
        verify(store)
