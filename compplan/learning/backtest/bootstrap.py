"""How sure a mean over forecasts is: participants are drawn again, and blocks of origins too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[Any]
TIMES = 1000
"""How often participants are drawn again."""
_CHUNK = 200


@dataclass(frozen=True, slots=True)
class Range:
    """A figure with the ends of its 95 % interval; nan where it cannot be given."""

    value: float
    low: float
    high: float

    @property
    def decided(self) -> bool:
        """Tell whether the interval leaves 0 out."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, slots=True)
class Cells:
    """Sums over forecasts by participant and origin [participants, origins] of several figures, by name."""

    sums: dict[str, Floats]

    @classmethod
    def of(cls, person: Ints, origin: Ints, figures: dict[str, Floats]) -> Cells:
        """Add figures of forecasts up by participant and origin."""
        who, row = np.unique(person, return_inverse=True)
        when, column = np.unique(origin, return_inverse=True)
        sums = {}
        for name, figure in figures.items():
            sums[name] = np.zeros((len(who), len(when)))
            np.add.at(sums[name], (row, column), figure)
        return cls(sums)


def ratio(cells: Cells, top: str, bottom: str, *, block: int = 0, times: int = TIMES, seed: int = 1) -> Range:
    """Give a ratio of sums, with the interval of participants drawn again with replacement.

    ``block`` above 0 draws blocks of so many neighbouring origins too, which circle at the end (Politis and
    Romano, A circular block-resampling procedure for stationary data, 1992). The interval is nan with fewer
    than two participants, or with fewer than two blocks.
    """
    over, under = cells.sums[top], cells.sums[bottom]
    people, origins = over.shape
    whole = float(under.sum())
    value = float(over.sum()) / whole if whole else np.nan
    if people < 2 or not whole or (block and origins < 2 * block):
        return Range(value, np.nan, np.nan)
    found = np.concatenate(list(_resampled(over, under, block, times, seed)))
    low, high = np.nanquantile(found, [0.025, 0.975]) if np.isfinite(found).any() else (np.nan, np.nan)
    return Range(value, float(low), float(high))


def _resampled(over: Floats, under: Floats, block: int, times: int, seed: int) -> Any:
    if not block:
        over, under = (each.sum(axis=1, keepdims=True) for each in (over, under))
    people, origins = over.shape
    source = np.random.default_rng(seed)
    for start in range(0, times, _CHUNK):
        count = min(_CHUNK, times - start)
        who = source.multinomial(people, np.full(people, 1 / people), size=count).astype(float)
        when = _blocks(source, count, origins, block) if block else np.ones((count, origins))
        top, bottom = (((who @ each) * when).sum(axis=1) for each in (over, under))
        yield np.divide(top, bottom, out=np.full(count, np.nan), where=bottom != 0)


def _blocks(source: np.random.Generator, count: int, origins: int, block: int) -> Floats:
    """Count how often each origin is drawn [count, origins]."""
    starts = source.integers(0, origins, size=(count, -(-origins // block)))
    drawn = ((starts[:, :, None] + np.arange(block)) % origins).reshape(count, -1)[:, :origins]
    times = np.zeros((count, origins))
    np.add.at(times, (np.arange(count)[:, None], drawn), 1)
    return times
