"""Measures: what is counted, what is to be reached, and how it is paid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from compplan.plan.model.curves import Curve

Accumulate = Literal["period", "year_to_date"]
Balance = Literal["lapse", "carry", "recover"]
Credit = Literal["own", "reports", "own_and_reports"]
QuotaProration = Literal["as_given", "calendar_days"]


@dataclass(frozen=True, slots=True)
class Actual:
    """What is summed: a column of a table, of rows whose other columns have one of the given values."""

    table: str
    sum: str
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    credit: Credit = "own"
    if_missing: Literal["error", "zero"] = "error"
    missing_months: Literal["error", "zero"] = "error"


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
