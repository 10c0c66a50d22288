"""A scheduler of Dask and workers, each a process of its own on this machine."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.shared import ROOT

_QUIET = {
    "DASK_DISTRIBUTED__LOGGING__DISTRIBUTED": "critical",
    "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False",  # as the page on scale says
    "PYTHONWARNINGS": "ignore",
}


@dataclass(frozen=True, slots=True)
class Machines:
    """The scheduler's address, and the workers' processes."""

    address: str
    running: tuple[subprocess.Popen[bytes], ...]


@contextmanager
def machines(folder: Path, workers: int) -> Iterator[Machines]:
    """Start a scheduler and workers, and end them."""
    import json

    file, log = folder / "scheduler.json", folder / "log.txt"
    started: list[subprocess.Popen[bytes]] = []
    with log.open("wb") as output:

        def start(*words: str) -> subprocess.Popen[bytes]:
            process = subprocess.Popen(
                [sys.executable, "-m", *words],
                cwd=ROOT,
                env={**os.environ, **_QUIET},
                stdout=output,
                stderr=output,
            )
            started.append(process)
            return process

        try:
            start(
                "distributed.cli.dask_scheduler",
                *("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file)),
            )
            while not file.exists():
                assert started[0].poll() is None, log.read_text(encoding="utf-8")
                time.sleep(0.05)
            address = json.loads(file.read_text(encoding="utf-8"))["address"]
            ones = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--memory-limit", "0")
            local = ("--local-directory", str(folder))
            running = [start("distributed.cli.dask_worker", address, *ones, *local) for _ in range(workers)]
            yield Machines(address, tuple(running))
        finally:
            for process in started:
                process.kill()
                process.wait()
