"""A workforce that is described instead of learned: as even as a normal distribution cut into equal parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from compplan.diagnostics import Diagnostic, DiagnosticError, Place
from compplan.engine.sampled.ranking import EVERYBODY
from compplan.engine.transactions import paid_of
from compplan.plan.model import OfIncentive, Plan, ReportCardMeasure, ValueMeasure
from compplan.simulation.channels import channel_of, product_measure
from compplan.simulation.holders import Pricing
from compplan.simulation.workforce.model import Workforce


@dataclass(frozen=True, slots=True)
class Description:
    """What is stated of participants; money in units of the currency, shares 1 at 100 %."""

    participants: int
    target_incentive: float
    revenue: float
    attainment: float = 1.0
    attainment_spread: float = 0.2
    favourable_share: float | None = None
    variable_share: float | None = None


def described(description: Description, plan: Plan, fixed: Mapping[str, float]) -> Workforce:
    """Make the participants that are described.

    DiagnosticError if there are none (CP505), or no measure answers to product revenue (CP506).
    """
    from scipy import special  # slow to import

    count = description.participants
    if not count:
        problem = Diagnostic(
            "CP505", "the workforce has no participants", Place("workforce"), "write at least 1"
        )
        raise DiagnosticError([problem])
    product_measure(plan)
    ability = special.ndtri((np.arange(count) + 0.5) / count)
    attained = np.maximum(description.attainment + description.attainment_spread * ability, 0.1)
    share = description.favourable_share
    level = fixed["rating_level"] if share is None else float(np.log(share / (1 - share)))
    levels = {each.id: attained for each in plan.measures if channel_of(each) != "relationship"}
    for measure in plan.measures:
        if channel_of(measure) == "relationship":
            levels[measure.id] = np.ones(count)
        assert isinstance(measure, ReportCardMeasure) or measure.id in levels
    ones = np.ones(count)
    return Workforce(
        ids=tuple(f"S{number:04d}" for number in range(1, count + 1)),
        segment=tuple(_third(number, count) for number in range(count)),
        incentive=ones * description.target_incentive / 12,
        variable=ones * (description.variable_share or fixed["variable_pay_share"]),
        revenue=description.revenue * attained / attained.mean(),
        product=attained / attained.mean(),
        rating_logit=ones * level,
        rating_doubt=ones * fixed["rating_spread"],
        raters=ones * fixed["raters"],
        ability=ability,
        levels=levels,
        pricing=Pricing(
            incentive=ones * description.target_incentive / 12 * 10**plan.currency.exponent,
            target=dict.fromkeys(levels, ones * description.revenue / description.attainment),
            paid_per_unit={
                measure.id: ones * _one_transaction(measure, description, plan)
                for measure in plan.measures
                if isinstance(measure, ValueMeasure) and measure.looked_up
            },
            groups={EVERYBODY: np.zeros(count, dtype=np.int64)},
        ),
        season=np.ones(12),
        noise=None,
        learned=(),
        not_learned=("everything: the workforce is described, not learned from data",),
    )


def _one_transaction(measure: ValueMeasure, description: Description, plan: Plan) -> float:
    """Give what a month's revenue earns by unit as one transaction, in minor units."""
    revenue, limits = description.revenue, []
    for each in (measure.floors, measure.caps):
        limit = each.transaction if each else None
        if isinstance(limit, OfIncentive):
            limit = limit.share * Fraction(description.target_incentive)
        limits.append(limit)
    return float(paid_of(measure, Fraction(revenue), *limits) * 10**plan.currency.exponent) / revenue


def _third(number: int, count: int) -> str:
    return ("low attainment", "middle attainment", "high attainment")[number * 3 // count]
