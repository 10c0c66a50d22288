"""The samples of a study, lived through in parts, on all cores or by workers: the same bits everywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan.simulation.fused import fallbacks
from compplan.simulation.keep import Kept, Lived
from compplan.simulation.luck import Luck
from compplan.simulation.outcome import Outcome
from compplan.simulation.run import Setting, chunks, luck_of, no_luck, outcome_of
from compplan.simulation.sampling import BATCH, shares
from compplan.simulation.worlds import Path
from compplan.threads import in_order, no_result, one_by_one, side_by_side

Floats = NDArray[np.float64]
Key = tuple[str, str]
"""Worldview and path."""

REPEATED = 32
"""Samples whose parameters are lived through once more with other luck, to tell the two apart."""
_OTHER_LUCK = 1 << 40


@dataclass(frozen=True, slots=True)
class Work:
    """What all samples of a study share."""

    setting: Setting
    paths: tuple[Path, ...]
    worldviews: tuple[str, ...]


def points_of(setting: Setting, numbers: NDArray[np.int64]) -> Floats:
    """Give the points of samples by number [samples, parameters]."""
    first, last = int(numbers[0]) // BATCH, int(numbers[-1]) // BATCH
    count = len(setting.library.priors)
    drawn = np.concatenate([shares(setting.seed, batch, count) for batch in range(first, last + 1)])
    return drawn[numbers - first * BATCH]


def steady_in(work: Work, view: str) -> dict[Key, Outcome]:
    """Live through every path in a worldview with each parameter at its centre, without luck."""
    setting, luck = work.setting, no_luck(work.setting)
    centres = setting.library.centres(view)
    return {(view, path.name): outcome_of(setting, path, centres, luck) for path in work.paths}


def lived(work: Work, part: slice) -> Lived:
    """Live through some samples, by number: a function of its arguments alone, wherever it is called."""
    numbers = np.arange(part.start, part.stop)
    points = points_of(work.setting, numbers)
    found = _run(work, points, luck_of(work.setting, numbers))
    few = numbers[numbers < REPEATED]
    luck = luck_of(work.setting, few + _OTHER_LUCK) if len(few) else None
    return found, _run(work, points[: len(few)], luck) if luck else {}


def each_steady(work: Work, executor: Executor | None) -> Callable[[], list[dict[Key, Outcome]]]:
    """Have an executor begin with what has no luck; give who waits for it, or works it out on all cores."""
    if executor is None:
        return lambda: [found for _, found in _here(work)(steady_in, work.worldviews, work)]
    begun = [executor.submit(steady_in, work, view) for view in work.worldviews]
    return lambda: [each.result() for each in begun]


def each_part(
    work: Work, samples: int, executor: Executor | None, ahead: int, kept: Kept | None
) -> Iterator[tuple[slice, Lived]]:
    """Live through the parts that are not kept, here or by an executor, and keep them."""
    parts = list(_parts(samples, len(work.setting.workforce.ids)))
    known: Callable[[slice], Lived | None] = no_result if kept is None else kept.get
    if executor is not None:
        every = in_order(executor, lived, parts, work, most=ahead, known=known)
    else:
        every = _here(work)(lived, parts, work, known=known)
    for part, found in every:
        if kept is not None:
            kept.put(part, found)
        yield part, found


def _here(work: Work) -> Callable[..., Iterator[tuple[Any, Any]]]:
    """Give the way of this machine: where arrays come and go so fast, threads hinder each other."""
    return side_by_side if work.setting.fast and not any(fallbacks(work.paths)) else one_by_one


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
