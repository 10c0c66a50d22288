"""The best path under a budget and a risk, with everything that was weighed against it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace

import numpy as np

from compplan.decision.candidates import Candidate, families, reaches, way_of
from compplan.decision.candidates import pilots as ways_piloted
from compplan.decision.figures import Figure, Samples, figure, less
from compplan.decision.frontier import frontier, told
from compplan.decision.pilots import Worth, worth_of
from compplan.decision.regions import Region, failing_region
from compplan.decision.search import Aim, Tried, broken, risk_of, search
from compplan.decision.trial import Trial
from compplan.simulation.lives import points_of
from compplan.simulation.prepare import Prepared
from compplan.simulation.study import Basis, Progress

_FAILS = 0.01
"""A path fails where the best other one brings more by this share of mean revenue; shares by so much."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate's figures.

    ``figures`` by worldview and metric; ``gains`` the differences to the first plan; ``regret`` by worldview,
    next to the best that was tried there; ``risk`` the share of samples below the first plan; ``over`` by
    how much limits are broken.
    """

    candidate: Candidate
    figures: Mapping[tuple[str, str], Figure]
    gains: Mapping[tuple[str, str], Figure]
    regret: Mapping[str, float]
    risk: float
    over: float


@dataclass(frozen=True, slots=True)
class Piloted:
    """A candidate that is tried on some first, and what that is worth."""

    weighed: Weighed
    worth: Worth

    @property
    def telling(self) -> bool:
        """Tell whether what it teaches is worth more than the error of that."""
        return self.worth.evidence.mean > self.worth.evidence.error


@dataclass(frozen=True, slots=True)
class Optimum:
    """The chosen candidate, the frontier, and where the choice fails.

    ``tried`` counts candidates; ``regions`` say, by worldview, for which parameters another named path brings
    more than the chosen one; ``base`` is what the first plan brings. ``pilots`` are those tried, those
    that tell first, then the best; one is chosen only if its evidence is worth more than the error of that.

    >>> import compplan as cp
    >>> bold = cp.load_plan(cp.bundled("plans") / "bold.yaml")
    >>> found = cp.optimize(bold, cp.bundled("plans") / "data", samples=2, through="2027-01", end="open")
    >>> len(found.frontier) > 0, found.tried > len(found.named)
    (True, True)
    """

    prepared: Prepared
    aim: Aim
    samples: int
    best: Weighed
    frontier: tuple[Weighed, ...]
    named: tuple[Weighed, ...]
    pilots: tuple[Piloted, ...]
    base: Mapping[tuple[str, str], Figure]
    regions: Mapping[str, Region]
    tried: int

    def to_html(self, path: str | os.PathLike[str] | None = None) -> str:
        """Give the search as a page for executives, one HTML file; with a path, write it there too.

        DiagnosticError (CP401) if it cannot be written.

        >>> import compplan as cp
        >>> bold = cp.load_plan(cp.bundled("plans") / "bold.yaml")
        >>> found = cp.optimize(bold, cp.bundled("plans") / "data", samples=2, through="2027-01", end="open")
        >>> found.to_html("path.html")  # doctest: +SKIP
        """
        from compplan.report.page.optimum_page import optimum_html
        from compplan.report.page.write import written_to

        return written_to(path, optimum_html(self))

    def to_xlsx(self, path: str | os.PathLike[str]) -> None:
        """Write the search as a workbook for finance; DiagnosticError (CP401) if it cannot be written.

        >>> import compplan as cp
        >>> bold = cp.load_plan(cp.bundled("plans") / "bold.yaml")
        >>> found = cp.optimize(bold, cp.bundled("plans") / "data", samples=2, through="2027-01", end="open")
        >>> found.to_xlsx("path.xlsx")  # doctest: +SKIP
        """
        from compplan.report.files import write_file
        from compplan.report.workbook.optimum_book import optimum_book

        write_file(path, optimum_book(self))


def best_path(
    prepared: Prepared,
    aim: Aim,
    samples: int,
    progress: Progress = lambda _done, _of: None,
    paths: Sequence[str] = (),
    executor: Executor | None = None,
) -> Optimum:
    """Search for the best path to the end of the last plan; differences are to the first plan.

    ``paths`` names further ones to try beside the known families. An executor shares candidates among its
    workers.
    """
    # No candidate looks at the replay.
    ready = replace(prepared, basis=Basis(), shapes=prepared.found_shapes())
    trial = Trial(ready, samples, aim.metric)
    base = trial.of_path(prepared.paths[0])
    tried = Tried(
        lambda candidates: trial.of_all(candidates, executor),
        prepared.worldviews,
        base,
        aim,
        told=lambda done: progress(done, 0),
    )
    named = _named(prepared, aim.reached, paths)
    best = search(tried, named)
    weigh = _Scale(tried)
    pilots = _weighed_pilots(tried, trial, _piloted(trial, tried, best, named)) if aim.pilots else []
    best = tried.best([best, *(each.weighed.candidate for each in pilots if each.telling)])
    points = {each: weigh.point(each) for each in tried.found if broken_of(tried, each) == 0}
    kept = sorted(frontier(points), key=lambda each: points[each][0]) if points else []
    progress(len(tried.found), len(tried.found))
    return Optimum(
        prepared,
        aim,
        samples,
        weigh.weighed(best),
        tuple(weigh.weighed(each) for each in told(kept, best)),
        tuple(weigh.weighed(each) for each in named),
        tuple(pilots),
        {key: figure(each) for key, each in base.items()},
        {view: _region(tried, best, named, prepared, view) for view in prepared.worldviews},
        len(tried.found),
    )


def _named(prepared: Prepared, reached: int, paths: Sequence[str]) -> list[Candidate]:
    """List the paths that have a name, the last plan's own among them, each way once."""
    months = prepared.setting.months
    every = [*families(months, reached, paths), *_own(prepared, reached)]
    return list({each.shares: each for each in every}.values())


