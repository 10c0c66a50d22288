"""The response model compiled: a tile's participants through a month, each equation as in `response`.

``w`` is the tile's workspace [rows, lanes] (`compiled.rows`). Loops run over lanes and have no branches:
compilers turn such ones into vector instructions. Words that these files do not know (`fused.world` names
them) are lived through by `response` itself.
"""

from __future__ import annotations

from typing import Any

from compplan.simulation.fused.compiled import rows as at
from compplan.simulation.fused.compiled.luck import normal
from compplan.simulation.fused.compiled.maths import exp, inside, log, logistic

LANES = at.LANES


@inside
def fill(w, lanes, behaviours, skill, start, luck, periods, month, better, odds, belief_spread, decay):
    """Let a month of every vacancy pass, and start those who are hired; ``luck`` is [purposes, lanes]."""
    for p in range(lanes):
        waiting = w[at.VACANT, p]
        left = max(waiting - 1.0, 0.0)
        w[at.VACANT, p] = left
        w[at.PRESENT, p] = 1.0 if left == 0.0 else 0.0
        w[at.HIRED, p] = 1.0 if waiting == 1.0 else 0.0
    for p in range(lanes):
        if w[at.HIRED, p] > 0.0:
            for k in range(len(skill)):
                own = behaviours[k]
                learned = min(skill[k, start + p] + better, 0.95)
                own[at.SKILL, p], own[at.ANCHOR, p] = learned, learned
                own[at.PRACTICE, p] = decay * learned / (1.0 - learned)
            w[at.ABILITY, p] = normal(luck[3, p])
            w[at.LOG_ODDS, p] = odds + belief_spread * normal(luck[4, p])
            w[at.ANCHOR_ODDS, p] = w[at.LOG_ODDS, p]
            w[at.PRODUCT, p], w[at.RELATIONSHIP, p] = w[at.USUAL_PRODUCT, p], w[at.USUAL_RELATIONSHIP, p]
            w[at.YEAR_PRODUCT, p] = month % periods[0] * w[at.USUAL_PRODUCT, p]
            w[at.YEAR_RELATIONSHIP, p] = month % periods[1] * w[at.USUAL_RELATIONSHIP, p]
            w[at.SLOW, p] = 1.0


@inside
def work(w, lanes, seen, base, level, guarantee, sample, base_product, base_rb, rb_share, capacity):
    """Answer incentives by effort, with morale and habit; spread coaching over behaviours below target.

    ``seen`` [2 lanes, 4] holds slope and root as announced and of old, ``base`` [4, lanes] those of old at
    the baseline, slope and root of each channel.
    """
    averse, control, tightness = sample[at.AVERSE], sample[at.CONTROL], sample[at.TIGHTNESS]
    morale, habit = sample[at.MORALE], sample[at.HABIT]
    for p in range(lanes):
        belief = logistic(w[at.LOG_ODDS, p])
        variable = w[at.VARIABLE, p]
        risk = averse * variable * 0.5
        root = seen[p, 3] + belief * (seen[p, 1] - seen[p, 3])
        felt = seen[p, 2] + belief * (seen[p, 0] - seen[p, 2]) - risk * root * abs(root)
        root = seen[LANES + p, 3] + belief * (seen[LANES + p, 1] - seen[LANES + p, 3])
        felt_other = seen[LANES + p, 2] + belief * (seen[LANES + p, 0] - seen[LANES + p, 2])
        felt_other -= risk * root * abs(root)
        old = base[0, p] - risk * base[1, p] * abs(base[1, p])
        old_other = base[2, p] - risk * base[3, p] * abs(base[3, p])
        unit = 1.0 / max(old, 0.25)
        change, other = (felt - old) * unit, control * (felt_other - old_other) * unit
        hired = w[at.HIRED, p] > 0.0
        expected = max(1.0 - variable + variable * (level + w[at.EXPECTED, p]), 0.05)
        reference = w[at.REFERENCE, p]
        reference = expected if hired else reference
        loss = max(log(reference / max(expected, guarantee * reference)), 0.0)
        spirit = exp(-morale * loss)
        crowded = tightness * (change + other) * 0.5
        answer = w[at.ELASTICITY, p] * base_product
        wanted = max(spirit * (base_product + answer * (change - crowded)), 0.02)
        wanted_rb = max(spirit * (base_rb + answer * (other - crowded)), 0.02)
        pace = 1.0 if hired else habit
        product, rb = w[at.PRODUCT_EFFORT, p], w[at.RB_EFFORT, p]
        rb += pace * (wanted_rb - rb)
        w[at.PRODUCT_EFFORT, p] = product + pace * (wanted - product)
        w[at.RB_EFFORT, p], w[at.REFERENCE, p], w[at.BELIEVED, p] = rb, reference, belief
        w[at.RELATIVE, p] = rb / rb_share
        w[at.LOGGED, p] = log(rb / rb_share)
        below = w[at.BELOW, p]
        coached = min(1.0, capacity / max(below, 1.0))
        w[at.COUNT, p], w[at.COACHED, p] = coached, coached * below
        w[at.QUALITY, p], w[at.SCORE, p], w[at.BELOW, p] = 0.0, 0.0, 0.0


