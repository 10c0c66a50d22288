"""A company of two people, small enough to pay by hand, and how to ask compplan about it."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from compplan.cli.main import main

PLAN = """\
compplan: 1
id: mixed
title: Revenue and relationship
currency: USD
starts: 2027-01-01
years: 1
performance_period: month
payout_period: month
applies_to: {roles: [seller]}
weights:
  before: {revenue: 100%}
  path: steps
  by_year:
    1: {revenue: 75%, relationship: 25%}
measures:
  revenue:
    type: attainment
    actual: {table: sales, sum: amount, if_missing: zero}
    target: {table: quotas, value: quota, spread: months}
    quota_proration: calendar_days
    accumulate: year_to_date
    balance: carry
    curve:
      type: tiered_marginal
      threshold: 50%
      bands:
        - {to: 100%, rate: 1.0}
        - {rate: 1.5}
      cap: 200%
  relationship:
    type: report_card
    report_card: customer
    curve: {type: linear, points: [[0%, 0%], [100%, 100%], [125%, 150%]]}
report_cards:
  customer:
    ratings: ratings
    scale: [poor, fair, good]
    favourable: [good]
    minimum_responses: {count: 2, pool_previous_months: 1, then: exclude}
    attainment_cap: 125%
    behaviours:
      listening: {weight: 60%, target: 80%}
      following_up: {weight: 40%, target: 80%}
rounding: {to: 0.01, mode: half_up, at: component}
proration: {basis: calendar_days}
"""
"""Both people are paid under it; ``REVENUE_ONLY`` differs in its weights."""
REVENUE_ONLY = (
    PLAN.replace("id: mixed", "id: revenue-only")
    .replace("title: Revenue and relationship", "title: Revenue alone")
    .replace("1: {revenue: 75%, relationship: 25%}", "1: {revenue: 100%, relationship: 0%}")
)
TABLES = {
    "participants": """\
participant_id,role,target_incentive,start_date,end_date
ann,seller,12000,2026-01-01,
bob,seller,7440,2027-01-17,
carl,support,1000,2027-01-01,
""",
    "quotas": """\
participant_id,period,quota
ann,2027-Q1,30000
bob,2027-01,6200
bob,2027-02,6000
bob,2027-03,6000
""",
    "sales": """\
participant_id,date,amount
ann,2027-01-10,4000.50
ann,2027-01-20,8000
ann,2027-02-05,9500.25
bob,2027-01-18,1000
ann,2027-03-05,2500
bob,2027-03-06,14000
""",
    "ratings": """\
participant_id,month,behaviour,rating
ann,2027-01,listening,good
ann,2027-01,listening,good
ann,2027-01,following_up,good
ann,2027-02,listening,good
ann,2027-02,following_up,fair
bob,2027-02,listening,poor
bob,2027-02,listening,good
bob,2027-02,listening,good
bob,2027-03,following_up,fair
""",
}


def write_company(folder: Path) -> None:
    """Write ``mixed.yaml``, ``revenue-only.yaml`` and the folder ``data``."""
    (folder / "mixed.yaml").write_text(PLAN, encoding="utf-8")
    (folder / "revenue-only.yaml").write_text(REVENUE_ONLY, encoding="utf-8")
    (folder / "data").mkdir()
    for name, text in TABLES.items():
        (folder / "data" / f"{name}.csv").write_text(text, encoding="utf-8")


def call(*arguments: str) -> Result:
    """Call compplan in this process."""
    return CliRunner().invoke(main, list(arguments))


GOLDEN = Path(__file__).parent / "golden"
"""What commands are to print."""
