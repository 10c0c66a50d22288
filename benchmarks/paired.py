"""How long work takes beside that of another checkout, in turn, so that the machine's noise meets both.

    python -m benchmarks.paired ../compplan-before      the ratio of this version's time to the other's

The engine's work is that of `benchmarks.engine`: the bundled plan `bold.yaml` on arrays, without the compiled
kernel. Replays are of the bundled company, each with other weights: a run, a comparison with the plan of old,
the set-up of a simulation of both, and that of a path that a search tries.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path
from statistics import median

from benchmarks.machine import machine

_ARRAYS = """
from benchmarks import own
from benchmarks.arrays import inputs_of
call = own.contestants(inputs_of("random", {people}), {threads})["%s"]
"""
_COMPANY = """
from dataclasses import replace
from fractions import Fraction
from itertools import count
import compplan as cp
from compplan.simulation.api import prepare
folder = cp.bundled("plans")
panel = cp.load_data(folder / "data")
bold, old = (cp.load_plan(folder / name) for name in ("bold.yaml", "status-quo.yaml"))
shares = (Fraction(number, 10_000) for number in count(1))
def other():
    share = next(shares)
    rows = ((1, (1 - share, share)), *bold.weights.rows[1:])
    return replace(bold, weights=replace(bold.weights, rows=rows))
def call():
    %s
"""
WORK = {
    "compplan": _ARRAYS % "compplan",
    "compplan, with bases": _ARRAYS % "compplan, with bases",
    "a replay": _COMPANY % "cp.run(other(), panel)",
    "a comparison": _COMPANY % "cp.compare([old, other()], panel)",
    "set-up of a simulation": _COMPANY % "prepare([old, other()], panel)",
    "a path of a search": _COMPANY.replace("def call", "ready = prepare([old, bold], panel)\ndef call")
    % "ready.path(other())",
}
_SERVER = """
import sys
from time import perf_counter
{work}
call()
for _ in sys.stdin:
    begun = perf_counter()
    call()
    print(perf_counter() - begun, flush=True)
"""
_HERE = Path(__file__).parents[1]


def main() -> None:
    """Read the arguments, let both versions work in turn, print the ratio of their times."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("other", type=Path, help="a checkout of another version")
    parser.add_argument("--people", type=int, default=27_778, help="participants; each has 36 months")
    parser.add_argument("--rounds", type=int, default=41)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--work", default="", help="a part of the names of the work; else all")
    asked = parser.parse_args()
    print(machine(f"{asked.threads} threads, {asked.rounds} rounds"))
    for name in WORK:
        if asked.work in name:
            _compare(name, asked)


def _compare(name: str, asked: argparse.Namespace) -> None:
    work = WORK[name].format(people=asked.people, threads=asked.threads)
    code = _SERVER.format(work=work)
    mine, other = (_serve(code, folder) for folder in (_HERE, asked.other))
    rounds = [(_once(mine), _once(other)) for _ in range(asked.rounds)]
    for server in (mine, other):
        server.communicate()
    ratios = sorted(now / before for now, before in rounds)
    low, high = ratios[len(ratios) // 4], ratios[-len(ratios) // 4 - 1]
    now, before = (median(times) * 1000 for times in zip(*rounds, strict=True))
    print(
        f"{name}: {now:.1f} ms, before {before:.1f} ms; ratio {median(ratios):.3f} ({low:.3f} to {high:.3f})"
    )


def _serve(code: str, folder: Path) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(folder.resolve())}
    return subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=folder,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _once(server: subprocess.Popen[str]) -> float:
    assert server.stdin is not None
    assert server.stdout is not None
    server.stdin.write("\n")
    server.stdin.flush()
    return float(server.stdout.readline())


if __name__ == "__main__":
    main()
