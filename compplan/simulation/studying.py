"""Studying: living through samples, part by part, until there are as many as asked, or as an error needs."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compplan.simulation.keep import kept_in
from compplan.simulation.lives import Key, Work, each_part, steady_in
from compplan.simulation.outcome import Outcome, joined
from compplan.simulation.run import Setting
from compplan.simulation.sampling import BATCH, mean_error
from compplan.simulation.spread import luck_share
from compplan.simulation.study import Basis, Progress, Study
from compplan.simulation.worlds import Path

Floats = NDArray[np.float64]

MOST_SAMPLES = 1024
"""Samples at most, where their number is chosen to reach an error."""
_AHEAD = 8
"""Parts that workers begin ahead where it is not known how many samples there will be."""


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
