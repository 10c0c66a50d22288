"""Behaviours compiled: practice, what customers see of it, and how many of them find it good."""

from __future__ import annotations

from compplan.simulation.fused.compiled import rows as at
from compplan.simulation.fused.compiled.maths import exp, fma, inside

LANES = at.LANES
_LEAST = 1e-9 / (1.0 - 1e-9)
"""Odds that the model never goes below."""


@inside
def behave(w, lanes, own, uniform, weight, target, sample):
    """Practise a behaviour, of which ``own`` holds the rows, and draw its ratings.

    They are counted by inversion of one uniform number each, and of the rarer kind: the probability that
    nobody is of the other one may be too small for a float. All probabilities are multiplied by
    (1 + odds) to the power of the number of raters, which leaves powers of the odds with binomial factors.
    """
    decay, coaching = sample[at.DECAY], sample[at.COACHING]
    by_effort, by_skill = sample[at.BY_EFFORT], sample[at.BY_SKILL]
    for p in range(lanes):
        coached = w[at.COUNT, p]
        coached = coached if own[at.SHARE, p] < target else 0.0
        gain = own[at.PRACTICE, p] * w[at.RELATIVE, p] + coaching * coached
        gain = min(gain, 1.0 - decay)
        skill = own[at.SKILL, p]
        skill += gain * (1.0 - skill) - decay * skill
        own[at.SKILL, p] = skill
        lifted = by_effort * w[at.LOGGED, p] + by_skill * (skill - own[at.ANCHOR, p])
        w[at.QUALITY, p] += weight * lifted
        logit = w[at.COMMON, p] + lifted
        odds = max(exp(-abs(logit)), _LEAST)
        turned = 1.0 if logit > 0.0 else 0.0
        luck = uniform[p]
        others = 1.0 - luck
        drawn = others if logit > 0.0 else luck
        first = 1.0 + odds
        second = first * first
        fourth = second * second
        eighth = fourth * fourth
        drawn *= first if w[at.BITS, p] > 0.0 else 1.0
        drawn *= second if w[at.BITS + 1, p] > 0.0 else 1.0
        drawn *= fourth if w[at.BITS + 2, p] > 0.0 else 1.0
        drawn *= eighth if w[at.BITS + 3, p] > 0.0 else 1.0
        w[at.ODDS, p], w[at.DRAWN, p], w[at.TURNED, p], w[at.FACTOR, p] = odds, drawn, turned, eighth * eighth


@inside
def multiply(w, lanes, most):
    """Go on with the power of more than fifteen raters."""
    factor = 16
    while factor <= most:
        for p in range(lanes):
            odd, power = int(w[at.RATERS, p]) // factor % 2 == 1, w[at.FACTOR, p]
            w[at.DRAWN, p] *= power if odd else 1.0
            w[at.FACTOR, p] = power * power
        factor *= 2


@inside
def count(w, lanes):
    """Count the first eight of the rarer kind."""
    for p in range(lanes):
        odds, drawn = w[at.ODDS, p], w[at.DRAWN, p]
        power, reached = odds, 1.0
        counted = 1.0 if drawn > reached else 0.0
        reached = fma(w[at.CHOICES, p], power, reached)
        counted += 1.0 if drawn > reached else 0.0
        power *= odds
        reached = fma(w[at.CHOICES + 1, p], power, reached)
        counted += 1.0 if drawn > reached else 0.0
        power *= odds
        reached = fma(w[at.CHOICES + 2, p], power, reached)
        counted += 1.0 if drawn > reached else 0.0
        power *= odds
        reached = fma(w[at.CHOICES + 3, p], power, reached)
        counted += 1.0 if drawn > reached else 0.0
        power *= odds
        reached = fma(w[at.CHOICES + 4, p], power, reached)
        counted += 1.0 if drawn > reached else 0.0
        power *= odds
        reached = fma(w[at.CHOICES + 5, p], power, reached)
        counted += 1.0 if drawn > reached else 0.0
        power *= odds
        reached = fma(w[at.CHOICES + 6, p], power, reached)
        counted += 1.0 if drawn > reached else 0.0
        power *= odds
        term = w[at.CHOICES + 7, p] * power
        w[at.FAVOURABLE, p], w[at.TERM, p], w[at.REACHED, p] = counted, term, reached + term


@inside
def count_on(w, lanes, most):
    """Count on beyond eight."""
    for number in range(8, most):
        for p in range(lanes):
            term, reached = w[at.TERM, p], w[at.REACHED, p]
            w[at.FAVOURABLE, p] += 1.0 if w[at.DRAWN, p] > reached else 0.0
            term *= w[at.ODDS, p] * (max(w[at.RATERS, p] - number, 0.0) / (number + 1))
            w[at.TERM, p], w[at.REACHED, p] = term, reached + term


@inside
def score(w, lanes, own, weight, target, easier, cap):
    """Turn counts into shares and score them; those without anybody to rate keep what they thought."""
    per_target = 1.0 / (target * easier)
    for p in range(lanes):
        raters = w[at.RATERS, p]
        counted = min(w[at.FAVOURABLE, p], raters)
        others = raters - counted
        counted = others if w[at.TURNED, p] > 0.0 else counted
        share, kept = counted / raters, own[at.SHARE, p]
        share = share if w[at.PRESENT, p] > 0.0 else kept
        own[at.SHARE, p] = share
        w[at.BELOW, p] += 1.0 if share < target else 0.0
        w[at.SCORE, p] += min(share * per_target, cap) * weight
