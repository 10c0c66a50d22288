"""What a backtest found: scores of every method, our skill next to each, and what could not be tested."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compplan.engine.results.table import ResultTable
from compplan.learning.backtest.naive import NAIVE
from compplan.learning.backtest.rolling import OURS, Rolled
from compplan.learning.backtest.series import Series

Floats = NDArray[np.float64]
ALL = "all"
"""Stands for all horizons that were tested."""


@dataclass(frozen=True, slots=True)
class Backtest:
    """Forecasts of a figure from rolling origins, scored by what came; nothing here is about another plan.

    ``figure`` is what was forecast, in ``currency``; ``best`` names the naive method with the lowest score
    on these months, ``notes`` say what was not tested and why.

    >>> import compplan as cp
    >>> bold = cp.load_plan(cp.bundled("plans") / "bold.yaml")
    >>> found = cp.backtest(bold, cp.bundled("plans") / "data", horizons=[1], through="2027-10")
    >>> found.skill.to_frame()["baseline"][::2].tolist()[:2]
    ['last value', 'three months back']
    """

    figure: str
    currency: str
    series: Series
    horizons: tuple[int, ...]
    least: int
    rolled: Rolled
    best: str
    notes: tuple[str, ...]
    scores: ResultTable
    """method, horizon, forecasts, participants, crps, crps_as_issued, per_unit, coverage_50, _80, _95 and the
    95 % interval of coverage_80."""
    skill: ResultTable
    """baseline, horizon, forecasts, difference of CRPS (below 0: better) with its 95 % interval by
    participant and by participant and time, skill (share of the baseline's CRPS saved) with its interval,
    and the difference as issued."""
    pit: ResultTable
    """Where outcomes fell: from, to, share; all alike if forecasts are calibrated."""

    @property
    def tested(self) -> tuple[int, ...]:
        """Give the horizons that were tested, in months.

        >>> import compplan as cp
        >>> bold = cp.load_plan(cp.bundled("plans") / "bold.yaml")
        >>> found = cp.backtest(bold, cp.bundled("plans") / "data", horizons=[1, 12], through="2027-10")
        >>> found.tested
        (1,)
        """
        return tuple(int(each) for each in np.unique(self.rolled.scored.part(OURS, self.horizons).ahead))

    def row(self, table: ResultTable, name: str, horizon: str = ALL) -> dict[str, float] | None:
        """Give the figures of a method or baseline at a horizon; None if it could not be scored.

        >>> import compplan as cp
        >>> bold = cp.load_plan(cp.bundled("plans") / "bold.yaml")
        >>> found = cp.backtest(bold, cp.bundled("plans") / "data", horizons=[1, 12], through="2027-10")
        >>> (found.row(found.scores, "last value", "1") or {})["participants"]
        29.0
        """
        first = next(iter(table.columns.values()))
        at = np.flatnonzero((first == name) & (table["horizon"] == horizon))
        if not len(at):
            return None
        texts = list(table.columns)[:2]
        return {each: float(table[each][at[0]]) for each in table.columns if each not in texts}


def naive_names(methods: tuple[str, ...]) -> tuple[str, ...]:
    """Give the naive methods among others."""
    return tuple(name for name in methods if name in NAIVE)
