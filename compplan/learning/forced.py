"""The response model held to what was observed: it answers each month to the past that really was.

Every state of the model but belief follows from parameters and what was attained before; so what it expects
of a month, given the months before, is explicit. What participants differ in, and nobody saw, are two normal
deviates of each: how they answer to pay, and whether they believe. Some nodes stand for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from compplan.learning.evidence import Evidence
from compplan.simulation.parameters.library import Values
from compplan.simulation.response import belief, month, ratings, stock
from compplan.simulation.response.respond import QUIET, old_pay, start
from compplan.simulation.response.state import People, State
from compplan.simulation.response.steady import usual_turnover
from compplan.simulation.response.world import World

Floats = NDArray[np.float64]

ANSWER = 1.5 * np.array([-1.0, 0.0, 1.0])
BELIEF = np.sqrt(3) * np.array([-1.0, 0.0, 1.0])
WEIGHTS = np.array([1 / 6, 2 / 3, 1 / 6])
NODES = np.stack([np.tile(ANSWER, len(BELIEF)), np.repeat(BELIEF, len(ANSWER))], axis=1)
"""Deviates (answer to pay, belief) of the nodes, those of the answer innermost."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What the model expects of a month, given those before: arrays [samples, participants].

    ``sold`` is the log of revenue next to a participant's level, ``risen`` [behaviours, ...] the log-odds
    that ratings have gained, ``hazard`` the probability of leaving at the month's end. A sample is a point
    of the parameters at a node.
    """

    sold: Floats
    risen: Floats
    hazard: Floats


def world_of(evidence: Evidence, values: Values, fixed: Mapping[str, float]) -> World:
    """Make the world of founders: for each sample of the parameters one for each node, nodes last."""
    nodes = len(NODES)
    spread = {name: np.repeat(each, nodes, axis=0) for name, each in values.items()}
    points = len(values["morale"])
    answer, believing = np.tile(NODES, (points, 1)).T[:, :, None]
    odds = np.log(spread["initial_belief"] / (1 - spread["initial_belief"]))
    behaviours, samples = len(evidence.path.card.weights), points * nodes
    people = People(
        elasticity=spread["incentive_elasticity"] * np.exp(fixed["elasticity_spread"] * answer),
        anchor=odds + fixed["belief_spread"] * believing,
        ability=np.zeros((samples, 1)),
        intercept=np.zeros((samples, 1)),
        skill=np.full((behaviours, samples, 1), fixed["skill_level"]),
        raters=np.ones(1),
        product=evidence.product,
        relationship=evidence.relationship,
        variable=evidence.variable,
    )
    turnover = np.repeat(usual_turnover(values, fixed, evidence.months), nodes, axis=1)
    return World(
        values=spread,
        fixed=fixed,
        incentives=evidence.path.incentives,
        shift=evidence.path.shift,
        people=people,
        card=evidence.path.card,
        quota=np.ones(len(evidence.path.incentives.level) + 1),
        turnover=turnover,
        levers=evidence.path.levers,
        lucky=False,
    )


def held_to(world: World, evidence: Evidence) -> Iterator[Expected]:
    """Live through the observed months."""
    state = _start(world, evidence)
    deviate = np.tile(NODES[:, 1], len(state.log_odds) // len(NODES))[:, None]
    reading = _Reading(world, deviate)
    shares = _shares(evidence)
    for at in range(evidence.months):
        present = evidence.present[at][None]
        state, _ = month.work(world, state, ratings.logistic(state.log_odds), at)
        state, lifted, _ = month.learn(world, state, at)
        quality = np.einsum("k,k...->...", world.card.weights, lifted)
        stages = stock.delayed(state.stages, quality * present, world.values["revenue_lag"])
        state, sold, _ = month.sell(world, replace(state, stages=stages), at, QUIET, present)
        seen = shares[at][:, None]
        targets = world.card.targets * world.levers.target(at)
        score = ratings.score(seen, world.card.weights, targets, world.card.cap)
        state = replace(state, shares=seen, log_odds=reading.after(state, at))
        state, pay = month.expect(world, state, at, evidence.attained[at][None], score, present)
        yield Expected(
            np.log(np.where(present, sold, 1.0)),
            lifted + month.begged(world, at),
            month.hazard(world, state, pay),
        )


def _start(world: World, evidence: Evidence) -> State:
    """Start as the simulator does; what depends on the observed alone is there once, for all samples."""
    people = evidence.present.shape[1]
    begun = start(world)
    zeros = np.zeros((1, people))
    stages = np.zeros((stock.STAGES, len(begun.log_odds), people))
    usual = np.broadcast_to(evidence.share, (len(world.card.weights), 1, people))
    return replace(
        begun,
        stages=stages,
        shares=usual,
        product=evidence.product[None],
        relationship=evidence.relationship[None],
        year_product=zeros,
        year_relationship=zeros,
        reference_pay=old_pay(world)[None],
        ability=evidence.ability[None],
    )


def _shares(evidence: Evidence) -> Floats:
    """Give the favourable shares seen [months, behaviours, participants]; where nobody answered, the last."""
    shares = np.empty(evidence.favourable.shape)
    last = np.broadcast_to(evidence.share, shares.shape[1:])
    for at, (good, count) in enumerate(zip(evidence.favourable, evidence.responses, strict=True)):
        last = np.where(count > 0, good / np.maximum(count, 1), last)
        shares[at] = last
    return shares


@dataclass(slots=True)
class _Reading:
    """Belief of the nodes: it moves as the simulator's does, with a luck that one deviate stands for.

    What is read each month by chance is of as much variance as in the simulator, but hangs together.
    """

    world: World
    deviate: Floats
    by_chance: Floats | float = 0.0

    def after(self, state: State, at: int) -> Floats:
        """Give the log-odds after a month."""
        world, shift = self.world, self.world.shift
        noise = world.values["reading_noise"] * world.levers.clarity
        memory, anchor = world.values["belief_memory"], world.fixed["belief_spread"]
        announced = float(shift.announced[at])
        before = np.sqrt(anchor**2 + self.by_chance)
        self.by_chance = memory**2 * self.by_chance + (announced / noise) ** 2
        after = np.sqrt(anchor**2 + self.by_chance)
        added = after - memory * before - (1 - memory) * anchor
        luck = added * noise**2 / announced * self.deviate if announced else 0.0
        read = shift.delivered[at] + luck
        return belief.updated(state.log_odds, state.anchor_odds, announced, read, noise, memory)
