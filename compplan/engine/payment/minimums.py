"""The least amount that is paid: what is below it waits for the next payment, or lapses."""

from __future__ import annotations

import numpy as np

from compplan.engine.payment.items import Given, Item, Open, holds_in, minor_units
from compplan.plan.model import Minimum, Plan


def with_minimum(plan: Plan, minimum: Minimum, given: Given) -> Given:
    """Keep payments below the least amount from being paid, and add what was kept to the next."""
    least = minor_units(plan, minimum.amount)
    change, carried = np.zeros_like(given.total), np.zeros_like(given.total[0])
    for period, total in enumerate(given.total):
        if not holds_in(plan, period):  # what an earlier version kept is paid as soon as it holds no more
            change[period], carried = carried, np.zeros_like(carried)
            continue
        due = total + carried
        small = due < least
        change[period] = np.where(small, -total, carried)
        carried = np.where(small, due, 0) if minimum.below == "carry" else np.zeros_like(carried)
    return given.plus([Item("minimum", "minimum", change)], [Open("minimum", carried)])
