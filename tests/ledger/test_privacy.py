"""One person's record, and its erasure."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from compplan.ledger.disputes import answer, dispute, disputes
from compplan.ledger.periods import approve, close, pay
from compplan.ledger.posting import correct, post
from compplan.ledger.privacy import erase, record
from compplan.ledger.store import Store, open_store
from compplan.ledger.verify import verify
from tests.ledger.company import SALES, run
from tests.ledger.reading import code_of, owed, sums

WITHOUT_ANN = {key: amount for key, amount in SALES.items() if key[0] != "ann"}


def _paid_month(store: Store) -> None:
    post(store, run("2027-01"), by="Cy")
    dispute(store, 1, 1, "Why is Ann Doe's deal missing?", by="ann")
    answer(store, 2, "It came on 3 February.", right=False, by="Cy")
    approve(store, "2027-01", by="Bea")
    close(store, "2027-01", by="Cy")
    pay(store, "2027-01", by="Cy")


def test_a_record_holds_all_about_a_person_and_nothing_about_others(store: Store) -> None:
    """Lines, entries and texts of one person."""
    _paid_month(store)
    found = record(store, "ann")
    assert {line.component for line in found.lines} == {"sales", "licences"}
    assert [entry.kind for entry in found.entries] == ["post", "dispute", "answer"]
    assert {text.text for text in found.texts} == {
        "ann",
        "Why is Ann Doe's deal missing?",
        "It came on 3 February.",
    }
    assert {line.person for line in found.lines} == {found.person}


def test_an_erased_person_is_gone_and_the_chain_whole(store: Store) -> None:
    """Name, question and answer are gone; sums, and the digests of all entries, are as they were."""
    _paid_month(store)
    before = verify(store)
    total = sum(paid for _, paid in sums(store).values())
    erase(store, "ann", by="Dee")
    after = verify(store, before.head)
    assert (after.erased, sum(paid for _, paid in sums(store).values())) == (3, total)
    (asked,) = disputes(store)
    assert (asked.question, asked.answer) == (None, None)
    assert code_of(lambda: record(store, "ann")) == "CP660"


def test_what_is_erased_is_in_no_file(tmp_path: Path) -> None:
    """No page of an SQLite file, nor its log, holds the words any more."""
    with closing(open_store(str(tmp_path / "ledger.sqlite"), create=True)) as store:
        _paid_month(store)
        assert [words in _held(tmp_path) for words in (b"Ann Doe", b"3 February")] == [True, True]
        erase(store, "ann", by="Dee")
        assert [words in _held(tmp_path) for words in (b"Ann Doe", b"3 February")] == [False, False]


def _held(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())


def test_a_person_with_unpaid_lines_is_kept(store: Store) -> None:
    """Else nobody could tell to whom the money goes."""
    post(store, run("2027-01"), by="Cy")
    assert code_of(lambda: erase(store, "ann", by="Dee")) == "CP661"


def test_data_without_the_erased_person_change_nothing(store: Store) -> None:
    """Lines of the erased stay; the next month is posted for those who remain."""
    _paid_month(store)
    erase(store, "ann", by="Dee")
    assert owed(store, run("2027-01", WITHOUT_ANN)) == 0
    post(store, run("2027-02", WITHOUT_ANN), by="Cy")


def test_an_erased_person_who_is_still_in_the_data_is_not_paid_again(store: Store) -> None:
    """It is refused, unless said to be somebody else."""
    _paid_month(store)
    erase(store, "ann", by="Dee")
    assert code_of(lambda: post(store, run("2027-02"), by="Cy")) == "CP614"
    assert code_of(lambda: correct(store, run("2027-01"), by="Cy", reason="x")) == "CP614"
    assert not correct(store, run("2027-01"), by="Cy", reason="another Ann", new=["ann"]).already


def test_somebody_who_made_entries_can_be_erased(store: Store) -> None:
    """The entries stay, and the name stands nowhere."""
    _paid_month(store)
    erase(store, "Bea", by="Dee")
    assert verify(store).erased == 1
    assert code_of(lambda: record(store, "Bea")) == "CP660"
