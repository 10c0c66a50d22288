"""What a candidate brings: its figures in every worldview, the same samples and luck for all candidates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from itertools import groupby

import numpy as np

from compplan.decision.candidates import Candidate
from compplan.decision.figures import Floats, Samples
from compplan.decision.pilots import Branches
from compplan.simulation.groups import Places, Split, by_lot, path_for, setting_of
from compplan.simulation.lives import points_of
from compplan.simulation.outcome import Outcome
from compplan.simulation.periods import SUMS
from compplan.simulation.prepare import Prepared
from compplan.simulation.run import Setting, chunks, luck_of, no_luck, outcome_of
from compplan.simulation.worlds import Path
from compplan.threads import in_order

METRICS = ("net_contribution", "revenue", "payout_cost", "favourable_share")
"""What is kept of every candidate: sums over the plan, and the mean share of the last twelve months."""
Months = Mapping[tuple[str, str], Floats]
"""Figures [samples, months] by worldview and metric."""
_YEAR = 12


@dataclass(frozen=True, slots=True)
class Trial:
    """The samples on which candidates are tried, all alike; ``metric`` is what pilots are judged by."""

    prepared: Prepared
    samples: int
    metric: str = "net_contribution"
    _branches: dict[Candidate, Branches] = field(default_factory=dict, repr=False)

    def of_all(self, candidates: Sequence[Candidate], executor: Executor | None = None) -> Iterable[Samples]:
        """Live through candidates, in their order; an executor shares them among its workers."""
        if executor is None:
            return map(self.outcomes, candidates)
        alike = [tuple(each) for _, each in groupby(candidates, _way)]
        tried = in_order(executor, Trial.of_alike, alike, self, most=len(alike))
        return (samples for _, each in tried for samples in each)

    def of_alike(self, candidates: Sequence[Candidate]) -> list[Samples]:
        """Live through candidates that differ in a pilot's threshold alone and so share their lives."""
        return [self.outcomes(each) for each in candidates]

    def outcomes(self, candidate: Candidate) -> Samples:
        """Live through a candidate in every worldview; a pilot goes on or stops as its rule says."""
        if candidate.pilot is None:
            return self.of_path(self._path(candidate))
        return self.branches(candidate).decided(candidate.pilot.threshold)

    def of_path(self, path: Path) -> Samples:
        """Live through a path in every worldview."""
        return _totals(self._lived(path))

    def begins(self, months: int) -> int:
        """Say in how many months what is decided after some months takes effect.

        People look some months ahead, and where pay accumulates over the plan year, to its end: until then
        everybody goes on as if nothing had been decided.
        """
        setting, measures = self.prepared.setting, self.prepared.end.measures
        told = months + int(setting.library.fixed["planning_months"]) - 1
        yearly = any(measure.accumulate == "year_to_date" for measure in measures)
        return -(-told // _YEAR) * _YEAR if yearly else told

    def branches(self, candidate: Candidate) -> Branches:
        """Live through both ways on from a pilot; once, whatever the threshold."""
        pilot, way = candidate.pilot, _way(candidate)
        assert pilot is not None
        if way not in self._branches:
            setting = self.prepared.setting
            split = by_lot(len(setting.workforce.ids), pilot.share, setting.seed)
            self._branches[way] = self._branched(way, split, pilot.months, pilot.begins)
        return self._branches[way]

    def _branched(self, way: Candidate, split: Split, months: int, begins: int) -> Branches:
        still = self.prepared.paths[0]
        first = self._lived(self._path(replace(way, pilot=None)), split.first)
        control = self._lived(still, split.others)
        back = self._lived(self._path(way.stopped(begins)), split.first)
        after = self._lived(self._path(way.later(begins)), split.others)
        seen = {
            view: self._change(view, first, split.first, months)
            - self._change(view, control, split.others, months)
            for view in self.prepared.worldviews
        }
        return Branches(_joined(first, after, split), _joined(back, control, split), seen)

    def _change(self, view: str, lived: Months, who: Places, months: int) -> Floats:
        """Give what a group brought beyond what is usual for it: a share of its usual revenue, or points."""
        setting = setting_of(self.prepared.setting, who)
        path, luck = path_for(self.prepared.paths[0], who), no_luck(setting)
        usual = _figures(outcome_of(setting, path, setting.library.centres(view), luck))
        scale = usual["revenue"] if self.metric in SUMS else np.ones((1, setting.months))
        own, was = lived[view, self.metric][:, :months], usual[self.metric][:, :months]
        change: Floats = (own - was).sum(axis=1) / scale[:, :months].sum()
        return change

    def _path(self, candidate: Candidate) -> Path:
        return self.prepared.path(candidate.plan(self.prepared.end), dict(candidate.levers))

    def _lived(self, path: Path, who: Places | None = None) -> Months:
        """Live through a path, or only some participants through it."""
        whole = self.prepared.setting
        setting = whole if who is None else setting_of(whole, who)
        own = path if who is None else path_for(path, who)
        parts: dict[tuple[str, str], list[Floats]] = {}
        for part in chunks(self.samples, len(whole.workforce.ids)):
            for key, figures in self._part(setting, own, part, who).items():
                parts.setdefault(key, []).append(figures)
        return {key: np.concatenate(each) for key, each in parts.items()}

    def _part(self, setting: Setting, path: Path, part: slice, who: Places | None) -> Months:
        whole, numbers = self.prepared.setting, np.arange(part.start, part.stop)
        points, luck = points_of(whole, numbers), luck_of(whole, numbers)
        luck = luck if who is None else luck.of(who)
        found = {}
        for view in self.prepared.worldviews:
            outcome = outcome_of(setting, path, setting.library.values(points, view), luck)
            found.update({(view, name): each for name, each in _figures(outcome).items()})
        return found


def _way(candidate: Candidate) -> Candidate:
    """Give a candidate whatever its pilot's threshold."""
    pilot = candidate.pilot
    return candidate if pilot is None else replace(candidate, pilot=replace(pilot, threshold=0.0))


def _figures(outcome: Outcome) -> dict[str, Floats]:
    return {name: outcome.figures[name] for name in METRICS}


def _totals(lived: Months) -> Samples:
    return {
        (view, name): each.sum(axis=1) if name in SUMS else each[:, -_YEAR:].mean(axis=1)
        for (view, name), each in lived.items()
    }


def _joined(first: Months, others: Months, split: Split) -> Samples:
    """Join the figures of both groups: sums add, shares are means over all participants."""
    own, rest = _totals(first), _totals(others)
    share = len(split.first) / (len(split.first) + len(split.others))
    return {
        (view, name): own[view, name] + rest[view, name]
        if name in SUMS
        else share * own[view, name] + (1 - share) * rest[view, name]
        for view, name in own
    }
