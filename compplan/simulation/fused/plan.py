"""A plan's lines and awards as the compiled kernel takes them, if it knows all of its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from compplan.engine.curve import bends_of, value_at
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
from compplan.simulation.holders import Pricing

if TYPE_CHECKING:
    from compplan.simulation.fused.pay import Awards, Lines

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
    plain = curve.type in {"linear", "tiered_marginal"} and curve.by == "attainment"
    kind = isinstance(measure, ReportCardMeasure) or (
        isinstance(measure, AttainmentMeasure)
        and measure.direction == "higher_is_better"
        and getattr(measure.target, "over", "to_date") == "to_date"
    )
    limits = measure.caps is not None or measure.floors is not None
    earns = measure.earns in {"target_incentive", "nothing"}
    return plain and kind and earns and not limits and curve.negative == "nothing"


def no_lines(people: int, months: int) -> Lines:
    """Give the lines of what pays nothing."""
    from compplan.simulation.fused.pay import Lines

    whole, none = np.zeros(0, dtype=np.int64), np.zeros(0)
    bends, own = np.zeros((0, 1)), np.zeros((0, people))
    weights = np.zeros((0, months))
    return Lines(
        whole, whole, whole, none, bends, bends, none, none, weights, own, own, np.zeros(people), 1.0, 0
    )


def lines_of(plan: Plan, pricing: Pricing, factors: dict[str, Floats], months: int) -> Lines:
    """Give a plan's measures; ``factors`` say what is attained per multiple of a measure's channel."""
    from compplan.simulation.fused.pay import Lines

    weights = np.array(weights_by_month(plan.weights, plan.months), dtype=float).T[:, :months]
    pays = np.array([measure.earns != "nothing" for measure in plan.measures], dtype=float)
    starts, knots, changes = _curves(plan)
    curves = [measure.curve for measure in plan.measures]
    return Lines(
        channel=np.array([_CHANNELS.get(channel_of(measure), 2) for measure in plan.measures]),
        accumulate=np.array([int(measure.accumulate == "year_to_date") for measure in plan.measures]),
        balance=np.array([_BALANCES.index(m.balance) if m.balance else -1 for m in plan.measures]),
        start=starts,
        knots=knots,
        changes=changes,
        threshold=np.array([-np.inf if c.threshold is None else float(c.threshold) for c in curves]),
        cap=np.array([np.inf if c.cap is None else float(c.cap) for c in curves]),
        weights=np.ascontiguousarray(weights * pays[:, None]),
        factor=np.stack([np.asarray(factors[measure.id], dtype=float) for measure in plan.measures]),
        target=np.stack([pricing.target[measure.id] for measure in plan.measures]),
        incentive=pricing.incentive,
        unit=float(plan.rounding.to * 10**plan.currency.exponent),
        mode=_MODES.index(plan.rounding.mode),
    )


def _curves(plan: Plan) -> tuple[Floats, Floats, Floats]:
    """Give each measure's rate at 0, knots and changes of slope, filled up with changes of 0."""
    found = [bends_of(measure.curve) for measure in plan.measures]
    most = max([1, *(len(bends) for _, bends in found)])
    starts = np.zeros(len(found))
    knots, changes = np.zeros((len(found), most)), np.zeros((len(found), most))
    for at, (measure, (start, bends)) in enumerate(zip(plan.measures, found, strict=True)):
        curve = measure.curve
        if curve.pays == "above_threshold" and curve.threshold is not None:
            starts[at] = float(start - value_at(curve, curve.threshold))
        else:
            starts[at] = float(start)
        for number, (knot, change) in enumerate(bends):
            knots[at, number], changes[at, number] = float(knot), float(change)
    return starts, knots, changes


def awards_of(plan: Plan, pricing: Pricing, months: int) -> Awards:
    """Give a plan's recognitions."""
    from compplan.simulation.fused.pay import Awards

    rules = [rule for rule in plan.rules if isinstance(rule, Recognition)]
    ids = [measure.id for measure in plan.measures]
    minor = 10**plan.currency.exponent
    amount, due = np.zeros((len(rules), months)), np.zeros((len(rules), months), dtype=bool)
    group = np.zeros((len(rules), len(pricing.incentive)), dtype=np.int64)
    for at, rule in enumerate(rules):
        every = MONTHS_IN[rule.every]
        due[at, every - 1 :: every] = True
        yearly = np.array([float(each * minor) for each in rule.award])
        amount[at] = yearly[np.arange(months) // 12]
        group[at] = pricing.groups.get(rule.among, pricing.groups[EVERYBODY])
    return Awards(
        measure=np.array([ids.index(rule.measure) for rule in rules], dtype=np.int64),
        span=np.array([rule.over_months for rule in rules], dtype=np.int64),
        improved=np.array([rule.rank_by == "improvement" for rule in rules], dtype=bool),
        winners=np.array([rule.winners for rule in rules], dtype=np.int64),
        shared=np.array([rule.ties != "all" for rule in rules], dtype=bool),
        amount=amount,
        due=due,
        group=group,
    )
