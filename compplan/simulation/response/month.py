"""A month of the model: the steps in their order, each an equation of its own file."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from compplan.simulation.incentive.tables import LEVEL, look
from compplan.simulation.response import accounts, attrition, belief, effort, ratings, revenue, skill, stock
from compplan.simulation.response.randomness import LEAVING, MOOD, RATING, READING, REVENUE, Noise
from compplan.simulation.response.see import above_level, expected_pay, see
from compplan.simulation.response.state import Month, State
from compplan.simulation.response.timing import timed
from compplan.simulation.response.turnover import fill, leave, ramp_of
from compplan.simulation.response.world import World

Floats = NDArray[np.float64]


def advance(world: World, before: State, month: int, noise: Noise) -> tuple[State, Month]:
    """Take the state through a month; give it at the month's end, and what the month showed."""
    state = fill(world, before, month, noise)
    present = state.vacant == 0
    believed = ratings.logistic(state.log_odds)
    state, expected = work(world, state, believed, month)
    state, lifted, coached = learn(world, state, month)
    quality = np.einsum("k,k...->...", world.card.weights, lifted)
    state, score = _rate(world, state, lifted, month, noise, present)
    stages = stock.delayed(state.stages, quality * present, world.values["revenue_lag"])
    state, sold, attained = sell(world, replace(state, stages=stages), month, noise, present)
    state = _believe(world, state, month, noise)
    state, pay = expect(world, state, month, attained, score, present)
    left = _quit(world, state, noise, pay, present)
    shown = Month(
        product_effort=state.product_effort,
        rb_effort=state.rb_effort,
        belief=believed,
        stock=stages[-1],
        accounts=state.accounts,
        revenue=sold,
        product=attained,
        relationship=score / world.card.level,
        campaign=state.campaign_effort / world.fixed["campaign_effort"],
        favourable=state.shares,
        present=present,
        left=left,
        expected_pay=expected,
        coached=coached * present,
    )
    return leave(world, state, left), shown


def work(world: World, state: State, believed: Floats, month: int) -> tuple[State, Floats]:
    """Answer what is seen of pay; give with the state what pay is expected."""
    values, people = world.values, world.people
    seen = see(world, state, believed, month)
    state = replace(state, reference_pay=np.where(state.hired, seen.expected, state.reference_pay))
    crowded = effort.crowding(seen.product, seen.relationship, values["time_tightness"], seen.campaign)
    guaranteed = _guaranteed(world, seen.expected, state.reference_pay, month)
    spirit = effort.morale(guaranteed, state.reference_pay, values["morale"])
    base_product, base_rb = world.efforts
    answer = people.elasticity * base_product
    product = effort.best_effort(np.array(base_product), seen.product, crowded, answer, spirit)
    rb = effort.best_effort(np.array(base_rb), seen.relationship, crowded, answer, spirit)
    months = values["habit_months"]
    if seen.campaign is not None:
        base = np.array(world.fixed["campaign_effort"])
        wanted = effort.best_effort(base, seen.campaign, crowded, answer, spirit)
        going = np.where(state.hired, wanted, effort.habit(state.campaign_effort, wanted, months))
        state = replace(state, campaign_effort=going)
    changed = replace(
        state,
        product_effort=np.where(state.hired, product, effort.habit(state.product_effort, product, months)),
        rb_effort=np.where(state.hired, rb, effort.habit(state.rb_effort, rb, months)),
    )
    return changed, seen.expected


def learn(world: World, state: State, month: int) -> tuple[State, Floats, Floats]:
    """Practise and, where there is a report card, be coached.

    Gives too the rise in log-odds of each behaviour, as customers will see it, and how many were coached.
    """
    values = world.values
    relative = state.rb_effort / (1 - world.fixed["product_effort_share"])
    capacity = world.fixed["coaching_capacity"] * world.levers.coaching
    targets = world.card.targets.reshape(-1, 1, 1)
    coached = skill.coached(state.shares < targets, capacity if world.shift.live[month] else 0.0)
    practice = skill.learning_rate(state.anchor_skill, values["skill_decay"]) * relative
    gained = values["coaching_gain"] * coached
    after = skill.practised(state.skill, practice, gained, values["skill_decay"])
    focused = world.levers.focus and world.shift.live[month]
    attention = skill.attention(state.shares, world.card.weights) if focused else 0.0
    by_effort = values["rating_effort"] * (np.log(relative) + world.levers.focus * attention)
    lifted: Floats = by_effort + values["rating_skill"] * (after - state.anchor_skill)
    return replace(state, skill=after), lifted, coached.sum(axis=0)


