"""How much of the spread of a figure is luck, and how much is that nobody knows the parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compplan.simulation.outcome import Outcome

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LuckShare:
    """Totals over all months of samples that were lived through twice, with other luck [repeated samples].

    ``first`` and ``second`` are by metric.
    """

    first: Mapping[str, Floats]
    second: Mapping[str, Floats]


@dataclass(frozen=True, slots=True)
class Spreads:
    """Standard deviations of a figure: by parameters, and by luck."""

    parameters: float
    luck: float


def luck_share(outcomes: Outcome, again: Outcome) -> LuckShare:
    """Pair the first samples with their repetitions."""
    names = tuple(again.figures)
    count = len(again.figures[names[0]])
    return LuckShare(
        {name: outcomes.figures[name][:count].sum(axis=1) for name in names},
        {name: again.figures[name].sum(axis=1) for name in names},
    )


def spreads(values: Floats, first: Floats, second: Floats) -> Spreads:
    """Split the variance of samples: half the mean squared difference of a pair is luck, the rest is not."""
    luck = float(((first - second) ** 2).mean() / 2) if len(first) else float("nan")
    whole = float(values.var(ddof=1)) if len(values) > 1 else float("nan")
    return Spreads(float(np.sqrt(max(whole - luck, 0.0))), float(np.sqrt(luck)))
