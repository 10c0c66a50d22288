"""Work on a cluster: the same to the last bit, whoever does it and whoever falls away.

The tests share three workers. Two are lost on the way, the first at once, as what a worker loads takes time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest

import compplan as cp
from benchmarks import cluster as benchmark
from compplan.cluster import connect
from compplan.cluster.connect import Shipping, cluster
from compplan.diagnostics import DiagnosticError
from compplan.frozen import arrays_in
from compplan.simulation import run as parts
from compplan.simulation.study import Progress, Study
from compplan.threads import alone, cores
from tests.cluster.machines import Machines, machines
from tests.decision import closed

PLANS = cp.bundled("plans")
SAMPLES = 128


QUIET = pytest.mark.filterwarnings("ignore")  # the library's own, of sockets that it leaves to the collector


@pytest.fixture(scope="module")
def workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    """Start a scheduler and three workers, two of which are lost in the course of the tests."""
    with machines(tmp_path_factory.mktemp("cluster"), 3) as found:
        yield found


@cache
def _panel() -> cp.Panel:
    return cp.load_data(PLANS / "data")


def _plans() -> list[cp.Plan]:
    return [cp.load_plan(PLANS / f"{name}.yaml") for name in ("status-quo", "bold")]


def _told(found: Any) -> list[str]:
    """Write down all that is found, floats to their last bit."""
    return [
        repr(getattr(found, name))
        for name in ("found", "best", "frontier", "named", "tried")
        if hasattr(found, name)
    ]


@QUIET
def test_a_run_is_the_same_when_a_worker_is_lost(workers: Machines) -> None:
    """Participants are measured in parts; one of three workers is killed after the first."""
    told: list[tuple[int, int]] = []

    def kill_one(done: int, of: int) -> None:
        told.append((done, of))
        workers.running[2].kill()

    with cluster(workers.address) as executor:
        result = cp.run(_plans()[1], replace(_panel()), executor=executor, progress=kill_one)
    alone = cp.run(_plans()[1], replace(_panel()))
    for name in ("payments", "lines", "report_card", "actions", "recognition"):
        assert list(getattr(result, name).rows()) == list(getattr(alone, name).rows())
    assert told == [(done, 8) for done in range(1, 9)]
    assert workers.running[2].wait() != 0


@QUIET
def test_sensitivity_is_the_same(workers: Machines, monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers answer as one machine does, and what points share is sent once, whatever the worldview."""
    asked: dict[str, Any] = {"method": "one_way", "through": "2027-01"}
    monkeypatch.setattr(parts, "CELLS", 2048)  # so that there are several parts
    told: list[tuple[int, int]] = []
    with cluster(workers.address) as executor:
        found = cp.sensitivity(
            _plans(), _panel(), **asked, executor=executor, progress=lambda *each: told.append(each)
        )
        assert isinstance(executor, Shipping)
        assert len(executor.sent) == 3 + 3  # setting and two paths, and the points of each worldview
    assert _told(found) == _told(cp.sensitivity(_plans(), _panel(), **asked))
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]


@QUIET
def test_the_search_finds_the_same(workers: Machines) -> None:
    """Workers try the candidates: the choice, the frontier and all figures are those of one machine."""
    plans = [closed.plan("0", "old"), closed.plan("70", "new")]
    asked: dict[str, Any] = {"samples": 2, "through": "2027-01", "end": "open"}
    told: list[int] = []
    with cluster(workers.address) as executor:
        found = cp.optimize(
            plans,
            assumptions=closed.assumptions(),
            **asked,
            executor=executor,
            progress=lambda done, _of: told.append(done),
        )
        assert isinstance(executor, Shipping)
        assert len(executor.sent) == 1
    assert _told(found) == _told(cp.optimize(plans, assumptions=closed.assumptions(), **asked))
    assert told[:-1] == list(range(1, found.tried + 1))


