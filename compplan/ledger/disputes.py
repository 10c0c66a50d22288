"""Disputes: a question about a line, its answer, and the correction that follows if it was right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from compplan.ledger.entries import Clock, appended, entries, now, posted_lines, texts
from compplan.ledger.model import Appended, Draft, Entry, PostedLine
from compplan.ledger.problems import refuse
from compplan.ledger.store import Store

State = Literal["open", "right", "wrong", "corrected"]


@dataclass(frozen=True, slots=True)
class Dispute:
    """A question about a line: where it stands, and what was said; erased texts are None."""

    entry: Entry
    line: PostedLine
    state: State
    question: str | None
    answer: str | None
    correction: Entry | None


def dispute(store: Store, entry: int, line: int, question: str, *, by: str, clock: Clock = now) -> Appended:
    """Attach a question to a line; DiagnosticError if there is no such line (CP632)."""
    with store.writing():
        found = next(posted_lines(store, "entry = ? AND number = ?", (entry, line)), None)
        if found is None:
            told = f"there is no line {entry}.{line}"
            refuse("CP632", told, store.name, "compplan ledger show --participant P lists lines")
        for same in disputes(store):
            if same.line == found and same.question == question:
                return Appended(same.entry, already=True)
        draft = Draft(
            "dispute",
            by,
            refers=entry,
            facts={"line": line},
            texts=(("question", question),),
            about=found.person,
        )
        return appended(store, draft, clock)


def answer(store: Store, number: int, text: str, *, right: bool, by: str, clock: Clock = now) -> Appended:
    """Answer a dispute. DiagnosticError if it is none (CP630), or is answered otherwise already (CP633)."""
    with store.writing():
        asked = next((each for each in disputes(store) if each.entry.number == number), None)
        if asked is None:
            hint = "compplan ledger disputes lists them"
            refuse("CP630", f"entry {number} is no dispute", store.name, hint)
        if asked.state != "open":
            if asked.answer == text and (asked.state != "wrong") == right:
                return Appended(
                    next(entries(store, "kind = 'answer' AND refers = ?", (number,))), already=True
                )
            told = f"dispute {number} is answered already"
            refuse("CP633", told, store.name, "attach another question to the line")
        facts = {"right": right}
        person = asked.line.person
        draft = Draft("answer", by, refers=number, facts=facts, texts=(("answer", text),), about=person)
        return appended(store, draft, clock)


def disputes(store: Store) -> Iterator[Dispute]:
    """Give all disputes, in the order in which they were asked."""
    said = {text.entry: text.text for text in texts(store, "kind IN ('question', 'answer')")}
    answers = {entry.refers: entry for entry in entries(store, "kind = 'answer'")}
    corrections = {entry.refers: entry for entry in entries(store, "kind = 'correct' AND refers IS NOT NULL")}
    for entry in list(entries(store, "kind = 'dispute'")):
        (line,) = posted_lines(store, "entry = ? AND number = ?", (entry.refers, entry.facts["line"]))
        answered, correction = answers.get(entry.number), corrections.get(entry.number)
        state: State = "open"
        if answered is not None:
            state = "corrected" if correction else "right" if answered.facts["right"] else "wrong"
        text = said.get(answered.number) if answered else None
        yield Dispute(entry, line, state, said.get(entry.number), text, correction)


def number_of_line(text: str) -> tuple[int, int] | None:
    """Read ``ENTRY.LINE``, such as ``12.3``; None if it is none."""
    entry, dot, line = text.partition(".")
    good = dot and entry.isascii() and line.isascii() and entry.isdigit() and line.isdigit()
    return (int(entry), int(line)) if good else None
