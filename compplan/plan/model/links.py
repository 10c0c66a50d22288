"""Links between measures: gates, modifiers and what they depend on."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from compplan.plan.model.curves import Curve

Comparison = Literal["at_least", "above", "at_most", "below"]
COMPARISONS: tuple[Comparison, ...] = ("at_least", "above", "at_most", "below")
Applies = Literal["period", "to_date"]
GateType = Literal["hard", "soft"]
Limit = Literal["payout_at_target", "rate_below_target"]
Stacking = Literal["multiplicative", "additive"]


@dataclass(frozen=True, slots=True)
class Condition:
    """What the attainment of a measure (of one without target, its actual) has to be."""

    measure: str
    comparison: Comparison
    level: Fraction


@dataclass(frozen=True, slots=True)
class Gate:
    """A condition for paying at all (hard), or for paying more than a limit (soft).

    ``applies_to`` names measures; none means all. ``applies`` says whether, of a measure to date, the
    period's increment is meant or all that is due.
    """

    id: str
    title: str
    condition: Condition
    type: GateType
    limit: Limit | None
    applies_to: tuple[str, ...]
    applies: Applies


@dataclass(frozen=True, slots=True)
class Modifier:
    """A factor on what other measures earn, by a curve of one measure, where a condition holds."""

    id: str
    title: str
    measure: str
    curve: Curve
    when: Condition | None
    applies_to: tuple[str, ...]
    applies: Applies
