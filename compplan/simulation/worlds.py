"""From a plan, a workforce and assumptions to the world that the response model lives through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compplan.plan.model import Plan, ReportCard
from compplan.plan.path import weights_by_month
from compplan.simulation.channels import cards_of, channel_of
from compplan.simulation.holders import Pricing
from compplan.simulation.incentive.reference import Reference
from compplan.simulation.incentive.tables import Incentives, Shapes, incentives_of
from compplan.simulation.response.world import Card, Levers, Shift
from compplan.simulation.workforce.model import Workforce

Floats = NDArray[np.float64]

_CAMPAIGN_SPREAD = 0.15
"""Sd of what a month's campaign attains."""
NO_CARD = Card(np.ones(1), np.ones(1), np.inf, 1.0)
"""Stands for the report card of a plan that has none: one behaviour, whose score pays nothing."""

_LEAST_TARGET = 0.05
"""The least share that a target of mean values stands for."""


@dataclass(frozen=True, slots=True)
class Path:
    """A plan as the response model sees it, whatever the sample: a row of the comparison.

    ``levels`` holds every measure's baseline attainment [participants], ``pricing`` what pay needs beside,
    ``relationship`` [participants] what each attains of the relationship channel at the baseline.
    ``still`` names the measures that nothing in the model moves; they stay as history has them.
    """

    name: str
    plan: Plan
    shift: Shift
    card: Card
    behaviours: tuple[str, ...]
    incentives: Incentives
    levels: Mapping[str, Floats]
    pricing: Pricing
    relationship: Floats
    levers: Levers
    still: tuple[str, ...]


def path_of(
    plan: Plan,
    workforce: Workforce,
    fixed: Mapping[str, float],
    spread: float,
    levers: Levers | None = None,
    shapes: Shapes | None = None,
) -> Path:
    """Prepare a plan for a workforce; ``spread`` is the sd of a month's product attainment.

    ``shapes`` holds what a plan that differs from this one in weights alone was found to pay.
    """
    cards = cards_of(plan)
    card, scores = _card(cards[0], workforce) if cards else (NO_CARD, np.ones(len(workforce.ids)))
    reference = reference_of(plan, workforce, card)
    spreads = {"product": spread, "relationship": score_spread(card, workforce) / card.level}
    if any(channel_of(measure) == "campaign" for measure in plan.measures):
        spreads["campaign"] = _CAMPAIGN_SPREAD
    incentives = incentives_of(plan, reference, spreads, int(fixed["planning_months"]), shapes)
    return Path(
        name=plan.id,
        plan=plan,
        shift=shift_of(plan),
        card=card,
        behaviours=tuple(each.id for each in cards[0].behaviours) if cards else ("relationship",),
        incentives=incentives,
        levels=workforce.levels,
        pricing=workforce.pricing,
        relationship=scores / card.level,
        levers=levers or Levers(),
        still=tuple(measure.id for measure in plan.measures if channel_of(measure) == "none"),
    )


def reference_of(plan: Plan, workforce: Workforce, card: Card) -> Reference:
    """Describe the typical participant of a workforce under a plan."""
    cards = {each.id for each in cards_of(plan)[:1]}
    level = {
        measure.id: card.level
        if getattr(measure, "report_card", None) in cards
        else float(workforce.levels[measure.id].mean())
        for measure in plan.measures
    }
    channel = {measure.id: str(channel_of(measure)) for measure in plan.measures}
    unit = 10**plan.currency.exponent
    target, per_unit = (
        {name: float(each.mean()) for name, each in found.items()}
        for found in (workforce.pricing.target, workforce.pricing.paid_per_unit)
    )
    others = {each.id: workforce.levels[each.id][1:] for each in plan.measures if each.curve.by == "rank"}
    incentive = float(np.median(workforce.pricing.incentive))
    usual = float(np.median(workforce.incentive)) * unit or 1.0
    return Reference(incentive, usual, channel, level, target, per_unit, others)


def shift_of(plan: Plan) -> Shift:
    """Measure a plan's path: how far it is from the weights of old, as announced and as delivered."""
    old = np.array(plan.weights.before, dtype=float)
    paid = np.array(weights_by_month(plan.weights, plan.months), dtype=float)
    told = np.array(weights_by_month(plan.announced_weights or plan.weights, plan.months), dtype=float)
    on_ratings = [at for at, measure in enumerate(plan.measures) if channel_of(measure) == "relationship"]
    relationship = paid[:, on_ratings].sum(axis=1)
    begun = np.maximum.accumulate(relationship) > 0
    live = begun & (np.maximum.accumulate(relationship[::-1])[::-1] > 0)
    return Shift(np.abs(told - old).max(axis=1), np.abs(paid - old).max(axis=1), relationship, live)


def _card(card: ReportCard, workforce: Workforce) -> tuple[Card, Floats]:
    """Give a report card and what each participant scores on it at the baseline."""
    weights = np.array([float(each.weight) for each in card.behaviours])
    targets = _target_shares(card)
    cap = np.inf if card.attainment_cap is None else float(card.attainment_cap)
    share = 1 / (1 + np.exp(-workforce.rating_logit))
    scores = np.einsum("k,kp->p", weights, np.minimum(share / targets[:, None], cap))
    return Card(weights, targets, cap, float(scores.mean())), scores


def _target_shares(card: ReportCard) -> Floats:
    """Give the targets as favourable shares; of mean values, the share at which the mean would be reached.

    There a favourable answer is worth the mean of the favourable categories' values, others that of theirs.
    """
    targets = np.array([float(each.target) for each in card.behaviours])
    if card.attains_by == "favourable_share":
        return targets
    good = [float(v) for name, v in zip(card.scale, card.values, strict=True) if name in card.favourable]
    rest = [float(v) for name, v in zip(card.scale, card.values, strict=True) if name not in card.favourable]
    low = float(np.mean(rest)) if rest else 0.0
    return np.clip((targets - low) / (float(np.mean(good)) - low), _LEAST_TARGET, 1.0)


def score_spread(card: Card, workforce: Workforce) -> float:
    """Give the sd of a month's score by chance: that of shares of so many raters, behaviours apart."""
    share = 1 / (1 + np.exp(-workforce.rating_logit))
    variance = share * (1 - share) / workforce.raters
    weights = card.weights / card.targets
    return float(np.sqrt(variance.mean() * (weights**2).sum()))
