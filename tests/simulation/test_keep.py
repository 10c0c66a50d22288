"""A study that is interrupted goes on where it was, and gives the same bits."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import compplan as cp
from compplan.simulation.keep import FOLDER
from compplan.simulation.sampling import percentile_error
from compplan.simulation.study import Study
from tests.simulation import company


class Counting(ThreadPoolExecutor):
    """Threads that remember how many calls they were given."""

    calls = 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Count a call, and make it."""
        self.calls += 1
        return super().submit(fn, *args, **kwargs)


def study(
    keep: Path | None = None, seed: int = 1, stop: int = 10**6, executor: Executor | None = None
) -> Study:
    """Run a small study; interrupt it after some samples."""

    def progress(done: int, _of: int) -> None:
        if done >= stop:
            raise KeyboardInterrupt

    return cp.simulate(
        [company.plan("status-quo"), company.plan("bold")],
        company.panel(),
        samples=40,
        seed=seed,
        through="2027-03",
        worldviews=["evidence"],
        progress=progress,
        keep=keep,
        fast=False,
        executor=executor,
    )


def test_an_interrupted_study_goes_on_and_gives_the_same_bits(tmp_path: Path) -> None:
    """Finished samples are not lived through again, and all figures are those of an undisturbed study."""
    with pytest.raises(KeyboardInterrupt):
        study(tmp_path, stop=32)
    (file,) = (tmp_path / FOLDER).glob("*.npz")
    before = file.stat().st_mtime_ns
    with pytest.raises(KeyboardInterrupt):
        study(tmp_path, stop=40)
    assert file.stat().st_mtime_ns == before
    with Counting(2) as pool:
        resumed, whole = study(tmp_path, executor=pool), study()
    assert pool.calls == 1  # the world without luck; nothing else is left to do
    assert not (tmp_path / FOLDER).exists()
    for key, outcome in whole.outcomes.items():
        for name, figures in outcome.figures.items():
            assert np.array_equal(resumed.outcomes[key].figures[name], figures)
        assert np.array_equal(resumed.outcomes[key].pay, outcome.pay)
    assert list(resumed.summary.rows()) == list(whole.summary.rows())


def test_workers_keep_samples_and_live_through_those_that_are_not_kept(tmp_path: Path) -> None:
    """What workers finished before they were interrupted is kept, and goes to no worker again."""
    with Counting(2) as pool, pytest.raises(KeyboardInterrupt):
        study(tmp_path, stop=32, executor=pool)
    with Counting(2) as others:
        resumed = study(tmp_path, executor=others)
    assert (pool.calls, others.calls) == (2 + 1, 1 + 1)  # parts, and the world without luck
    assert list(resumed.summary.rows()) == list(study().summary.rows())


def test_only_the_same_study_goes_on(tmp_path: Path) -> None:
    """Samples of another seed are not taken for those of this one."""
    with pytest.raises(KeyboardInterrupt):
        study(tmp_path, stop=32, seed=2)
    (other,) = (tmp_path / FOLDER).glob("*.npz")
    with pytest.raises(KeyboardInterrupt):
        study(tmp_path, stop=32)
    assert not other.exists()


def test_the_error_of_a_percentile_is_what_repetition_shows() -> None:
    """The estimate is near the spread of the percentiles of many independent studies."""
    draws = np.random.default_rng(4).normal(size=(400, 256))
    for percent in (10, 50, 90):
        spread = np.percentile(draws, percent, axis=1).std()
        told = np.mean([percentile_error(row, percent) for row in draws])
        assert told == pytest.approx(spread, rel=0.15)
    assert np.isnan(percentile_error(np.ones(1), 50))
