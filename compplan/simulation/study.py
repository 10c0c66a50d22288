"""A study: paths in all worldviews, sample by sample, with what they rest on."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compplan.engine.compare import Comparison
from compplan.engine.results.table import ResultTable
from compplan.plan.model import Plan
from compplan.simulation.fused import fallbacks
from compplan.simulation.keep import Kept, Lived, kept_in
from compplan.simulation.luck import Luck
from compplan.simulation.outcome import Outcome, joined
from compplan.simulation.run import Setting, chunks, luck_of, no_luck, outcome_of
from compplan.simulation.sampling import BATCH, mean_error, shares
from compplan.simulation.spread import LuckShare, luck_share
from compplan.simulation.worlds import Path
from compplan.threads import in_order, no_result, one_by_one, side_by_side

Floats = NDArray[np.float64]
Key = tuple[str, str]
"""Worldview and path."""
Progress = Callable[[int, int], None]
"""Is told how many samples of how many are done."""

MOST_SAMPLES = 1024
"""Samples at most, where their number is chosen to reach an error."""
_REPEATED = 32
"""Samples whose parameters are lived through once more with other luck, to tell the two apart."""
_OTHER_LUCK = 1 << 40
_AHEAD = 8
"""Parts that workers begin ahead where it is not known how many samples there will be."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a study stands on: notes, and the replay of history, behaviour as it was, if there is data.

    ``misfit`` is how far recorded months, paid as samples, are from the replay at most, in units.
    """

    notes: tuple[str, ...] = ()
    replay: Comparison | None = None
    misfit: float | None = None


@dataclass(frozen=True, slots=True)
class Study:
    """Paths in worldviews: every figure a scenario, none a forecast.

    ``outcomes`` by worldview and path hold samples; ``steady`` the same with every parameter at its centre
    and no luck. ``luck`` says how much of the variance is luck. Differences are to the first path.

    >>> import compplan as cp
    >>> folder = cp.bundled("plans")
    >>> plans = [cp.load_plan(folder / name) for name in ("status-quo.yaml", "bold.yaml")]
    >>> study = cp.simulate(plans, data=folder / "data", samples=2, seed=1, through="2027-06")
    >>> study
    Study(status-quo, relationship-building-bold in evidence, relationship, sceptic: 2 samples, seed 1)
    >>> row = next(study.summary.rows())
    >>> row["worldview"], row["path"], row["metric"], row["period"], row["unit"]
    ('evidence', 'status-quo', 'payout_cost', '2027-01', 'USD')
    """

    setting: Setting
    paths: tuple[Path, ...]
    worldviews: tuple[str, ...]
    samples: int
    outcomes: Mapping[Key, Outcome]
    steady: Mapping[Key, Outcome]
    luck: Mapping[Key, LuckShare]
    basis: Basis

    @property
    def notes(self) -> tuple[str, ...]:
        """Say what to know about the figures: what they rest on, and what no data or study tells.

        >>> import compplan as cp
        >>> plans = [cp.load_plan(cp.bundled("plans") / f"{name}.yaml") for name in ("status-quo", "bold")]
        >>> study = cp.simulate(plans, cp.bundled("plans") / "data", samples=2, through="2027-03")
        >>> study.notes[0][:33]
        'No study measures the causal effe'
        """
        return self.basis.notes

    @property
    def plans(self) -> tuple[Plan, ...]:
        """Give the plans, in the order of the paths.

        >>> import compplan as cp
        >>> plans = [cp.load_plan(cp.bundled("plans") / f"{name}.yaml") for name in ("status-quo", "bold")]
        >>> study = cp.simulate(plans, cp.bundled("plans") / "data", samples=2, through="2027-03")
        >>> [plan.id for plan in study.plans]
        ['status-quo', 'relationship-building-bold']
        """
        return tuple(path.plan for path in self.paths)

    @property
    def summary(self) -> ResultTable:
        """Give mean, p10, p50, p90 and their errors: worldview, path, metric, period, unit, ...

        >>> import compplan as cp
        >>> plans = [cp.load_plan(cp.bundled("plans") / f"{name}.yaml") for name in ("status-quo", "bold")]
        >>> study = cp.simulate(plans, cp.bundled("plans") / "data", samples=2, through="2027-03")
        >>> list(study.summary.columns)[5:]
        ['mean', 'p10', 'p50', 'p90', 'mc_error', 'p10_error', 'p50_error', 'p90_error']
        """
        from compplan.simulation.tables import summary

        return summary(self)

    @property
    def difference(self) -> ResultTable:
        """Give the same for differences to the first path, sample by sample.

        >>> import compplan as cp
        >>> plans = [cp.load_plan(cp.bundled("plans") / f"{name}.yaml") for name in ("status-quo", "bold")]
        >>> study = cp.simulate(plans, cp.bundled("plans") / "data", samples=2, through="2027-03")
        >>> sorted(set(study.difference["path"]))
        ['relationship-building-bold']
        """
        from compplan.simulation.tables import difference

        return difference(self)

    @property
    def participants(self) -> ResultTable:
        """Say who gains and who loses pay next to the first path, and in what share of samples.

        >>> import compplan as cp
        >>> plans = [cp.load_plan(cp.bundled("plans") / f"{name}.yaml") for name in ("status-quo", "bold")]
        >>> study = cp.simulate(plans, cp.bundled("plans") / "data", samples=2, through="2027-03")
        >>> len(set(study.participants["participant_id"]))
        29
        """
        from compplan.simulation.people_tables import participants

        return participants(self)

    @property
    def regret(self) -> ResultTable:
        """Say what each path gives away next to the best one, in each worldview and at worst.

        >>> import compplan as cp
        >>> plans = [cp.load_plan(cp.bundled("plans") / f"{name}.yaml") for name in ("status-quo", "bold")]
        >>> study = cp.simulate(plans, cp.bundled("plans") / "data", samples=2, through="2027-03")
        >>> float(min(study.regret["regret"]))
        0.0
        """
        from compplan.simulation.regret import regret

        return regret(self)

    def table(self) -> ResultTable:
        """Give the rows of the summary for the whole plan, worldviews side by side.

        >>> import compplan as cp
        >>> plans = [cp.load_plan(cp.bundled("plans") / f"{name}.yaml") for name in ("status-quo", "bold")]
        >>> study = cp.simulate(plans, cp.bundled("plans") / "data", samples=2, through="2027-03")
        >>> set(study.table()["period"])
        {'all'}
        """
        from compplan.simulation.tables import overall

        return overall(self)

    def to_html(self, path: str | os.PathLike[str] | None = None) -> str:
        """Give the study as a page for executives, one HTML file; with a path, write it there too.

        DiagnosticError (CP401) if it cannot be written.

        >>> import compplan as cp
        >>> plans = [cp.load_plan(cp.bundled("plans") / f"{name}.yaml") for name in ("status-quo", "bold")]
        >>> study = cp.simulate(plans, cp.bundled("plans") / "data", samples=2, through="2027-03")
        >>> page = study.to_html()
        >>> page.startswith("<!doctype html>"), "Scenario, not forecast" in page
        (True, True)
        """
        from compplan.report.page.study_page import study_html
        from compplan.report.page.write import written_to

        return written_to(path, study_html(self))

    def _repr_html_(self) -> str:
        from compplan.report.page.notebook import study_shown

        return study_shown(self)

    def to_xlsx(self, path: str | os.PathLike[str]) -> None:
        """Write the study as a workbook for finance; DiagnosticError (CP401) if it cannot be written.

        >>> import compplan as cp
        >>> plans = [cp.load_plan(cp.bundled("plans") / f"{name}.yaml") for name in ("status-quo", "bold")]
        >>> study = cp.simulate(plans, cp.bundled("plans") / "data", samples=2, through="2027-03")
        >>> study.to_xlsx("study.xlsx")  # doctest: +SKIP
        """
        from compplan.report.files import write_file
        from compplan.report.workbook.study_book import study_book

        write_file(path, study_book(self))

    def __repr__(self) -> str:
        """Say which paths, worldviews, samples and seed."""
        names = ", ".join(path.name for path in self.paths)
        views = ", ".join(self.worldviews)
        return f"Study({names} in {views}: {self.samples} samples, seed {self.setting.seed})"


@dataclass(frozen=True, slots=True)
class Size:
    """How many samples: a number, or as many as bring the error of a figure below a share of revenue."""

    samples: int | None = None
    error: float = 0.0025


def run_study(
    setting: Setting,
    paths: Sequence[Path],
    worldviews: Sequence[str],
    size: Size,
    basis: Basis,
    progress: Progress = lambda _done, _of: None,
    executor: Executor | None = None,
    keep: str | os.PathLike[str] | None = None,
) -> Study:
    """Live through every path in every worldview, with the same samples and the same luck.

    An executor shares the samples among its workers: the study is the same, bit for bit. ``keep`` is a
    folder in which finished samples wait until the study is done, so that an interrupted one can go on.
    """
    parts: dict[Key, list[Outcome]] = {(view, path.name): [] for view in worldviews for path in paths}
    again: dict[Key, list[Outcome]] = {key: [] for key in parts}
    total = size.samples or MOST_SAMPLES
    done = 0
    work = Work(setting, tuple(paths), tuple(worldviews))
    quiet = [] if executor is None else [executor.submit(_steady, work, view) for view in worldviews]
    kept = None if keep is None else kept_in(keep, work)
    ahead = _AHEAD if size.samples is None else total
    for part, (found, others) in _each(work, total, executor, ahead, kept):
        for key, outcome in found.items():
            parts[key].append(outcome)
        for key, outcome in others.items():
            again[key].append(outcome)
        done = part.stop
        progress(done, total)
        if size.samples is None and done % BATCH == 0 and _sharp(parts, paths, size.error):
            break
    progress(total, total)
    if kept is not None:
        kept.done()
    outcomes = {key: joined(each) for key, each in parts.items()}
    repeated = {key: joined(each) for key, each in again.items()}
    return Study(
        setting,
        tuple(paths),
        tuple(worldviews),
        done,
        outcomes,
        {key: each for found in quiet for key, each in found.result().items()}
        or steady(setting, paths, worldviews),
        {key: luck_share(outcomes[key], repeated[key]) for key in outcomes},
        basis,
    )


def points_of(setting: Setting, numbers: NDArray[np.int64]) -> Floats:
    """Give the points of samples by number [samples, parameters]."""
    first, last = int(numbers[0]) // BATCH, int(numbers[-1]) // BATCH
    count = len(setting.library.priors)
    drawn = np.concatenate([shares(setting.seed, batch, count) for batch in range(first, last + 1)])
    return drawn[numbers - first * BATCH]


def steady(setting: Setting, paths: Sequence[Path], worldviews: Sequence[str]) -> dict[Key, Outcome]:
    """Live through every path with each parameter at its centre, without luck."""
    luck = no_luck(setting)
    return {
        (view, path.name): outcome_of(setting, path, setting.library.centres(view), luck)
        for view in worldviews
        for path in paths
    }


@dataclass(frozen=True, slots=True)
class Work:
    """What all samples of a study share."""

    setting: Setting
    paths: tuple[Path, ...]
    worldviews: tuple[str, ...]


def _steady(work: Work, view: str) -> dict[Key, Outcome]:
    return steady(work.setting, work.paths, [view])


def lived(work: Work, part: slice) -> Lived:
    """Live through some samples, by number: a function of its arguments alone, wherever it is called."""
    numbers = np.arange(part.start, part.stop)
    points = points_of(work.setting, numbers)
    found = _run(work, points, luck_of(work.setting, numbers))
    few = numbers[numbers < _REPEATED]
    luck = luck_of(work.setting, few + _OTHER_LUCK) if len(few) else None
    return found, _run(work, points[: len(few)], luck) if luck else {}


def _each(
    work: Work, samples: int, executor: Executor | None, ahead: int, kept: Kept | None
) -> Iterator[tuple[slice, Lived]]:
    """Live through the parts that are not kept, here or by an executor, and keep them."""
    parts = list(_parts(samples, len(work.setting.workforce.ids)))
    known: Callable[[slice], Lived | None] = no_result if kept is None else kept.get
    if executor is not None:
        every = in_order(executor, lived, parts, work, most=ahead, known=known)
    elif work.setting.fast and not any(fallbacks(work.paths)):
        every = side_by_side(lived, parts, work, known=known)
    else:  # where arrays come and go so fast, threads hinder each other
        every = one_by_one(lived, parts, work, known=known)
    for part, found in every:
        if kept is not None:
            kept.put(part, found)
        yield part, found


def _run(work: Work, points: Floats, luck: Luck) -> dict[Key, Outcome]:
    values = {view: work.setting.library.values(points, view) for view in work.worldviews}
    return {
        (view, path.name): outcome_of(work.setting, path, values[view], luck)
        for view in work.worldviews
        for path in work.paths
    }


def _parts(samples: int, people: int) -> Iterator[slice]:
    """Split samples into chunks that end where batches do."""
    for start in range(0, samples, BATCH):
        size = min(BATCH, samples - start)
        yield from (slice(start + part.start, start + part.stop) for part in chunks(size, people))


def _sharp(parts: Mapping[Key, list[Outcome]], paths: Sequence[Path], error: float) -> bool:
    """Tell whether the mean difference of revenue to the first path is known well enough, everywhere."""
    for (view, name), found in parts.items():
        if name == paths[0].name and len(paths) > 1:
            continue
        first = _total(parts[view, paths[0].name], "revenue")
        own = _total(found, "revenue")
        if len(first) < 4 * BATCH:
            return False
        change = own - first if len(paths) > 1 else own
        if mean_error(change) > error * abs(float(first.mean())):
            return False
    return True


def _total(parts: Sequence[Outcome], metric: str) -> Floats:
    return np.concatenate([part.figures[metric].sum(axis=1) for part in parts])
