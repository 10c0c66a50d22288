"""Codes CP291 to CP294 and CP298: caps, floors, seasons, ramps and groups of measures."""

from __future__ import annotations

from compplan.diagnostics import Rule

_CURVE = "curve: {type: tiered_marginal, bands: [{to: 100%, rate: 1.0}, {rate: 2.0}]}"
_TARGET = "target: {table: quotas, value: quota, seasonality: "
_AFTER = "proration: {basis: calendar_days}\n"

RULES = (
    Rule(
        "CP291",
        "limit-of-nothing",
        "A cap or floor is for something that its measure does not have.",
        "A measure to date is limited by what is due in the plan year, others by their lines.",
        f"{_CURVE}\nfloors: {{plan_year: 500}}",
        f"{_CURVE}\nfloors: {{payout_period: 500}}",
    ),
    Rule(
        "CP292",
        "floor-above-cap",
        "A floor is above the cap of the same span.",
        "Nothing can be both.",
        f"{_CURVE}\nfloors: {{payout_period: 500}}\ncaps: {{payout_period: 400}}",
        f"{_CURVE}\nfloors: {{payout_period: 400}}\ncaps: {{payout_period: 500}}",
    ),
    Rule(
        "CP293",
        "seasons-do-not-fit",
        "Seasonality has not 4 or 12 shares, they do not sum to exactly 100%, or 'spread' is given too.",
        "The rest of the quota would be nobody's, or count twice.",
        f"{_TARGET}[20%, 25%, 25%, 25%]}}",
        f"{_TARGET}[20%, 25%, 25%, 30%]}}",
    ),
    Rule(
        "CP294",
        "group-does-not-fit",
        "A group of 'best_of' names an unknown measure, one twice, or one that accumulates to date.",
        "The best of a group is found among lines of one payout period.",
        f"{_AFTER}best_of: [[revenue, relation]]",
        f"{_AFTER}best_of: [[revenue, relationship]]",
    ),
    Rule(
        "CP298",
        "ramp-without-beginning",
        "A ramp does not say which share of the quota the first month has.",
        "A new participant's quota would be nothing, or all of it, without a word.",
        "target: {table: quotas, value: quota, ramp: {3: 50%, 6: 100%}}",
        "target: {table: quotas, value: quota, ramp: {1: 25%, 3: 50%, 6: 100%}}",
    ),
)
