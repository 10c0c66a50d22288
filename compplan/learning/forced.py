"""The response model held to what was observed: it answers each month to the past that really was.

Every state of the model but belief follows from parameters and what was attained before; so what it expects
of a month, given the months before, is explicit. What participants differ in, and nobody saw, are normal
deviates of each: how they answer to pay, whether they believe, their level. Some nodes stand for them;
what unlike skills change is told by its derivatives.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.polynomial.hermite_e import hermegauss
from numpy.typing import NDArray

from compplan.learning.evidence import Evidence
from compplan.learning.unknowns import Points
from compplan.simulation.response import belief, month, ratings, stock
from compplan.simulation.response.respond import QUIET, old_pay, start
from compplan.simulation.response.state import People, State
from compplan.simulation.response.steady import usual_turnover
from compplan.simulation.response.world import World

Floats = NDArray[np.float64]

ANSWER, ANSWERS = (each.astype(np.float64) for each in hermegauss(7))
"""Deviates of the answer to pay, and how much each counts; fewer would not see where it bends."""
ANSWERS = ANSWERS / ANSWERS.sum()
BELIEF, BELIEFS = np.sqrt(3) * np.array([0.0, -1.0, 1.0]), np.array([2 / 3, 1 / 6, 1 / 6])
"""Deviates of belief, the middle one first, and how much each counts."""
FEW = [1, 3, 5]
"""Which answers are looked at where belief is not the middle one."""
LEVEL = np.array([-1.0, 1.0])
MIDDLE, GRID = len(ANSWER) // 2, len(ANSWER) + 2 * len(FEW)
"""Which of the nodes is the middle one of all, and how many are at the level seen."""
NODES = np.zeros((GRID + len(LEVEL), 3))
NODES[:GRID, 0] = np.concatenate([ANSWER, ANSWER[FEW], ANSWER[FEW]])
NODES[len(ANSWER) : GRID, 1] = np.repeat(BELIEF[1:], len(FEW))
NODES[GRID:, 2] = LEVEL
"""Deviates (answer to pay, belief, level) of the nodes: all answers at the middle belief, a few at a lower
and a higher one, then the middle of all at a lower and a higher level, by the doubt of the level."""

_LEAST_SOLD = 1e-9
"""Where parameters are so far off that a territory would sell nothing."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What the model expects of a month, given those before: arrays [samples, participants].

    ``sold`` is the log of revenue next to a participant's level, ``risen`` [behaviours, ...] the log-odds
    that ratings have gained, ``unlike`` those that one sd of skill adds to a behaviour's, ``hazard`` the
    probability of leaving at the month's end. A sample is a point of the unknowns at a node.
    """

    sold: Floats
    risen: Floats
    unlike: Floats
    hazard: Floats


def world_of(evidence: Evidence, given: Points, fixed: Mapping[str, float]) -> World:
    """Make the world of founders: for each point of the unknowns a sample for each node, nodes last."""
    nodes, values = len(NODES), given.values
    spread = {name: np.repeat(each, nodes, axis=0) for name, each in values.items()}
    points = len(values["morale"])
    answer, believing, off = np.tile(NODES, (points, 1)).T[:, :, None]
    level = evidence.level + off * evidence.doubt
    usual = np.repeat(given.revenue, nodes, axis=0)
    odds = np.log(spread["initial_belief"] / (1 - spread["initial_belief"]))
    behaviours, samples = len(evidence.path.card.weights), points * nodes
    people = People(
        elasticity=spread["incentive_elasticity"] * np.exp(fixed["elasticity_spread"] * answer),
        anchor=odds + fixed["belief_spread"] * believing,
        ability=(level - usual) / evidence.revenue.between,
        intercept=np.zeros((samples, 1)),
        skill=np.full((behaviours, samples, 1), fixed["skill_level"]),
        raters=np.ones(1),
        product=np.exp(level),
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
    reading, apart = _Reading(world, deviate), _Apart(world)
    shares = _shares(evidence)
    for at in range(evidence.months):
        present = evidence.present[at][None]
        state, _ = month.work(world, state, ratings.logistic(state.log_odds), at)
        before = state.skill
        state, lifted, _ = month.learn(world, state, at)
        unlike, less = apart.after(before, state)
        lifted = lifted + less
        quality = np.einsum("k,k...->...", world.card.weights, lifted)
        stages = stock.delayed(state.stages, quality * present, world.values["revenue_lag"])
        state, sold, _ = month.sell(world, replace(state, stages=stages), at, QUIET, present)
        seen = shares[at][:, None]
        targets = world.card.targets * world.levers.target(at)
        score = ratings.score(seen, world.card.weights, targets, world.card.cap)
        state = replace(state, shares=seen, log_odds=reading.after(state, at))
        state, pay = month.expect(world, state, at, evidence.attained[at][None], score, present)
        yield Expected(
            np.log(np.where(present, np.maximum(sold, _LEAST_SOLD), 1.0)),
            lifted + month.begged(world, at),
            unlike,
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
        product=world.people.product,
        relationship=evidence.relationship[None],
        year_product=zeros,
        year_relationship=zeros,
        reference_pay=old_pay(world),
        ability=world.people.ability,
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


_MOST_SHARE, _MOST_BEND = 2.0, 4.0
"""Bounds that only those reach who practise so much that they learn all there is within a month."""


@dataclass(slots=True)
class _Apart:
    """How far those end apart in skill who began apart: practice brings more to the skilled, and wears off.

    ``share`` is the derivative of skill by that of the start, ``bend`` the second one.
    """

    world: World
    share: Floats | float = 1.0
    bend: Floats | float = 0.0

    def after(self, before: Floats, state: State) -> tuple[Floats, Floats]:
        """Give the log-odds that one sd of skill at the start has added to a behaviour's after a month.

        Gives too those that the mean of unlike skills has gained beyond the middle one.
        """
        world, fixed = self.world, self.world.fixed
        decay, level, spread = world.values["skill_decay"], fixed["skill_level"], fixed["skill_spread"]
        skill, after = before.mean(axis=0), state.skill.mean(axis=0)
        kept = 1 - (after - skill + decay * skill) / (1 - skill) - decay
        practice = decay * state.rb_effort / (1 - fixed["product_effort_share"]) / (1 - level) ** 2
        bend = self.bend * kept + 2 * practice * ((1 - skill) / (1 - level) - self.share)
        share = self.share * kept + practice * (1 - skill)
        self.bend, self.share = np.clip(bend, -_MOST_BEND, _MOST_BEND), np.clip(share, 0.0, _MOST_SHARE)
        by_skill = world.values["rating_skill"] * spread
        return by_skill * (self.share - 1), by_skill * spread / 2 * self.bend
