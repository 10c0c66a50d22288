"""What could be looked at: months of the old plan, the plan's first year, a staggered roll-out, a pilot."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from compplan.plan.model import Path, Plan
from compplan.plan.path import weights_by_month
from compplan.simulation.paths import along, status_quo

DELAY = 6
"""Months by which the second half of a staggered roll-out begins later."""


@dataclass(frozen=True, slots=True)
class Design:
    """Groups of participants, each a plan and a share of them, looked at for so many months."""

    name: str
    groups: tuple[tuple[Plan, float], ...]
    months: int


def pilot(plan: Plan, share: float, way: float, months: int) -> Design:
    """Let a share of participants go so far of the plan's way at once, the others stay."""
    groups = ((moved(plan, way), share), (old(plan), 1 - share))
    return Design(f"pilot of {share:.0%}, {way:.0%} of the way, {months} months", groups, months)


def moved(plan: Plan, way: float) -> Plan:
    """Give a plan that goes a share of the way at once, and stays there."""
    share = Fraction(way).limit_denominator(1000)
    return along(plan, lambda _month, _months: share, f"{plan.id}-{way:.0%}")


def old(plan: Plan) -> Plan:
    """Give a plan that stays with the weights of old."""
    return along(plan, status_quo, f"{plan.id}-old")


def later(plan: Plan, months: int) -> Plan:
    """Give a plan that begins to move so many months later."""
    rows = [(month, row) for month, row in enumerate(weights_by_month(plan.weights, plan.months), start=1)]
    before = plan.weights.before
    kept = [(month + months, row) for month, row in rows if month + months <= plan.months]
    path = Path("monthly", before, ((1, before), *kept))
    return replace(plan, id=f"{plan.id}-later", weights=path, announced_weights=None)


def usual_designs(plan: Plan, months: int) -> list[Design]:
    """List the designs that companies have or may choose."""
    year = min(12, months)
    staggered = ((plan, 0.5), (later(plan, DELAY), 0.5))
    return [
        Design(f"{months} months of old", ((old(plan), 1.0),), months),
        Design(f"plan, {year} months", ((plan, 1.0),), year),
        Design(f"plan, {months} months", ((plan, 1.0),), months),
        Design(f"half {DELAY} later, {months}", staggered, months),
        replace(pilot(plan, 0.5, 1.0, year), name=f"pilot of half, {year}"),
    ]
