"""A tile compiled: where its participants begin, a month of them, and what it adds to sums."""

from __future__ import annotations

from numba import njit

from compplan.simulation.fused.compiled import rows as at
from compplan.simulation.fused.compiled.maths import INSIDE, inside, logistic, together
from compplan.simulation.fused.compiled.month import expect, fill, leave, sell, work
from compplan.simulation.fused.compiled.pay import attain, close, give, rate
from compplan.simulation.fused.compiled.rate import behave, count, count_on, multiply, score
from compplan.simulation.fused.compiled.see import level_of, see


@inside
def enter(w, lanes, behaviours, accounts, sizes, numbers, card, brought, standing, decay, start):
    """Put a tile's participants where the old plan has them; lanes without anybody stand empty for good."""
    w[:] = 0.0
    accounts[:] = 0.0
    for p in range(lanes):
        w[at.PRODUCT_EFFORT, p], w[at.RB_EFFORT, p] = numbers[at.BASE_PRODUCT], numbers[at.RB_SHARE]
        w[at.ACCOUNTS, p] = 1.0
        w[at.LOG_ODDS, p] = brought[at.OF_ANCHOR, start + p]
        w[at.ANCHOR_ODDS, p] = brought[at.OF_ANCHOR, start + p]
        w[at.ELASTICITY, p] = brought[at.OF_ELASTICITY, start + p]
        w[at.ABILITY, p] = brought[at.OF_ABILITY, start + p]
        w[at.INTERCEPT, p] = brought[at.OF_INTERCEPT, start + p]
        w[at.REFERENCE, p] = brought[at.OF_REFERENCE, start + p]
        w[at.USUAL_PRODUCT, p] = standing[at.OF_PRODUCT, start + p]
        w[at.PRODUCT, p] = standing[at.OF_PRODUCT, start + p]
        w[at.USUAL_RELATIONSHIP, p] = standing[at.OF_RELATIONSHIP, start + p]
        w[at.RELATIONSHIP, p] = standing[at.OF_RELATIONSHIP, start + p]
        w[at.VARIABLE, p] = standing[at.OF_VARIABLE, start + p]
        w[at.REVENUE, p] = standing[at.OF_REVENUE, start + p]
        w[at.RATERS, p] = standing[at.OF_RATERS, start + p]
        if start + p >= sizes[at.PARTICIPANTS]:
            w[at.REVENUE, p], w[at.VACANT, p] = 0.0, 1e18
    for p in range(lanes):
        share = logistic(w[at.INTERCEPT, p])
        for k in range(len(behaviours)):
            own = behaviours[k]
            skill = brought[at.SKILLS + k, start + p]
            own[at.SKILL, p], own[at.ANCHOR, p], own[at.SHARE, p] = skill, skill, share
            own[at.PRACTICE, p] = decay * skill / (1.0 - skill)
            w[at.BELOW, p] += 1.0 if share < card[1, k] else 0.0
        raters = int(w[at.RATERS, p])
        choices = 1.0
        for number in range(8):
            choices *= max(float(raters - number), 0.0) / (number + 1)
            w[at.CHOICES + number, p] = choices
        for bit in range(4):
            w[at.BITS + bit, p] = float((raters >> bit) & 1)


