"""Verify a ledger: every entry, line and text is as it was written, and none is missing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from compplan.diagnostics import DiagnosticError
from compplan.ledger.chain import LINE_SQL, entry_digest, lines_digest, text_digest
from compplan.ledger.entries import COLUMNS
from compplan.ledger.model import Text
from compplan.ledger.problems import fault, refuse
from compplan.ledger.store import Row, Store

_LINES = f"SELECT entry, {LINE_SQL} FROM lines ORDER BY entry, number"
_TEXTS = "SELECT number, entry, kind, subject, salt, text, digest FROM texts ORDER BY entry, number"
_ENTRIES = f"SELECT {', '.join(COLUMNS)} FROM entries ORDER BY number"
_KEEP = "keep this ledger as it is, and go on with a copy that verifies"
_ANCHOR = re.compile(r"([1-9][0-9]{0,17}):([0-9a-f]{8,64})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Verified:
    """What was verified: how many entries, lines and texts there are, how many of these erased; the head."""

    entries: int
    lines: int
    texts: int
    erased: int
    head: str


def verify(store: Store, anchor: str | None = None) -> Verified:
    """Check the whole chain, and that it holds an ``anchor``: a head that was kept elsewhere.

    DiagnosticError names the first entry that is not as it was written (CP640), what is wrong with the
    database itself (CP641), or the anchor that the chain does not hold (CP642).
    """
    with store.reading():
        found = _Walk(store).verified()
        if anchor is not None:
            _check_anchor(store, anchor)
        fault = next(iter(store.faults()), None)
        if fault is not None:
            refuse("CP641", f"the database itself is damaged: {fault}", store.name, _KEEP)
    return found


class _Walk:
    """One way along the chain, with lines and texts read beside it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.lines = _Parts(store.query(_LINES), itemgetter(0))
        self.texts = _Parts(store.query(_TEXTS), itemgetter(1))
        self.erased = _erased(store)
        self.counted = self.said = self.gone = 0

    def verified(self) -> Verified:
        """Go along the chain; DiagnosticError at the first entry that is not as it was written."""
        number, previous = 0, ""
        for row in self.store.query(_ENTRIES):
            number += 1
            values = dict(zip(COLUMNS, row, strict=True))
            self._check(number, previous, values)
            previous = values["digest"]
        left = [part.held for part in (self.lines, self.texts) if part.held is not None]
        if left:
            raise self._bad(min(left), "is missing, but there are lines or texts of it")
        return Verified(number, self.counted, self.said, self.gone, f"{number}:{previous}")

    def _check(self, number: int, previous: str, values: dict[str, Any]) -> None:
        if values["number"] != number:
            raise self._bad(number, "is missing")
        if any(part.held is not None and part.held < number for part in (self.lines, self.texts)):
            raise self._bad(number, "follows lines or texts of no entry")
        told = [Text(*row) for row in self.texts.of(number)]
        for text in told:
            self._check_text(number, text)
        content = lines_digest(line for _, line in self.lines.of(number))
        if values["previous"] != previous:
            raise self._bad(number, "does not follow the entry before it")
        if entry_digest(values, told, content) != values["digest"]:
            raise self._bad(number, "is not as it was written: itself, a line of it or a text")
        self.counted += values["lines"]
        self.said += len(told)

    def _check_text(self, number: int, text: Text) -> None:
        if text.number in self.erased and text.salt is None and text.text is None:
            self.gone += 1
        elif text.salt is None or text.text is None:
            raise self._bad(number, f"lost its text {text.number}, which no entry erased")
        elif text_digest(text.salt, text.text) != text.digest:
            raise self._bad(number, f"has a text that is not as it was written, number {text.number}")

    def _bad(self, number: int, what: str) -> DiagnosticError:
        return fault("CP640", f"entry {number} {what}", self.store.name, _KEEP)


class _Parts:
    """Rows in the order of their entries, handed out entry by entry."""

    def __init__(self, rows: Iterable[Row], entry: Any) -> None:
        self.groups = groupby(rows, key=entry)
        self.group: Iterator[Row] = iter(())
        self.held: int | None = None
        self._next()

    def of(self, number: int) -> Iterator[Row]:
        """Give the rows of an entry; all have to be read before those of the next."""
        if self.held == number:
            yield from self.group
            self._next()

    def _next(self) -> None:
        self.held, self.group = next(self.groups, (None, iter(())))


def _erased(store: Store) -> set[int]:
    """Give the numbers of the texts that entries say were erased."""
    rows = store.query("SELECT facts FROM entries WHERE kind = 'erase'")
    return {number for (facts,) in rows for number in json.loads(facts)["texts"]}


def _check_anchor(store: Store, anchor: str) -> None:
    found = _ANCHOR.fullmatch(anchor)
    if found is None:
        hint = "write it as it was printed: entry:digest, such as 12:0123abcd..."
        refuse("CP642", f"'{anchor}' is no anchor", store.name, hint)
    number, digest = found.groups()
    held = next(iter(store.query("SELECT digest FROM entries WHERE number = ?", (int(number),))), None)
    if held is None:
        refuse("CP642", f"the ledger ends before entry {number} of the anchor", store.name, _KEEP)
    if not str(held[0]).startswith(digest):
        refuse("CP642", f"entry {number} is not the one of the anchor", store.name, _KEEP)
