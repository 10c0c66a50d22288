"""Kill what posts at random moments, and look at what is left.

    python -m benchmarks.ledger.kills [--kills 500] [--what sqlite,poster,backend,server] [--seed 1]

``sqlite`` and ``poster`` kill (SIGKILL) the process that posts to SQLite and to PostgreSQL, ``backend`` the
process of PostgreSQL that serves it, ``server`` the whole of PostgreSQL, which is then started again. After
each kill the operation that was not acknowledged is given once more. At the end every acknowledged operation
has to be there once, none in part, and the chain has to verify.
"""

from __future__ import annotations

import argparse
import os
import random
import select
import signal
import tempfile
import time
from collections.abc import Callable
from dataclasses import astuple

from benchmarks.ledger.operations import check, perform
from benchmarks.ledger.servers import Server, durable_server
from benchmarks.machine import machine
from compplan.diagnostics import DiagnosticError
from compplan.ledger.store import Store, open_store

_HEADER = ("kills", "entries", "lost", "doubled", "partial", "chain broken")
_LONGEST = 0.25
"""Seconds from an acknowledgement to the kill, at most."""
_PATIENCE = 60.0


def main() -> None:
    """Kill, check and print, for each of what is to be killed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--what", default="sqlite,poster,backend,server")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    print(machine(f"seed {chosen.seed}"))
    print(f"\n{'killed':12}{'acknowledged':>14}" + "".join(f"{name:>14}" for name in _HEADER), flush=True)
    for what in chosen.what.split(","):
        _kill(what, chosen.kills, random.Random(chosen.seed))


def _kill(what: str, kills: int, chance: random.Random) -> None:
    if what == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            _rounds(what, f"{folder}/ledger.sqlite", kills, chance, _kill_process)
        return
    with durable_server() as server:
        ways: dict[str, Callable[[int], None]] = {
            "poster": _kill_process,
            "backend": lambda _: _kill_backend(server),
            "server": lambda _: server.kill(),
        }
        again = server.start if what == "server" else None
        _rounds(what, server.address, kills, chance, ways[what], again)


def _rounds(
    what: str,
    address: str,
    kills: int,
    chance: random.Random,
    kill: Callable[[int], None],
    again: Callable[[], None] | None = None,
) -> None:
    open_store(address, create=True).close()
    acknowledged: list[int] = []
    for _ in range(kills):
        process, reader = _poster(address, len(acknowledged))
        acknowledged += _numbers(reader, chance.uniform(0, _LONGEST), lambda process=process: kill(process))
        _end(process)
        if again is not None:
            again()
    store = _patiently(address)
    found = check(store, acknowledged)
    store.close()
    told = (kills, *astuple(found))
    print(f"{what:12}{len(acknowledged):14,}" + "".join(f"{number:14,}" for number in told), flush=True)


def _poster(address: str, first: int) -> tuple[int, int]:
    """Start a process that does operations from a number on, and writes the number of each."""
    reader, writer = os.pipe()
    process = os.fork()
    if process:
        os.close(writer)
        return process, reader
    try:
        store = _patiently(address)
        for number in range(first, first + 1_000_000):
            perform(store, number)
            os.write(writer, f"{number}\n".encode())
    except (DiagnosticError, BrokenPipeError):
        os._exit(1)
    finally:
        os._exit(0)


def _patiently(address: str) -> Store:
    """Open a ledger; a server that lost a process takes no connections for a moment."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return open_store(address)
        except DiagnosticError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


def _numbers(reader: int, seconds: float, kill: Callable[[], None]) -> list[int]:
    """Read numbers; some time after the first, kill; give all that were written before the end."""
    held = os.read(reader, 1)
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0 and select.select([reader], [], [], left)[0]:
        held += os.read(reader, 4096)
    kill()
    while more := os.read(reader, 4096):
        held += more
    os.close(reader)
    return [int(line) for line in held.decode().splitlines()]


def _kill_process(process: int) -> None:
    os.kill(process, signal.SIGKILL)


def _kill_backend(server: Server) -> None:
    import psycopg

    sql = "SELECT pid FROM pg_stat_activity WHERE application_name = 'compplan'"
    with psycopg.connect(server.address) as connection:  # up, as the poster has just been served
        found = connection.execute(sql).fetchall()
    for (process,) in found:
        os.kill(process, signal.SIGKILL)


def _end(process: int) -> None:
    os.waitpid(process, 0)


if __name__ == "__main__":
    main()
