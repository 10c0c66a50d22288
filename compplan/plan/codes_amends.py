"""Codes CP281 and CP282: plans that amend another."""

from __future__ import annotations

from compplan.diagnostics import Rule

RULES = (
    Rule(
        "CP281",
        "amendment-changes-too-much",
        "An amendment changes the id, currency, start, years or periods of the plan.",
        "It is the same plan that holds from another day on: its months and payments follow on each other.",
        "amends: {plan: plan.yaml, from: 2027-06-01, year_to_date: freeze}\npayout_period: quarter",
        "amends: {plan: plan.yaml, from: 2027-06-01, year_to_date: freeze}",
    ),
    Rule(
        "CP282",
        "amendment-begins-within-a-period",
        "An amendment does not begin with a period of the plan, or not after the one that it amends.",
        "A period is paid as one version of the plan says.",
        "amends: {plan: plan.yaml, from: 2027-06-15, year_to_date: freeze}",
        "amends: {plan: plan.yaml, from: 2027-06-01, year_to_date: freeze}",
    ),
)
