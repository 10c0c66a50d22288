"""Simulations that run while their pages are looked at: progress, an end in time, and a way to stop."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field
from threading import Lock, Thread
from typing import Literal

from compplan.app.kept import Kept
from compplan.app.orders import Found, Order
from compplan.data.model import Panel
from compplan.diagnostics import DiagnosticError

MOST_SAMPLES = 512
SECONDS = 300.0
"""A simulation ends after so long, done or not."""
_KEPT = 8
Status = Literal["running", "done", "stopped", "late", "refused", "failed"]


@dataclass(slots=True)
class Job:
    """A simulation, or what stands on one, that runs or has ended."""

    id: str
    order: Order
    status: Status = "running"
    done: int = 0
    of: int = 0
    found: Found | None = None
    error: DiagnosticError | None = None
    stopped: bool = False
    ends: float = field(default_factory=lambda: time.monotonic() + SECONDS)

    def tell(self, done: int, of: int) -> None:
        """Note progress; end if somebody asked for it, or if it takes too long."""
        self.done, self.of = done, of
        if self.stopped:
            raise _StoppedError
        if time.monotonic() > self.ends:
            raise _LateError


class _StoppedError(Exception):
    """Somebody asked a simulation to end."""


class _LateError(Exception):
    """A simulation takes too long."""


class BusyError(Exception):
    """Another simulation is running."""


@dataclass(frozen=True, slots=True)
class Studies:
    """Simulations, one at a time, and the last ones that ended."""

    panel: Panel
    _jobs: Kept[str, Job] = field(default_factory=lambda: Kept(_KEPT))
    _lock: Lock = field(default_factory=Lock)

    def start(self, order: Order) -> Job:
        """Start a simulation; BusyError if one is running."""
        job = Job(secrets.token_hex(8), order)
        with self._lock:
            if self.running() is not None:
                raise BusyError
            self._jobs.put(job.id, job)
        Thread(target=self._run, args=(job,), daemon=True).start()
        return job

    def find(self, job_id: str) -> Job | None:
        """Find a simulation."""
        return self._jobs.get(job_id)

    def running(self) -> Job | None:
        """Give the simulation that is running."""
        return next((job for job in self._jobs.values() if job.status == "running"), None)

    def stop(self) -> None:
        """Ask all simulations to end."""
        for job in self._jobs.values():
            job.stopped = True

    def _run(self, job: Job) -> None:
        try:
            job.found = job.order.run(self.panel, job.tell)
            job.status = "done"
        except _StoppedError:
            job.status = "stopped"
        except _LateError:
            job.status = "late"
        except DiagnosticError as error:
            job.error, job.status = error, "refused"
        except Exception:
            job.status = "failed"
            raise


def orderly(samples: str, seed: str) -> tuple[int, int]:
    """Read how many samples are asked for, and the seed, within limits.

    >>> orderly("100000", "x")
    (512, 1)
    """
    count = int(samples) if samples.isdecimal() and len(samples) < 7 else 64
    start = int(seed) if seed.isdecimal() and len(seed) < 10 else 1
    return max(1, min(count, MOST_SAMPLES)), start
