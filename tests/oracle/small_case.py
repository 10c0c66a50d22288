"""A plan and data small enough to work out by hand, to be varied by each test.

P1 has a target incentive of 12,000 a year (a base of 1,000 a month) and a quota of 1,000 a month; the
curve pays the attainment, so that 1 of sales is 1 of pay.
"""

from __future__ import annotations

from typing import Any

from tests.oracle.cases import Outcome
from tests.oracle.evaluate import evaluate
from tests.oracle.reading import read_plan
from tests.oracle.yaml_text import Raw, plan_text

Row = dict[str, str]
IDENTITY = {"type": "linear", "points": [["0%", "0%"], ["1000%", "1000%"]]}


def run(
    *,
    plan: Raw | None = None,
    measure: Raw | None = None,
    people: list[Row] | None = None,
    through: str | None = None,
    **tables: list[Row],
) -> Outcome:
    """Evaluate the small plan with some of its keys, or of its measure ``revenue``, replaced."""
    text = plan_text(small_plan(measure or {}) | (plan or {}))
    return evaluate(read_plan(text), {"participants": people or [person()]} | tables, through=through)


def small_plan(measure: Raw) -> Raw:
    """Give the plan with keys of its measure replaced."""
    return {
        "compplan": "1",
        "id": "small",
        "title": "Small plan",
        "currency": "USD",
        "starts": "2027-01-01",
        "years": "1",
        "performance_period": "month",
        "payout_period": "month",
        "applies_to": {"roles": ["seller"]},
        "weights": {"before": {"revenue": "100%"}, "path": "monthly", "by_month": {"1": {"revenue": "100%"}}},
        "measures": {
            "revenue": {
                "type": "attainment",
                "actual": {"table": "sales", "sum": "amount"},
                "target": {"table": "quotas", "value": "quota"},
                "quota_proration": "as_given",
                "curve": IDENTITY,
            }
            | measure
        },
        "rounding": {"to": "0.01", "mode": "half_up", "at": "component"},
        "proration": {"basis": "calendar_days"},
    }


def person(start: str = "2026-01-01", end: str = "", **cells: str) -> Row:
    """Give a segment of P1 as seller at 12,000 a year."""
    segment = {"participant_id": "P1", "role": "seller", "target_incentive": "12000"}
    return segment | {"start_date": start, "end_date": end} | cells


def sales(*amounts: str, year: int = 2027, who: str = "P1", day: int = 15) -> list[Row]:
    """Give one sale a month from January; an empty amount leaves the month out."""
    return [
        {"participant_id": who, "date": f"{year}-{month:02d}-{day}", "amount": amount}
        for month, amount in enumerate(amounts, 1)
        if amount
    ]


def quotas(**by_period: str) -> list[Row]:
    """Give quota rows of P1; a period is written ``m2027_03``, ``m2027_Q1`` or ``m2027``."""
    return [
        {"participant_id": "P1", "period": key[1:].replace("_", "-"), "quota": quota}
        for key, quota in by_period.items()
    ]


def monthly(count: int, quota: str = "1000", year: int = 2027, who: str = "P1") -> list[Row]:
    """Give the same quota for the first months of a year."""
    months = range(1, count + 1)
    return [{"participant_id": who, "period": f"{year}-{month:02d}", "quota": quota} for month in months]


def ratings(behaviour: str, month: str, good: int, poor: int) -> list[Row]:
    """Give answers about P1 in a month."""
    cells = {"participant_id": "P1", "behaviour": behaviour, "month": month}
    return [cells | {"rating": rating} for rating in ["good"] * good + ["poor"] * poor]


def column(outcome: Outcome, name: str) -> list[Any]:
    """List one column of the lines, in order of participant, month and component."""
    return [line[name] for line in outcome.lines]
