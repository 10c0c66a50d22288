"""Time and memory of simulations.

    python -m benchmarks.simulate

Prints the rate of the response model with pay by the engine, per second of processor time, on the path of 20,
50 and 70 percent; then a whole study of five paths, three worldviews, 200 participants, 36 months and 256
samples: time, and by how much it raised the peak of memory, also for a quarter of the samples.
"""

from __future__ import annotations

import argparse
import time

import numpy as np

import compplan as cp
from benchmarks.machine import machine
from benchmarks.memory import peak, reset_peak
from compplan.plan.model import Plan
from compplan.simulation.parameters.read import Assumptions, shipped_assumptions
from compplan.simulation.run import Setting, chunks, luck_of, outcome_of
from compplan.simulation.study import points_of
from compplan.simulation.workforce.described import Description, described
from compplan.simulation.worlds import path_of

PATHS = ("osing", "linear:36", "hold:24", "status_quo")
_MONTHS = 36


def rate(plan: Plan, participants: int, samples: int) -> tuple[float, float]:
    """Give millions of participant-months per second of processor time, without and with drawing luck."""
    known = shipped_assumptions()
    force = described(_people(participants), plan, known.library.fixed)
    setting = Setting(force, known.library, known.business, _MONTHS, 1)
    path = path_of(plan, force, known.library.fixed, 0.25)
    lived = drawn = 0.0
    for part in chunks(samples, participants):
        numbers = np.arange(part.start, part.stop)
        values = known.library.values(points_of(setting, numbers), "evidence")
        begun = time.process_time()
        luck = luck_of(setting, numbers)
        ready = time.process_time()
        outcome_of(setting, path, values, luck)
        drawn, lived = drawn + ready - begun, lived + time.process_time() - ready
    cells = participants * samples * _MONTHS / 1e6
    return cells / lived, cells / (lived + drawn)


def study(plan: Plan, participants: int, samples: int) -> tuple[float, float, float]:
    """Give wall seconds, processor seconds and the rise of the peak of memory (MB) of a whole study."""
    known = shipped_assumptions()
    own = Assumptions(known.library, known.business, _people(participants))
    reset_peak()
    before, wall, used = peak(), time.perf_counter(), time.process_time()
    cp.simulate(plan, assumptions=own, samples=samples, paths=PATHS)
    return time.perf_counter() - wall, time.process_time() - used, peak() - before


def _people(participants: int) -> Description:
    return Description(participants, target_incentive=56_000, revenue=85_000)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--participants", type=int, default=200)
    parser.add_argument("--samples", type=int, default=256)
    asked = parser.parse_args()
    plan = cp.load_plan(cp.bundled("plans") / "bold.yaml")
    rate(plan, 20, 32)  # loads libraries
    alone, with_luck = rate(plan, asked.participants, 64)
    print(machine("one process"))
    print(f"model and pay: {alone:.2f} M participant-months per processor second, {with_luck:.2f} with luck")
    for samples in (asked.samples // 4, asked.samples):
        wall, used, more = study(plan, asked.participants, samples)
        cells = 15 * asked.participants * _MONTHS * samples / 1e6
        print(
            f"{samples} samples, 5 paths, 3 worldviews, {asked.participants} participants, {_MONTHS} months "
            f"({cells:.1f} M): {wall:.1f} s, {used:.1f} s of processor, {more:.0f} MB"
        )


if __name__ == "__main__":
    main()
