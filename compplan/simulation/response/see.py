"""What participants see of pay in a month: incentives through belief, and expected pay."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compplan.simulation.incentive import joint as joint_rows
from compplan.simulation.incentive.joint import CHANNELS, look_at
from compplan.simulation.incentive.tables import (
    LEVEL,
    NEW,
    NEW_ROOT,
    OLD,
    OLD_ROOT,
    ChannelTables,
    Incentives,
    look,
)
from compplan.simulation.response.state import State
from compplan.simulation.response.stock import STAGES
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
    campaign: Floats | None = None
    """None without a measure that responds to campaigns."""


def see(world: World, state: State, belief: Floats, month: int) -> Seen:
    """See what effort in each channel is paid this month and in the planning horizon."""
    people = world.people
    now, other = _both(
        world.incentives,
        month,
        _Standing(state.product, state.year_product),
        _Standing(state.relationship, state.year_relationship),
    )
    base, base_other = _both(
        world.incentives,
        month,
        _usual(world.incentives.channels["product"], month, people.product),
        _usual(world.incentives.channels["relationship"], month, people.relationship),
    )
    risk = world.values["risk_aversion"] * people.variable / 2
    control = world.values["rating_controllability"]
    old_product = incentive(base, np.zeros(1), risk)
    old_relationship = incentive(base_other, np.zeros(1), risk)
    unit = np.maximum(old_product, LEAST_SLOPE)
    felt = incentive(now, belief, risk) - old_product
    ahead = foreseen(world) * felt if world.levers.foresight else 0.0
    level = now[LEVEL] + other[LEVEL]
    campaign, above = _campaign(world, state, belief, month, risk)
    return Seen(
        felt / unit,
        (control * (incentive(other, belief, risk) - old_relationship) + ahead) / unit,
        expected_pay(world, month, level + above),
        None if campaign is None else world.fixed["campaign_controllability"] * campaign / unit,
    )


def foreseen(world: World) -> Floats:
    """Give what a participant who looks ahead makes of relationships, per unit of product incentive.

    Effort raises quality, quality the stock, and the stock own revenue later: at once by the share of wallet,
    in the long run by accounts kept; what comes late counts less, by a personal rate of discount.
    """
    values, rate = world.values, world.fixed["personal_discount"]
    delayed = (1 + rate * (STAGES + values["revenue_lag"]) / STAGES) ** -STAGES
    kept = values["stock_retention"] * values["account_churn"] / (values["account_churn"] + rate)
    worth: Floats = values["rating_effort"] * (values["stock_revenue"] + kept) * delayed
    return world.levers.foresight * worth


def _campaign(
    world: World, state: State, belief: Floats, month: int, risk: Floats
) -> tuple[Floats | None, Floats]:
    """Give the change of the campaign's incentive and the pay that it brings, as effort goes now."""
    table = world.incentives.channels.get("campaign")
    if table is None:
        return None, np.zeros(1)
    multiple = state.campaign_effort / world.fixed["campaign_effort"]
    rows, base = (_rows(table, month, _usual(table, month, level)) for level in (multiple, np.ones(1)))
    return incentive(rows, belief, risk) - incentive(base, np.zeros(1), risk), rows[LEVEL]


def incentive(rows: Floats, belief: Floats, risk: Floats) -> Floats:
    """Give the slope of pay less a risk premium: the announced plan by belief, the old one for the rest."""
    slope = rows[OLD] + belief * (rows[NEW] - rows[OLD])
    root = rows[OLD_ROOT] + belief * (rows[NEW_ROOT] - rows[OLD_ROOT])
    felt: Floats = slope - risk * root * np.abs(root)
    return felt


def expected_pay(world: World, month: int, above: Floats) -> Floats:
    """Give expected pay per unit of on-target earnings; at least a sliver, so that its logarithm exists."""
    variable = world.people.variable
    multiple = world.incentives.level[month] + above
    paid: Floats = np.maximum(1 - variable + variable * multiple, 0.05)
    return paid


@dataclass(frozen=True, slots=True)
class _Standing:
    """What is expected to be attained of a channel in a month, and what was in the running period to date."""

    expected: Floats
    to_date: Floats

    def coming(self, period: int, month: int) -> Floats:
        """Give what the running period will come to."""
        gone = month % period
        come: Floats = (self.to_date + (period - gone) * self.expected) / period
        return come


def _both(
    incentives: Incentives, month: int, product: _Standing, relationship: _Standing
) -> tuple[Floats, Floats]:
    """Give the rows of both channels, with what they pay together."""
    channels, joint = incentives.channels, incentives.joint
    rows = _rows(channels["product"], month, product)
    other = _rows(channels["relationship"], month, relationship)
    if joint is None:
        return rows, other
    found = look_at(joint.expected[month], product.expected, relationship.expected)
    if joint.coming is not None:
        near = (
            each.coming(channels[name].period, month)
            for name, each in zip(CHANNELS, (product, relationship), strict=True)
        )
        found[:4] += look_at(joint.coming[month], *near)
    for at, each in enumerate((rows, other)):
        each[NEW] += found[joint_rows.NEW[at]]
        each[OLD] += found[joint_rows.OLD[at]]
    rows[LEVEL] += found[joint_rows.LEVEL]
    return rows, other


def _rows(table: ChannelTables, month: int, standing: _Standing) -> Floats:
    rows = look(table.expected[month], standing.expected)
    if table.coming is not None:
        rows[:4] += look(table.coming[month], standing.coming(table.period, month))
    return rows


def usual_rows(table: ChannelTables, month: int, level: Floats) -> Floats:
    """Give a channel's rows [rows, ...] for those who stand at the baseline."""
    return _rows(table, month, _usual(table, month, level))


def _usual(table: ChannelTables, month: int, level: Floats) -> _Standing:
    """Stand where the baseline would have one stand."""
    to_date = np.zeros_like(level)
    for _ in range(month % table.period):
        to_date = to_date + level
    return _Standing(level, to_date)


def above_level(incentives: Incentives, month: int, product: Floats, relationship: Floats) -> Floats:
    """Give the pay that attainments are expected to bring in a month, less that where channels attain 1."""
    channels, joint = incentives.channels, incentives.joint
    level = look(channels["product"].expected[month, LEVEL:], product)
    level = level + look(channels["relationship"].expected[month, LEVEL:], relationship)
    if joint is not None:
        level = level + look_at(joint.expected[month, joint_rows.LEVEL :], product, relationship)
    above: Floats = level[0]
    return above
