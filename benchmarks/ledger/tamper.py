"""Alter a ledger behind its back, and see whether it is found and the right entry named.

    python -m benchmarks.ledger.tamper [--flips 200] [--postgres] [--seed 1]

Each kind of tampering is done with the guards put aside, which whoever has all rights can do. A flipped bit
of an SQLite file is harmless if the ledger verifies, and tells the same amounts as before.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import tempfile
from collections import Counter
from pathlib import Path

from benchmarks.ledger.operations import perform
from benchmarks.ledger.servers import durable_server
from benchmarks.machine import machine
from compplan.diagnostics import DiagnosticError
from compplan.ledger.entries import posted_lines
from compplan.ledger.model import PostedLine
from compplan.ledger.store import open_store
from compplan.ledger.verify import verify
from tests.ledger.tampering import FIRST_BAD, KINDS, cut_tail, unguarded
from tests.sources.postgres_server import execute

_OPERATIONS = 6


def main() -> None:
    """Alter, verify and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--flips", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres", action="store_true")
    chosen = parser.parse_args()
    print(machine(f"seed {chosen.seed}"), end="\n\n")
    if chosen.postgres:
        with durable_server() as server:
            for kind in (*KINDS, None):
                execute(server.folder, "DROP SCHEMA IF EXISTS compplan CASCADE")
                _print_kind(kind, server.address)
        return
    for kind in (*KINDS, None):
        with tempfile.TemporaryDirectory() as folder:
            _print_kind(kind, f"{folder}/ledger.sqlite")
    with tempfile.TemporaryDirectory() as folder:
        found = _flips(Path(folder), chosen.flips, random.Random(chosen.seed))
    told = ", ".join(f"{count} {what}" for what, count in sorted(found.items()))
    print(f"{chosen.flips} flipped bits: {told}")


def _print_kind(kind: str | None, address: str) -> None:
    """Do one kind of tampering, or cut the last entry off, and tell whether it is found."""
    anchor = _fill(address)
    with unguarded(address) as change:
        for statement in KINDS[kind] if kind else cut_tail(_OPERATIONS):
            change(statement)
    told = _told(address, None)
    wanted = FIRST_BAD.get(kind or "", 2)
    named = re.search(r"entry (\d+)", told or "")
    right = named is not None and int(named[1]) == wanted
    if kind is None:
        told = _told(address, anchor)
        right = told is not None and "CP642" in told
    print(f"{kind or 'the last entry, with an anchor':40}{'found' if right else f'NOT FOUND ({told})'}")


def _fill(address: str) -> str:
    store = open_store(address, create=True)
    for number in range(_OPERATIONS):
        perform(store, number)
    head = verify(store).head
    store.close()
    return head


def _told(address: str, anchor: str | None) -> str | None:
    try:
        store = open_store(address)
    except DiagnosticError as error:
        return str(error)
    try:
        verify(store, anchor)
    except DiagnosticError as error:
        return str(error)
    finally:
        store.close()
    return None


def _flips(folder: Path, count: int, chance: random.Random) -> Counter[str]:
    _fill(str(folder / "whole"))
    right = _lines(folder / "whole")
    content = (folder / "whole").read_bytes()
    found: Counter[str] = Counter()
    for at in range(count):
        flipped = bytearray(content)
        flipped[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        (folder / str(at)).mkdir()
        path = folder / str(at) / "flipped"
        path.write_bytes(flipped)
        if _told(str(path), None) is not None:
            found["found"] += 1
        else:
            found["harmless" if _lines(path) == right else "MISSED"] += 1
        shutil.rmtree(path.parent)
    return found


def _lines(path: Path) -> list[PostedLine]:
    store = open_store(str(path))
    lines = list(posted_lines(store, "entry > 0"))
    store.close()
    return lines


if __name__ == "__main__":
    main()
