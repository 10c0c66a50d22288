"""Two people, a year of their sales, and runs of it as the ledger takes them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import compplan as cp
from compplan.ledger.run import Run, run_of

PLAN = """\
compplan: 1
id: revenue
title: Revenue
currency: USD
starts: 2027-01-01
years: 2
performance_period: month
payout_period: month
applies_to: {roles: [seller]}
weights:
  before: {sales: 100%}
  path: steps
  by_year:
    1: {sales: 80%, licences: 20%}
    2: {sales: 80%, licences: 20%}
measures:
  sales:
    type: attainment
    actual: {table: sales, sum: amount, if_missing: zero, missing_months: zero}
    target: {table: quotas, value: quota}
    quota_proration: as_given
    accumulate: year_to_date
    balance: carry
    curve: {type: tiered_marginal, bands: [{to: 100%, rate: 1.0}, {rate: 1.5}]}
  licences:
    type: attainment
    actual: {table: sales, sum: amount, if_missing: zero, missing_months: zero, where: {product: [licence]}}
    target: {table: quotas, value: quota}
    quota_proration: as_given
    curve: {type: linear, points: [[0%, 0%], [100%, 100%], [150%, 200%]]}
rounding: {to: 0.01, mode: half_up, at: component}
proration: {basis: calendar_days}
"""
AMENDED = PLAN.replace("{to: 100%, rate: 1.0}, {rate: 1.5}", "{to: 100%, rate: 1.0}, {rate: 2.0}")
"""The same plan with another rate above 100 %."""
YEAR = tuple(f"2027-{month:02}" for month in range(1, 13))
SALES: Mapping[tuple[str, str], int] = {
    (person, month): 9_000 + 613 * at + (401 if person == "bob" else 0)
    for person in ("ann", "bob")
    for at, month in enumerate(YEAR)
}
"""Each person's sales by month, half of them licences."""


def run(through: str, sales: Mapping[tuple[str, str], int] = SALES, *, plan: str = PLAN) -> Run:
    """Pay the two through a month."""
    return _run(through, frozenset(sales.items()), plan)


@cache
def _run(through: str, sales: frozenset[tuple[tuple[str, str], int]], plan: str) -> Run:
    panel = _panel(sales)
    return run_of(cp.run(cp.parse_plan(plan), panel, through=through), panel, through=through)


@cache
def _panel(sales: frozenset[tuple[tuple[str, str], int]]) -> cp.Panel:
    return cp.load_data(tables(dict(sales)))


def tables(sales: Mapping[tuple[str, str], int]) -> dict[str, dict[str, Any]]:
    """Give the company's tables, as text; a person without sales is not in them."""
    people = sorted({person for person, _ in sales})
    rows = [
        (person, f"{month}-15", f"{amount / 2:.2f}", product)
        for (person, month), amount in sorted(sales.items())
        for product in ("licence", "service")
    ]
    return {
        "participants": {
            "participant_id": [*people],
            "role": ["seller"] * len(people),
            "target_incentive": ["24000"] * len(people),
            "start_date": ["2027-01-01"] * len(people),
        },
        "quotas": {
            "participant_id": [person for person in people for _ in range(24)],
            "period": [
                f"{year}-{month:02}" for _ in people for year in (2027, 2028) for month in range(1, 13)
            ],
            "quota": ["10000"] * 24 * len(people),
        },
        "sales": {
            name: [row[at] for row in rows]
            for at, name in enumerate(("participant_id", "date", "amount", "product"))
        },
    }
