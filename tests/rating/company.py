"""Two participants with one behaviour each that customers rated in January."""

from __future__ import annotations

from typing import Any

import compplan as cp

_PLAN = """
compplan: 1
id: rated
title: Rated
currency: USD
starts: 2027-01-01
years: 1
performance_period: month
payout_period: month
applies_to: {roles: [rep]}
weights: {before: {relationship: 100%}, path: monthly, by_month: {1: {relationship: 100%}}}
measures:
  relationship:
    {type: report_card, report_card: customer, curve: {type: linear, points: [[0%, 0%], [100%, 100%]]}}
report_cards:
  customer:
    ratings: ratings
    scale: [poor, good]
    favourable: [good]
    minimum_responses: {count: 3, pool_previous_months: 0, then: zero}
    attainment_cap: none
    behaviours: {listening: {weight: 100%, target: TARGET}}
WORDS
rounding: {to: 0.01, mode: half_up, at: component}
proration: {basis: calendar_days}
"""
_ANN, _BOB = ["A", "A", "B", "C"], ["D", "E", "F", "G", "H", "I", "J", "K"]
DATA: dict[str, Any] = {
    "participants": {
        "participant_id": ["ann", "bob"],
        "role": ["rep", "rep"],
        "target_incentive": ["12000", "12000"],
        "start_date": ["2026-01-01", "2026-01-01"],
        "team": ["north", ""],
    },
    "ratings": {
        "participant_id": ["ann"] * 4 + ["bob"] * 8,
        "month": ["2027-01"] * 12,
        "behaviour": ["listening"] * 12,
        "rating": ["good", "good", "good", "poor", *["good"] * 4, *["poor"] * 4],
        "customer_id": [*_ANN, *_BOB],
    },
}


def plan(target: str = "100%", **words: str) -> cp.Plan:
    """Make the plan with some words of its report card."""
    lines = "\n".join(f"    {key}: {value}" for key, value in words.items())
    return cp.parse_plan(_PLAN.replace("WORDS", lines).replace("TARGET", target))


def rated() -> cp.Panel:
    """Load the data."""
    return cp.load_data(DATA)
