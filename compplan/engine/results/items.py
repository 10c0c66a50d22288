"""Lines that no measure earns, and what of them is open, as columns of the results."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan import months as calendar
from compplan.engine.payment.items import Item, Open
from compplan.engine.results.evaluated import PlanResult
from compplan.plan.model import MONTHS_IN

_NONE = ("weight", "actual", "target", "attainment", "payout_rate", "earned")


def item_columns(result: PlanResult, item: Item) -> dict[str, NDArray[Any]]:
    """Give the lines of an item: no measure, only what is paid."""
    plan = result.compiled.plan
    period, person = np.nonzero(item.amount)
    step = MONTHS_IN[plan.payout_period]
    ends = [calendar.month_text(plan.starts + (row + 1) * step - 1) for row in range(len(item.amount))]
    amount, nothing = item.amount[period, person], np.full(len(period), np.nan)
    return {
        "participant_id": _names(result)[person],
        "month": np.array(ends, dtype=object)[period],
        "component": np.full(len(period), item.id, dtype=object),
        **dict.fromkeys(_NONE, nothing),
        "brought_in": np.zeros_like(amount),
        "paid": amount,
    }


def open_columns(result: PlanResult, left: Open) -> dict[str, NDArray[Any]]:
    """Give what of an item is open at the end."""
    person = np.flatnonzero(left.amount)
    return {
        "participant_id": _names(result)[person],
        "component": np.full(len(person), left.id, dtype=object),
        "amount": left.amount[person],
    }


def _names(result: PlanResult) -> NDArray[np.object_]:
    return np.array(result.compiled.panel.participants, dtype=object)
