"""The tables of the invented company as plain rows, and what the tests ask of them."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from tests.shared import ROOT

PLANS = ROOT / "plans"
SELLERS = frozenset({"account_executive", "key_account_manager"})
Row = dict[str, str]
YearMonth = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Segment:
    """A row of participants; ``end`` is the first day after it."""

    start: dt.date
    end: dt.date
    row: Row


@dataclass(frozen=True, slots=True)
class Company:
    """The tables by name, and what the tests ask of them."""

    tables: dict[str, list[Row]]
    segments: dict[str, list[Segment]] = field(default_factory=dict)

    def segment_on(self, participant: str, day: dt.date) -> Segment | None:
        """Find the segment that holds on a day."""
        parts = self.segments.get(participant, [])
        return next((part for part in parts if part.start <= day < part.end), None)

    def share(self, participant: str, month: YearMonth, roles: frozenset[str] = SELLERS) -> Fraction:
        """Give the share of a month's days in the roles."""
        parts = [self.segment_on(participant, day) for day in days(month)]
        return Fraction(sum(p is not None and p.row["role"] in roles for p in parts), len(parts))

    def sales(self, participant: str, month: YearMonth) -> list[Decimal]:
        """List the amounts of a participant's month."""
        rows = [row for row in self.tables["sales"] if row["participant_id"] == participant]
        return [Decimal(row["amount"]) for row in rows if row["date"].startswith(text(month))]

    def ratings(self, participant: str, month: YearMonth) -> list[Row]:
        """List the ratings of a participant's month."""
        rows = self.tables["ratings"]
        return [row for row in rows if (row["participant_id"], row["month"]) == (participant, text(month))]

    def comment_like(self, participant: str, month: YearMonth, part: str) -> list[str]:
        """List the comments of a participant's month that hold a text."""
        return [row["comment"] for row in self.ratings(participant, month) if part in row["comment"]]


def days(month: YearMonth) -> Iterator[dt.date]:
    """Go through the days of a month."""
    return (dt.date(*month, day + 1) for day in range(calendar.monthrange(*month)[1]))


def text(month: YearMonth) -> str:
    """Write a month as ``YYYY-MM``."""
    return f"{month[0]}-{month[1]:02d}"


def quota_months(period: str) -> list[YearMonth]:
    """List the months of a quota period."""
    year, rest = int(period[:4]), period[5:]
    if not rest:
        return [(year, month) for month in range(1, 13)]
    if rest[0] == "Q":
        return [(year, 3 * int(rest[1]) - back) for back in (2, 1, 0)]
    return [(year, int(rest))]
