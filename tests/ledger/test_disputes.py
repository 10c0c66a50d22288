"""Questions about lines, and what follows from them."""

from __future__ import annotations

from compplan.ledger.disputes import answer, dispute, disputes, number_of_line
from compplan.ledger.posting import correct, post
from compplan.ledger.store import Store
from tests.ledger.company import SALES, run
from tests.ledger.reading import code_of, kinds

MORE = {**SALES, ("ann", "2027-01"): 20_000}


def test_a_question_is_asked_answered_and_corrected(store: Store) -> None:
    """Each step shows in its state; the correction refers to the question."""
    post(store, run("2027-01"), by="Cy")
    asked = dispute(store, 1, 1, "Is this all?", by="ann").entry
    states = [_state(store)]
    answer(store, asked.number, "No, a sale is missing.", right=True, by="Cy")
    states.append(_state(store))
    done = correct(store, run("2027-01", MORE), by="Cy", reason="as asked", dispute=asked.number)
    states.append(_state(store))
    assert states == ["open", "right", "corrected"]
    assert done.entry.refers == asked.number


def test_a_question_that_was_wrong_corrects_nothing(store: Store) -> None:
    """A correction may not refer to it, before or after the answer."""
    post(store, run("2027-01"), by="Cy")
    dispute(store, 1, 1, "Is this all?", by="ann")

    def mend() -> object:
        return correct(store, run("2027-01", MORE), by="Cy", reason="as asked", dispute=2)

    assert code_of(mend) == "CP631"
    answer(store, 2, "Yes.", right=False, by="Cy")
    assert _state(store) == "wrong"
    assert code_of(mend) == "CP631"


def test_the_same_words_twice_are_recorded_once(store: Store) -> None:
    """Another question about the same line is another dispute; another answer is refused."""
    post(store, run("2027-01"), by="Cy")
    for question in ("Is this all?", "Is this all?", "Really?"):
        dispute(store, 1, 1, question, by="ann")
    for _ in range(2):
        answer(store, 2, "Yes.", right=False, by="Cy")
    assert kinds(store) == ["post", "dispute", "dispute", "answer"]
    assert code_of(lambda: answer(store, 2, "Yes.", right=True, by="Cy")) == "CP633"


def test_what_is_not_there_cannot_be_asked_or_answered(store: Store) -> None:
    """A line that does not exist, and an entry that is no dispute."""
    post(store, run("2027-01"), by="Cy")
    assert code_of(lambda: dispute(store, 1, 5, "?", by="ann")) == "CP632"
    assert code_of(lambda: answer(store, 1, "!", right=True, by="Cy")) == "CP630"


def test_lines_are_named_by_entry_and_number() -> None:
    """Anything else is no name of a line."""
    assert number_of_line("12.3") == (12, 3)
    assert [number_of_line(text) for text in ("12", "12.", ".3", "a.3", "1.2.3", "\u0661.2")] == [None] * 6


def _state(store: Store) -> str:
    (found,) = disputes(store)
    return found.state
