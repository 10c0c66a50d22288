"""Check that calibration is right, and that it uses the data.

    python -m benchmarks.calibrate                  500 panels of 40 participants x 24 months, 4 large ones
    python -m benchmarks.calibrate --panels 40      quickly
    python -m benchmarks.calibrate --scores 480     mean scores at the truth alone: errors of the likelihood
    python -m benchmarks.calibrate --cluster tcp://10.0.0.5:8786        blocks of panels on workers of Dask

Simulation-based calibration: panels are made by the simulator with truths drawn from the prior, under an
immediate step of the bundled plan (three behaviours, four answers each a month), and learned from. If
posteriors are right, the rank of the truth in each is uniform, and 90 % intervals hold it in 90 % of panels.
Then panels of 200 participants x 24 months tell by how much the data narrow the prior.

The derivative of a right log-likelihood at the truth is 0 in the mean of panels. Mean scores tell in a minute
or two what ranks tell in an hour, and by how many posterior sds beliefs would be off.
"""

from __future__ import annotations

import argparse
import os
import time
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import AbstractContextManager

import numpy as np
from numpy.typing import NDArray
from scipy import stats

import compplan as cp
from benchmarks.counts import at_least
from benchmarks.machine import machine
from compplan.cluster.connect import cluster
from compplan.learning.checking import Bench, Checked, Scored, checked, scored, smaller
from compplan.learning.unknowns import LEVELS
from compplan.learning.weighing import LEAST_SHARE
from compplan.simulation.parameters.read import shipped
from compplan.threads import in_order

Floats = NDArray[np.float64]

_BLOCK, _BINS = 6, 10
_ASKED = {"quit_hazard": 0.5, "revenue_noise": 0.8, "incentive_elasticity": 0.75}
_LARGE = 1_000_000
"""From which number on large panels are made."""


def bench(participants: int) -> Bench:
    """Give the bench of panels of so many participants over 24 months."""
    plan = cp.load_plan(cp.bundled("plans") / "immediate.yaml")
    return Bench(smaller(plan), participants, 24)


def block(participants: int, count: int, first: int) -> tuple[list[Checked], float]:
    """Learn from a block of panels, wherever it is called; give too the processor time of one."""
    begun = time.process_time()
    found = list(checked(bench(participants), first, count))
    return found, (time.process_time() - begun) / count


def score_block(participants: int, count: int, first: int) -> list[Scored]:
    """Take scores at the truth of a block of panels."""
    return list(scored(bench(participants), first, count))


def workers(address: str | None, processes: int) -> AbstractContextManager[Executor]:
    """Give the workers of a cluster, or processes of this machine."""
    return ProcessPoolExecutor(processes) if address is None else cluster(address)


def calibration(found: list[Checked]) -> str:
    """Say whether ranks are uniform, by unknown and in all."""
    names = (*shipped().priors, *LEVELS)
    ranks = np.array([each.rank for each in found])
    spreads = np.array([each.spread for each in found])
    held = (ranks > 0.05) & (ranks < 0.95)
    chances = np.array([_uniform(ranks[:, at]) for at in range(len(names))])
    lines = [
        f"{name:26} sd ratio {np.median(spreads[:, at]):.2f}   in 90 % interval {held[:, at].mean():6.1%}   "
        f"mean rank {ranks[:, at].mean():.3f}   p {chances[at]:.4f}"
        for at, name in enumerate(names)
    ]
    worst = min(float(chances.min()) * len(names), 1.0)
    parameters = held[:, : -len(LEVELS)]
    shares = np.array([each.effective_share for each in found])
    few = float((shares < LEAST_SHARE).mean())
    return "\n".join(
        [
            *lines,
            f"pooled coverage of 90 % intervals: {parameters.mean():.1%} (asked: 87 to 93 %)",
            f"ranks uniform: least p of {len(names)} chi-square tests, times their number: {worst:.3f}",
            f"effective share of draws: median {np.median(shares):.0%}, too little in {few:.1%}",
        ]
    )


def _uniform(ranks: Floats) -> float:
    counts, _ = np.histogram(ranks, bins=_BINS, range=(0.0, 1.0))
    return float(stats.chisquare(counts).pvalue)


def mean_scores(found: list[Scored]) -> str:
    """Say by how much each unknown is off, if the likelihood is wrong."""
    score, told = (np.array([getattr(each, name) for each in found]) for name in ("score", "told"))
    mean, error = score.mean(axis=0), score.std(axis=0, ddof=1) / np.sqrt(len(score))
    off = mean / np.sqrt(1 + told.mean(axis=0))
    lines = [
        f"{name:26} mean score {mean[at]:+8.3f}   z {mean[at] / error[at]:+6.2f}   off by {off[at]:+.3f} sd"
        for at, name in enumerate((*shipped().priors, *LEVELS))
    ]
    worst, most = float(np.abs(mean / error).max()), float(np.abs(off).max())
    return "\n".join([*lines, f"{len(found)} panels: largest |z| {worst:.2f}, off by {most:.3f} sd at most"])


def contractions(found: list[Checked]) -> str:
    """Say how far the asked parameters are narrowed."""
    names = tuple(shipped().priors)
    lines = []
    for name, most in _ASKED.items():
        ratios = [float(each.spread[names.index(name)]) for each in found]
        told = ", ".join(f"{ratio:.2f}" for ratio in ratios)
        lines.append(f"{name:22} sd ratio {told} (asked: at most {most})")
    return "\n".join(lines)


def main() -> None:
    """Read the command line, make panels, learn and print."""
    parser = argparse.ArgumentParser(description="Simulation-based calibration, and what data teach.")
    parser.add_argument("--panels", type=at_least(1), default=500)
    parser.add_argument(
        "--scores", type=at_least(1), metavar="PANELS", help="take scores at the truth, nothing else"
    )
    parser.add_argument("--large", type=at_least(0), default=4)
    parser.add_argument("--workers", type=at_least(1), default=os.cpu_count() or 1)
    parser.add_argument("--cluster", metavar="ADDRESS", help="use the workers of a Dask scheduler")
    given = parser.parse_args()
    print(machine(given.cluster or f"{given.workers} processes"))
    begun = time.perf_counter()
    firsts = range(0, given.scores or given.panels, _BLOCK)
    with workers(given.cluster, given.workers) as pool:
        if given.scores:
            parts = in_order(pool, score_block, firsts, 40, _BLOCK, most=len(firsts))
            print(mean_scores([each for _, part in parts for each in part]))
            return
        made = in_order(pool, block, firsts, 40, _BLOCK, most=len(firsts))
        blocks = [found for _, found in made]
    found = [each for part, _ in blocks for each in part]
    seconds = np.mean([each for _, each in blocks])
    print(f"{len(found)} panels of 40 participants x 24 months, {seconds:.1f} s of processor time each")
    print(calibration(found))
    found, seconds = block(200, given.large, _LARGE)
    print(f"{given.large} panels of 200 participants x 24 months, {seconds:.1f} s of processor time each")
    print(contractions(found))
    print(f"in all {(time.perf_counter() - begun) / 60:.1f} min")


if __name__ == "__main__":
    main()
