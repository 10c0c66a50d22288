"""Read hostile plans and tables, each in a process of its own, and print what is said and what it takes.

    python -m benchmarks.hostile              all; about 20 minutes, and some GB of temporary files
    python -m benchmarks.hostile NUL quote    those whose names hold one of these words

Each must end by itself with a plan, tables or diagnostics, within 10 s and 1 GB. Ends with 1 if one does not.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.hostile import plans, tables

SECONDS, MEGABYTES, PATIENCE = 10.0, 1024, 60.0
READ = r"""
import json, pathlib, re, sys, time
from compplan.sources.load import load_data
from compplan.diagnostics import DiagnosticError
from compplan.plan.load import load_plan
started = time.perf_counter()
try:
    (load_plan if sys.argv[1] == "plan" else load_data)(sys.argv[2])
    told = []
except DiagnosticError as error:
    told = [f"{each.code} {each.message}" for each in error.diagnostics]
seconds = time.perf_counter() - started
# Not ru_maxrss, which begins with the memory of the process that started this one.
status = pathlib.Path("/proc/self/status")
memory = int(re.search(r"VmHWM:\s+(\d+)", status.read_text())[1]) / 1024 if status.exists() else 0
print(json.dumps({"seconds": seconds, "memory": memory, "count": len(told), "told": told[:1]}))
"""


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a file or folder came to: how it ended, and in what time and memory (MB)."""

    ended: str
    seconds: float = 0.0
    memory: float = 0.0

    @property
    def fine(self) -> bool:
        """Tell whether it ended by itself, quickly and in little memory."""
        by_itself = not self.ended.startswith(("did not end", "died"))
        return by_itself and self.seconds <= SECONDS and self.memory <= MEGABYTES


def main() -> None:
    """Read what is asked for, print a line each, and end."""
    parser = argparse.ArgumentParser(description="Read hostile plans and tables.")
    parser.add_argument("words", nargs="*", help="read only those whose names hold one of these words")
    given = parser.parse_args()
    failed = 0
    for kind, name, path in _paths(given.words):
        reading = read(kind, path)
        failed += not reading.fine
        figures = f"{reading.seconds:6.2f} s {reading.memory:6,.0f} MB"
        print(
            f"{'ok    ' if reading.fine else 'MISSED'} {figures}  {kind} {name}: {reading.ended}", flush=True
        )
    print(f"{failed} beyond {SECONDS:g} s, {MEGABYTES:,} MB, or not ended by itself")
    sys.exit(1 if failed else 0)


def read(kind: str, path: Path) -> Reading:
    """Read a plan file or a folder of tables in a process of its own."""
    command = [sys.executable, "-c", READ, kind, str(path)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        return Reading(f"did not end within {PATIENCE:g} s", PATIENCE)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [""])[-1]
        return Reading(f"died with {done.returncode}: {last[:120]}")
    answer = json.loads(done.stdout)
    told = f"{answer['count']} said, {answer['told'][0][:120]}" if answer["told"] else "read"
    return Reading(ascii(told), answer["seconds"], answer["memory"])


def _paths(words: list[str]) -> Iterator[tuple[str, str, Path]]:
    """Make each file or folder, and remove it after it was read."""
    for name, content in plans.texts().items():
        if _wanted(name, words):
            with _folder() as folder:
                (folder / "plan.yaml").write_bytes(content)
                yield "plan", name, folder / "plan.yaml"
    for name, place in plans.special().items():
        if _wanted(name, words):
            with _folder() as folder:
                place(folder / "plan.yaml")
                yield "plan", name, folder / "plan.yaml"
    for name, make in tables.folders().items():
        if _wanted(name, words):
            with _folder() as folder:
                make(folder)
                yield "tables", name, folder


def _wanted(name: str, words: list[str]) -> bool:
    return not words or any(word in name for word in words)


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


if __name__ == "__main__":
    main()
