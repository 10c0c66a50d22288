"""A small company with every table and column, and what its columns must hold."""

from __future__ import annotations

TABLES: dict[str, list[list[str]]] = {
    "participants": [
        [
            *("participant_id", "role", "target_incentive", "start_date", "end_date", "name", "manager_id"),
            *("team", "region", "base_salary", "currency"),
        ],
        ["P1", "seller", "12000", "2026-01-01", "2027-03-15", "Ann", "P3", "a", "north", "50000", "USD"],
        ["P1", "seller", "15000.50", "2027-03-15", "", "Ann", "P3", "a", "north", "52000.25", "USD"],
        ["P2", "seller", "9000", "2026-06-01", "", "Bö", "P3", "a", "south", "41000", "USD"],
        ["P3", "manager", "30000", "2020-01-01", "", "Cy", "", "", "", "", "USD"],
        ["P4", "seller", "0", "2027-02-10", "2028-01-01", "", "P2", "b", "south", "", "USD"],
    ],
    "sales": [
        ["participant_id", "date", "amount", "transaction_id", "product", "account_id"],
        ["P1", "2027-01-05", "1200.50", "T1", "software", "A1"],
        ["P1", "2027-02-28", "-80", "T2", "service, extra", "A1"],
        ["P2", "2027-02-03", "0", "T3", "", "A2"],
        ["P4", "2027-12-31", "99999999999.9999", "T4", "software", ""],
        ["P2", "2027-05-06", "17.25", "", "", ""],
    ],
    "quotas": [
        ["participant_id", "period", "quota", "measure"],
        ["P1", "2027-01", "1000", "revenue"],
        ["P1", "2027-02", "1000", "revenue"],
        ["P1", "2027-03", "1000", "revenue"],
        ["P2", "2027-Q1", "2500.75", "revenue"],
        ["P4", "2028", "0", "revenue"],
    ],
    "ratings": [
        [
            *("participant_id", "month", "behaviour", "rating", "customer_id", "contact_id", "comment"),
            "response_id",
        ],
        ["P1", "2027-01", "listening", "good", "C1", "K1", 'said "thanks"', "R1"],
        ["P1", "2027-01", "consulting", "poor", "C1", "K1", "", "R1"],
        ["P2", "2027-02", "listening", "fair", "", "", "two\nlines", "R2"],
        ["P4", "2027-11", "listening", "good", "C2", "", "", ""],
    ],
    "credits": [
        ["transaction_id", "participant_id", "share", "kind"],
        ["T1", "P1", "0.5", "pay"],
        ["T1", "P2", "0.5", ""],
    ],
    "events": [
        ["participant_id", "date", "kind", "account_id", "contact_id", "value"],
        ["P1", "2027-01-07", "visit", "A1", "K1", "2"],
        ["P2", "2027-01-08", "call", "", "", ""],
    ],
    "accounts": [
        ["account_id", "participant_id", "potential", "cohort", "decision_makers"],
        ["A1", "P1", "high", "dairy", "4"],
        ["A2", "P2", "", "", ""],
    ],
}

REQUIRED: dict[str, tuple[str, ...]] = {
    "participants": ("participant_id", "role", "target_incentive", "start_date"),
    "sales": ("participant_id", "date", "amount"),
    "quotas": ("participant_id", "period", "quota"),
    "ratings": ("participant_id", "month", "behaviour", "rating"),
    "credits": ("transaction_id", "participant_id", "share"),
    "events": ("participant_id", "date", "kind"),
    "accounts": ("account_id", "participant_id"),
}
"""Columns that must be there and filled."""
KEYS: dict[str, tuple[str, ...]] = {
    "participants": ("participant_id", "start_date"),
    "sales": ("participant_id", "transaction_id"),
    "quotas": ("participant_id", "period", "measure"),
    "ratings": ("response_id", "behaviour"),
    "credits": (),
    "events": (),
    "accounts": (),
}
"""Columns in which two rows may not agree."""
ALL_OR_NONE = frozenset({"currency", "measure"})
"""Columns that are filled in every row or in none."""
NUMBERS = frozenset(
    {"target_incentive", "base_salary", "amount", "quota", "share", "value", "decision_makers"}
)
NOT_NEGATIVE = frozenset({"target_incentive", "base_salary", "decision_makers"})
DATES = {"start_date": "date", "end_date": "date", "date": "date", "month": "month", "period": "period"}
FREE: dict[str, tuple[str, ...]] = {
    name: tuple(key for key in grid[0] if key not in REQUIRED[name]) for name, grid in TABLES.items()
}
"""Columns that may be left out or empty."""
