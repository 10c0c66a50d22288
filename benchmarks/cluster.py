"""What a second worker brings: a simulation of a minute on one worker of Dask, and on two, in turn.

    python -m benchmarks.cluster

One scheduler has one worker of one thread, another has two, all on this machine; who is not asked rests. All
begin warm: workers have loaded what they need. Each round asks one and the other, so that what else the
machine does falls on both alike, and all studies must be the same to the last bit. The same without a
cluster, on all cores, is shown beside them. "cpu s here" is the work of the process that asks, which with a
cluster is what no worker shares.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Callable
from concurrent.futures import Executor
from functools import partial
from hashlib import sha256
from pathlib import Path

import numpy as np

import compplan as cp
from benchmarks.contest import Times, ratio, timed
from benchmarks.counts import at_least
from benchmarks.machine import machine
from compplan.cluster.connect import cluster
from compplan.frozen import arrays_in
from compplan.simulation.parameters.read import Assumptions, shipped_assumptions
from compplan.simulation.workforce.described import Description
from tests.cluster.machines import machines

ALONE, ONE, TWO = "no cluster", "one worker", "two workers"
TARGET = 1.8
"""How many times as fast two workers should be as one, on two free cores."""
PATHS = ("osing", "linear:36", "hold:24", "status_quo")


def main() -> None:
    """Start the workers, simulate on one and on two of them in turn, print both and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--participants", type=at_least(1), default=1000)
    parser.add_argument("--samples", type=at_least(1), default=512)
    parser.add_argument("--repeat", type=at_least(1), default=5, help="rounds")
    asked = parser.parse_args()
    digests: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        folders = [Path(name) / str(workers) for workers in (1, 2)]
        for folder in folders:
            folder.mkdir()
        with machines(folders[0], 1) as few, machines(folders[1], 2) as more:
            work = partial(_study, asked.participants, asked.samples, digests)
            warm = partial(_study, 20, 64, [])
            calls = {
                ALONE: partial(work, None),
                ONE: lambda: _on(few.address, work),
                TWO: lambda: _on(more.address, work),
            }
            for address in (few.address, more.address):
                _on(address, warm)
            _print(asked, timed(calls, asked.repeat), same=len(set(digests)) == 1)


def _on(address: str, work: Callable[[Executor], None]) -> None:
    with cluster(address) as executor:
        work(executor)


def _study(participants: int, samples: int, digests: list[str], executor: Executor | None) -> None:
    """Simulate five paths in three worldviews over three years, and note the digest of all figures."""
    known = shipped_assumptions()
    people = Description(participants, target_incentive=56_000, revenue=85_000)
    study = cp.simulate(
        cp.load_plan(cp.bundled("plans") / "bold.yaml"),
        assumptions=Assumptions(known.library, known.business, people),
        samples=samples,
        paths=PATHS,
        executor=executor,
    )
    digest = sha256()
    for array in arrays_in((study.outcomes, study.steady)):
        digest.update(np.ascontiguousarray(array))
    digests.append(digest.hexdigest())


def _print(asked: argparse.Namespace, times: Times, *, same: bool) -> None:
    cells = asked.participants * asked.samples * 36 * 3 * (1 + len(PATHS)) / 1e6
    print(machine(f"{asked.repeat} rounds, load {os.getloadavg()[0]:.1f}"))
    print(f"\n{cells:,.0f} million participant-months a study")
    print(f"{'':14}{'s':>9}{'cpu s here':>12}{'M/s':>9}   x one worker")
    for name in (ALONE, ONE, TWO):
        middle = float(np.median(times.wall[name]))
        here = float(np.median(times.processor[name]))
        gain = ratio(times.wall[name], times.wall[ONE])
        print(f"{name:14}{middle:9.1f}{here:12.1f}{cells / middle:9.2f}   {gain}")
    gain = ratio(times.wall[ONE], times.wall[TWO])
    print(f"\ntwo workers are {gain} x as fast as one (target: at least {TARGET})")
    print("all studies are the same, bit for bit" if same else "studies differ")
    if not same:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
