"""Measures: what is counted, what is to be reached, and how it is paid."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from compplan.plan.model.actuals import Actual
from compplan.plan.model.curves import Curve
from compplan.plan.model.later import later
from compplan.plan.model.limits import Limits
from compplan.plan.model.pools import Pool

Accumulate = Literal["period", "year_to_date"]
Balance = Literal["lapse", "carry", "recover"]
Earns = Literal["target_incentive", "commission", "amount", "nothing"]
Direction = Literal["higher_is_better", "lower_is_better"]
QuotaProration = Literal["as_given", "calendar_days", "working_days"]
RespondsTo = Literal["product", "relationship", "campaign", "none"]


@dataclass(frozen=True, slots=True)
class Target:
    """Where the level that earns 100 % stands."""

    table: str
    value: str
    spread: Literal["months", "days"] | None = None
    if_missing: Literal["error", "no_pay"] = "error"
    if_zero: Literal["error", "no_pay", "at_target"] = "error"
    seasonality: tuple[Fraction, ...] = later(())
    """Shares of a year's quarters or months; none spreads as ``spread`` says."""
    over: Literal["to_date", "plan_year"] = later("to_date")
    """Of a measure to date: its quotas so far, or those of the whole plan year."""
    ramp: tuple[tuple[int, Fraction], ...] = later(())
    """The share of the quota from a month since the participant's start on."""


@dataclass(frozen=True, slots=True)
class Constant:
    """A level that is the same for everyone and every period."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Counted:
    """A level that is counted of rows: ``times`` what they come to, in the same period or the one before."""

    of: Actual
    times: Fraction = Fraction(1)
    period: Literal["same", "before"] = "same"
    if_zero: Literal["error", "no_pay", "at_target"] = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseMeasure:
    """What every measure has: a name, what it earns by which curve, and over which time.

    A measure that earns nothing is there for others to refer to.
    """

    id: str
    title: str
    curve: Curve
    earns: Earns = later("target_incentive")
    accumulate: Accumulate = "period"
    balance: Balance | None = None
    responds_to: RespondsTo | None = later(None)
    """Which effort of participants moves it in a simulation, if not the one usual for its type."""
    caps: Limits | None = None
    floors: Limits | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttainmentMeasure(BaseMeasure):
    """A measure whose attainment is actual / target."""

    actual: Actual
    target: Target | Constant | Counted
    quota_proration: QuotaProration
    direction: Direction = later("higher_is_better")


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueMeasure(BaseMeasure):
    """A measure of an actual without target; where others refer to its attainment, it is the actual."""

    actual: Actual
    per: Literal["period", "transaction"] = later("period")
    """What the curve is applied to: the sum of a period, or each row by itself."""
    pool: Pool | None = later(None)
    """Whether what a group earns together is shared, and how."""
    direction: Direction = later("higher_is_better")
    """Which values rank first."""

    @property
    def looked_up(self) -> bool:
        """Tell whether what it pays is not the curve's on the participant's own sum of a period."""
        return self.per == "transaction" or self.pool is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCardMeasure(BaseMeasure):
    """A measure whose attainment is that of a customer report card."""

    report_card: str


@dataclass(frozen=True, slots=True)
class Axis:
    """A measure along one side of a matrix, and where its rows or columns begin."""

    measure: str
    breaks: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixMeasure(BaseMeasure):
    """A measure whose attainment follows from two others by a grid, a row for each break of ``rows``."""

    rows: Axis
    columns: Axis
    grid: tuple[tuple[Fraction, ...], ...]
    cells: Literal["step", "interpolated"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorecardMeasure(BaseMeasure):
    """A measure whose attainment is the sum of weight x payout rate of others, ``of`` by their ids."""

    of: tuple[tuple[str, Fraction], ...]


Measure = AttainmentMeasure | ValueMeasure | ReportCardMeasure | MatrixMeasure | ScorecardMeasure
