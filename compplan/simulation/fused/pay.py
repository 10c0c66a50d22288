"""Pay compiled: a plan's monthly lines from its own arrays, each as `engine.sampled` pays it, and awards.

Each who holds a territory is a participant of its own. Lines that this file does not know (`fused.plan` names
them) are paid by the engine.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_NEAR = 2.0**-43
_SAME = 1e-9
HALF_UP, HALF_DOWN, HALF_EVEN, UP, DOWN = range(5)
LAPSE, CARRY, RECOVER = range(3)
EACH, TO_DATE = range(2)
(ACTUAL, TARGET, BASE, GIVEN, BROUGHT, CARRIED, ENTERED, DUE) = range(8)
ACCOUNT = 8
"""Rows of what is known of a measure to date."""


class Lines(NamedTuple):
    """Measures, each [measures], with their curves [measures, knots]; see `engine.curve.bends_of`.

    ``channel`` is 0 for product, 1 for relationship, 2 for neither; ``unit`` what lines are rounded to.
    """

    channel: NDArray[np.int64]
    accumulate: NDArray[np.int64]
    balance: NDArray[np.int64]
    start: Floats
    knots: Floats
    changes: Floats
    threshold: Floats
    cap: Floats
    weights: Floats  # [measures, months]
    factor: Floats  # [measures, participants]: attainment per multiple of the channel
    target: Floats  # [measures, participants]
    incentive: Floats  # [participants]
    unit: float
    mode: int


class Awards(NamedTuple):
    """Recognitions, each [rules]; ``amount`` is [rules, months], minor units, 0 where none is given."""

    measure: NDArray[np.int64]
    span: NDArray[np.int64]
    improved: NDArray[np.bool_]
    winners: NDArray[np.int64]
    shared: NDArray[np.bool_]
    amount: Floats
    due: NDArray[np.bool_]  # [rules, months]
    group: NDArray[np.int64]  # [rules, participants]


@njit(nogil=True, error_model="numpy")
def pay(lines, product, relationship, there, attained, paid):
    """Pay one sample: ``paid`` [months, participants] in minor units, ``attained`` [measures, same]."""
    paid[:] = 0.0
    account = np.empty((ACCOUNT, paid.shape[1]))
    for measure in range(len(lines.channel)):
        account[:] = 0.0
        channel = lines.channel[measure]
        for month in range(len(paid)):
            # Of a measure that answers to nothing the multiple is 1; product stands for it unused.
            multiple = relationship[month] if channel == 1 else product[month]
            last = month + 1 == len(paid) or month % 12 == 11
            _attain(lines, measure, month, multiple, there[month], account, attained[measure, month])
            _pay_lines(lines, measure, last, there[month], account, attained[measure, month], paid[month])


@njit(nogil=True, error_model="numpy")
def _attain(lines, measure, month, multiple, there, account, attained):
    """Add a month to what is measured to date, or begin anew, and give attainments."""
    anew = month % 12 == 0 or lines.accumulate[measure] == EACH
    weight, moves = lines.weights[measure, month], lines.channel[measure] < 2
    factor, target = lines.factor[measure], lines.target[measure]
    for p in range(len(attained)):
        keep = 0.0 if anew else 1.0
        here = 1.0 if there[p] > 0 else 0.0
        size = factor[p] * (multiple[p] if moves else 1.0)
        account[ACTUAL, p] = account[ACTUAL, p] * keep * here + size * target[p] * here
        account[TARGET, p] = account[TARGET, p] * keep * here + target[p] * here
        account[BASE, p] = account[BASE, p] * keep * here + lines.incentive[p] * weight * here
        account[GIVEN, p] *= keep * here
        account[BROUGHT, p] *= keep * here
        account[ENTERED, p] *= keep * here
        account[CARRIED, p] *= here
        attained[p] = account[ACTUAL, p] / account[TARGET, p] if account[TARGET, p] > 0 else 0.0


@njit(nogil=True, error_model="numpy")
def _pay_lines(lines, measure, last, there, account, attained, paid):
    """Pay a month's lines; to date what is due less what was given, and settle what was overpaid."""
    balance, due = lines.balance[measure], account[DUE]
    _rate(lines, measure, attained, due)
    _round(account[BASE], account[TARGET], lines.unit, lines.mode, due)
    settles = lines.accumulate[measure] == TO_DATE and balance >= 0
    for p in range(len(paid)):
        amount, here = due[p], there[p] > 0
        if settles:
            entering = here and account[ENTERED, p] == 0
            brought = account[CARRIED, p] if entering else account[BROUGHT, p]
            carried = 0.0 if entering else account[CARRIED, p]
            left = amount - account[GIVEN, p] - brought
            over = left < 0 and (last or there[p] == 2)
            amount = left if over and balance == RECOVER else max(left, 0.0)
            account[BROUGHT, p], account[ENTERED, p] = brought, 1.0 if here else 0.0
            account[CARRIED, p] = -left if over and balance == CARRY else carried
            account[GIVEN, p] += amount
        paid[p] += amount if here else 0.0
    for row in range(ACCOUNT):
        for p in range(len(paid)):
            account[row, p] = 0.0 if there[p] == 2 else account[row, p]