@QUIET
def test_the_benchmark_runs_and_finds_the_same(
    workers: Machines, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It prints a row without workers, with one and with two, and that all studies are the same."""
    monkeypatch.setattr(benchmark, "machines", lambda _folder, _workers: nullcontext(workers))
    monkeypatch.setattr(benchmark, "PATHS", ())
    monkeypatch.setattr("sys.argv", ["cluster", "--participants", "10", "--samples", "33", "--repeat", "2"])
    benchmark.main()
    printed = capsys.readouterr().out
    rows = re.findall(r"^(.+?) +[\d.]+ +[\d.]+ +[\d.]+   [\d.]+ \[", printed, re.MULTILINE)
    assert rows == [benchmark.ALONE, benchmark.ONE, benchmark.TWO]
    assert printed.endswith("\nall studies are the same, bit for bit\n")


def _study(executor: Executor | None = None, progress: Progress = lambda _done, _of: None) -> Study:
    return cp.simulate(
        _plans(),
        _panel(),
        samples=SAMPLES,
        through="2027-03",
        worldviews=["evidence"],
        executor=executor,
        progress=progress,
    )


def _same(study: Study, other: Study) -> bool:
    ours, theirs = (tuple(arrays_in((each.outcomes, each.steady))) for each in (study, other))
    return len(ours) == len(theirs) > 0 and all(map(np.array_equal, ours, theirs))


@QUIET
def test_a_study_is_the_same_when_a_worker_is_lost(workers: Machines) -> None:
    """One of the workers is killed in the middle: the figures, bit for bit, and the progress are the same."""
    alone = _study()
    told: list[int] = []

    def kill_one(done: int, _of: int) -> None:
        told.append(done)
        workers.running[0].kill()

    with cluster(workers.address) as executor:
        assert _same(_study(executor), alone)
        assert isinstance(executor, Shipping)
        assert len(executor.sent) == 1  # what samples share was sent once
        assert _same(_study(executor, kill_one), alone)
    assert told == sorted(told)
    assert told[-1] == SAMPLES
    assert workers.running[0].wait() != 0


@QUIET
@pytest.mark.parametrize("reached", [True, False])
def test_results_come_from_workers_that_are_reached(
    workers: Machines, monkeypatch: pytest.MonkeyPatch, *, reached: bool
) -> None:
    """Results come straight from workers that answer here, otherwise through the scheduler: the same."""
    calls: list[Any] = []

    def refused(address: Any, timeout: float) -> Any:
        calls.append((address, timeout))
        raise OSError

    if not reached:
        monkeypatch.setattr("socket.create_connection", refused)
    with cluster(workers.address) as executor:
        assert isinstance(executor, Shipping)
        assert executor.client.direct_to_workers is reached
        assert executor.submit(np.arange, 3).result().tolist() == [0, 1, 2]
    assert bool(calls) is not reached


def test_any_executor_will_do() -> None:
    """Threads give the same study, also where the number of samples follows from their error."""
    plan = cp.load_plan(PLANS / "bold.yaml")
    with ThreadPoolExecutor(2) as pool:
        studies = [
            cp.simulate(plan, _panel(), through="2027-03", worldviews=["evidence"], executor=each)
            for each in (None, pool)
        ]
    assert studies[0].samples == studies[1].samples < 1024
    assert _same(*studies)


@QUIET
def test_nobody_at_the_address_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A scheduler that does not answer is named, with how to start one."""
    monkeypatch.setattr(connect, "_SECONDS", 0.2)
    with pytest.raises(DiagnosticError) as error, cluster("tcp://127.0.0.1:1"):
        pass
    (told,) = error.value.diagnostics
    assert (told.code, "dask scheduler" in (told.hint or "")) == ("CP441", True)


def test_work_beside_others_uses_one_core(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a worker does uses one thread of its own, whatever the machine has; afterwards all count again."""
    monkeypatch.setattr("os.cpu_count", lambda: 4)
    assert (cores(), alone(cores), cores()) == (4, 1, 4)
