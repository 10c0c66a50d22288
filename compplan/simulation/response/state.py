"""What the model carries from month to month: arrays [samples, participants]."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class People:
    """What participants bring with them.

    ``elasticity``, ``anchor`` (log-odds of belief), ``ability`` (standard deviations) and ``intercept``
    (log-odds of a favourable rating) are [samples, participants]; ``skill`` is [behaviours, samples,
    participants]. By participant: ``raters`` per behaviour and month, ``product`` and ``relationship``, the
    multiples of the channels that they attain at the baseline, and ``variable``, the variable share of pay.
    """

    elasticity: Floats
    anchor: Floats
    ability: Floats
    intercept: Floats
    skill: Floats
    raters: Floats
    product: Floats
    relationship: Floats
    variable: Floats


@dataclass(frozen=True, slots=True)
class State:
    """Effort, skill, belief, stock, accounts, expectations and who holds the territory.

    ``skill``, ``anchor_skill`` and ``shares`` are [behaviours, samples, participants], ``stages`` is [stages,
    samples, participants]. ``product`` and ``relationship`` are expected multiples, ``year_product`` and
    ``year_relationship`` the sums of those attained in the running period; ``pulled`` is revenue of this
    month that was booked in the one before. ``vacant`` counts the months
    until a hire starts, ``tenure`` those since (infinite for who was there at the start).
    """

    product_effort: Floats
    rb_effort: Floats
    campaign_effort: Floats
    skill: Floats
    anchor_skill: Floats
    shares: Floats
    log_odds: Floats
    anchor_odds: Floats
    stages: Floats
    accounts: Floats
    product: Floats
    relationship: Floats
    year_product: Floats
    year_relationship: Floats
    pulled: Floats
    reference_pay: Floats
    ability: Floats
    vacant: Floats
    tenure: Floats
    hired: NDArray[np.bool_]
    """Who starts this month, without habits of old."""


@dataclass(frozen=True, slots=True)
class Month:
    """What a month shows [samples, participants]; ``favourable`` [behaviours, samples, participants].

    ``product``, ``relationship`` and ``campaign`` are the multiples of the channels attained.
    """

    product_effort: Floats
    rb_effort: Floats
    belief: Floats
    stock: Floats
    accounts: Floats
    revenue: Floats
    product: Floats
    relationship: Floats
    campaign: Floats
    favourable: Floats
    present: NDArray[np.bool_]
    left: NDArray[np.bool_]
    expected_pay: Floats
    coached: Floats
