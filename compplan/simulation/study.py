"""A study: paths in all worldviews, sample by sample, with what they rest on."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compplan.engine.compare import Comparison
from compplan.engine.results.table import ResultTable
from compplan.plan.model import Plan
from compplan.simulation.lives import Key
from compplan.simulation.outcome import Outcome
from compplan.simulation.run import Setting
from compplan.simulation.spread import LuckShare
from compplan.simulation.worlds import Path

Floats = NDArray[np.float64]
Progress = Callable[[int, int], None]
"""Is told how many samples of how many are done."""


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
