"""Actuals: which rows of a table count, how, and for whom."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from compplan.plan.model.later import DERIVED, later
from compplan.plan.model.payment import Clawback

Credit = Literal["own", "reports", "own_and_reports", "team"]
CreditKind = Literal["pay", "quota"]
Operation = Literal["sum", "count", "distinct", "average", "last", "retained"]
OPERATIONS: tuple[Operation, ...] = ("sum", "count", "distinct", "average", "last", "retained")


@dataclass(frozen=True, slots=True)
class Splits:
    """The table that shares transactions among participants, and which of its two kinds of credit counts."""

    table: str
    kind: CreditKind | None = None


@dataclass(frozen=True, slots=True)
class Shares:
    """Which share of a row counts, by its value in a column."""

    column: str
    by_value: tuple[tuple[str, Fraction], ...]
    others: Literal["whole", "nothing", "error"] = later("whole")
    """What rows count whose value is not named."""


@dataclass(frozen=True, slots=True)
class Actual:
    """What is counted of a table's rows whose other columns have one of the given values.

    Exactly one of ``sum`` to ``retained`` names the column that is counted, and how; ``count`` counts rows.
    ``where`` may name columns of the accounts as ``accounts.column``. ``start`` and ``end`` bound the days
    that count, ``[start, end)``. ``dated`` names the column of a row's day, if not ``date``; with ``until``
    only rows count whose day is not after the one in that column, with ``done`` not before it.
    """

    table: str
    sum: str | None = None
    count: Literal["rows"] | None = None
    distinct: str | None = None
    average: str | None = None
    last: str | None = None
    retained: str | None = None
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    start: dt.date | None = None
    end: dt.date | None = None
    dated: str | None = None
    until: str | None = None
    done: str | None = later(None)
    counts: Shares | None = None
    splits: Splits | None = None
    credit: Credit = "own"
    if_missing: Literal["error", "zero"] = "error"
    missing_months: Literal["error", "zero"] = "error"
    cancelled: Clawback | None = field(default=None, metadata=DERIVED)
    """What takes its credit off again when a transaction is cancelled: said by the plan's payment."""

    @property
    def operation(self) -> Operation:
        """Tell how rows are counted."""
        return next(name for name in OPERATIONS if getattr(self, name) is not None)

    @property
    def column(self) -> str:
        """Name the column that is counted; nothing for rows."""
        return "" if self.operation == "count" else str(getattr(self, self.operation))
