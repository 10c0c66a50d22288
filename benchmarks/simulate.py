"""Time and memory of simulations.

    python -m benchmarks.simulate

On the path of 20, 50 and 70 percent it prints the rate of the readable model with pay by the engine, and of
the compiled kernel where it is installed: by second of processor time and by the clock on all cores, where
the time goes, and how long a second start takes. Then whole studies of five paths, three worldviews, 200
participants, 36 months and 256 samples: time, and by how much they raise the peak of memory, also for a
quarter of the samples; and how long `demo` takes.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace

import numpy as np

import compplan as cp
from benchmarks.machine import machine
from benchmarks.memory import peak, reset_peak
from compplan.plan.model import Plan
from compplan.simulation.fused import installed
from compplan.simulation.lives import points_of
from compplan.simulation.parameters.read import Assumptions, shipped_assumptions
from compplan.simulation.run import Setting, chunks, luck_of, outcome_of, world_of
from compplan.simulation.workforce.described import Description, described
from compplan.simulation.worlds import path_of

PATHS = ("osing", "linear:36", "hold:24", "status_quo")
_MONTHS = 36
_DEMO = "from compplan.cli.main import main; main(['demo'], prog_name='compplan')"


@dataclass(frozen=True, slots=True)
class Rate:
    """Millions of participant-months, seconds by the clock and of processor time, and of that by part."""

    cells: float
    wall: float
    used: float
    luck: float
    prepared: float

    def by_second(self, seconds: float) -> str:
        """Write the rate by second."""
        return f"{self.cells / seconds:.2f} M/s"


def rate(plan: Plan, participants: int, samples: int, *, fast: bool) -> Rate:
    """Live through samples of a path, luck drawn before."""
    known = shipped_assumptions()
    force = described(_people(participants), plan, known.library.fixed)
    setting = Setting(force, known.library, known.business, _MONTHS, 1, fast)
    path = path_of(plan, force, known.library.fixed, 0.25)
    wall = used = drawn = prepared = 0.0
    for part in chunks(samples, participants):
        numbers = np.arange(part.start, part.stop)
        values = known.library.values(points_of(setting, numbers), "evidence")
        begun = time.process_time()
        luck = luck_of(setting, numbers)
        _ = luck.start, luck.tiles(len(path.card.weights)) if fast else luck.months
        ready, clock = time.process_time(), time.perf_counter()
        outcome_of(setting, path, values, luck)
        wall, used = wall + time.perf_counter() - clock, used + time.process_time() - ready
        drawn, ready = drawn + ready - begun, time.process_time()
        world_of(setting, path, values, luck)
        prepared += time.process_time() - ready
    return Rate(participants * samples * _MONTHS / 1e6, wall, used, drawn, prepared)


def study(plan: Plan, participants: int, samples: int, *, fast: bool) -> tuple[float, float, float]:
    """Give wall seconds, processor seconds and the rise of the peak of memory (MB) of a whole study."""
    known = shipped_assumptions()
    own = Assumptions(known.library, known.business, _people(participants))
    reset_peak()
    before, wall, used = peak(), time.perf_counter(), time.process_time()
    cp.simulate(plan, assumptions=own, samples=samples, paths=PATHS, fast=fast)
    return time.perf_counter() - wall, time.process_time() - used, peak() - before


def agreement(plan: Plan, participants: int, millions: int) -> str:
    """Live through so many million participant-months in both ways; say how far pay and leavers differ."""
    known = shipped_assumptions()
    force = described(_people(participants), plan, known.library.fixed)
    plain = Setting(force, known.library, known.business, _MONTHS, 1)
    path = path_of(plan, force, known.library.fixed, 0.25)
    most, leavers, cells, other_cents, years = 0.0, 0.0, 0, 0, 0
    for part in chunks(-(-millions * 10**6 // (_MONTHS * participants)), participants):
        numbers = np.arange(part.start, part.stop)
        values, luck = known.library.values(points_of(plain, numbers), "evidence"), luck_of(plain, numbers)
        one, other = (outcome_of(replace(plain, fast=fast), path, values, luck) for fast in (False, True))
        far = np.abs(other.pay - one.pay)
        cents = far > 0.005
        other_cents, years = other_cents + int(cents.sum()), years + far.size
        most = max(most, float((far / one.pay)[~cents].max()))
        leavers += float(np.abs(one.figures["leavers"] - other.figures["leavers"]).sum())
        cells += len(numbers) * _MONTHS * participants
    return (
        f"{cells:,} participant-months in both ways: pay of a year differs by {most:.1e} at most, but for"
        f" {other_cents} of {years:,} that round another way; leavers differ by {leavers:.0f}"
    )


def second_start() -> str:
    """Give what loading the kernel takes once it is on disk, in a process of its own."""
    code = (
        "import time; from benchmarks.simulate import rate; import compplan as cp;"
        "plan = cp.load_plan(cp.bundled('plans') / 'bold.yaml'); rate(plan, 4, 1, fast=False);"
        "t = time.process_time(); rate(plan, 4, 1, fast=True);"
        "u = time.process_time(); rate(plan, 4, 1, fast=True);"
        "print(f'{2 * u - t - time.process_time():.2f} s of processor to load the kernel')"
    )
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout


def demo() -> float:
    """Give how long `compplan demo` takes, by the clock."""
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-c", _DEMO], check=True, capture_output=True, cwd=folder)
        return time.perf_counter() - begun


def _people(participants: int) -> Description:
    return Description(participants, target_incentive=56_000, revenue=85_000)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--participants", type=int, default=200)
    parser.add_argument("--samples", type=int, default=256)
    parser.add_argument("--millions", type=int, default=10, help="of participant-months lived through twice")
    asked = parser.parse_args()
    plan = cp.load_plan(cp.bundled("plans") / "bold.yaml")
    ways = [("readable model", False), *([("compiled kernel", True)] if installed() else [])]
    print(machine("as many threads as cores"))
    for name, fast in ways:
        rate(plan, 20, 32, fast=fast)  # loads libraries, and compiles what is not on disk
        found = rate(plan, asked.participants, 64 * (8 if fast else 1), fast=fast)
        parts = (("in it preparing", found.prepared), ("beside it luck, once for all paths", found.luck))
        told = ", ".join(f"{part} {seconds / found.cells * 1e3:.0f} ns" for part, seconds in parts)
        print(
            f"{name}: {found.by_second(found.used)} of processor, {found.by_second(found.wall)} by the clock,"
            f" {found.used / found.cells * 1e3:.0f} ns a participant-month; {told}"
        )
    if installed():
        print(f"second start: {second_start().strip()}")
        print(agreement(plan, asked.participants, asked.millions))
    for name, fast in ways:
        for samples in (asked.samples // 4, asked.samples):
            wall, used, more = study(plan, asked.participants, samples, fast=fast)
            cells = 15 * asked.participants * _MONTHS * samples / 1e6
            print(
                f"{name}, 5 paths, 3 worldviews, {asked.participants} participants, {_MONTHS} months,"
                f" {samples} samples ({cells:.1f} M): {wall:.1f} s, {used:.1f} s of processor, {more:.0f} MB"
            )
    print(f"demo: {demo():.1f} s")


if __name__ == "__main__":
    main()
