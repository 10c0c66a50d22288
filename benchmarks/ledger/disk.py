"""A disk that fails under a ledger of SQLite: killed, EIO, ENOSPC and power cuts, at points all along.

    python -m benchmarks.ledger.disk [--points 200] [--seed 1]

Needs a C compiler. A process posts and corrects; at a chosen call that changes a file it is killed, the
call fails once with EIO, or it and all that follow fail with ENOSPC. For a power cut every write is logged,
and the disk is put together again as it may be found: what was synced, and of the rest any part, also torn.
Then the ledger has to verify, hold what was acknowledged, and take the operations once more, each once.
A point is hit if the process that met the fault ended by it.
`synchronous=NORMAL` is there to show that the same cuts find a database that does not sync.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.ledger.operations import check, perform
from benchmarks.ledger.power import Call, after_cut, read_log, write_files
from benchmarks.machine import machine
from compplan.diagnostics import DiagnosticError
from compplan.ledger import sqlite
from compplan.ledger.store import open_store

_HERE = Path(__file__).parent
_KINDS = {"EIO": 1, "ENOSPC": 2, "SIGKILL": 3}
_OPERATIONS = 4
_HEADER = ("points", "hit", "acknowledged", "lost", "doubled", "partial", "chain broken")
Outcome = tuple[int, int, int, int, int]
"""Acknowledged, lost, doubled, partial, chain broken."""


def main() -> None:
    """Start once more with the shim in front of the C library, then try every kind of fault."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--points", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    if "LEDGER_FAULTS" not in os.environ:
        sys.exit(_with_shim())
    print(machine(f"seed {chosen.seed}"))
    print(f"\n{'':28}" + "".join(f"{name:>14}" for name in _HEADER), flush=True)
    shim = ctypes.CDLL(os.environ["LEDGER_FAULTS"])
    for name in _KINDS:
        _print(name, [_fault(shim, name, point) for point in _points(shim, chosen.points)])
    for name, synchronous in (("power cut", 2), ("power cut, NORMAL in place", 1)):
        sqlite._SETTINGS["synchronous"] = synchronous  # noqa: SLF001  what the product sets, and what it could have
        _print(name, list(_power_cuts(shim, chosen.points, random.Random(chosen.seed))))


def _with_shim() -> int:
    with tempfile.TemporaryDirectory() as folder:
        library = f"{folder}/faults.so"
        compiler = str(shutil.which("cc") or "cc")
        subprocess.run([compiler, "-shared", "-fPIC", "-o", library, _HERE / "faults.c", "-ldl"], check=True)
        environment = {**os.environ, "LD_PRELOAD": library, "LEDGER_FAULTS": library}
        command = [sys.executable, "-m", "benchmarks.ledger.disk", *sys.argv[1:]]
        return subprocess.run(command, env=environment, check=False).returncode


def _points(shim: ctypes.CDLL, count: int) -> list[int]:
    """Spread points over all calls that the operations make."""
    with tempfile.TemporaryDirectory() as folder:
        calls = [call for call in _logged(shim, Path(folder), lambda: None) if call.what != "a"]
    return [at * len(calls) // count for at in range(count)]


def _fault(shim: ctypes.CDLL, name: str, point: int) -> Outcome | None:
    with tempfile.TemporaryDirectory() as folder:
        address = _begun(Path(folder))
        kind, calls = _KINDS[name], ctypes.c_long(point)
        acknowledged, ended = _forked(address, lambda: shim.arm(kind, calls, folder.encode()))
        return _outcome(address, acknowledged) if ended else None


def _power_cuts(shim: ctypes.CDLL, count: int, chance: random.Random) -> Iterator[Outcome]:
    with tempfile.TemporaryDirectory() as folder:
        before: dict[str, bytes] = {}
        calls = _logged(shim, Path(folder), lambda: before.update(_files(Path(folder))))
    for at in range(count):
        cut = calls[: at * len(calls) // count + chance.randrange(2)]
        acknowledged = [0, *(call.offset for call in cut if call.what == "a")]
        with tempfile.TemporaryDirectory() as after:
            write_files(Path(after), after_cut(before, cut, chance))
            yield _outcome(f"{after}/ledger.sqlite", acknowledged)


def _begun(folder: Path) -> str:
    """Make a ledger in which the first operation is done."""
    address = str(folder / "ledger.sqlite")
    store = open_store(address, create=True)
    perform(store, 0)
    store.close()
    return address


def _files(folder: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in folder.iterdir() if file.name.startswith("ledger")}


def _logged(shim: ctypes.CDLL, folder: Path, begun: Callable[[], None]) -> list[Call]:
    """Do the operations and give every call that changed a file; ``begun`` is called before them."""
    address = _begun(folder)
    begun()
    with tempfile.TemporaryFile() as log:
        _forked(address, lambda: shim.log_to(log.fileno(), str(folder).encode()), shim.mark)
        log.seek(0)
        return [call for call in read_log(log.read()) if not call.path.endswith("-shm")]


def _forked(
    address: str, prepare: Callable[[], object], mark: Callable[[int], object] | None = None
) -> tuple[list[int], bool]:
    """Do the operations in a process of their own; give those acknowledged, and whether it ended early."""
    reader, writer = os.pipe()
    process = os.fork()
    if not process:
        try:
            prepare()
            store = open_store(address)
            for number in range(1, _OPERATIONS):
                perform(store, number)
                os.write(writer, f"{number}\n".encode())
                if mark:
                    mark(number)
            store.close()
        except DiagnosticError:
            os._exit(1)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as told:
        acknowledged = [0, *map(int, told)]
    return acknowledged, os.waitpid(process, 0)[1] != 0


def _outcome(address: str, acknowledged: list[int]) -> Outcome:
    """Check what is there, then do everything once more and check again."""
    try:
        store = open_store(address)
    except DiagnosticError as error:
        print(error)
        return len(acknowledged), len(acknowledged), 0, 0, 1
    first = check(store, acknowledged)
    for number in range(_OPERATIONS):
        perform(store, number)
    second = check(store, range(_OPERATIONS))
    store.close()
    return (
        len(acknowledged),
        first.lost + second.lost,
        first.doubled + second.doubled,
        first.partial + second.partial,
        first.broken + second.broken,
    )


def _print(name: str, outcomes: list[Outcome | None]) -> None:
    hit = [outcome for outcome in outcomes if outcome is not None]
    sums = [sum(outcome[at] for outcome in hit) for at in range(5)]
    told = [len(outcomes), len(hit), *sums]
    print(f"{name:28}" + "".join(f"{number:14,}" for number in told), flush=True)


if __name__ == "__main__":
    main()
