"""The tables that a company may give and the columns that each has, as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["id", "text", "number", "date", "month", "period", "currency"]


@dataclass(frozen=True, slots=True)
class ColumnDefinition:
    """A column: its name, what its cells hold, and whether the column and each cell must be there."""

    name: str
    kind: Kind
    required: bool = False
    negative: bool = True
    """Whether a number may be below 0."""
    all_or_none: bool = False
    """Whether the cells must be filled in every row or in none."""
    words: tuple[str, ...] = ()
    """The only values that its cells may have; any, if none is given."""


@dataclass(frozen=True, slots=True)
class TableDefinition:
    """A table: its columns, and the ones that together name a row only once."""

    name: str
    columns: tuple[ColumnDefinition, ...]
    key: tuple[str, ...] = ()
    """Two rows may not agree in all of these columns; rows with an empty cell in one of them are left out."""
    required: bool = False

    def column(self, name: str) -> ColumnDefinition:
        """Give the definition of a column; an extra one is text."""
        extra = ColumnDefinition(name, "text")
        return next((column for column in self.columns if column.name == name), extra)

    def has(self, name: str) -> bool:
        """Tell whether the table is defined to have a column."""
        return any(column.name == name for column in self.columns)


def _must(name: str, kind: Kind, *, negative: bool = True) -> ColumnDefinition:
    return ColumnDefinition(name, kind, required=True, negative=negative)


def _may(name: str, kind: Kind, *, negative: bool = True) -> ColumnDefinition:
    return ColumnDefinition(name, kind, negative=negative)


_WHO = _must("participant_id", "id")

TABLES: tuple[TableDefinition, ...] = (
    TableDefinition(
        "participants",
        (
            _WHO,
            _must("role", "id"),
            _must("target_incentive", "number", negative=False),
            _must("start_date", "date"),
            _may("end_date", "date"),
            _may("name", "text"),
            _may("manager_id", "id"),
            _may("team", "text"),
            _may("region", "text"),
            _may("base_salary", "number", negative=False),
            _may("pool_weight", "number", negative=False),
            ColumnDefinition("currency", "currency", all_or_none=True),
        ),
        key=("participant_id", "start_date"),
        required=True,
    ),
    TableDefinition(
        "sales",
        (
            _WHO,
            _must("date", "date"),
            _must("amount", "number"),
            _may("transaction_id", "id"),
            _may("product", "text"),
            _may("account_id", "id"),
            _may("currency", "currency"),
        ),
        key=("participant_id", "transaction_id"),
    ),
    TableDefinition(
        "quotas",
        (
            _WHO,
            _must("period", "period"),
            _must("quota", "number"),
            ColumnDefinition("measure", "id", all_or_none=True),
        ),
        key=("participant_id", "period", "measure"),
    ),
    TableDefinition(
        "ratings",
        (
            _WHO,
            _must("month", "month"),
            _must("behaviour", "id"),
            _must("rating", "id"),
            _may("customer_id", "id"),
            _may("contact_id", "id"),
            _may("comment", "text"),
            _may("response_id", "id"),
        ),
        key=("response_id", "behaviour"),
    ),
    TableDefinition(
        "credits",
        (
            _must("transaction_id", "id"),
            _WHO,
            _must("share", "number", negative=False),
            ColumnDefinition("kind", "id", words=("pay", "quota", "both")),
        ),
        key=("transaction_id", "participant_id", "kind"),
    ),
    TableDefinition(
        "draws",
        (_WHO, _must("period", "period"), _must("amount", "number", negative=False)),
        key=("participant_id", "period"),
    ),
    TableDefinition(
        "cancellations",
        (_must("transaction_id", "id"), _must("date", "date")),
        key=("transaction_id",),
    ),
    TableDefinition(
        "leave",
        (_WHO, _must("start_date", "date"), _must("end_date", "date")),
        key=("participant_id", "start_date"),
    ),
    TableDefinition(
        "rates",
        (
            _must("currency", "currency"),
            _must("to", "currency"),
            _must("date", "date"),
            _must("rate", "number", negative=False),
            _may("units", "number", negative=False),
        ),
        key=("currency", "to", "date"),
    ),
    TableDefinition(
        "events",
        (
            _WHO,
            _must("date", "date"),
            _must("kind", "id"),
            _may("account_id", "id"),
            _may("contact_id", "id"),
            _may("value", "number"),
        ),
    ),
    TableDefinition(
        "milestones",
        (_WHO, _must("milestone", "id"), _must("due", "date"), _may("done", "date")),
        key=("participant_id", "milestone"),
    ),
    TableDefinition(
        "coaching",
        (_WHO, _may("rule", "id"), _may("subject", "text"), _must("due", "date"), _may("held", "date")),
        key=("participant_id", "rule", "subject", "due"),
    ),
    TableDefinition(
        "forecasts",
        (_WHO, _must("made", "month"), _must("month", "month"), _must("amount", "number")),
        key=("participant_id", "made", "month"),
    ),
    TableDefinition(
        "accounts",
        (
            _must("account_id", "id"),
            _WHO,
            _may("potential", "id"),
            _may("cohort", "id"),
            _may("decision_makers", "number", negative=False),
        ),
        key=("account_id",),
    ),
)
"""Every table that is read, in the order in which problems are told."""

DEFINITIONS = {table.name: table for table in TABLES}
