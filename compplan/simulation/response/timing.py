"""Deals that are moved by a month to where they pay more: revenue is conserved, less what moving costs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from compplan.simulation.incentive.tables import NEW, look
from compplan.simulation.response.state import State
from compplan.simulation.response.world import World

Floats = NDArray[np.float64]

_STEEPNESS = 2.0


def moved_share(now: Floats, later: Floats, most: float) -> Floats:
    """Give the share of next month's deals that is booked now; negative where some of now's wait."""
    share: Floats = most * np.tanh(_STEEPNESS * (now - later))
    return share


def timed(world: World, state: State, sold: Floats, month: int) -> tuple[Floats, State]:
    """Book deals where the slope of product pay is steeper, this month or the next."""
    levers = world.levers
    if not levers.timing:
        return sold, state
    sold = sold - state.pulled
    if month + 1 == len(world.quota):
        return sold, replace(state, pulled=np.zeros_like(sold))
    slopes = [_slope(world, state, each) for each in (month, month + 1)]
    pulled = moved_share(slopes[0], slopes[1], levers.timing) * np.maximum(sold, 0)
    cost = levers.timing_discount * np.abs(pulled)
    return sold + pulled - cost, replace(state, pulled=pulled)


def _slope(world: World, state: State, month: int) -> Floats:
    table = world.incentives.channels["product"]
    rows = table.expected if table.coming is None else table.coming
    slope: Floats = look(rows[month, NEW : NEW + 1], state.product)[0]
    return slope
