"""The benchmarks of the ledger run, on little work, and find what they look for."""

from __future__ import annotations

import random
import re
import shutil
import sys

import pytest

from benchmarks.ledger.power import Call, after_cut
from tests.benchmarks.test_runs import run_benchmark

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are killed and calls intercepted")


def _rows(printed: str) -> dict[str, list[str]]:
    """Give the numbers of each row of a table by its name."""
    found = re.findall(r"^(\w[\w, ]*?) {2,}([\d., ]+)$", printed, re.MULTILINE)
    return {name: numbers.split() for name, numbers in found}


def test_killed_posters_leave_nothing_lost_or_partial() -> None:
    """Every acknowledged operation is there once after a few kills."""
    rows = _rows(run_benchmark("benchmarks.ledger.kills", "--kills", "3", "--what", "sqlite"))
    assert int(rows["sqlite"][0]) > 0
    assert rows["sqlite"][3:] == ["0", "0", "0", "0"]


def test_a_killed_backend_loses_nothing() -> None:
    """The same where the process of PostgreSQL that serves the poster is killed."""
    pytest.importorskip("psycopg")
    rows = _rows(run_benchmark("benchmarks.ledger.kills", "--kills", "2", "--what", "backend"))
    assert rows["backend"][3:] == ["0", "0", "0", "0"]


def test_writers_at_once_lose_and_double_nothing() -> None:
    """None of them fails, and each operation is there once."""
    rows = _rows(run_benchmark("benchmarks.ledger.writers", "--writers", "3", "--operations", "24"))
    assert rows["SQLite"][2:] == ["0", "12", "0", "0", "0", "0"]


def test_a_failing_disk_loses_nothing_that_was_synced() -> None:
    """Each kind of fault is met, and nothing is lost but where the database does not sync."""
    if shutil.which("cc") is None:
        pytest.skip("there is no C compiler")
    rows = _rows(run_benchmark("benchmarks.ledger.disk", "--points", "10"))
    assert list(rows) == ["EIO", "ENOSPC", "SIGKILL", "power cut", "power cut, NORMAL in place"]
    for name in ("EIO", "ENOSPC", "SIGKILL", "power cut"):
        assert int(rows[name][1]) > 0
        assert rows[name][3:] == ["0", "0", "0", "0"], name


def test_what_is_not_synced_may_be_lost() -> None:
    """A cut keeps what was synced, and of the rest any part, but nothing that was never written."""
    chance = random.Random(1)
    calls = [Call("w", "f", 0, b"one"), Call("s", "f", 0, b""), Call("w", "f", 0, b"two")]
    left = {after_cut({"f": b"old"}, calls, chance)["f"] for _ in range(50)}
    assert left == {b"one", b"two"}


def test_tampering_is_printed_as_found() -> None:
    """Every kind is found, and no flipped bit is missed."""
    printed = run_benchmark("benchmarks.ledger.tamper", "--flips", "20")
    assert len(re.findall(r" found$", printed, re.MULTILINE)) == 10
    assert "NOT FOUND" not in printed
    assert "MISSED" not in printed


def test_the_load_is_timed() -> None:
    """Each step has a row."""
    rows = _rows(run_benchmark("benchmarks.ledger.load", "--lines", "400", "--months", "2"))
    assert {"fill all months but the last", "verify", "show a participant"} <= set(rows)
