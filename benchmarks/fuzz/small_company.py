"""A small company with every table and column, and what its columns must hold."""

from __future__ import annotations

TABLES: dict[str, list[list[str]]] = {
    "participants": [
        [
            *("participant_id", "role", "target_incentive", "start_date", "end_date", "name", "manager_id"),
            *("team", "region", "base_salary", "pool_weight", "currency"),
        ],
        ["P1", "seller", "12000", "2026-01-01", "2027-03-15", "Ann", "P3", "a", "north", "50000", "1", "USD"],
        ["P1", "seller", "15000.50", "2027-03-15", "", "Ann", "P3", "a", "north", "52000.25", "1.5", "USD"],
        ["P2", "seller", "9000", "2026-06-01", "", "Bö", "P3", "a", "south", "41000", "0", "USD"],
        ["P3", "manager", "30000", "2020-01-01", "", "Cy", "", "", "", "", "", "USD"],
        ["P4", "seller", "0", "2027-02-10", "2028-01-01", "", "P2", "b", "south", "", "2", "EUR"],
    ],
    "sales": [
        ["participant_id", "date", "amount", "transaction_id", "product", "account_id", "currency"],
        ["P1", "2027-01-05", "1200.50", "T1", "software", "A1", "USD"],
        ["P1", "2027-02-28", "-80", "T2", "service, extra", "A1", "EUR"],
        ["P2", "2027-02-03", "0", "T3", "", "A2", ""],
        ["P4", "2027-12-31", "99999999999.9999", "T4", "software", "", "JPY"],
        ["P2", "2027-05-06", "17.25", "", "", "", ""],
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
        ["T3", "P2", "1.25", "quota"],
    ],
    "draws": [
        ["participant_id", "period", "amount"],
        ["P1", "2027-01", "2000"],
        ["P2", "2027-Q1", "1500.25"],
        ["P2", "2028", "0"],
    ],
    "cancellations": [
        ["transaction_id", "date"],
        ["T1", "2027-06-30"],
        ["T4", "2028-01-15"],
    ],
    "leave": [
        ["participant_id", "start_date", "end_date"],
        ["P1", "2027-04-01", "2027-06-16"],
        ["P1", "2027-09-01", "2027-09-02"],
        ["P2", "2027-04-01", "2028-01-01"],
    ],
    "rates": [
        ["currency", "to", "date", "rate", "units"],
        ["EUR", "USD", "2027-01-01", "1.0812", ""],
        ["EUR", "USD", "2027-02-01", "1.09", ""],
        ["JPY", "USD", "2027-01-01", "0.67", "100"],
    ],
    "milestones": [
        ["participant_id", "milestone", "due", "done"],
        ["P1", "certificate", "2027-06-30", "2027-06-01"],
        ["P1", "coaching", "2027-12-31", ""],
        ["P2", "certificate", "2027-06-30", "2027-07-15"],
    ],
    "coaching": [
        ["participant_id", "rule", "subject", "due", "held"],
        ["P1", "below_target", "listening", "2027-02-28", "2027-02-20"],
        ["P2", "below_target", "consulting", "2027-02-28", ""],
        ["P2", "", "", "2027-03-31", ""],
    ],
    "forecasts": [
        ["participant_id", "made", "month", "amount"],
        ["P1", "2027-01", "2027-02", "1200"],
        ["P2", "2027-01", "2027-03", "900.50"],
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
    "draws": ("participant_id", "period", "amount"),
    "cancellations": ("transaction_id", "date"),
    "leave": ("participant_id", "start_date", "end_date"),
    "rates": ("currency", "to", "date", "rate"),
    "milestones": ("participant_id", "milestone", "due"),
    "coaching": ("participant_id", "due"),
    "forecasts": ("participant_id", "made", "month", "amount"),
    "events": ("participant_id", "date", "kind"),
    "accounts": ("account_id", "participant_id"),
}
"""Columns that must be there and filled."""
KEYS: dict[str, tuple[str, ...]] = {
    "participants": ("participant_id", "start_date"),
    "sales": ("participant_id", "transaction_id"),
    "quotas": ("participant_id", "period", "measure"),
    "ratings": ("response_id", "behaviour"),
    "credits": ("transaction_id", "participant_id", "kind"),
    "draws": ("participant_id", "period"),
    "cancellations": ("transaction_id",),
    "leave": ("participant_id", "start_date"),
    "rates": ("currency", "to", "date"),
    "milestones": ("participant_id", "milestone"),
    "coaching": ("participant_id", "rule", "subject", "due"),
    "forecasts": ("participant_id", "made", "month"),
    "events": (),
    "accounts": ("account_id",),
}
"""Columns in which two rows may not agree."""
ALL_OR_NONE = frozenset({("participants", "currency"), ("quotas", "measure")})
"""Columns that are filled in every row or in none."""
NUMBERS = frozenset(
    {"target_incentive", "base_salary", "pool_weight", "amount", "quota", "share", "rate", "units", "value"}
    | {"decision_makers"}
)
NOT_NEGATIVE = frozenset(
    {
        *(("participants", name) for name in ("target_incentive", "base_salary", "pool_weight")),
        *(("credits", "share"), ("draws", "amount"), ("rates", "rate"), ("rates", "units")),
        ("accounts", "decision_makers"),
    }
)
DATES = {
    **dict.fromkeys(("start_date", "end_date", "date", "due", "done", "held"), "date"),
    **dict.fromkeys(("made", "month"), "month"),
    "period": "period",
}
CURRENCIES = frozenset({"currency", "to"})
WORDS = {("credits", "kind"): ("pay", "quota", "both")}
"""The only words of some columns."""
FREE: dict[str, tuple[str, ...]] = {
    name: tuple(key for key in grid[0] if key not in REQUIRED[name]) for name, grid in TABLES.items()
}
"""Columns that may be left out or empty."""
