"""Participants see what channels pay together: gates, modifiers, a matrix, caps, as the engine pays."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

import compplan as cp
from compplan.simulation.incentive.joint import CHANNELS, GRID, NEW, look_at, weights
from compplan.simulation.incentive.reference import MonthlyPay
from compplan.simulation.incentive.tables import NEW as SLOPE
from compplan.simulation.incentive.tables import look
from compplan.simulation.parameters.read import shipped
from compplan.simulation.worlds import Path, path_of, reference_of, score_spread
from tests.simulation import company

LINKS = {
    "hard gate": (
        "gates:\n  first: {type: hard, measure: relationship, at_least: 85%, applies_to: [product_revenue]}\n"
    ),
    "soft gate": (
        "gates:\n  first: {type: soft, limit: payout_at_target, measure: relationship, at_least: 85%,"
        " applies_to: [product_revenue]}\n"
    ),
    "modifier": (
        "modifiers:\n  quality:\n    measure: relationship\n    applies_to: [product_revenue]\n"
        "    curve: {type: linear, points: [[60%, 80%], [100%, 120%]]}\n"
    ),
    "cap over all": "caps: {payout_period: 5000}\n",
}
SPREAD = 0.25
ROUNDING = "rounding: {to: 0.01, mode: half_up, at: component}\nproration: {basis: calendar_days}\n"


@cache
def linked(words: str) -> Path:
    """Prepare the bold plan with links added, each month paid by itself."""
    source = company.plan("bold").source
    assert source is not None
    parts = [
        line for line in source.text.splitlines() if "accumulate:" not in line and "balance:" not in line
    ]
    text = "\n".join(parts).split("\nrules:")[0]
    plan = cp.parse_plan(f"{text}\n{ROUNDING}{words}")
    return path_of(plan, company.workforce(), shipped().fixed, SPREAD)


@pytest.mark.parametrize("name", LINKS)
def test_joint_slopes_are_those_of_what_the_engine_pays(name: str) -> None:
    """T22b: with links too, slopes are those of what the engine pays in the mean over luck in both."""
    path, force = linked(LINKS[name]), company.workforce()
    joint = path.incentives.joint
    assert joint is not None
    pay = MonthlyPay(path.plan, reference_of(path.plan, force, path.card))
    spreads = SPREAD, score_spread(path.card, force) / path.card.level
    month, aims = 14, (0.95, 1.05)
    both = look_at(joint.expected[month], *(np.array([aim]) for aim in aims))[:, 0]
    deviate = np.linspace(-5, 5, 141)
    mass = np.exp(-(deviate**2) / 2) / np.exp(-(deviate**2) / 2).sum()
    points = [np.maximum(aim + spread * deviate, 0) for aim, spread in zip(aims, spreads, strict=True)]
    grid = np.meshgrid(*points, indexing="ij")
    paid = pay({channel: each.ravel() for channel, each in zip(CHANNELS, grid, strict=True)})
    mean = paid[month : month + 6].mean(axis=0).reshape(grid[0].shape)
    for at, channel in enumerate(CHANNELS):
        alone = look(path.incentives.channels[channel].expected[month], np.array([aims[at]]))[SLOPE, 0]
        # The slope of a mean over normal luck is the mean of pay times luck, over its spread.
        by_channel = [mass * (deviate if each == at else 1) for each in range(2)]
        slope = by_channel[0] @ mean @ by_channel[1] / spreads[at]
        assert alone + both[NEW[at]] == pytest.approx(slope, abs=0.015)


def test_what_luck_makes_of_straight_pieces_has_their_slope() -> None:
    """A straight line from end to end keeps its values and slope far from the ends."""
    knots = np.array([-9.0, 0.5, 1.0, 9.0])
    mean, slope = weights(knots, GRID, 0.1)
    assert mean @ np.repeat(2 * knots, 2) == pytest.approx(2 * GRID, abs=1e-12)
    assert slope @ np.repeat(2 * knots, 2) == pytest.approx(np.full(len(GRID), 2), abs=1e-12)
