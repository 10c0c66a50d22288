"""Awards compiled: what the best or most improved of a sample are given, ranked within groups."""

from __future__ import annotations

import numpy as np

from compplan.simulation.fused.compiled import rows as at
from compplan.simulation.fused.compiled.maths import alone

_SAME = 1e-9


@alone
def award(rule, amounts, group, unit, there, attained, score, paid):
    """Add what one rule awards in a sample.

    ``rule`` [columns] and ``amounts`` [months] say what is awarded when, nan where nothing is; ``there`` and
    ``attained`` are [months, participants] and wider, ``score`` is room for [participants].
    """
    span = int(rule[at.SPAN])
    needed = 2 * span if rule[at.IMPROVED] > 0.0 else span
    for month in range(needed - 1, len(amounts)):
        if amounts[month] == amounts[month]:
            _score(attained, there, month, span, needed, score)
            shared = rule[at.SHARED] > 0.0
            _give(group, int(rule[at.WINNERS]), amounts[month], shared, unit, score, paid[month])


@alone
def _score(attained, there, month, span, needed, score):
    """Give what is ranked; nan of who is not, for somebody else held the territory, or nobody."""
    for p in range(len(score)):
        total = 0.0
        for back in range(span):
            total += attained[month - span + 1 + back, p]
        score[p] = total / span
    if needed > span:
        for p in range(len(score)):
            before = 0.0
            for back in range(span):
                before += attained[month - needed + 1 + back, p]
            score[p] = score[p] - before / span if score[p] - before / span > _SAME else np.nan
    for back in range(needed):
        for p in range(len(score)):
            held = there[month - back, p]
            score[p] = np.nan if held == 0.0 or (back > 0 and held == 2.0) else score[p]


@alone
def _give(group, winners, award, shared, unit, score, paid):
    """Award the first of every group; ``score`` becomes nan where it is awarded."""
    last = 0.0
    for p in range(len(group)):
        last = max(last, group[p])
    for own in range(int(last) + 1):
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
