"""A PostgreSQL server that syncs, and that can be killed and started again."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.sources.postgres_server import running_server, start, url

_TRIES, _PAUSE = 200, 0.1


@dataclass(frozen=True, slots=True)
class Server:
    """A running server, by the folder of its socket and data."""

    folder: Path

    @property
    def address(self) -> str:
        """Give the URL of its database."""
        return url(self.folder)

    def kill(self) -> None:
        """Kill the server's first process with SIGKILL and wait until it is gone; the others follow it."""
        process = self._process()
        os.kill(process, signal.SIGKILL)
        while _lives(process):
            time.sleep(0.01)

    def start(self) -> None:
        """Start it again: it recovers from its log, once the killed one's processes are all gone."""
        for _ in range(_TRIES):
            try:
                start(self.folder, "on")
            except AssertionError:
                time.sleep(_PAUSE)
            else:
                return
        start(self.folder, "on")

    def _process(self) -> int:
        return int((self.folder / "data" / "postmaster.pid").read_text(encoding="utf-8").splitlines()[0])


@contextmanager
def durable_server() -> Iterator[Server]:
    """Start a server of our own, and stop it at the end."""
    with running_server(fsync="on") as folder:
        yield Server(folder)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process}/stat")
    return not state.exists() or state.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
