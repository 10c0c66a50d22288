"""Proration: what parts of months count, and what leave takes off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Basis = Literal["calendar_days", "working_days", "days_of_year", "months_12"]
LeaveBasis = Literal["calendar_days", "working_days", "weeks_52"]


@dataclass(frozen=True, slots=True)
class Leave:
    """The table of absences, and by which bases they lower quotas and target incentive, if they do."""

    table: str
    quota: LeaveBasis | None = None
    target_incentive: LeaveBasis | None = None
