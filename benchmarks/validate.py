"""How long people wait for ``compplan validate``, beside Python's own start.

    python -m benchmarks.validate

Each round runs ``python -c pass`` and the commands one after the other, so that what else the machine does
falls on all alike; a command's figure is the median of its differences to the ``pass`` of the same round.
Processor time leaves waiting out, and so says more where the machine is busy. Modules are compiled before the
first round, as an installation does it, whatever ``PYTHONDONTWRITEBYTECODE`` says here. The rate is that of a
thousand different plans, in one process and in one command.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.machine import machine
from compplan import resources
from compplan.plan.load import check_plan

_START = "from compplan.cli.main import main; main(prog_name='compplan')"
_PLAN = resources.path("plans") / "bold.yaml"
COMMANDS = {
    "compplan --help": (["--help"], 100.0),
    "compplan validate bold.yaml": (["validate", str(_PLAN)], 150.0),
}
"""Arguments of each command, and the most that it may take over Python's start, in ms."""
_PLANS = 1_000


def main() -> None:
    """Time the commands, then the rate."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rounds", type=int, default=51)
    rounds: int = parser.parse_args().rounds
    print(machine(f"median of {rounds} paired rounds"))
    with tempfile.TemporaryDirectory() as compiled:
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = compiled
        start(rounds)
        rate()


def start(rounds: int) -> None:
    """Print what each command takes over ``python -c pass``, once modules are compiled."""
    for arguments, _ in COMMANDS.values():
        _timed(["-c", _START, *arguments])
    bare: list[tuple[float, float]] = []
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in COMMANDS}
    for _ in range(rounds):
        bare.append(_timed(["-c", "pass"]))
        for name, (arguments, _) in COMMANDS.items():
            taken[name].append(_timed(["-c", _START, *arguments]))
    print(f"\n{'':30}{'ms over pass':>14}{'lowest':>9}{'processor':>11}{'target':>8}")
    for name, (_, target) in COMMANDS.items():
        wall, busy = (
            [its[kind] - least[kind] for its, least in zip(taken[name], bare, strict=True)] for kind in (0, 1)
        )
        figures = f"{statistics.median(wall):14.0f}{min(wall):9.0f}{statistics.median(busy):11.0f}"
        print(f"{name:30}{figures}{target:8.0f}")
    whole, own = (statistics.median(times[kind] for times in bare) for kind in (0, 1))
    print(f"{'python -c pass, itself':30}{whole:14.0f}{'':9}{own:11.0f}")


def rate() -> None:
    """Print how many plans are checked in a second."""
    text = _PLAN.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"plan-{number}.yaml" for number in range(_PLANS)]
        for number, file in enumerate(files):
            file.write_text(text.replace("\nid: ", f"\nid: p{number}-"), encoding="utf-8")
        begun, busy = time.perf_counter(), time.process_time()
        wrong = sum(plan is None for plan, _ in map(check_plan, files))
        inside = time.perf_counter() - begun, time.process_time() - busy
        assert not wrong, "the plans are right"
        command = _timed(["-c", _START, "validate", "--format", "concise", *map(str, files)])
    print()
    _print_rate("in one process", *inside)
    _print_rate("in one command", *(milliseconds / 1e3 for milliseconds in command))


def _print_rate(where: str, wall: float, busy: float) -> None:
    print(
        f"{_PLANS:,} plans {where}: {_PLANS / wall:,.0f} in a second, "
        f"{_PLANS / busy:,.0f} in a second of processor time"
    )


def _timed(arguments: list[str]) -> tuple[float, float]:
    """Run Python; give wall and processor time in ms."""
    begun = time.perf_counter()
    process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    taken = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, arguments
    return taken * 1e3, (used.ru_utime + used.ru_stime) * 1e3


if __name__ == "__main__":
    main()
