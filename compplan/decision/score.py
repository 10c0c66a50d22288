"""What a candidate brings: its figures in every worldview, the same samples and luck for all candidates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compplan.decision.candidates import Candidate, Pilot
from compplan.simulation.luck import Luck
from compplan.simulation.outcome import Outcome
from compplan.simulation.parameters.library import Values
from compplan.simulation.periods import SUMS
from compplan.simulation.prepare import Prepared
from compplan.simulation.run import Setting, chunks, luck_of, outcome_of
from compplan.simulation.sampling import mean_error
from compplan.simulation.study import points_of
from compplan.simulation.worlds import Path
from compplan.threads import in_order

Floats = NDArray[np.float64]

METRICS = ("net_contribution", "revenue", "payout_cost", "favourable_share")
"""What is kept of every candidate: sums over the plan, and the mean share of the last twelve months."""
Samples = Mapping[tuple[str, str], Floats]
"""Figures [samples] by worldview and metric."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean over samples, its Monte-Carlo error, and the samples' P10 and P90."""

    mean: float
    error: float
    p10: float
    p90: float


@dataclass(frozen=True, slots=True)
class Trial:
    """The samples on which candidates are tried, all alike."""

    prepared: Prepared
    samples: int

    def of_all(self, candidates: Sequence[Candidate], executor: Executor | None = None) -> Iterable[Samples]:
        """Live through candidates, in their order; an executor shares them among its workers."""
        if executor is None:
            return map(self.outcomes, candidates)
        tried = in_order(executor, Trial.outcomes, candidates, self, most=len(candidates))
        return (samples for _, samples in tried)

    def outcomes(self, candidate: Candidate) -> Samples:
        """Live through a candidate in every worldview."""
        own = self._lived(candidate)
        if candidate.pilot is None:
            return own
        return _mixed(own, self._lived(candidate.later(candidate.pilot.months)), candidate.pilot)

    def _lived(self, candidate: Candidate) -> Samples:
        prepared = self.prepared
        path = prepared.path(candidate.plan(prepared.end), dict(candidate.levers))
        return self.of_path(path)

    def of_path(self, path: Path) -> Samples:
        """Live through a path in every worldview."""
        setting = self.prepared.setting
        parts: dict[tuple[str, str], list[Floats]] = {}
        for part in chunks(self.samples, len(setting.workforce.ids)):
            numbers = np.arange(part.start, part.stop)
            points, luck = points_of(setting, numbers), luck_of(setting, numbers)
            for view in self.prepared.worldviews:
                values = setting.library.values(points, view)
                for metric, figures in _figures(setting, path, values, luck).items():
                    parts.setdefault((view, metric), []).append(figures)
        return {key: np.concatenate(each) for key, each in parts.items()}


def _figures(setting: Setting, path: Path, values: Values, luck: Luck) -> dict[str, Floats]:
    outcome: Outcome = outcome_of(setting, path, values, luck)
    return {
        name: outcome.figures[name].sum(axis=1)
        if name in SUMS
        else outcome.figures[name][:, -12:].mean(axis=1)
        for name in METRICS
    }


def _mixed(first: Samples, later: Samples, pilot: Pilot) -> Samples:
    """Mix those who go first with those who follow, as if drawn by lot."""
    return {key: pilot.share * first[key] + (1 - pilot.share) * later[key] for key in first}


def figure(samples: Floats) -> Figure:
    """Sum up samples."""
    low, high = np.percentile(samples, [10, 90])
    return Figure(float(samples.mean()), mean_error(samples), float(low), float(high))


def less(own: Samples, base: Samples) -> Samples:
    """Take one's figures less another's, sample by sample."""
    return {key: own[key] - base[key] for key in own}
