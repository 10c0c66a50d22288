"""Who is simulated: participants at the baseline, from data or described."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compplan.simulation.holders import Pricing

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Workforce:
    """Participants at the baseline, arrays [participants].

    ``incentive`` is the monthly target incentive, or usual pay where there is none, and ``revenue`` the mean
    monthly revenue, in units of the currency; ``variable`` is the variable share of pay, ``product`` the
    attainment of product measures next to the mean, ``rating_logit`` the log-odds of a favourable rating,
    known up to ``rating_doubt``, ``raters`` the responses per behaviour and month, ``ability`` in standard
    deviations, None if it is not known. ``levels`` holds the baseline attainment of every measure,
    ``pricing`` what pay needs beside, ``season`` [12] revenue by calendar month, ``noise`` the standard
    deviation of a month's log revenue and how many months it was learned from.
    ``segment`` names the part of the company. ``learned`` and ``not_learned`` say, in words, what the data
    told and what it could not tell.
    """

    ids: tuple[str, ...]
    segment: tuple[str, ...]
    incentive: Floats
    variable: Floats
    revenue: Floats
    product: Floats
    rating_logit: Floats
    rating_doubt: Floats
    raters: Floats
    ability: Floats | None
    levels: Mapping[str, Floats]
    pricing: Pricing
    season: Floats
    noise: tuple[float, int] | None
    learned: tuple[str, ...]
    not_learned: tuple[str, ...]
