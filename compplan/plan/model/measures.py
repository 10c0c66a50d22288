"""Measures: what is counted, what is to be reached, and how it is paid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from compplan.plan.model.actuals import Actual
from compplan.plan.model.curves import Curve

Accumulate = Literal["period", "year_to_date"]
Balance = Literal["lapse", "carry", "recover"]
QuotaProration = Literal["as_given", "calendar_days"]


@dataclass(frozen=True, slots=True)
class Target:
    """Where the level that earns 100 % stands."""

    table: str
    value: str
    spread: Literal["months"] | None = None
    if_missing: Literal["error", "no_pay"] = "error"
    if_zero: Literal["error", "no_pay", "at_target"] = "error"


@dataclass(frozen=True, slots=True)
class AttainmentMeasure:
    """A measure whose attainment is actual / target."""

    id: str
    title: str
    curve: Curve
    actual: Actual
    target: Target
    quota_proration: QuotaProration
    accumulate: Accumulate = "period"
    balance: Balance | None = None


@dataclass(frozen=True, slots=True)
class ReportCardMeasure:
    """A measure whose attainment is that of a customer report card."""

    id: str
    title: str
    curve: Curve
    report_card: str
    accumulate: Accumulate = "period"
    balance: Balance | None = None


Measure = AttainmentMeasure | ReportCardMeasure
