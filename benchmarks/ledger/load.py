"""How long it takes to post many lines, to verify them, and to find one person's.

    python -m benchmarks.ledger.load [--lines 1000000] [--months 1] [--postgres]

On a machine that others use too, the seconds that the process itself worked tell more than those that passed.

Lines are of four components. With several months, the last is posted as the product does, which compares all
lines of those before; these are appended without comparing. Targets: 1,000,000 lines posted in 30 s and
verified in 20 s on SQLite.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from benchmarks.ledger.runs import months_from, synthetic
from benchmarks.ledger.servers import durable_server
from benchmarks.machine import machine
from compplan.ledger.entries import appended
from compplan.ledger.model import Draft
from compplan.ledger.posting import post
from compplan.ledger.store import Store, open_store
from compplan.ledger.verify import verify
from compplan.ledger.views import participant_view

_COMPONENTS = 4


def main() -> None:
    """Time each step and print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--months", type=int, default=1)
    parser.add_argument("--postgres", action="store_true")
    chosen = parser.parse_args()
    people = chosen.lines // (_COMPONENTS * chosen.months)
    print(machine("once"), flush=True)
    if chosen.postgres:
        with durable_server() as server:
            _measure(server.address, "PostgreSQL", people, chosen.months)
        return
    with tempfile.TemporaryDirectory() as folder:
        _measure(f"{folder}/ledger.sqlite", "SQLite", people, chosen.months)
        size = sum(file.stat().st_size for file in Path(folder).iterdir())
        print(f"{'size of the file':44}{size / 1e6:9.0f} MB")


def _measure(address: str, name: str, people: int, months: int) -> None:
    store = open_store(address, create=True)
    listed = months_from("2027-01", months)
    total = people * _COMPONENTS * months
    print(f"\n{name}: {total:,} lines, {people:,} participants, {months} months")
    print(f"{'':44}{'s':>9}{'own CPU s':>11}")
    _print("fill all months but the last", _timed(partial(_fill, store, listed[:-1], people)))
    run = synthetic(listed, people, _COMPONENTS)
    _print(f"post the last month, {people * _COMPONENTS:,} lines", _timed(partial(post, store, run, by="Cy")))
    _print("post it again, which changes nothing", _timed(partial(post, store, run, by="Cy")))
    _print("verify", _timed(partial(verify, store)))
    _print("show a participant", _timed(partial(participant_view, store, "P000007")))
    store.close()


def _fill(store: Store, months: Sequence[str], people: int) -> None:
    """Append postings without comparing them with those before, which are known to be right."""
    for at, month in enumerate(months, 1):
        run = synthetic(months[:at], people, _COMPONENTS)
        facts = {**run.facts, "plans": dict(run.plans), "through": month}
        draft = Draft("post", "Cy", month, currency="USD", facts=facts, lines=tuple(run.lines(month)))
        with store.writing():
            appended(store, draft)


def _timed(call: Callable[[], object]) -> tuple[float, float]:
    """Give the seconds that passed, and those that this process worked."""
    start, worked = time.perf_counter(), time.process_time()
    call()
    return time.perf_counter() - start, time.process_time() - worked


def _print(what: str, seconds: tuple[float, float]) -> None:
    print(f"{what:44}{seconds[0]:9.2f}{seconds[1]:11.2f}", flush=True)


if __name__ == "__main__":
    main()
