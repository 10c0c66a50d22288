"""What is shown of a ledger: an entry with its lines and texts, and the history of a participant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from compplan.ledger.entries import entries, find_entry, names, persons, posted_lines, texts
from compplan.ledger.model import Entry, PostedLine, Text
from compplan.ledger.problems import refuse
from compplan.ledger.store import Store


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry with its lines, its texts but names, and the names of all persons by number."""

    entry: Entry
    lines: Sequence[PostedLine]
    texts: Sequence[Text]
    names: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class ParticipantView:
    """A participant's lines, each with the entry that brought it, in their order."""

    participant: str
    lines: Sequence[tuple[Entry, PostedLine]]


def entry_view(store: Store, number: int) -> EntryView:
    """Give an entry to be shown; DiagnosticError if there is none (CP634)."""
    entry = find_entry(store, number)
    if entry is None:
        refuse("CP634", f"there is no entry {number}", store.name, "compplan ledger list shows the entries")
    lines = list(posted_lines(store, "entry = ?", (number,)))
    said = list(texts(store, "entry = ? AND kind <> 'person'", (number,)))
    return EntryView(entry, lines, said, names(store))


def participant_view(store: Store, participant: str) -> ParticipantView:
    """Give a participant's lines; DiagnosticError if the ledger knows none of this name (CP660)."""
    number = persons(store).get(participant)
    if number is None:
        hint = "write the id as the data do, letter by letter"
        refuse("CP660", f"the ledger knows no '{participant}'", store.name, hint)
    lines = list(posted_lines(store, "person = ?", (number,)))
    by_number = {entry.number: entry for entry in entries(store, "lines > 0")}
    return ParticipantView(participant, [(by_number[line.entry], line) for line in lines])
