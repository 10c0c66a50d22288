"""Several processes that post and correct at once.

    python -m benchmarks.ledger.writers [--writers 8] [--operations 10000] [--postgres]

Every operation is given by two writers, one after the other in different order, as after a retry: it has to
be recorded once. Nothing may be lost, doubled, partial, or refused, and the chain has to verify.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from dataclasses import astuple

from benchmarks.ledger.operations import check, perform
from benchmarks.ledger.servers import durable_server
from benchmarks.machine import machine
from compplan.ledger.store import open_store

_HEADER = ("operations", "seconds", "failed", "entries", "lost", "doubled", "partial", "chain broken")


def main() -> None:
    """Start the writers, wait for them, check and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--operations", type=int, default=10_000)
    parser.add_argument("--postgres", action="store_true")
    chosen = parser.parse_args()
    print(machine(f"{chosen.writers} writers"))
    print("\n" + f"{'':12}" + "".join(f"{name:>14}" for name in _HEADER), flush=True)
    if chosen.postgres:
        with durable_server() as server:
            _measure("PostgreSQL", server.address, chosen.writers, chosen.operations)
        return
    with tempfile.TemporaryDirectory() as folder:
        _measure("SQLite", f"{folder}/ledger.sqlite", chosen.writers, chosen.operations)


def _measure(name: str, address: str, writers: int, operations: int) -> None:
    open_store(address, create=True).close()
    start = time.perf_counter()
    processes = [_writer(address, _share(at, writers, operations)) for at in range(writers)]
    failed = sum(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) != 0 for process in processes)
    seconds = time.perf_counter() - start
    store = open_store(address)
    found = check(store, range(operations // 2))
    store.close()
    told = (operations, f"{seconds:.1f}", failed, *astuple(found))
    print(f"{name:12}" + "".join(f"{each!s:>14}" for each in told), flush=True)


def _share(at: int, writers: int, operations: int) -> list[int]:
    """Give a writer's operations: its own half of them, and those of its neighbour once more."""
    pairs = [[number, number + 1] for number in range(0, operations // 2, 2)]
    mine, others = pairs[at::writers], pairs[(at + 1) % writers :: writers]
    return [number for pair in (*mine, *others) for number in pair]


def _writer(address: str, numbers: list[int]) -> int:
    process = os.fork()
    if process:
        return process
    try:
        store = open_store(address, wait=600)
        for number in numbers:
            perform(store, number)
        store.close()
    except BaseException as error:  # noqa: BLE001  whatever it is, the writer failed, and says so
        print(error, flush=True)
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    main()
