"""Measure how far one call raises the peak of memory, in a process of its own.

    python -m benchmarks.memory numpy "numpy, whole columns" random 27778

The peak is the operating system's own. On Linux it is reset before the call; elsewhere what was needed to
prepare the inputs may hide a part of it.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from pathlib import Path

from benchmarks.arrays import inputs_of
from benchmarks.contestants import calls_of

_STATUS, _RESET = Path("/proc/self/status"), Path("/proc/self/clear_refs")
_ROOT = Path(__file__).resolve().parents[1]
_WARM_UP = 50
"""Participants of the call before, which loads libraries and starts threads."""


def extra_peak(rival: str, contestant: str, kind: str, people: int, threads: int) -> float:
    """Give what one call needs beside its inputs, in MB (10**6 bytes), from a fresh process."""
    command = [sys.executable, "-m", "benchmarks.memory", rival, contestant, kind, str(people)]
    done = subprocess.run(
        [*command, "--threads", str(threads)], cwd=_ROOT, stdout=subprocess.PIPE, text=True, check=True
    )
    return float(done.stdout)


def peak() -> float:
    """Give the highest amount of memory that this process has held since the last reset, in MB."""
    if _STATUS.exists():  # getrusage would count what the parent held when it started this process
        (found,) = re.findall(r"VmHWM:\s+(\d+) kB", _STATUS.read_text(encoding="ascii"))
        return int(found) * 1024 / 1e6
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def reset_peak() -> None:
    """Forget the peak so far, where the operating system can."""
    if _RESET.exists():
        _RESET.write_text("5", encoding="ascii")


def main() -> None:
    """Call one contestant once and print by how much it raised the peak."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    for name in ("rival", "contestant", "kind"):
        parser.add_argument(name)
    parser.add_argument("people", type=int)
    parser.add_argument("--threads", type=int, default=2)
    asked = parser.parse_args()
    calls_of(asked.rival, inputs_of(asked.kind, _WARM_UP), asked.threads)[asked.contestant]()
    call = calls_of(asked.rival, inputs_of(asked.kind, asked.people), asked.threads)[asked.contestant]
    reset_peak()
    before = peak()
    result = call()
    print(peak() - before)
    del result


if __name__ == "__main__":
    main()
