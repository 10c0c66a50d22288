"""What the ledger holds about one person: given to him, or erased without breaking the chain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compplan.ledger.entries import Clock, appended, entries, now, persons, posted_lines, texts
from compplan.ledger.model import Appended, Draft, Entry, PostedLine, Text
from compplan.ledger.periods import periods
from compplan.ledger.problems import refuse
from compplan.ledger.store import Store


@dataclass(frozen=True, slots=True)
class Record:
    """All that is held about a person: his lines, the entries he made or that say something of him, texts."""

    person: int
    lines: Sequence[PostedLine]
    entries: Sequence[Entry]
    texts: Sequence[Text]


def record(store: Store, name: str) -> Record:
    """Give all that is held about a person; DiagnosticError if the ledger knows none of this name (CP660)."""
    with store.reading():
        number = _number(store, name)
        lines = list(posted_lines(store, "person = ?", (number,)))
        said = list(texts(store, "number = ? OR subject = ?", (number, number)))
        wanted = {line.entry for line in lines} | {text.entry for text in said}
        found = [entry for entry in entries(store) if entry.number in wanted or entry.person == number]
        return Record(number, lines, found, said)


def erase(store: Store, name: str, *, by: str, clock: Clock = now) -> Appended:
    """Erase a person's name and all texts about him, with their salts; lines and sums stay, without a name.

    DiagnosticError if the ledger knows none of this name (CP660), or if he has lines in a month that is not
    paid (CP661), as what he is owed could no longer be told.
    """
    with store.writing():
        number = _number(store, name)
        _refuse_unpaid(store, number, name)
        gone = [text.number for text in texts(store, "number = ? OR subject = ?", (number, number))]
        erased = appended(store, Draft("erase", by, facts={"texts": gone}), clock)
        for each in gone:
            store.execute("UPDATE texts SET salt = NULL, text = NULL WHERE number = ?", (each,))
    store.scrub()
    return erased


def _number(store: Store, name: str) -> int:
    number = persons(store).get(name)
    if number is None:
        hint = "name the person as the data or --as did, letter by letter"
        refuse("CP660", f"the ledger knows no '{name}'", store.name, hint)
    return number


def _refuse_unpaid(store: Store, number: int, name: str) -> None:
    paid = {entry.number for period in periods(store) if period.state == "paid" for entry in period.postings}
    rows = store.query("SELECT DISTINCT entry FROM lines WHERE person = ?", (number,))
    unpaid = sorted({entry for (entry,) in rows} - paid)
    if unpaid:
        told = f"'{name}' has lines in entry {unpaid[0]}, which is not paid yet"
        refuse("CP661", told, store.name, "close, approve and pay the month first")
