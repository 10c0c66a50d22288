"""A world that can be solved by hand: straight pay, no habit, no doubt, no luck, one kind of participant."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import compplan as cp
from compplan.plan.model import Plan
from compplan.simulation.api import prepare
from compplan.simulation.parameters.prior import Prior
from compplan.simulation.parameters.read import Assumptions, shipped_assumptions
from compplan.simulation.prepare import Prepared
from compplan.simulation.workforce.described import Description

NOTHING = 1e-9
GAIN, CONTROL, TIGHT = 0.4, 3.0, 0.2
"""Elasticity of effort, controllability of ratings, tightness of time."""
_SURE = {
    "incentive_elasticity": GAIN,
    "rating_controllability": CONTROL,
    "time_tightness": TIGHT,
    "initial_belief": 1 - NOTHING,
    "belief_memory": 1 - NOTHING,
    "selling_elasticity_now": 1.0,
    "stock_revenue": 0.0,
    "stock_retention": 0.0,
    "quit_ability": 0.0,
}
"""Centres; what is not named is as good as nothing."""
_FIXED = {
    "planning_months": 1,
    "elasticity_spread": 0.0,
    "belief_spread": 0.0,
    "rating_spread": 0.0,
    "halo": 0.0,
    "raters": 400.0,
}


@cache
def assumptions(free: tuple[str, ...] = (), tightness: float = TIGHT) -> Assumptions:
    """Fix every parameter but those that are named."""
    known = shipped_assumptions()
    priors = {}
    for name, each in known.library.priors.items():
        centre = {**_SURE, "time_tightness": tightness}.get(name, NOTHING)
        if name == "revenue_lag":
            centre = 9.0
        prior = each.prior if name in free else Prior(each.prior.distribution, centre, 1.0).certain()
        priors[name] = replace(each, prior=prior)
    library = replace(
        known.library, priors=priors, fixed={**known.library.fixed, **_FIXED}, worldviews={"solved": {}}
    )
    business = replace(known.business, discount_rate=0.0, gross_margin=0.5)
    people = Description(4, 12_000, 1_000, attainment_spread=0.0, favourable_share=0.8)
    return Assumptions(library, business, people)


@cache
def plan(weight: str, name: str) -> Plan:
    """Make a plan that pays straight for both measures, the relationship measure having so much weight."""
    text = (cp.bundled("plans") / "bold.yaml").read_text(encoding="utf-8")
    head, rest = text.split("\nweights:", 1)
    middle = rest[rest.index("\nmeasures:") :]
    weights = "\nweights:\n  path: steps\n  before: {product_revenue: 100%, relationship: 0%}\n  by_year:\n"
    rows = f"{{product_revenue: {100 - int(weight)}%, relationship: {weight}%}}"
    weights += "".join(f"    {year}: {rows}\n" for year in (1, 2, 3))
    made = cp.parse_plan((head + weights + middle).replace("id: relationship-building-bold", f"id: {name}"))
    straight = cp.parse_plan(STRAIGHT)
    curve = straight.measures[0].curve
    measures = tuple(replace(each, curve=curve, accumulate="period", balance=None) for each in made.measures)
    cards = tuple(replace(card, attainment_cap=None) for card in made.report_cards)
    return replace(made, measures=measures, report_cards=cards, rules=())


STRAIGHT = """\
compplan: 1
id: straight
title: Straight
currency: USD
announced: 2026-10-01
starts: 2027-01-01
years: 1
performance_period: month
payout_period: month
applies_to: {roles: [anybody]}
weights: {before: {sales: 100%}, path: steps, by_year: {1: {sales: 100%}}}
measures:
  sales:
    type: attainment
    actual: {table: sales, sum: amount}
    target: {table: quotas, value: quota}
    quota_proration: as_given
    curve: {type: linear, points: [[0%, 0%], [1000%, 1000%]]}
rounding: {to: 0.01, mode: half_up, at: component}
proration: {basis: calendar_days}
"""


def ready(known: Assumptions, weight: str = "70", through: str = "2027-06") -> Prepared:
    """Prepare the plan of old and one with the weight."""
    return prepare([plan("0", "old"), plan(weight, "new")], assumptions=known, through=through)
