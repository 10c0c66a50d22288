"""Work on a cluster: the same to the last bit, whoever does it and whoever falls away."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

import compplan as cp
from compplan.cluster.connect import Shipping, cluster
from compplan.diagnostics import DiagnosticError
from compplan.frozen import arrays_in
from compplan.simulation.study import Progress, Study
from tests.cluster.machines import Machines, machines

PLANS = cp.bundled("plans")
SAMPLES = 128


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    """Start a scheduler and two workers, one of which is lost in the course of the tests."""
    with machines(tmp_path_factory.mktemp("cluster"), 2) as found:
        yield found


def _study(executor: object = None, progress: Progress = lambda _done, _of: None) -> Study:
    plans = [cp.load_plan(PLANS / f"{name}.yaml") for name in ("status-quo", "bold")]
    return cp.simulate(
        plans,
        PLANS / "data",
        samples=SAMPLES,
        through="2027-03",
        worldviews=["evidence"],
        executor=executor,  # type: ignore[arg-type]
        progress=progress,
    )


def _same(study: Study, other: Study) -> bool:
    ours, theirs = (tuple(arrays_in((each.outcomes, each.steady))) for each in (study, other))
    return len(ours) == len(theirs) > 0 and all(map(np.array_equal, ours, theirs))


@pytest.mark.filterwarnings("ignore")  # the library's own, of sockets that it leaves to the collector
def test_a_study_is_the_same_when_a_worker_is_lost(two: Machines) -> None:
    """One of two workers is killed in the middle: the figures, bit for bit, and the progress are the same."""
    alone = _study()
    told: list[int] = []

    def kill_one(done: int, _of: int) -> None:
        told.append(done)
        two.workers[0].kill()

    with cluster(two.address) as executor:
        assert _same(_study(executor), alone)
        assert isinstance(executor, Shipping)
        assert len(executor.sent) == 1  # what samples share was sent once
        assert _same(_study(executor, kill_one), alone)
    assert told == sorted(told)
    assert told[-1] == SAMPLES
    assert two.workers[0].wait() != 0


def test_any_executor_will_do() -> None:
    """Threads give the same study, also where the number of samples follows from their error."""
    plan = cp.load_plan(PLANS / "bold.yaml")
    with ThreadPoolExecutor(2) as pool:
        studies = [
            cp.simulate(plan, PLANS / "data", through="2027-03", worldviews=["evidence"], executor=each)
            for each in (None, pool)
        ]
    assert studies[0].samples == studies[1].samples < 1024
    assert _same(*studies)


@pytest.mark.filterwarnings("ignore")
def test_nobody_at_the_address_is_told() -> None:
    """A scheduler that does not answer is named, with how to start one."""
    with pytest.raises(DiagnosticError) as error, cluster("tcp://127.0.0.1:1"):
        pass
    (told,) = error.value.diagnostics
    assert (told.code, "dask scheduler" in (told.hint or "")) == ("CP441", True)
