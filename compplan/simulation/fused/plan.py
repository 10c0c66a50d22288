"""A plan's lines and awards as the compiled kernel takes them, if it knows all of its words."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from compplan.engine.sampled.ranking import EVERYBODY
from compplan.plan.model import (
    MONTHS_IN,
    AttainmentMeasure,
    Measure,
    Plan,
    Recognition,
    ReportCardMeasure,
)
from compplan.plan.path import weights_by_month
from compplan.simulation.channels import channel_of
from compplan.simulation.fused.curves import KNOWN, curves_of
from compplan.simulation.fused.world import padded
from compplan.simulation.holders import Pricing

Floats = NDArray[np.float64]

_MODES = ("half_up", "half_down", "half_even", "up", "down")
_BALANCES = ("lapse", "carry", "recover")
_CHANNELS = {"product": 0, "relationship": 1}


def unknown(plan: Plan) -> list[str]:
    """Name the words of a plan whose pay the kernel does not know; none if it knows all."""
    words = {
        "gates": plan.gates,
        "modifiers": plan.modifiers,
        "caps": plan.caps,
        "best_of": plan.best_of,
        "payment": plan.payment,
        "periods other than months": (plan.performance_period, plan.payout_period) != ("month", "month"),
    }
    found = [word for word, used in words.items() if used]
    return found + [f"'{measure.id}'" for measure in plan.measures if not _known(measure)]


def _known(measure: Measure) -> bool:
    curve = measure.curve
    plain = curve.type in KNOWN and curve.by == "attainment"
    kind = isinstance(measure, ReportCardMeasure) or (
        isinstance(measure, AttainmentMeasure)
        and measure.direction == "higher_is_better"
        and getattr(measure.target, "over", "to_date") == "to_date"
    )
    limits = measure.caps is not None or measure.floors is not None
    earns = measure.earns in {"target_incentive", "nothing"}
    return plain and kind and earns and not limits and curve.negative == "nothing"


def lines_of(plan: Plan, pricing: Pricing, factors: dict[str, Floats], months: int) -> dict[str, Floats]:
    """Give a plan's measures and awards, by the names of `rows.ARRAYS`; ``factors`` as `run.factors_of`."""
    weights = np.array(weights_by_month(plan.weights, plan.months), dtype=float).T[:, :months]
    pays = np.array([measure.earns != "nothing" for measure in plan.measures], dtype=float)
    lines = [
        (
            _CHANNELS.get(channel_of(measure), 2),
            measure.accumulate == "year_to_date",
            _BALANCES.index(measure.balance) if measure.balance else -1,
        )
        for measure in plan.measures
    ]
    curves, edges = curves_of([measure.curve for measure in plan.measures])
    return {
        "curves": curves,
        "edges_of_curves": edges,
        "lines": np.array(lines, dtype=float),
        "weights": np.ascontiguousarray(weights * pays[:, None]),
        "factors": padded(np.stack([np.asarray(factors[each.id], dtype=float) for each in plan.measures])),
        "targets": padded(np.stack([pricing.target[each.id] for each in plan.measures])),
        **_awards(plan, pricing, months),
    }


def rounding_of(plan: Plan) -> tuple[float, int]:
    """Give the unit that lines are rounded to, in minor units, and the mode, by number."""
    return float(plan.rounding.to * 10**plan.currency.exponent), _MODES.index(plan.rounding.mode)


def _awards(plan: Plan, pricing: Pricing, months: int) -> dict[str, Floats]:
    """Give a plan's recognitions."""
    rules = [rule for rule in plan.rules if isinstance(rule, Recognition)]
    ids = [measure.id for measure in plan.measures]
    minor = 10**plan.currency.exponent
    amounts = np.full((len(rules), months), np.nan)
    groups = np.zeros((len(rules), len(pricing.incentive)))
    for at, rule in enumerate(rules):
        every = MONTHS_IN[rule.every]
        yearly = np.array([float(each * minor) for each in rule.award])
        amounts[at, every - 1 :: every] = yearly[np.arange(months) // 12][every - 1 :: every]
        groups[at] = pricing.groups.get(rule.among, pricing.groups[EVERYBODY])
    awards = [
        (
            ids.index(rule.measure),
            rule.over_months,
            rule.rank_by == "improvement",
            rule.winners,
            rule.ties != "all",
        )
        for rule in rules
    ]
    return {"awards": np.array(awards, dtype=float), "amounts": amounts, "groups": padded(groups)}
