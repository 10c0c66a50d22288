"""A company of ten people over two years, by chance but always the same, and the oracle's word on it."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from random import Random

import compplan as cp
from tests.oracle.cases import Outcome
from tests.oracle.evaluate import evaluate
from tests.oracle.reading import Tables, read_plan

PLAN = """\
compplan: 1
id: mixed
title: Revenue and relationship
currency: USD
announced: 2025-10-01
starts: 2026-01-01
years: 2
performance_period: month
payout_period: quarter
applies_to: {roles: [seller]}
weights:
  before: {revenue: 100%, relationship: 0%}
  path: steps
  by_year:
    1: {revenue: 70%, relationship: 30%}
    2: {revenue: 40%, relationship: 60%}
measures:
  revenue:
    type: attainment
    actual: {table: sales, sum: amount}
    target: {table: quotas, value: quota}
    quota_proration: as_given
    curve:
      type: tiered_marginal
      threshold: 60%
      bands: [{to: 100%, rate: 1.0}, {to: 130%, rate: 1.5}, {rate: 1}]
  relationship:
    type: report_card
    report_card: customer
    curve: {type: linear, points: [[0%, 0%], [100%, 100%], [125%, 150%]]}
report_cards:
  customer:
    ratings: ratings
    scale: [poor, fair, good]
    favourable: [good]
    minimum_responses: {count: 3, pool_previous_months: 1, then: exclude}
    attainment_cap: none
    behaviours:
      listening: {weight: 70%, target: 80%}
      following_up: {weight: 30%, target: 60%}
rounding: {to: 0.01, mode: half_up, at: component}
proration: {basis: calendar_days}
"""
TO_DATE = PLAN.replace(
    "quota_proration: as_given", "quota_proration: as_given\n    accumulate: year_to_date\n    balance: carry"
)
PEOPLE = [f"P{number:02d}" for number in range(10)]
MONTHS = [f"{year}-{month:02d}" for year in (2026, 2027) for month in range(1, 13)]


@cache
def tables() -> Tables:
    """Make the company's tables: the later a person in the list, the better rated and the less sold."""
    rng = Random(7)
    rows: Tables = {"participants": [], "sales": [], "quotas": [], "ratings": []}
    for rank, person in enumerate(PEOPLE):
        joined = "2026-09-01" if rank == 4 else "2020-01-01"
        target = str(20_000 + 1_000 * rank)
        rows["participants"].append(
            {"participant_id": person, "role": "seller", "target_incentive": target, "start_date": joined}
        )
        for month in (month for month in MONTHS if month >= joined[:7]):
            _month(rng, rank, person, month, rows)
    return rows


def _month(rng: Random, rank: int, person: str, month: str, rows: Tables) -> None:
    sold = round(rng.gauss(11_000 - 400 * rank, 2_500), 2)
    quota = 10_000 if rank != 9 or month < "2027-12" else 50_000
    rows["sales"].append({"participant_id": person, "date": f"{month}-15", "amount": f"{max(sold, 100):.2f}"})
    rows["quotas"].append({"participant_id": person, "period": month, "quota": str(quota)})
    for behaviour, chance in (("listening", 0.5 + 0.04 * rank), ("following_up", 0.45)):
        for _ in range(rng.randint(0, 6)):
            rating = "good" if rng.random() < chance else "fair"
            row = {"participant_id": person, "month": month, "behaviour": behaviour, "rating": rating}
            rows["ratings"].append(row)


def panel(change: Callable[[str, dict[str, str]], dict[str, str]] | None = None) -> cp.Panel:
    """Load the company; ``change`` may change each row of a table."""
    changed = {
        name: [change(name, row) if change else row for row in rows] for name, rows in tables().items()
    }
    return cp.load_data(
        {name: {key: [row[key] for row in rows] for key in rows[0]} for name, rows in changed.items()}
    )


@cache
def told(text: str) -> Outcome:
    """Give what the oracle says that a plan pays on the company."""
    return evaluate(read_plan(text), tables())


def constant(text: str, revenue: Fraction) -> str:
    """Give the plan with the same weights in every month."""
    row = f"{{revenue: {float(revenue)}, relationship: {float(1 - revenue)}}}"
    rows = f"by_year:\n    1: {row}\n    2: {row}\n"
    return re.sub(r"by_year:\n(?:    .*\n)+", rows, text, count=1)
