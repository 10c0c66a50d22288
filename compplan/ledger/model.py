"""What a ledger holds: entries that follow one another, and the lines of money that some of them have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

Kind = Literal["post", "correct", "reverse", "approve", "close", "pay", "dispute", "answer", "erase"]
MONEY_KINDS = ("post", "correct", "reverse")
"""Kinds of entries that have lines."""
AMOUNTS = ("earned", "paid", "held", "draw", "overpaid")
"""Amounts of a line, in minor units; each is what the line adds, so that sums are balances."""


class Line(NamedTuple):
    """What a posting adds for one participant, plan, component and month (``YYYY-MM``), in minor units.

    ``earned`` is what was earned, ``paid`` what is paid; ``held`` adds to what is held back, ``draw`` to what
    was advanced and is to be recovered, ``overpaid`` to what was overpaid and is to be set off.
    """

    participant: str
    plan: str
    component: str
    month: str
    earned: int = 0
    paid: int = 0
    held: int = 0
    draw: int = 0
    overpaid: int = 0


class PostedLine(NamedTuple):
    """A line as it stands in a ledger: its entry, its number there, and its person's number."""

    entry: int
    number: int
    person: int
    plan: str
    component: str
    month: str
    earned: int
    paid: int
    held: int
    draw: int
    overpaid: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: what was done, in which month, to what it refers, by whom (a person's number) and when.

    ``facts`` is what it was made from: digests of plans, data and sources, the engine's version. ``paid`` is
    the sum of its lines in minor units. ``digest`` covers all of it, its lines and texts, and ``previous``.
    """

    number: int
    kind: Kind
    month: str | None
    refers: int | None
    person: int
    made: str
    facts: Mapping[str, Any]
    currency: str | None
    lines: int
    paid: int
    previous: str
    digest: str

    @property
    def head(self) -> str:
        """Write the anchor that, kept elsewhere, shows later whether entries up to this one still stand."""
        return f"{self.number}:{self.digest}"


@dataclass(frozen=True, slots=True)
class Text:
    """A text about a person: the entry that brought it, its kind, whom it is about, and its salted digest.

    An erased text has no salt and no text. ``subject`` is the number of the person's own text.
    """

    number: int
    entry: int
    kind: str
    subject: int | None
    salt: str | None
    text: str | None
    digest: str


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry before it is appended: persons by name, texts by kind, such as ``reason`` or ``question``."""

    kind: Kind
    by: str
    month: str | None = None
    refers: int | None = None
    currency: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    about: int | None = None
    """The person whom the texts are about."""


@dataclass(frozen=True, slots=True)
class Appended:
    """What came of a change: the entry that records it, and whether it had been recorded before.

    ``notes`` tells what to know about it.
    """

    entry: Entry
    already: bool = False
    notes: tuple[str, ...] = ()
