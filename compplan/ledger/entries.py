"""Append an entry with its texts and lines, and read entries back."""

from __future__ import annotations

import datetime as dt
import json
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from compplan.ledger.chain import canonical, entry_digest, line_text, lines_digest, text_digest
from compplan.ledger.model import Appended, Draft, Entry, Line, PostedLine, Text
from compplan.ledger.store import Row, Store

Clock = Callable[[], dt.datetime]
COLUMNS = (
    "number",
    "kind",
    "month",
    "refers",
    "person",
    "made",
    "facts",
    "currency",
    "lines",
    "paid",
    "previous",
    "digest",
)
"""Columns of the table of entries, in their order."""
_ENTRIES = f"SELECT {', '.join(COLUMNS)} FROM entries"
_INSERT = f"INSERT INTO entries VALUES ({', '.join('?' * len(COLUMNS))})"
_TEXTS = "SELECT number, entry, kind, subject, salt, text, digest FROM texts"
_SALT_BYTES = 16
_CHUNK = 50_000


def now() -> dt.datetime:
    """Give the time of the machine's clock, in UTC."""
    return dt.datetime.now(dt.UTC)


def appended(store: Store, draft: Draft, clock: Clock = now) -> Appended:
    """Append an entry, and note if the clock goes backwards; the caller holds `Store.writing`."""
    last = last_entry(store)
    entry = _append(store, draft, last, clock)
    if last is not None and entry.made < last.made:
        note = (
            f"the clock shows {entry.made}, before the entry before it ({last.made}); numbers give the order"
        )
        return Appended(entry, notes=(note,))
    return Appended(entry)


def _append(store: Store, draft: Draft, last: Entry | None, clock: Clock) -> Entry:
    number = last.number + 1 if last else 1
    writer = _Texts(store, number)
    by = writer.person(draft.by)
    people = {name: writer.person(name) for name in dict.fromkeys(line.participant for line in draft.lines)}
    for kind, text in draft.texts:
        writer.add(kind, text, draft.about if draft.about is not None else by)
    writer.write()
    content = _add_lines(store, number, draft.lines, people)
    row = {
        "number": number,
        "kind": draft.kind,
        "month": draft.month,
        "refers": draft.refers,
        "person": by,
        "made": clock().astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "facts": canonical(draft.facts),
        "currency": draft.currency,
        "lines": len(draft.lines),
        "paid": sum(line.paid for line in draft.lines),
        "previous": last.digest if last else "",
    }
    row["digest"] = entry_digest(row, writer.added, content)
    store.execute(_INSERT, tuple(row.values()))
    return entry_of(tuple(row.values()))


def _add_lines(store: Store, number: int, lines: Sequence[Line], people: Mapping[str, int]) -> str:
    """Write the lines, and give the digest of what was written."""

    def digested() -> Iterator[str]:
        posted = (PostedLine(number, at, people[line[0]], *line[1:]) for at, line in enumerate(lines, 1))
        while block := list(islice(posted, _CHUNK)):
            store.add_lines(block)
            yield from map(line_text, block)

    return lines_digest(digested())


class _Texts:
    """Gathers the texts of one entry, and writes them."""

    def __init__(self, store: Store, entry: int) -> None:
        self.store, self.entry = store, entry
        self.added: list[Text] = []
        self.people = {name: number for number, name in names(store).items()}
        ((last,),) = store.query("SELECT coalesce(max(number), 0) FROM texts")
        self.last = int(last)

    def person(self, name: str) -> int:
        """Give the number of a person, adding who is new."""
        if name not in self.people:
            self.people[name] = self.add("person", name, None)
        return self.people[name]

    def add(self, kind: str, text: str, subject: int | None) -> int:
        """Add a text with a salt of its own, and give its number."""
        salt = secrets.token_hex(_SALT_BYTES)
        self.last += 1
        self.added.append(Text(self.last, self.entry, kind, subject, salt, text, text_digest(salt, text)))
        return self.last

    def write(self) -> None:
        """Write the texts, before their entry."""
        rows = ((t.number, t.entry, t.kind, t.subject, t.salt, t.text, t.digest) for t in self.added)
        self.store.execute_many("INSERT INTO texts VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


def persons(store: Store) -> dict[str, int]:
    """Give the number of each person who is known by name: participants, and those who made entries."""
    return dict(store.query("SELECT text, number FROM texts WHERE kind = 'person' AND text IS NOT NULL"))


def names(store: Store) -> dict[int, str]:
    """Give the name of each person by number; those who were erased are shown by their number."""
    rows = store.query("SELECT number, text FROM texts WHERE kind = 'person'")
    return {number: text if text is not None else erased_name(number) for number, text in rows}


def erased_name(number: int) -> str:
    """Give what stands in place of the name of a person who was erased."""
    return f"(erased {number})"


def entries(store: Store, where: str = "", parameters: Sequence[Any] = ()) -> Iterator[Entry]:
    """Give entries in their order; ``where`` is a condition with its parameters."""
    condition = f" WHERE {where}" if where else ""
    yield from map(entry_of, store.query(f"{_ENTRIES}{condition} ORDER BY number", parameters))


def find_entry(store: Store, number: int) -> Entry | None:
    """Find an entry by its number."""
    return next(entries(store, "number = ?", (number,)), None)


def last_entry(store: Store) -> Entry | None:
    """Find the last entry; None in a new ledger."""
    return next(entries(store, "number = (SELECT max(number) FROM entries)"), None)


def texts(store: Store, where: str = "", parameters: Sequence[Any] = ()) -> Iterator[Text]:
    """Give texts in their order; ``where`` is a condition with its parameters."""
    condition = f" WHERE {where}" if where else ""
    yield from (Text(*row) for row in store.query(f"{_TEXTS}{condition} ORDER BY entry, number", parameters))


def posted_lines(store: Store, where: str, parameters: Sequence[Any] = ()) -> Iterator[PostedLine]:
    """Give lines in their order; ``where`` is a condition with its parameters."""
    sql = f"SELECT {', '.join(PostedLine._fields)} FROM lines WHERE {where} ORDER BY entry, number"
    yield from (PostedLine(*row) for row in store.query(sql, parameters))


def entry_of(row: Row) -> Entry:
    """Build an entry of a row of its table."""
    values = dict(zip(COLUMNS, row, strict=True))
    return Entry(**{**values, "facts": json.loads(values["facts"])})
