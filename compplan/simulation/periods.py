"""Periods of a study: months, plan years and the whole, and how a metric is summed over them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from compplan import months as calendar
from compplan.simulation.outcome import Outcome

Floats = NDArray[np.float64]

ALL = "all"
SUMS = ("payout_cost", "revenue", "net_contribution", "leavers", "program_cost")
UNITS = {
    "rb_effort": "share of the effort of old",
    "product_effort": "share of the effort of old",
    "belief": "probability",
    "favourable_share": "share",
    "leavers": "participants",
    "cost_of_sales": "share of revenue",
    "participants_below_90_percent_pay": "participants",
}
"""Units of metrics; those not named are money."""


def periods(starts: int, months: int) -> list[tuple[str, slice]]:
    """Name every month, plan year (1, 2, ...) and ``all``, with its months."""
    each = [(calendar.month_text(starts + at), slice(at, at + 1)) for at in range(months)]
    years = [(str(at // 12 + 1), slice(at, min(at + 12, months))) for at in range(0, months, 12)]
    return [*each, *years, (ALL, slice(0, months))]


def figures_of(outcome: Outcome, metric: str, part: slice) -> Floats:
    """Give a metric of every sample over some months: sums of money and people, else means."""
    if metric == "cost_of_sales":
        cost, revenue = (figures_of(outcome, name, part) for name in ("payout_cost", "revenue"))
        return np.divide(cost, revenue, out=np.full_like(cost, np.nan), where=revenue != 0)
    months = outcome.figures[metric][:, part]
    figures: Floats = months.sum(axis=1) if metric in SUMS else months.mean(axis=1)
    return figures


def behaviours_of(outcome: Outcome, part: slice) -> Floats:
    """Give every behaviour's favourable share of every sample over some months [behaviours, samples]."""
    shares: Floats = outcome.behaviours[:, :, part].mean(axis=2)
    return shares
