"""How long it takes until work begins: imports, loading a plan, setting up a scenario.

    python -m benchmarks.start

Imports and first loads are timed inside fresh processes, without the interpreter's own start; commands with
it, by the clock and by processor time, with the most memory that they held, and beside `python -c pass`. A
scenario is a loaded plan with other weights, set up on data that an earlier run has measured: all up to
the evaluation.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import numpy as np

import compplan as cp
from benchmarks.machine import machine
from compplan.data.model import Panel
from compplan.engine.compile import Compiled, compile_plan
from compplan.engine.run import evaluate
from compplan.plan.model import Plan

_ROOT = Path(__file__).resolve().parents[1]
_TIMED = """
import time
{before}
start = time.perf_counter()
{code}
print(time.perf_counter() - start)
"""
_IMPORTS = "import compplan as cp\ncp.load_plan\ncp.bundled\n"
_FRESH = {
    "import compplan": ("", "import compplan", None),
    "import all that a run needs": ("", "import compplan as cp\ncp.load_plan\ncp.load_data\ncp.run", None),
    "load a plan, first in a process": (_IMPORTS, "cp.load_plan(cp.bundled('plans') / 'bold.yaml')", 20.0),
}
"""What is timed in fresh processes: what comes before, what is timed, and its target in ms."""
_PEAK = """
import atexit
def tell():
    try:
        with open("/proc/self/status") as lines, open("peak.txt", "w") as file:
            file.write(next(line for line in lines if line.startswith("VmHWM")))
    except OSError:
        pass
atexit.register(tell)
"""
"""Writes down the most memory that a process held: what its parent is told counts the parent's too."""
_MAIN = _PEAK + "from compplan.cli.main import main; main()"
_OLD, _PLAN, _DATA = (str(_ROOT / "plans" / name) for name in ("status-quo.yaml", "bold.yaml", "data"))
_COMMANDS = {
    "python -c pass": ("-c", _PEAK),
    "compplan --help": ("-c", _MAIN, "--help"),
    "compplan validate": ("-c", _MAIN, "validate", _PLAN),
    "compplan validate --data": ("-c", _MAIN, "validate", _PLAN, "--data", _DATA),
    "compplan run": ("-c", _MAIN, "run", _PLAN, "--data", _DATA),
    "compplan compare --html": ("-c", _MAIN, "compare", _OLD, _PLAN, "--data", _DATA, "--html", "page.html"),
}
"""Whole commands, from the first line of the interpreter to its end; the last draws the first pictures."""

_AT_MOST = {"compplan --help": 100.0, "compplan run": 1000.0}
"""Targets in ms on free cores: of the help above `python -c pass`, of a run in all."""


def main() -> None:
    """Time each step and print it with its target."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--repeat", type=int, default=15)
    repeat: int = parser.parse_args().repeat
    print(machine(f"median of {repeat}"))
    print(f"\n{'':36}{'ms':>9}{'lowest':>9}{'target':>9}")
    for name, (before, code, target) in _FRESH.items():
        _print(name, [_in_fresh_process(before, code) for _ in range(repeat)], target)
    path = Path(cp.bundled("plans")) / "bold.yaml"
    _print("load a plan, again", _times(lambda: cp.load_plan(path), repeat), 20.0)
    scenario = _scenario(cp.load_plan(path), cp.load_data(Path(cp.bundled("plans")) / "data"))
    _print("set up a scenario", _times(scenario, repeat), 1.0)
    print(f"\n{'':36}{'ms':>9}{'cpu ms':>9}{'peak MB':>9}{'target':>9}{'above pass':>12}")
    least = 0.0
    for name, words in _COMMANDS.items():
        least = _print_command(name, [_command(words) for _ in range(repeat)], least)


def _scenario(plan: Plan, panel: Panel) -> Callable[[], Compiled]:
    """Give what sets up the plan with other weights, on a panel that an earlier run has measured."""
    before = cp.run(plan, panel, through="2027-12").plans[0].compiled
    rows = tuple((year, (share, 1 - share)) for year, share in enumerate((Fraction(3, 5), Fraction(2, 5)), 1))

    def set_up() -> Compiled:
        weights = replace(plan.weights, rows=(*rows, plan.weights.rows[-1]))
        return compile_plan(replace(plan, weights=weights), panel, before.who, before.months, {})

    changed = sum(int(part.paid.paid.sum()) for part in evaluate(set_up()).components)
    assert changed, "the scenario pays something"
    return set_up


def _in_fresh_process(before: str, code: str) -> float:
    command = [sys.executable, "-c", _TIMED.format(before=before, code=code)]
    done = subprocess.run(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return float(done.stdout)


@dataclass(frozen=True, slots=True)
class _Spent:
    """What a command took: seconds by the clock, of processors, and MB."""

    wall: float
    processor: float
    memory: float


def _command(words: tuple[str, ...]) -> _Spent:
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:  # where pages may be written
        process = subprocess.Popen(
            [sys.executable, *words],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(_ROOT)},
            stdout=subprocess.DEVNULL,
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        told = Path(folder, "peak.txt")
        peak = int(told.read_text(encoding="ascii").split()[1]) / 1024 if told.exists() else float("nan")
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, words
    return _Spent(wall, used.ru_utime + used.ru_stime, peak)


def _print_command(name: str, spent: list[_Spent], least: float) -> float:
    """Print what a command takes, and what more by the clock than ``least``, if that is known; give that."""
    wall, processor = (
        float(np.median([getattr(each, part) for each in spent])) * 1e3 for part in ("wall", "processor")
    )
    wanted = _AT_MOST.get(name)
    target = f"{wanted:9.0f}" if wanted else " " * 9
    above = f"{wall - least:12.2f}" if least else ""
    memory = max(each.memory for each in spent)
    print(f"{name:36}{wall:9.2f}{processor:9.2f}{memory:9.0f}{target}{above}".rstrip(), flush=True)
    return least or wall


def _times(call: Callable[[], object], repeat: int) -> list[float]:
    call()
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return times


def _print(name: str, seconds: list[float], target: float | None) -> None:
    wanted = f"{target:9.0f}" if target else ""
    print(f"{name:36}{np.median(seconds) * 1e3:9.2f}{min(seconds) * 1e3:9.2f}{wanted}", flush=True)


if __name__ == "__main__":
    main()
