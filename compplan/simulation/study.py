"""A study: paths in all worldviews, sample by sample, with what they rest on."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compplan.engine.compare import Comparison
from compplan.engine.results.table import ResultTable
from compplan.plan.model import Plan
from compplan.simulation.keep import kept_in
from compplan.simulation.lives import Key, Work, each_part, steady_in
from compplan.simulation.outcome import Outcome, joined
from compplan.simulation.run import Setting
from compplan.simulation.sampling import BATCH, mean_error
from compplan.simulation.spread import LuckShare, luck_share
from compplan.simulation.worlds import Path

Floats = NDArray[np.float64]
Progress = Callable[[int, int], None]
"""Is told how many samples of how many are done."""

MOST_SAMPLES = 1024
"""Samples at most, where their number is chosen to reach an error."""
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
    quiet = [] if executor is None else [executor.submit(steady_in, work, view) for view in worldviews]
    kept = None if keep is None else kept_in(keep, work)
    ahead = _AHEAD if size.samples is None else total
    for part, (found, others) in each_part(work, total, executor, ahead, kept):
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
    still = [each.result() for each in quiet] or [steady_in(work, view) for view in worldviews]
    outcomes = {key: joined(each) for key, each in parts.items()}
    repeated = {key: joined(each) for key, each in again.items()}
    return Study(
        setting,
        tuple(paths),
        tuple(worldviews),
        done,
        outcomes,
        {key: each for found in still for key, each in found.items()},
        {key: luck_share(outcomes[key], repeated[key]) for key in outcomes},
        basis,
    )


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