@together
def respond(
    w,
    lanes,
    behaviours,
    seen,
    sizes,
    numbers,
    card,
    sample,
    skill,
    start,
    month,
    months,
    base,
    luck,
    tables,
    turnover,
):
    """Live through a month of a tile."""
    product, product_coming, relationship, relationship_coming = tables
    step = numbers[at.STEP]
    first, second = sizes[at.FIRST_PERIOD], sizes[at.SECOND_PERIOD]
    periods = first, second
    level, guarantee, on_ratings = months[at.PAY_LEVEL], months[at.GUARANTEED], months[at.ON_RATINGS]
    fill(
        w, lanes, behaviours, skill, start, luck, periods, month, numbers[at.SELECTION] * on_ratings,
        sample[at.HIRE_ODDS], numbers[at.BELIEF_SPREAD], sample[at.DECAY],
    )  # fmt: skip
    inflation, halo = sample[at.INFLATION] * on_ratings, numbers[at.HALO]
    for p in range(lanes):
        w[at.COMMON, p] = w[at.INTERCEPT, p] + halo * luck[1, p] + inflation
        w[at.EXPECTED, p] = 0.0
    see(
        w, lanes, at.PRODUCT, at.YEAR_PRODUCT, product, product_coming, first, month % first, step,
        seen[: at.LANES],
    )  # fmt: skip
    see(
        w, lanes, at.RELATIONSHIP, at.YEAR_RELATIONSHIP, relationship, relationship_coming, second,
        month % second, step, seen[at.LANES :],
    )  # fmt: skip
    work(
        w, lanes, seen, base, level, guarantee, sample, numbers[at.BASE_PRODUCT], numbers[at.BASE_RB],
        numbers[at.RB_SHARE], numbers[at.CAPACITY] * months[at.LIVE],
    )  # fmt: skip
    most = sizes[at.MOST_RATERS]
    for k in range(len(behaviours)):
        own = behaviours[k]
        behave(w, lanes, own, luck[6 + k], card[0, k], card[1, k], sample)
        if most > 15:
            multiply(w, lanes, most)
        count(w, lanes)
        if most > 8:
            count_on(w, lanes, most)
        score(w, lanes, own, card[0, k], card[1, k], months[at.EASIER], numbers[at.LIMIT_OF_CARD])
    sell(
        w, lanes, sample, luck, turnover, months[at.QUOTA], numbers[at.CARD_LEVEL], numbers[at.BASE_PRODUCT],
        numbers[at.RB_SHARE], numbers[at.LOW_POTENTIAL], numbers[at.SLOWER],
    )  # fmt: skip
    expect(
        w,
        lanes,
        sample,
        luck,
        months[at.ANNOUNCED],
        months[at.DELIVERED],
        periods,
        month,
        numbers[at.EXPECTATION],
    )
    for p in range(lanes):
        w[at.EXPECTED, p] = 0.0
    level_of(w, lanes, at.PRODUCT, product, step)
    level_of(w, lanes, at.RELATIONSHIP, relationship, step)
    leave(w, lanes, sample, luck, level, guarantee, numbers[at.PAY_MEMORY], numbers[at.FADING])


@njit(**INSIDE, fastmath={"reassoc"})
def _total(row, other, lanes):
    """Sum the products of two rows; the order of lanes is the compiler's, and always the same."""
    total = 0.0
    for p in range(lanes):
        total += row[p] * other[p]
    return total


@together
def add(w, lanes, behaviours, sums):
    """Add a month of a tile to its sums; see `simulation.sums`."""
    sums[0] += _total(w[at.SOLD], w[at.REVENUE], lanes)
    sums[1] += _total(w[at.PRODUCT_EFFORT], w[at.PRESENT], lanes)
    sums[2] += _total(w[at.RB_EFFORT], w[at.PRESENT], lanes)
    sums[3] += _total(w[at.BELIEVED], w[at.PRESENT], lanes)
    sums[4] += _total(w[at.PRESENT], w[at.PRESENT], lanes)
    sums[5] += _total(w[at.LEAVES], w[at.LEAVES], lanes)
    sums[6] += _total(w[at.COACHED], w[at.PRESENT], lanes)
    sums[7] += _total(w[at.RATERS], w[at.PRESENT], lanes)
    for k in range(len(behaviours)):
        sums[8 + k] += _total(behaviours[k, at.SHARE], w[at.PRESENT], lanes)


@together
def pay(w, lanes, some, accounts, sizes, numbers, plan, standing, start, month, last, attained):
    """Pay a tile's lines of a month into row ``PAID``; ``attained`` is [measures, lanes]."""
    curves, edges, measures, weights, factor, target = plan
    for p in range(lanes):
        w[at.PAID, p] = 0.0
    for measure in range(sizes[at.MEASURES]):
        own = accounts[measure]
        channel, to_date = measures[measure, at.CHANNEL], measures[measure, at.ACCUMULATES] > 0.0
        balance = measures[measure, at.BALANCE]
        attain(
            w, lanes, own, channel < 2.0, channel == 1.0, month % 12 == 0 or not to_date,
            weights[measure, month], factor[measure], target[measure], standing[at.OF_INCENTIVE], start,
        )  # fmt: skip
        for p in range(some):
            attained[measure, p] = w[at.DUE, p]
        rate(w, lanes, curves[measure], edges[measure])
        give(w, lanes, own, numbers[at.UNIT], sizes[at.MODE], to_date and balance >= 0.0, balance, last)
        close(w, some, own)


@together
def keep(w, some, start, month, pays, attained, there, paid, ranked, shown):
    """Keep what awards and sums of pay look at, or what the engine pays for."""
    if pays:
        for p in range(some):
            there[month, start + p], paid[month, start + p] = w[at.THERE, p], w[at.PAID, p]
        for measure in range(len(ranked)):
            for p in range(some):
                ranked[measure, month, start + p] = attained[measure, p]
    else:
        for p in range(some):
            shown[0, month, start + p], shown[1, month, start + p] = w[at.ATTAINED, p], w[at.SCORED, p]
            shown[2, month, start + p] = w[at.THERE, p]
