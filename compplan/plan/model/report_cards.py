"""Report cards: behaviours that customers rate on an ordinal scale."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from compplan.plan.model.later import later

TooFew = Literal["exclude", "neutral", "zero"]


@dataclass(frozen=True, slots=True)
class Behaviour:
    """A behaviour that customers rate, its weight in the report card and its target share."""

    id: str
    title: str
    weight: Fraction
    target: Fraction
    business_value: str = later("")
    """The value of the business plan that it serves; nothing if the plan names none."""


@dataclass(frozen=True, slots=True)
class MinimumResponses:
    """How many responses a share needs, how far back to look for them, and what follows without."""

    count: int
    pool_previous_months: int
    then: TooFew


@dataclass(frozen=True, slots=True)
class ReportCard:
    """A customer report card: an ordinal scale (worst first), its favourable categories, behaviours."""

    id: str
    title: str
    ratings: str
    scale: tuple[str, ...]
    favourable: frozenset[str]
    minimum_responses: MinimumResponses
    attainment_cap: Fraction | None
    behaviours: tuple[Behaviour, ...]