def _rate(
    world: World, state: State, lifted: Floats, month: int, noise: Noise, present: NDArray[np.bool_]
) -> tuple[State, Floats]:
    """Let customers rate; those without anybody to rate keep what they thought."""
    people, card = world.people, world.card
    mood = world.fixed["halo"] * noise.normal(MOOD)
    share = ratings.logistic(people.intercept + lifted + mood + begged(world, month))
    if noise.uniform is not None:
        drawn = noise.uniform[RATING : RATING + len(share)]
        share = (
            ratings.favourable_count(share, people.raters, drawn, int(people.raters.max())) / people.raters
        )
    shares = np.where(present, share, state.shares)
    targets = card.targets * world.levers.target(month)
    return replace(state, shares=shares), ratings.score(shares, card.weights, targets, card.cap)


def begged(world: World, month: int) -> Floats:
    """Give the log-odds that begging for scores adds to ratings [samples, 1]."""
    gained: Floats = world.values["rating_inflation"] * world.shift.relationship[month]
    return gained


def sell(
    world: World, state: State, month: int, noise: Noise, present: NDArray[np.bool_]
) -> tuple[State, Floats, Floats]:
    """Sell: accounts, revenue relative to the baseline, and the multiple of the product channel attained."""
    values, last = world.values, state.stages[-1]
    left = accounts.drained(last, values["low_potential_drain"], world.fixed["low_potential_share"])
    overlap = values["selling_in_relationship"]
    base = world.efforts[0], 1 - world.fixed["product_effort_share"]
    relative = accounts.selling(state.product_effort, state.rb_effort, base, left, overlap)
    ramp = ramp_of(world, state, present)
    base_now = accounts.kept_and_won(
        state.accounts,
        relative,
        last,
        values["account_churn"],
        values["stock_retention"],
        values["selling_elasticity_new"],
        ramp,
    )
    if "campaign" in world.incentives.channels:
        gain = values["campaign_inflow"]
        own = accounts.won_by_campaigns(state.campaign_effort, world.fixed["campaign_effort"], gain)
        base_now = base_now + own * present
    effect = revenue.of_stock(last, values["stock_revenue"], values["stock_peak"])
    luck = np.zeros(1)
    if noise.uniform is not None:
        luck = revenue.luck(noise.normal(REVENUE), values["revenue_noise"])
    sold = revenue.revenue(base_now, relative, values["selling_elasticity_now"], effect, ramp, luck)
    sold = sold / world.turnover[month]
    sold, state = timed(world, state, sold, month)
    return replace(state, accounts=base_now), sold, world.people.product * sold / world.quota[month]


def _believe(world: World, state: State, month: int, noise: Noise) -> State:
    spread = world.values["reading_noise"] * world.levers.clarity
    shift = world.shift
    read = shift.delivered[month] + spread * noise.normal(READING)
    announced, memory = float(shift.announced[month]), world.values["belief_memory"]
    after = belief.updated(state.log_odds, state.anchor_odds, announced, read, spread, memory)
    return replace(state, log_odds=after)


def expect(
    world: World, state: State, month: int, attained: Floats, score: Floats, present: NDArray[np.bool_]
) -> tuple[State, Floats]:
    """Learn what is attained and what it pays; get used to pay."""
    channels, fixed = world.incentives.channels, world.fixed
    scored = score / world.card.level
    pace = present / fixed["expectation_months"]
    product = state.product + pace * (attained - state.product)
    relationship = state.relationship + pace * (scored - state.relationship)
    level = above_level(world.incentives, month, product, relationship)
    if "campaign" in channels:
        multiple = state.campaign_effort / fixed["campaign_effort"]
        level = level + look(channels["campaign"].expected[month, LEVEL:], multiple)[0]
    pay = _guaranteed(world, expected_pay(world, month, level), state.reference_pay, month)
    reference = state.reference_pay + present / fixed["reference_months"] * (pay - state.reference_pay)
    changed = replace(
        state,
        product=product,
        relationship=relationship,
        year_product=_to_date(state.year_product, attained, month, channels["product"].period),
        year_relationship=_to_date(state.year_relationship, scored, month, channels["relationship"].period),
        reference_pay=reference,
    )
    return changed, pay


def _to_date(sums: Floats, attained: Floats, month: int, period: int) -> Floats:
    return np.zeros_like(sums) if (month + 1) % period == 0 else sums + attained


def _guaranteed(world: World, pay: Floats, reference: Floats, month: int) -> Floats:
    levers = world.levers
    if not levers.guarantee or month >= levers.guarantee_months:
        return pay
    return np.maximum(pay, levers.guarantee * reference)


def hazard(world: World, state: State, pay: Floats) -> Floats:
    """Give the probability with which each participant leaves, who expects this pay."""
    values = world.values
    return attrition.hazard(
        pay,
        state.reference_pay,
        state.ability,
        values["quit_hazard"],
        values["quit_elasticity"],
        values["quit_ability"],
    )


def _quit(
    world: World, state: State, noise: Noise, pay: Floats, present: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    if noise.uniform is None:
        return np.zeros_like(present)
    left: NDArray[np.bool_] = present & (noise.uniform[LEAVING] < hazard(world, state, pay))
    return left
