"""What participants see of pay in a month: incentives through belief, and expected pay."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compplan.simulation.incentive.tables import LEVEL, NEW, NEW_ROOT, OLD, OLD_ROOT, ChannelTables, look
from compplan.simulation.response.state import State
from compplan.simulation.response.world import World

Floats = NDArray[np.float64]

LEAST_SLOPE = 0.25
"""The old plan's product incentive that changes are measured by is never less than this."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Changes of incentive next to the old plan's product incentive, and expected pay per unit of OTE."""

    product: Floats
    relationship: Floats
    expected: Floats


def see(world: World, state: State, belief: Floats, month: int) -> Seen:
    """See what effort in each channel is paid this month and in the planning horizon."""
    people = world.people
    channels = world.incentives.channels
    product, relationship = channels["product"], channels["relationship"]
    now = _rows(product, month, state.product, state.year_product)
    other = _rows(relationship, month, state.relationship, state.year_relationship)
    base = _base_rows(product, month, people.product)
    base_other = _base_rows(relationship, month, people.relationship)
    risk = world.values["risk_aversion"] * people.variable / 2
    control = world.values["rating_controllability"]
    old_product = incentive(base, np.zeros(1), risk)
    old_relationship = incentive(base_other, np.zeros(1), risk)
    unit = np.maximum(old_product, LEAST_SLOPE)
    return Seen(
        (incentive(now, belief, risk) - old_product) / unit,
        control * (incentive(other, belief, risk) - old_relationship) / unit,
        expected_pay(world, month, now[LEVEL] + other[LEVEL]),
    )


def incentive(rows: Floats, belief: Floats, risk: Floats) -> Floats:
    """Give the slope of pay less a risk premium: the announced plan by belief, the old one for the rest."""
    slope = rows[OLD] + belief * (rows[NEW] - rows[OLD])
    root = rows[OLD_ROOT] + belief * (rows[NEW_ROOT] - rows[OLD_ROOT])
    felt: Floats = slope - risk * root * np.abs(root)
    return felt


def expected_pay(world: World, month: int, above_level: Floats) -> Floats:
    """Give expected pay per unit of on-target earnings; at least a sliver, so that its logarithm exists."""
    variable = world.people.variable
    multiple = world.incentives.level[month] + above_level
    paid: Floats = np.maximum(1 - variable + variable * multiple, 0.05)
    return paid


def _rows(table: ChannelTables, month: int, expected: Floats, to_date: Floats) -> Floats:
    rows = look(table.expected[month], expected)
    if table.coming is None:
        return rows
    gone = month % table.period
    coming = (to_date + (table.period - gone) * expected) / table.period
    near = look(table.coming[month], coming)
    rows[:4] += near
    return rows


def _base_rows(table: ChannelTables, month: int, level: Floats) -> Floats:
    gone = month % table.period
    to_date = np.zeros_like(level)
    for _ in range(gone):
        to_date = to_date + level
    return _rows(table, month, level, to_date)
