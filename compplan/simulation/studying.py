"""Studying: living through samples, part by part, until there are as many as asked, or as an error needs."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compplan.simulation.keep import kept_in
from compplan.simulation.lives import REPEATED, Key, Work, each_part, each_steady
from compplan.simulation.outcome import Joined
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
    total = size.samples or MOST_SAMPLES
    keys = [(view, path.name) for view in worldviews for path in paths]
    every: dict[Key, Joined] = {key: Joined(size.samples or 4 * BATCH) for key in keys}
    again: dict[Key, Joined] = {key: Joined(min(total, REPEATED)) for key in keys}
    done = 0
    work = Work(setting, tuple(paths), tuple(worldviews))
    quiet = each_steady(work, executor)
    kept = None if keep is None else kept_in(keep, work)
    ahead = _AHEAD if size.samples is None else total
    for part, (found, others) in each_part(work, total, executor, ahead, kept):
        for key, outcome in found.items():
            every[key].put(part, outcome)
        for key, outcome in others.items():
            again[key].put(part, outcome)
        done = part.stop
        progress(done, total)
        if size.samples is None and done % BATCH == 0 and _sharp(every, paths, done, size.error):
            break
    progress(total, total)
    if kept is not None:
        kept.done()
    outcomes = {key: each.first(done) for key, each in every.items()}
    repeated = {key: each.first(min(done, REPEATED)) for key, each in again.items()}
    return Study(
        setting,
        tuple(paths),
        tuple(worldviews),
        done,
        outcomes,
        {key: each for found in quiet() for key, each in found.items()},
        {key: luck_share(outcomes[key], repeated[key]) for key in outcomes},
        basis,
    )


def _sharp(every: Mapping[Key, Joined], paths: Sequence[Path], done: int, error: float) -> bool:
    """Tell whether the mean difference of revenue to the first path is known well enough, everywhere."""
    if done < 4 * BATCH:
        return False
    for (view, name), found in every.items():
        if name == paths[0].name and len(paths) > 1:
            continue
        first = _total(every[view, paths[0].name], done)
        own = _total(found, done)
        change = own - first if len(paths) > 1 else own
        if mean_error(change) > error * abs(float(first.mean())):
            return False
    return True


def _total(found: Joined, done: int) -> Floats:
    totals: Floats = found.first(done).figures["revenue"].sum(axis=1)
    return totals
