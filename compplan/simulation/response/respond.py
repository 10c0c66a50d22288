"""The response model from start to end: a world and its noise in, what every month showed out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from compplan.simulation.incentive.joint import look_at
from compplan.simulation.incentive.tables import look
from compplan.simulation.response import ratings
from compplan.simulation.response.month import advance
from compplan.simulation.response.randomness import Noise
from compplan.simulation.response.state import Month, State
from compplan.simulation.response.stock import STAGES
from compplan.simulation.response.world import World

Floats = NDArray[np.float64]
NoiseOf = Callable[[int], Noise]
"""Gives the noise of a month."""

QUIET = Noise()


def respond(world: World, noise_of: NoiseOf, months: int) -> Iterator[Month]:
    """Live through the months of a world, one after the other."""
    state = start(world)
    for month in range(months):
        state, shown = advance(world, state, month, noise_of(month) if world.lucky else QUIET)
        yield shown


def start(world: World) -> State:
    """Give the state before the first month: everybody as under the old plan."""
    people, card = world.people, world.card
    shape = people.elasticity.shape
    zeros, ones = np.zeros(shape), np.ones(shape)
    logits = np.broadcast_to(people.intercept, (len(card.weights), *shape))
    odds = people.anchor + world.levers.sign_off
    return State(
        product_effort=ones * world.fixed["product_effort_share"],
        rb_effort=ones * (1 - world.fixed["product_effort_share"]),
        campaign_effort=ones * world.fixed["campaign_effort"],
        skill=people.skill,
        anchor_skill=people.skill,
        shares=ratings.logistic(logits),
        log_odds=odds,
        anchor_odds=odds,
        stages=np.zeros((STAGES, *shape)),
        accounts=ones,
        product=ones * people.product,
        relationship=ones * people.relationship,
        year_product=zeros,
        year_relationship=zeros,
        pulled=zeros,
        reference_pay=ones * old_pay(world),
        ability=ones * people.ability,
        vacant=zeros,
        tenure=np.full(shape, np.inf),
        hired=np.zeros(shape, dtype=bool),
    )


def old_pay(world: World) -> Floats:
    """Give the pay that the old plan is expected to give, per unit of on-target earnings."""
    people, incentives = world.people, world.incentives
    level = look(incentives.channels["product"].old[None], people.product)
    level = level + look(incentives.channels["relationship"].old[None], people.relationship)
    if incentives.joint is not None:
        level = level + look_at(incentives.joint.old[None], people.product, people.relationship)
    variable = people.variable
    paid: Floats = np.maximum(1 - variable + variable * (incentives.old_level + level[0]), 0.05)
    return paid