@njit(nogil=True, error_model="numpy")
def _rate(lines, measure, attained, rate):
    """Map attainment through a measure's curve."""
    rate[:] = lines.start[measure]
    for bend in range(lines.knots.shape[1]):
        knot, change = lines.knots[measure, bend], lines.changes[measure, bend]
        for p in range(len(rate)):
            rate[p] += change * max(max(attained[p], 0.0) - knot, 0.0)
    threshold, cap = lines.threshold[measure], lines.cap[measure]
    edge = threshold - _NEAR * abs(threshold) if threshold > -np.inf else threshold
    for p in range(len(rate)):
        rate[p] = min(rate[p], cap) if attained[p] >= edge else 0.0


@njit(nogil=True, error_model="numpy")
def _round(base, target, unit, mode, due):
    """Turn rates into amounts in whole units, halves as the mode says; see `Plain.rounded`."""
    for p in range(len(due)):
        value = due[p] * base[p] / unit if target[p] > 0 else 0.0
        size = abs(value)
        near = _NEAR * size
        low = np.floor(size + near)
        past = size - low
        half = abs(past - 0.5) <= near
        over = 1.0 if past > 0.5 and not half else 0.0
        if mode == HALF_UP:
            over = 1.0 if half else over
        elif mode == HALF_EVEN:
            over = low - 2 * np.floor(low / 2) if half else over
        elif mode == UP:
            over = 1.0 if past > near else 0.0
        elif mode == DOWN:
            over = 0.0
        size = (low + over) * unit
        due[p] = -size if value < 0 else size


@njit(nogil=True, error_model="numpy")
def award(awards, unit, there, attained, score, paid):
    """Add what the best or most improved of a sample are awarded; ``score`` is room for [participants]."""
    for rule in range(len(awards.measure)):
        span = awards.span[rule]
        needed = 2 * span if awards.improved[rule] else span
        for month in range(len(paid)):
            if not awards.due[rule, month] or month + 1 < needed:
                continue
            _score(attained[awards.measure[rule]], there, month, span, needed, score)
            amount, shared = awards.amount[rule, month], awards.shared[rule]
            _give(awards.group[rule], awards.winners[rule], amount, shared, unit, score, paid[month])


@njit(nogil=True, error_model="numpy")
def _score(attained, there, month, span, needed, score):
    """Give what is ranked; nan of who is not, for somebody else held the territory, or nobody."""
    score[:] = 0.0
    for back in range(span):
        for p in range(len(score)):
            score[p] += attained[month - span + 1 + back, p]
    for p in range(len(score)):
        score[p] /= span
    if needed > span:
        for p in range(len(score)):
            before = 0.0
            for back in range(span):
                before += attained[month - needed + 1 + back, p]
            score[p] = score[p] - before / span if score[p] - before / span > _SAME else np.nan
    for back in range(needed):
        for p in range(len(score)):
            held = there[month - back, p]
            score[p] = np.nan if held == 0 or (back > 0 and held == 2) else score[p]


@njit(nogil=True, error_model="numpy")
def _give(group, winners, award, shared, unit, score, paid):
    """Award the first of every group; ``score`` becomes nan where it is awarded."""
    for own in range(group.max() + 1):
        places = 0
        while places < winners:
            best, count, tied = -np.inf, 0, 0
            for p in range(len(score)):
                if group[p] == own and score[p] > best:
                    best = score[p]
            if best == -np.inf:
                break
            for p in range(len(score)):
                count += group[p] == own and score[p] >= best - _SAME
            won = min(winners - places, count) * award
            each, rest = won // unit // count, won // unit % count
            for p in range(len(score)):
                if group[p] == own and score[p] >= best - _SAME:
                    paid[p] += (each + (tied < rest)) * unit if shared else award
                    score[p] = np.nan
                    tied += 1
            places += count
