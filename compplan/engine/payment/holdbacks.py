"""Hold-backs: a share of each payment is held, and paid in parts later."""

from __future__ import annotations

from math import lcm

import numpy as np

from compplan.engine.payment.items import Given, Item, Open, part_of
from compplan.engine.shares import split
from compplan.plan.model import MONTHS_IN, HoldBack, Plan


def with_hold_back(plan: Plan, hold_back: HoldBack, given: Given) -> Given:
    """Hold a share of each positive payment, and pay the parts that are due; the rest is open."""
    held = part_of(np.maximum(given.total, 0), hold_back.share)
    released, left = np.zeros_like(held), np.zeros_like(held[0])
    step, parts_of_it = MONTHS_IN[plan.payout_period], len(hold_back.paid_after)
    over = lcm(*(share.denominator for _, share in hold_back.paid_after))
    weight = np.array([int(share * over) for _, share in hold_back.paid_after], dtype=np.int64)
    for period, amounts in enumerate(held):
        people = len(amounts)
        group = np.repeat(np.arange(people), parts_of_it)
        parts = split(amounts, group, np.tile(weight, people), over, 1).reshape(people, parts_of_it)
        for number, (months, _) in enumerate(hold_back.paid_after):
            due = period + -(-months // step)
            if due < len(held):
                released[due] += parts[:, number]
            else:
                left += parts[:, number]
    items = [Item("held_back", "hold_back", -held), Item("hold_back_paid", "hold_back", released)]
    return given.plus(items, [Open("hold_back", left)])
