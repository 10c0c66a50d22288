"""Pools: what a group earns together, and how it is shared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from compplan.plan.model.actuals import Actual
from compplan.plan.model.curves import Within

Shared = Literal["equally", "by_weight", "by_target_incentive", "by_points"]


@dataclass(frozen=True, slots=True)
class Pool:
    """Among whom the pay on the sum of their actuals is shared, and by what; ``points`` are rows counted."""

    within: Within
    shared: Shared
    points: Actual | None = None