@inside
def sell(w, lanes, sample, luck, turnover, quota, card_level, base_product, rb_share, low_potential, slower):
    """Pass quality on to the stock, win and lose accounts, and sell."""
    delay, drain, overlap = sample[at.DELAY], 3.0 * sample[at.DRAIN] * low_potential, sample[at.OVERLAP]
    churn, retention = sample[at.CHURN], sample[at.RETENTION]
    at_once, new, spread = sample[at.AT_ONCE], sample[at.NEW], sample[at.SPREAD]
    gain, peak = sample[at.GAIN], abs(sample[at.GAIN]) / (2.0 * sample[at.PEAK])
    here, half, slow_start = 0.5 / turnover, spread * spread * 0.5, slower
    for p in range(lanes):
        present = w[at.PRESENT, p]
        first = w[at.FIRST, p] + delay * (w[at.QUALITY, p] * present - w[at.FIRST, p])
        second = w[at.SECOND, p] + delay * (first - w[at.SECOND, p])
        stock = w[at.THIRD, p] + delay * (second - w[at.THIRD, p])
        w[at.FIRST, p], w[at.SECOND, p], w[at.THIRD, p] = first, second, stock
        high = max(stock, 0.0)
        time = max(1.0 - drain * high, 0.3)
        effort = w[at.PRODUCT_EFFORT, p] * time + overlap * (w[at.RB_EFFORT, p] - rb_share)
        selling: Any = log(max(effort / base_product, 0.05))
        ramp = present * (1.0 - slow_start * w[at.SLOW, p])
        accounts = w[at.ACCOUNTS, p] * (1.0 - churn * exp(-retention * stock))
        accounts += churn * exp(new * selling) * ramp
        w[at.ACCOUNTS, p] = accounts
        effect = gain * stock - peak * high * high
        sold = accounts * exp(at_once * selling + effect + (spread * luck[0, p] - half)) * (ramp + 1.0) * here
        w[at.SOLD, p] = sold
        w[at.ATTAINED, p] = w[at.USUAL_PRODUCT, p] * sold / quota
        w[at.SCORED, p] = w[at.SCORE, p] / card_level


@inside
def expect(w, lanes, sample, luck, announced, delivered, periods, month, pace):
    """Believe what pay shows of the announced shift, and learn what is attained."""
    noise, memory = sample[at.NOISE], sample[at.MEMORY]
    worth = announced / (noise * noise)
    first = 0.0 if (month + 1) % periods[0] == 0 else 1.0
    second = 0.0 if (month + 1) % periods[1] == 0 else 1.0
    for p in range(lanes):
        read = delivered + noise * luck[2, p]
        odds = memory * w[at.LOG_ODDS, p] + (1.0 - memory) * w[at.ANCHOR_ODDS, p]
        w[at.LOG_ODDS, p] = min(max(odds + worth * (read - announced * 0.5), -8.0), 8.0)
        here = w[at.PRESENT, p] / pace
        attained, scored = w[at.ATTAINED, p], w[at.SCORED, p]
        w[at.PRODUCT, p] += here * (attained - w[at.PRODUCT, p])
        w[at.RELATIONSHIP, p] += here * (scored - w[at.RELATIONSHIP, p])
        w[at.YEAR_PRODUCT, p] = (w[at.YEAR_PRODUCT, p] + attained) * first
        w[at.YEAR_RELATIONSHIP, p] = (w[at.YEAR_RELATIONSHIP, p] + scored) * second


@inside
def leave(w, lanes, sample, luck, level, guarantee, pace, fading):
    """Get used to pay, and say who leaves because it is less."""
    hazard, elasticity, by_ability = sample[at.HAZARD], sample[at.QUIT], sample[at.QUIT_ABILITY]
    for p in range(lanes):
        variable, present, reference = w[at.VARIABLE, p], w[at.PRESENT, p], w[at.REFERENCE, p]
        pay = max(1.0 - variable + variable * (level + w[at.EXPECTED, p]), 0.05)
        pay = max(pay, guarantee * reference)
        reference += present / pace * (pay - reference)
        w[at.REFERENCE, p] = reference
        loss: Any = log(reference / pay)
        loss *= 0.25 if loss < 0.0 else 1.0
        rated = min(hazard * exp(elasticity * (1.0 + by_ability * w[at.ABILITY, p]) * loss), 0.3)
        gone = present if luck[5, p] < rated else 0.0
        w[at.LEAVES, p], w[at.THERE, p] = gone, present + gone
        w[at.SLOW, p] *= fading


@inside
def part(w, lanes, departure_loss, stock_lost, vacancy):
    """Let accounts and half of the stock go with who leaves."""
    for p in range(lanes):
        if w[at.LEAVES, p] > 0.0:
            lost = departure_loss + stock_lost * max(w[at.THIRD, p], 0.0)
            w[at.ACCOUNTS, p] *= max(1.0 - lost, 0.0)
            w[at.FIRST, p] *= 0.5
            w[at.SECOND, p] *= 0.5
            w[at.THIRD, p] *= 0.5
            w[at.VACANT, p] = vacancy + 1.0
