"""Those who leave, the empty territory, and those who are hired for it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from compplan.simulation.response import attrition
from compplan.simulation.response.randomness import HIRE_ABILITY, HIRE_BELIEF, Noise
from compplan.simulation.response.state import State
from compplan.simulation.response.world import World

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


def ramp_of(world: World, state: State, present: Bools) -> Floats:
    """Give the productivity of who holds a territory: 1 for the experienced, 0 where nobody does."""
    start, months = world.fixed["ramp_start"], world.fixed["ramp_months"]
    ramp: Floats = present * (1 - (1 - start) * np.exp(-state.tenure / months))
    return ramp


def leave(world: World, state: State, left: Bools) -> State:
    """Let leavers go: accounts and half the relationship stock go with them."""
    if not left.any():
        return replace(state, tenure=state.tenure + 1)
    by_stock = world.fixed["stock_lost_with_leaver"]
    kept = attrition.accounts_kept(state.stages[-1], world.values["departure_loss"], by_stock)
    return replace(
        state,
        accounts=np.where(left, state.accounts * kept, state.accounts),
        stages=np.where(left, state.stages / 2, state.stages),
        vacant=np.where(left, world.fixed["vacancy_months"] + 1, state.vacant),
        tenure=state.tenure + 1,
    )


def fill(world: World, state: State, month: int, noise: Noise) -> State:
    """Let a month of every vacancy pass, and hire where it was the last."""
    waiting = state.vacant > 0
    if not waiting.any():
        return state if not state.hired.any() else replace(state, hired=np.zeros_like(state.hired))
    vacant = np.where(waiting, state.vacant - 1, 0)
    return _hired(world, replace(state, vacant=vacant), waiting & (vacant == 0), month, noise)


def _hired(world: World, state: State, hired: Bools, month: int, noise: Noise) -> State:
    """Start hires: selected for relationships as far as pay hangs on them, with no habits and own beliefs."""
    people, values, fixed = world.people, world.values, world.fixed
    better = fixed["hire_selection"] * world.shift.relationship[month]
    anchor_skill = np.where(hired, np.minimum(people.skill + better, 0.95), state.anchor_skill)
    odds = np.log(values["initial_belief"] / (1 - values["initial_belief"])) + world.levers.sign_off
    odds = odds + fixed["belief_spread"] * noise.normal(HIRE_BELIEF)
    return replace(
        state,
        hired=hired,
        skill=np.where(hired, anchor_skill, state.skill),
        anchor_skill=anchor_skill,
        log_odds=np.where(hired, odds, state.log_odds),
        anchor_odds=np.where(hired, odds, state.anchor_odds),
        ability=np.where(hired, noise.normal(HIRE_ABILITY), state.ability),
        product=np.where(hired, people.product, state.product),
        relationship=np.where(hired, people.relationship, state.relationship),
        year_product=_begun(world, "product", hired, people.product, state.year_product, month),
        year_relationship=_begun(
            world, "relationship", hired, people.relationship, state.year_relationship, month
        ),
        tenure=np.where(hired, 0.0, state.tenure),
    )


def _begun(world: World, channel: str, hired: Bools, level: Floats, to_date: Floats, month: int) -> Floats:
    """Let hires think of the months of the running period that they missed as of months like any other."""
    gone = month % world.incentives.channels[channel].period
    return np.where(hired, gone * level, to_date)
