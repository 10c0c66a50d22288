"""Report cards: behaviours that customers rate on an ordinal scale."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from compplan.plan.model.later import later

Between = Literal["steps", "linear"]
TooFew = Literal["exclude", "neutral", "zero"]
AttainsBy = Literal["favourable_share", "mean_value"]
ShrunkTo = Literal["team", "plan"]
ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Behaviour:
    """A behaviour that customers rate, its weight in the report card and its target.

    Where the target moves, ``target`` is that of the last month which ``targets`` names.
    """

    id: str
    title: str
    weight: Fraction
    target: Fraction
    business_value: str = later("")
    """The value of the business plan that it serves; nothing if the plan names none."""
    targets: tuple[tuple[int, Fraction], ...] = later(())
    """Targets from plan months (1, 2, ...) on, the first of them 1; none if the target stays."""
    between: Between = later("steps")

    def target_in(self, month: int) -> Fraction:
        """Give the target of a plan month (1, 2, ...)."""
        if not self.targets:
            return self.target
        at = bisect_right(self.targets, month, key=lambda row: row[0])
        first, low = self.targets[at - 1]
        if self.between == "steps" or at == len(self.targets):
            return low
        last, high = self.targets[at]
        return low + (high - low) * Fraction(month - first, last - first)


@dataclass(frozen=True, slots=True)
class MinimumResponses:
    """How many responses a share needs, how far back to look for them, and what follows without."""

    count: int
    pool_previous_months: int
    then: TooFew


@dataclass(frozen=True, slots=True)
class Shrinkage:
    """To whose responses figures are drawn, and by how many; None: as many as the ratings so far say."""

    to: ShrunkTo
    strength: int | None


@dataclass(frozen=True, slots=True)
class ReportCard:
    """A customer report card: an ordinal scale (worst first), its favourable categories, behaviours.

    ``values`` are the worth of the scale's categories, in its order; none if the plan gives none.
    """

    id: str
    title: str
    ratings: str
    scale: tuple[str, ...]
    favourable: frozenset[str]
    minimum_responses: MinimumResponses
    attainment_cap: Fraction | None
    behaviours: tuple[Behaviour, ...]
    values: tuple[Fraction, ...] = later(())
    attains_by: AttainsBy = later("favourable_share")
    most_per_account: int | None = later(None)
    shrinkage: Shrinkage | None = later(None)

    @property
    def highest(self) -> Fraction:
        """Give the highest figure that can be held against a target."""
        return ONE if self.attains_by == "favourable_share" else self.values[-1]
