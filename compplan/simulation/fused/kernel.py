"""The response model compiled: a sample's participants through a month, each equation as in `response`.

Loops run over participants and each does one thing, which is what compilers turn into vector instructions.
Words that this file does not know (`fused.world` names them) are lived through by `response` itself.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from compplan.simulation.fused.maths import exp, log, logistic

Floats = NDArray[np.float64]

(PRODUCT_EFFORT, RB_EFFORT, LOG_ODDS, ANCHOR_ODDS, FIRST, SECOND, THIRD, ACCOUNTS) = range(8)
(PRODUCT, RELATIONSHIP, YEAR_PRODUCT, YEAR_RELATIONSHIP, REFERENCE, ABILITY, VACANT, TENURE) = range(8, 16)
STATE = 16
"""Rows of the state [rows, participants]; then skill, its anchor, shares and practice by behaviour."""
(PRESENT, HIRED, BELIEVED, CHANGE, OTHER_CHANGE, EXPECTED, RELATIVE, BELOW, QUALITY, SCORE, SOLD) = range(11)
(LEAVES, SHARE, TERM, REACHED, ODDS, COUNT, LOGGED, DRAWN, TURNED) = range(11, 20)
WORK = 20
"""Rows of what a month works out."""
(REVENUE_SUM, EFFORT_SUM, RB_SUM, BELIEF_SUM, PRESENT_SUM, LEFT_SUM, COACHED_SUM, ASKED_SUM) = range(8)
SUMS = 8
"""Sums of a month; from here on those of favourable shares."""
EXPERIENCED = 1e9
"""Months of tenure of who was there at the start."""


class Sample(NamedTuple):
    """Parameters that differ by sample, each [samples]."""

    habit: Floats
    skill_decay: Floats
    coaching_gain: Floats
    rating_effort: Floats
    rating_skill: Floats
    rating_inflation: Floats
    delay: Floats
    stock_revenue: Floats
    stock_peak: Floats
    stock_retention: Floats
    selling_in_relationship: Floats
    selling_elasticity_now: Floats
    selling_elasticity_new: Floats
    account_churn: Floats
    low_potential_drain: Floats
    quit_elasticity: Floats
    quit_ability: Floats
    quit_hazard: Floats
    morale: Floats
    departure_loss: Floats
    reading_noise: Floats
    belief_memory: Floats
    risk_aversion: Floats
    rating_controllability: Floats
    time_tightness: Floats
    revenue_noise: Floats
    hire_odds: Floats
    turnover: Floats  # [samples, months]


class People(NamedTuple):
    """What participants bring: by sample and participant, then by participant alone."""

    elasticity: Floats
    anchor: Floats
    ability: Floats
    intercept: Floats
    skill: Floats  # [samples, behaviours, participants]
    reference: Floats
    raters: NDArray[np.int64]
    product: Floats
    relationship: Floats
    variable: Floats
    revenue: Floats
    base: Floats  # [months, 4, participants]: slope and signed root of old, product and relationship


class Months(NamedTuple):
    """What the plan and the business bring by month; tables are [months, grid, rows]."""

    product: Floats
    product_coming: Floats
    relationship: Floats
    relationship_coming: Floats
    level: Floats
    quota: Floats
    announced: Floats
    delivered: Floats
    on_ratings: Floats
    live: NDArray[np.bool_]
    easier: Floats
    guarantee: Floats


class Constants(NamedTuple):
    """What is the same for all."""

    periods: tuple[int, int]
    weights: Floats
    targets: Floats
    cap: float
    card_level: float
    step: float
    base_product: float
    base_rb: float
    rb_share: float
    halo: float
    coaching: float
    expectation: float
    reference: float
    vacancy: float
    ramp_start: float
    ramp_months: float
    low_potential: float
    stock_lost: float
    hire_selection: float
    belief_spread: float


@njit(nogil=True, error_model="numpy")
def start(people, constants, decay, s, state):
    """Give the state [rows, participants] before the first month: everybody as under the old plan."""
    behaviours = len(constants.weights)
    state[:] = 0.0
    state[PRODUCT_EFFORT, :], state[RB_EFFORT, :] = constants.base_product, constants.rb_share
    state[LOG_ODDS, :], state[ANCHOR_ODDS, :] = people.anchor[s], people.anchor[s]
    state[ACCOUNTS, :], state[TENURE, :] = 1.0, EXPERIENCED
    state[PRODUCT, :], state[RELATIONSHIP, :] = people.product, people.relationship
    state[REFERENCE, :], state[ABILITY, :] = people.reference[s], people.ability[s]
    state[STATE : STATE + behaviours] = people.skill[s]
    state[STATE + behaviours : STATE + 2 * behaviours] = people.skill[s]
    for k in range(behaviours):
        for p in range(state.shape[1]):
            anchor = people.skill[s, k, p]
            state[STATE + 3 * behaviours + k, p] = decay * anchor / (1 - anchor)
    for p in range(state.shape[1]):
        state[STATE + 2 * behaviours : STATE + 3 * behaviours, p] = logistic(people.intercept[s, p])


@njit(nogil=True, error_model="numpy")
def fill(state, work, skill, people, noise, periods, month, better, odds, belief_spread, decay):
    """Let a month of every vacancy pass, and start those who are hired."""
    behaviours = len(skill)
    for p in range(state.shape[1]):
        work[HIRED, p] = 0.0
        if state[VACANT, p] > 0:
            state[VACANT, p] -= 1
            if state[VACANT, p] == 0:
                work[HIRED, p] = 1.0
                for k in range(behaviours):
                    learned = min(skill[k, p] + better, 0.95)
                    state[STATE + k, p], state[STATE + behaviours + k, p] = learned, learned
                    state[STATE + 3 * behaviours + k, p] = decay * learned / (1 - learned)
                state[LOG_ODDS, p] = odds + belief_spread * noise[4, p]
                state[ANCHOR_ODDS, p], state[ABILITY, p] = state[LOG_ODDS, p], noise[3, p]
                state[PRODUCT, p], state[RELATIONSHIP, p] = people.product[p], people.relationship[p]
                state[YEAR_PRODUCT, p] = month % periods[0] * people.product[p]
                state[YEAR_RELATIONSHIP, p] = month % periods[1] * people.relationship[p]
                state[TENURE, p] = 0.0
        work[PRESENT, p] = 1.0 if state[VACANT, p] == 0 else 0.0


@njit(nogil=True, error_model="numpy", inline="always")
def _place(point, step, size):
    place = min(max(point, 0.0), step * (size - 2)) / step
    index = int(place)
    return index, place - index


@njit(nogil=True, error_model="numpy")
def see(
    expected, to_date, table, coming, period, gone, step, base, belief, variable, risk_aversion, out, level
):
    """Give what a channel's incentive is felt to change by, and the pay that it is expected to bring.

    ``table`` and ``coming`` are [grid, rows] of the month, ``base`` [2, participants] slope and root of old.
    """
    size = len(table)
    for p in range(len(out)):
        index, share = _place(expected[p], step, size)
        rest = 1 - share
        new = table[index, 0] * rest + table[index + 1, 0] * share
        new_root = table[index, 1] * rest + table[index + 1, 1] * share
        old = table[index, 2] * rest + table[index + 1, 2] * share
        old_root = table[index, 3] * rest + table[index + 1, 3] * share
        level[p] += table[index, 4] * rest + table[index + 1, 4] * share
        if period > 1:
            index, share = _place((to_date[p] + (period - gone) * expected[p]) / period, step, size)
            rest = 1 - share
            new += coming[index, 0] * rest + coming[index + 1, 0] * share
            new_root += coming[index, 1] * rest + coming[index + 1, 1] * share
            old += coming[index, 2] * rest + coming[index + 1, 2] * share
            old_root += coming[index, 3] * rest + coming[index + 1, 3] * share
        risk = risk_aversion * variable[p] / 2
        root = old_root + belief[p] * (new_root - old_root)
        felt = old + belief[p] * (new - old) - risk * root * abs(root)
        out[p] = felt - (base[0, p] - risk * base[1, p] * abs(base[1, p]))


@njit(nogil=True, error_model="numpy")
def work_on(state, work, elasticity, base, variable, level, guarantee, sample, s, base_product, base_rb):
    """Answer incentives by effort, with morale and habit."""
    habit, tightness, morale = sample.habit[s], sample.time_tightness[s], sample.morale[s]
    control, averse = sample.rating_controllability[s], sample.risk_aversion[s]
    for p in range(state.shape[1]):
        risk = averse * variable[p] / 2
        unit = max(base[0, p] - risk * base[1, p] * abs(base[1, p]), 0.25)
        change, other = work[CHANGE, p] / unit, control * work[OTHER_CHANGE, p] / unit
        hired = work[HIRED, p] > 0
        expected = max(1 - variable[p] + variable[p] * (level + work[EXPECTED, p]), 0.05)
        reference = expected if hired else state[REFERENCE, p]
        state[REFERENCE, p] = reference
        loss = max(log(reference / max(expected, guarantee * reference)), 0.0)
        spirit = exp(-morale * loss)
        crowded = tightness * (change + other) / 2
        answer = elasticity[p] * base_product
        wanted = max(spirit * (base_product + answer * (change - crowded)), 0.02)
        wanted_rb = max(spirit * (base_rb + answer * (other - crowded)), 0.02)
        pace = 1.0 if hired else habit
        state[PRODUCT_EFFORT, p] += pace * (wanted - state[PRODUCT_EFFORT, p])
        state[RB_EFFORT, p] += pace * (wanted_rb - state[RB_EFFORT, p])


@njit(nogil=True, error_model="numpy")
def learn(state, work, targets, rb_share, capacity):
    """Give relative effort in relationships and how far each behaviour below target is coached."""
    behaviours = len(targets)
    work[BELOW, :] = 0.0
    for k in range(behaviours):
        share = state[STATE + 2 * behaviours + k]
        for p in range(len(share)):
            work[BELOW, p] += 1.0 if share[p] < targets[k] else 0.0
    for p in range(state.shape[1]):
        work[RELATIVE, p] = state[RB_EFFORT, p] / rb_share
        work[LOGGED, p] = log(work[RELATIVE, p])
        work[COUNT, p] = min(1.0, capacity / max(work[BELOW, p], 1.0))
        work[BELOW, p] *= work[COUNT, p]
        work[QUALITY, p], work[SCORE, p] = 0.0, 0.0


@njit(nogil=True, error_model="numpy")
def behave(
    skill,
    anchor,
    practice,
    shares,
    work,
    weight,
    target,
    decay,
    coaching_gain,
    by_effort,
    by_skill,
    common,
    infl,
):
    """Practise one behaviour and give the share of customers to whom it shows."""
    for p in range(len(skill)):
        gain = practice[p] * work[RELATIVE, p]
        gain += coaching_gain * (work[COUNT, p] if shares[p] < target else 0.0)
        gain = min(gain, 1 - decay)
        skill[p] += gain * (1 - skill[p]) - decay * skill[p]
        lifted = by_effort * work[LOGGED, p] + by_skill * (skill[p] - anchor[p])
        work[QUALITY, p] += weight * lifted
        work[SHARE, p] = logistic(common[p] + lifted + infl)


@njit(nogil=True, error_model="numpy")
def rate(work, raters, more, uniform, shares, weight, target, cap):
    """Count favourable ratings by inversion of one uniform number each, and score them.

    ``more`` [most raters, participants] is how much likelier, by the odds, one more favourable rating is;
    four at a time, as loading and storing would take longer than counting.
    """
    bits = 1
    while len(more) >> bits:
        bits += 1
    for p in range(len(shares)):
        # The rarer kind is counted: the probability of none may else be too small for a float.
        turned = work[SHARE, p] > 0.5
        share = min(max(1 - work[SHARE, p] if turned else work[SHARE, p], 1e-9), 0.5)
        rest = 1 - share
        work[DRAWN, p] = 1 - uniform[p] if turned else uniform[p]
        work[TURNED, p] = 1.0 if turned else 0.0
        term, factor, left = 1.0, rest, raters[p]
        for _ in range(bits):
            term *= factor if left & 1 else 1.0
            factor *= factor
            left >>= 1
        work[ODDS, p], work[TERM, p], work[REACHED, p] = share / rest, term, term
        work[SHARE, p] = 0.0
    count, term, reached, odds, luck = work[SHARE], work[TERM], work[REACHED], work[ODDS], work[DRAWN]
    for number in range(0, len(more), 4):
        first, second, third, fourth = more[number], more[number + 1], more[number + 2], more[number + 3]
        for p in range(len(shares)):
            drawn, odd, one, below = luck[p], odds[p], term[p], reached[p]
            counted = 1.0 if drawn > below else 0.0
            one *= odd * first[p]
            below += one
            counted += 1.0 if drawn > below else 0.0
            one *= odd * second[p]
            below += one
            counted += 1.0 if drawn > below else 0.0
            one *= odd * third[p]
            below += one
            counted += 1.0 if drawn > below else 0.0
            one *= odd * fourth[p]
            count[p] += counted
            term[p], reached[p] = one, below + one
    for p in range(len(shares)):
        counted = min(work[SHARE, p], float(raters[p]))
        share = (raters[p] - counted if work[TURNED, p] > 0 else counted) / raters[p]
        share = share if work[PRESENT, p] > 0 else shares[p]
        shares[p] = share
        work[SCORE, p] += min(share / target, cap) * weight


@njit(nogil=True, error_model="numpy")
def sell(state, work, sample, s, noise, constants, turnover, level, quota, attained):
    """Pass quality on to the stock, win and lose accounts, and sell."""
    delay, drain = sample.delay[s], 3 * sample.low_potential_drain[s] * constants.low_potential
    overlap, churn, retention = (
        sample.selling_in_relationship[s], sample.account_churn[s], sample.stock_retention[s]
    )  # fmt: skip
    at_once, new = sample.selling_elasticity_now[s], sample.selling_elasticity_new[s]
    gain, peak, spread = sample.stock_revenue[s], 2 * sample.stock_peak[s], sample.revenue_noise[s]
    base_product, rb_share = constants.base_product, constants.rb_share
    slow, months = 1 - constants.ramp_start, constants.ramp_months
    for p in range(state.shape[1]):
        first = state[FIRST, p] + delay * (work[QUALITY, p] * work[PRESENT, p] - state[FIRST, p])
        second = state[SECOND, p] + delay * (first - state[SECOND, p])
        stock = state[THIRD, p] + delay * (second - state[THIRD, p])
        state[FIRST, p], state[SECOND, p], state[THIRD, p] = first, second, stock
        high = max(stock, 0.0)
        time = max(1 - drain * high, 0.3)
        effort = state[PRODUCT_EFFORT, p] * time + overlap * (state[RB_EFFORT, p] - rb_share)
        selling = log(max(effort / base_product, 0.05))
        ramp = work[PRESENT, p] * (1 - slow * exp(-state[TENURE, p] / months))
        kept = 1 - churn * exp(-retention * stock)
        accounts = state[ACCOUNTS, p] * kept + churn * exp(new * selling) * ramp
        state[ACCOUNTS, p] = accounts
        effect = gain * stock - abs(gain) * high * high / peak
        luck = spread * noise[0, p] - spread * spread / 2
        sold = accounts * exp(at_once * selling + effect + luck) * (ramp + 1) / 2 / turnover
        work[SOLD, p] = sold
        attained[p] = level[p] * sold / quota


@njit(nogil=True, error_model="numpy")
def expect(state, work, sample, s, reading, announced, delivered, attained, scored, periods, month, pace):
    """Believe what pay shows of the announced shift, and learn what is attained."""
    noise, memory = sample.reading_noise[s], sample.belief_memory[s]
    worth = announced / (noise * noise)
    first, second = (month + 1) % periods[0] == 0, (month + 1) % periods[1] == 0
    for p in range(state.shape[1]):
        read = delivered + noise * reading[p]
        odds = memory * state[LOG_ODDS, p] + (1 - memory) * state[ANCHOR_ODDS, p]
        state[LOG_ODDS, p] = min(max(odds + worth * (read - announced / 2), -8.0), 8.0)
        here = work[PRESENT, p] / pace
        state[PRODUCT, p] += here * (attained[p] - state[PRODUCT, p])
        state[RELATIONSHIP, p] += here * (scored[p] - state[RELATIONSHIP, p])
        state[YEAR_PRODUCT, p] = 0.0 if first else state[YEAR_PRODUCT, p] + attained[p]
        state[YEAR_RELATIONSHIP, p] = 0.0 if second else state[YEAR_RELATIONSHIP, p] + scored[p]


@njit(nogil=True, error_model="numpy")
def level_of(expected, table, step, out):
    """Add the pay that a channel is expected to bring."""
    size = len(table)
    for p in range(len(out)):
        index, share = _place(expected[p], step, size)
        out[p] += table[index, 4] * (1 - share) + table[index + 1, 4] * share


@njit(nogil=True, error_model="numpy")
def leave(state, work, sample, s, leaving, variable, level, guarantee, pace, stock_lost, vacancy):
    """Get used to pay, and leave where it is less; accounts and half of the stock go with who leaves."""
    hazard, elasticity, by_ability = sample.quit_hazard[s], sample.quit_elasticity[s], sample.quit_ability[s]
    for p in range(state.shape[1]):
        pay = max(1 - variable[p] + variable[p] * (level + work[EXPECTED, p]), 0.05)
        pay = max(pay, guarantee * state[REFERENCE, p])
        state[REFERENCE, p] += work[PRESENT, p] / pace * (pay - state[REFERENCE, p])
        loss = log(state[REFERENCE, p] / pay)
        loss *= 0.25 if loss < 0 else 1.0
        rated = min(hazard * exp(elasticity * (1 + by_ability * state[ABILITY, p]) * loss), 0.3)
        work[LEAVES, p] = work[PRESENT, p] if leaving[p] < rated else 0.0
        state[TENURE, p] += 1
    for p in range(state.shape[1]):
        if work[LEAVES, p] > 0:
            lost = sample.departure_loss[s] + stock_lost * max(state[THIRD, p], 0.0)
            state[ACCOUNTS, p] *= max(1 - lost, 0.0)
            state[FIRST, p] /= 2
            state[SECOND, p] /= 2
            state[THIRD, p] /= 2
            state[VACANT, p] = vacancy + 1


@njit(nogil=True, error_model="numpy")
def add_up(state, work, revenue, raters, behaviours, sums):
    """Sum up a month over participants, in order."""
    for p in range(state.shape[1]):
        here = work[PRESENT, p]
        sums[REVENUE_SUM] += work[SOLD, p] * revenue[p]
        sums[EFFORT_SUM] += state[PRODUCT_EFFORT, p] * here
        sums[RB_SUM] += state[RB_EFFORT, p] * here
        sums[BELIEF_SUM] += work[BELIEVED, p] * here
        sums[PRESENT_SUM] += here
        sums[LEFT_SUM] += work[LEAVES, p]
        sums[COACHED_SUM] += work[BELOW, p] * here
        sums[ASKED_SUM] += raters[p] * here
    for k in range(behaviours):
        for p in range(state.shape[1]):
            sums[SUMS + k] += state[STATE + 2 * behaviours + k, p] * work[PRESENT, p]
