"""A scorecard: the payout rates of several measures, each by its own curve, weighted and added up."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from compplan.engine.curve import payout_rate
from compplan.engine.exact.cells import Cells
from compplan.engine.measure import Source
from compplan.plan.model import Curve


@dataclass(frozen=True, slots=True)
class Part:
    """A measure of a scorecard: its weight, its curve and what this goes by."""

    measure: str
    weight: Fraction
    curve: Curve
    by: Source


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The parts of a scorecard, one or more; its attainment is the sum of weight x payout rate."""

    parts: tuple[Part, ...]

    def attainment(self, cells: Cells) -> Any:
        """Evaluate some cells."""
        first, *others = (
            payout_rate(part.curve, part.by.attainment(cells)).times(part.weight) for part in self.parts
        )
        total = first
        for other in others:
            total = total.plus(other)
        return total
