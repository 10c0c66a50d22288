"""Break-even values: where a parameter, moved alone, makes another path the better one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compplan.simulation.regret import METRIC
from compplan.simulation.run import Setting, no_luck, outcome_of
from compplan.simulation.worlds import Path

Floats = NDArray[np.float64]

_SHARES = np.array([0.02, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.98])


@dataclass(frozen=True, slots=True)
class BreakEven:
    """A parameter's effect on one path less another, all else at its centre, without luck.

    ``low`` and ``high`` are the differences at the prior's 2 % and 98 %; ``value`` is where the difference
    is 0 and ``share`` how much of the prior lies below it; both None if it never is.
    """

    parameter: str
    low: float
    high: float
    value: float | None
    share: float | None


def break_even(setting: Setting, one: Path, other: Path, worldview: str) -> list[BreakEven]:
    """Move every parameter through its prior; the most telling ones first."""
    names = list(setting.library.priors)
    points = np.full((len(names) * len(_SHARES), len(names)), 0.5)
    for at in range(len(names)):
        points[at * len(_SHARES) : (at + 1) * len(_SHARES), at] = _SHARES
    values = setting.library.values(points, worldview)
    luck = no_luck(setting)
    totals = [outcome_of(setting, path, values, luck).figures[METRIC].sum(axis=1) for path in (one, other)]
    differences = (totals[0] - totals[1]).reshape(len(names), len(_SHARES))
    found = [
        _of(name, values[name].reshape(len(names), -1)[at], differences[at]) for at, name in enumerate(names)
    ]
    return sorted(found, key=lambda each: -abs(each.high - each.low))


def _of(name: str, values: Floats, differences: Floats) -> BreakEven:
    crossing = np.flatnonzero(np.diff(np.sign(differences)))
    low, high = float(differences[0]), float(differences[-1])
    if not len(crossing):
        return BreakEven(name, low, high, None, None)
    at = int(crossing[0])
    part = differences[at] / (differences[at] - differences[at + 1])
    value = values[at] + part * (values[at + 1] - values[at])
    share = _SHARES[at] + part * (_SHARES[at + 1] - _SHARES[at])
    return BreakEven(name, low, high, float(value), float(share))
