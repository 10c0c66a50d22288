"""What a path brings in a worldview, sample by sample: team totals by month, and each participant's pay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

METRICS = (
    "payout_cost",
    "revenue",
    "net_contribution",
    "rb_effort",
    "product_effort",
    "belief",
    "favourable_share",
    "leavers",
    "program_cost",
)
"""Team figures of every month; shares and efforts are means over participants, the others sums."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Team figures by metric [samples, months]; behaviours' favourable shares [behaviours, samples, months].

    Money is in units of the currency. ``pay`` [samples, years, participants] is each territory's total pay,
    fixed and variable, by plan year; ``months`` counts the months in which somebody held the territory.
    """

    figures: Mapping[str, Floats]
    behaviours: Floats
    pay: Floats
    months: Floats


def joined(parts: list[Outcome]) -> Outcome:
    """Join the outcomes of some samples after those of others."""
    return Outcome(
        {name: np.concatenate([part.figures[name] for part in parts]) for name in parts[0].figures},
        np.concatenate([part.behaviours for part in parts], axis=1),
        np.concatenate([part.pay for part in parts]),
        np.concatenate([part.months for part in parts]),
    )
