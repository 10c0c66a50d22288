"""A sample from luck to sums: the response, its pay, and what both come to."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numba import njit

from compplan.simulation.fused.kernel import (
    BELIEVED,
    CHANGE,
    EXPECTED,
    LEAVES,
    LOG_ODDS,
    OTHER_CHANGE,
    PRESENT,
    PRODUCT,
    RELATIONSHIP,
    SCORE,
    STATE,
    SUMS,
    WORK,
    YEAR_PRODUCT,
    YEAR_RELATIONSHIP,
    add_up,
    behave,
    expect,
    fill,
    learn,
    leave,
    level_of,
    rate,
    see,
    sell,
    start,
    work_on,
)  # fmt: skip
from compplan.simulation.fused.maths import logistic
from compplan.simulation.fused.pay import award, pay


@njit(nogil=True, error_model="numpy")
def respond(sample, people, months, constants, noise, s, state, work, product, relationship, there, sums):
    """Live through sample ``s``: what is attained and who is there [months, participants], sums by month.

    ``noise`` is [months, samples, purposes, participants]. ``there`` is 0 for nobody, else 1, and 2 in a
    leaver's last month.
    """
    behaviours = len(constants.weights)
    first, second = constants.periods
    common = np.empty(state.shape[1])
    decay = sample.skill_decay[s]
    more = np.empty((-(-people.raters.max() // 4) * 4, state.shape[1]))
    for number in range(len(more)):
        for p in range(state.shape[1]):
            more[number, p] = max(float(people.raters[p] - number), 0.0) / (number + 1)
    start(people, constants, decay, s, state)
    for month in range(len(months.level)):
        luck, base = noise[month, s], people.base[month]
        better = constants.hire_selection * months.on_ratings[month]
        fill(
            state, work, people.skill[s], people, luck, constants.periods, month, better, sample.hire_odds[s],
            constants.belief_spread, decay,
        )  # fmt: skip
        for p in range(state.shape[1]):
            work[BELIEVED, p] = logistic(state[LOG_ODDS, p])
            work[EXPECTED, p] = 0.0
            common[p] = people.intercept[s, p] + constants.halo * luck[1, p]
        table, other, step = months.product[month], months.relationship[month], constants.step
        averse, belief, variable = sample.risk_aversion[s], work[BELIEVED], people.variable
        see(
            state[PRODUCT], state[YEAR_PRODUCT], table, months.product_coming[month], first, month % first,
            step, base[:2], belief, variable, averse, work[CHANGE], work[EXPECTED],
        )  # fmt: skip
        see(
            state[RELATIONSHIP], state[YEAR_RELATIONSHIP], other, months.relationship_coming[month], second,
            month % second, step, base[2:], belief, variable, averse, work[OTHER_CHANGE], work[EXPECTED],
        )  # fmt: skip
        level, guarantee = months.level[month], months.guarantee[month]
        work_on(
            state, work, people.elasticity[s], base[:2], variable, level, guarantee, sample, s,
            constants.base_product, constants.base_rb,
        )  # fmt: skip
        learn(state, work, constants.targets, constants.rb_share, constants.coaching * months.live[month])
        inflation = sample.rating_inflation[s] * months.on_ratings[month]
        for k in range(behaviours):
            shares, target = state[STATE + 2 * behaviours + k], constants.targets[k]
            behave(
                state[STATE + k], state[STATE + behaviours + k], state[STATE + 3 * behaviours + k],
                shares, work, constants.weights[k], target, decay, sample.coaching_gain[s],
                sample.rating_effort[s], sample.rating_skill[s], common, inflation,
            )  # fmt: skip
            rate(
                work, people.raters, more, luck[6 + k], shares, constants.weights[k],
                target * months.easier[month], constants.cap,
            )  # fmt: skip
        attained, scored = product[month], relationship[month]
        sell(
            state, work, sample, s, luck, constants, sample.turnover[s, month], people.product,
            months.quota[month], attained,
        )  # fmt: skip
        for p in range(state.shape[1]):
            scored[p] = work[SCORE, p] / constants.card_level
            work[EXPECTED, p] = 0.0
        expect(
            state, work, sample, s, luck[2], months.announced[month], months.delivered[month], attained,
            scored, constants.periods, month, constants.expectation,
        )  # fmt: skip
        level_of(state[PRODUCT], table, step, work[EXPECTED])
        level_of(state[RELATIONSHIP], other, step, work[EXPECTED])
        leave(
            state, work, sample, s, luck[5], variable, level, guarantee, constants.reference,
            constants.stock_lost, constants.vacancy,
        )  # fmt: skip
        add_up(state, work, people.revenue, people.raters, behaviours, sums[month])
        for p in range(state.shape[1]):
            there[month, p] = int(work[PRESENT, p] + work[LEAVES, p])


def _sources() -> int:
    """Give a digest of all that is compiled."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    return int(sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:15], 16)


def _compiled(key: int) -> Any:
    """Compile the whole, or take it from the disk.

    Numba keeps compiled code by the function's own file and by what it encloses, and would not notice that
    another file has changed; so it encloses a digest of them all, and nothing below it is kept by itself.
    """

    @njit(cache=True, nogil=True, error_model="numpy")
    def live(
        sample,
        people,
        months,
        constants,
        noise,
        lines,
        awards,
        top_up,
        fixed,
        begin,
        end,
        sums,
        by_year,
        held,
        shown,
    ):
        """Live through samples ``begin`` to ``end``.

        ``sums`` is [samples, months, 9 + behaviours], pay last; ``by_year`` [samples, years, participants]
        and ``held`` [samples, participants] what territories are paid and for how many months. ``top_up`` is
        the least pay of a month [months, participants], ``fixed`` what is paid beside [participants]. If the
        engine is to pay, ``shown`` [3, samples, months, participants] takes product, relationship, presence.
        """
        if key < 0:
            return
        participants, count = len(people.product), len(months.level)
        behaviours = len(constants.weights)
        state, work = np.empty((STATE + 4 * behaviours, participants)), np.empty((WORK, participants))
        product, relationship = np.empty((count, participants)), np.empty((count, participants))
        paid, score = np.empty((count, participants)), np.empty(participants)
        attained = np.empty((max(len(lines.channel), 1), count, participants))
        there = np.empty((count, participants), dtype=np.int8)
        for s in range(begin, end):
            respond(
                sample,
                people,
                months,
                constants,
                noise,
                s,
                state,
                work,
                product,
                relationship,
                there,
                sums[s],
            )
            if shown.shape[1]:
                shown[0, s], shown[1, s] = product, relationship
                for month in range(count):
                    for p in range(participants):
                        shown[2, s, month, p] = there[month, p]
                continue
            pay(lines, product, relationship, there, attained, paid)
            award(awards, lines.unit, there, attained, score, paid)
            for month in range(count):
                for p in range(participants):
                    amount = paid[month, p]
                    if there[month, p]:
                        amount = max(amount, top_up[month, p])
                        held[s, p] += 1
                        by_year[s, month // 12, p] += fixed[p]
                    by_year[s, month // 12, p] += amount
                    sums[s, month, SUMS + behaviours] += amount

    return live


live = _compiled(_sources())