def _piloted(trial: Trial, tried: Tried, best: Candidate, named: Sequence[Candidate]) -> list[Candidate]:
    """Make pilots of the best way, of the best one that has a name, and of the last plan's own."""
    if len(trial.prepared.setting.workforce.ids) < 2:
        return []
    own = [each for each in named if each.name == trial.prepared.end.id]
    ways = dict.fromkeys([best, min(named, key=tried.value), *own])
    return [each for way in ways for each in ways_piloted(way, trial.begins, tried.aim.thresholds)]


def _weighed_pilots(tried: Tried, trial: Trial, candidates: Sequence[Candidate]) -> list[Piloted]:
    """Try pilots, and weigh each against a full start the same way; those that tell first, then the best."""
    tried.each(*candidates)
    weighed = [_weighed_pilot(tried, trial, each) for each in sorted(candidates, key=tried.value)]
    return sorted(weighed, key=lambda each: not each.telling)


def _weighed_pilot(tried: Tried, trial: Trial, candidate: Candidate) -> Piloted:
    assert candidate.pilot is not None
    branches, full = trial.branches(candidate), tried.samples(replace(candidate, pilot=None))
    views, metric = tried.worldviews, tried.aim.metric
    worth = worth_of(candidate.pilot, branches, full, tried.base, views, metric)
    return Piloted(_Scale(tried).weighed(candidate), worth)


def broken_of(tried: Tried, candidate: Candidate) -> float:
    """Say by how much a candidate breaks the limits."""
    return broken(tried.samples(candidate), tried.base, tried.worldviews, tried.aim)


@dataclass(frozen=True, slots=True)
class _Scale:
    """Weighs candidates against all that was tried."""

    tried: Tried

    def point(self, candidate: Candidate) -> tuple[float, ...]:
        """Give cost, gain, behaviour and worst regret, each so that less is better."""
        own, views = self.tried.samples(candidate), self.tried.worldviews
        cost, gain, behaviour = (
            float(np.mean([own[view, metric].mean() for view in views]))
            for metric in ("payout_cost", self.tried.aim.metric, "favourable_share")
        )
        return cost, -gain, -behaviour, max(self._regret(own).values())

    def weighed(self, candidate: Candidate) -> Weighed:
        """Give all figures of a candidate."""
        own, tried = self.tried.samples(candidate), self.tried
        return Weighed(
            candidate,
            {key: figure(each) for key, each in own.items()},
            {key: figure(each) for key, each in less(own, tried.base).items()},
            self._regret(own),
            risk_of(own, tried.base, tried.worldviews, tried.aim.metric),
            broken_of(tried, candidate),
        )

    def _regret(self, own: Samples) -> dict[str, float]:
        tried, metric = self.tried, self.tried.aim.metric
        return {view: tried.most(view) - float(own[view, metric].mean()) for view in tried.worldviews}


def _own(prepared: Prepared, reached: int) -> list[Candidate]:
    """Make a candidate of the last plan's own path, if its way can be told as shares."""
    shares = way_of(prepared.end, prepared.setting.months)
    return [Candidate(prepared.end.id, shares)] if shares and reaches(shares, reached) else []


def _region(tried: Tried, best: Candidate, named: list[Candidate], prepared: Prepared, view: str) -> Region:
    """Find for which parameters another named path, or the first plan, brings clearly more."""
    metric = tried.aim.metric
    own = tried.samples(best)[view, metric]
    others = [tried.samples(each)[view, metric] for each in named if each != best]
    rival = np.max([tried.base[view, metric], *others], axis=0)
    unit = 1.0 if metric == "favourable_share" else float(np.mean(tried.base[view, "revenue"]))
    numbers = np.arange(len(own))
    values = prepared.setting.library.values(points_of(prepared.setting, numbers), view)
    return failing_region({name: each[:, 0] for name, each in values.items()}, rival - own, _FAILS * unit)
