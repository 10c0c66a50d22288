"""Regret: what a path gives away next to the best one, worldview by worldview."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from compplan.engine.results.table import ResultTable
from compplan.simulation.sampling import mean_error

if TYPE_CHECKING:
    from compplan.simulation.study import Study

Floats = NDArray[np.float64]
METRIC = "net_contribution"


def regret(study: Study) -> ResultTable:
    """List mean net contribution and regret of every path in each worldview, and the worst over them.

    Regret is the mean of the best path of the worldview less one's own; no path knows the worldview.
    """
    rows: list[tuple[Any, ...]] = []
    worst = {path.name: 0.0 for path in study.paths}
    for view in study.worldviews:
        totals = {path.name: total(study, view, path.name) for path in study.paths}
        best = max(totals, key=lambda name: float(totals[name].mean()))
        for name, samples in totals.items():
            lost = totals[best] - samples
            rows.append((view, name, float(samples.mean()), float(lost.mean()), mean_error(lost)))
            worst[name] = max(worst[name], float(lost.mean()))
    rows += [("worst of all", name, float("nan"), lost, float("nan")) for name, lost in worst.items()]
    names = ("worldview", "path", METRIC, "regret", "mc_error")
    columns: dict[str, NDArray[Any]] = {
        name: np.array([row[at] for row in rows], dtype=object if at < 2 else float)
        for at, name in enumerate(names)
    }
    return ResultTable("regret", columns)


def total(study: Study, view: str, path: str) -> Floats:
    """Give the discounted net contribution of every sample."""
    samples: Floats = study.outcomes[view, path].figures[METRIC].sum(axis=1)
    return samples
