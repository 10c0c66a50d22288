"""Each benchmark's command runs, on little work."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from benchmarks.aggregate import write_data
from benchmarks.sums import CONTESTANTS
from tests.shared import ROOT


def run_benchmark(*arguments: str) -> str:
    """Run a benchmark from the top folder, and give what it prints."""
    environment = {**os.environ, "PYTHONWARNINGS": "error"}
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_the_engine_is_compared_with_rivals() -> None:
    """The table has a row of each contestant, and compplan's cents are those of plain rationals."""
    small = ("--cells", "3600", "--repeat", "2", "--no-memory", "--no-flat")
    printed = run_benchmark("benchmarks.engine", *small, "--rivals", "polars,numpy,duckdb")
    for name in ("compplan", "polars, streaming", "numpy, blocked", "duckdb"):
        assert len(re.findall(rf"^{name} +[\d.]+ +[\d.]+ +[\d.]+ \[", printed, re.MULTILINE)) == 2
    assert printed.count("\n0 of 7,200 checked cells of compplan differ from plain rationals\n") == 2
    figures = re.findall(r"^(\w+): .* <= ([123])   [\d.]+ \[", printed, re.MULTILINE)
    assert figures == [("random", "2"), ("random", "1"), ("ties", "3")]


def test_memory_is_measured_in_a_process_of_its_own() -> None:
    """The extra peak of a call is about what it gives back, and not that of this process."""
    extra = float(run_benchmark("benchmarks.memory", "numpy", "numpy, whole columns", "random", "10000"))
    assert 3 * 8 * 0.36 < extra < 200


def test_time_is_printed_by_number_of_cells() -> None:
    """Without kinds of input, only the table of sizes is printed, and its figure."""
    printed = run_benchmark("benchmarks.engine", "--kinds", "", "--flat", "360,720", "--repeat", "1")
    assert re.findall(r"^ +(\d+) +[\d.]+ +[\d.]+ +[\d.]+$", printed, re.MULTILINE) == ["360", "720"]
    assert len(re.findall(r"^flat: .* <= 1.5 ", printed, re.MULTILINE)) == 1


@pytest.mark.parametrize("words", [("--rivals", "excel"), ("--kinds", "polars")])
def test_an_unknown_word_is_refused(words: tuple[str, str]) -> None:
    """A rival or kind that is not there is named, not left out silently."""
    command = [sys.executable, "-m", "benchmarks.engine", *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert f"unknown: {words[1]}" in done.stderr


def test_aggregation_is_compared_with_rivals() -> None:
    """The table has a row of each contestant, all with the same sums."""
    small = ("--rows", "2000", "--participants", "20", "--repeat", "1", "--endings", "csv")
    printed = run_benchmark("benchmarks.aggregate", *small)
    assert printed.count("the same\n") == len(CONTESTANTS)
    assert "DIFFERENT" not in printed


def test_payments_from_many_rows_are_compared_with_bare_sums() -> None:
    """The table has a row of each contestant, all with the same sums."""
    printed = run_benchmark("benchmarks.large", "--rows", "2000", "--participants", "20", "--repeat", "1")
    assert printed.count("the same\n") == 3
    assert "DIFFERENT" not in printed


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_all_find_the_same_sums(ending: str, tmp_path: Path) -> None:
    """Both compplan and its rivals sum the same file to the same cents, all that it holds."""
    write_data(tmp_path, rows=3000, people=7)
    held = pl.read_parquet(tmp_path / "sales.parquet")["amount"].sum()
    for name, contestant in CONTESTANTS.items():
        sums = contestant(tmp_path, ending)()
        assert sums.tolist() == CONTESTANTS["compplan"](tmp_path, ending)().tolist(), name
        assert Decimal(int(sums.sum())) / 100 == held


def test_the_start_is_timed() -> None:
    """Each step up to the evaluation has a row with its time."""
    printed = run_benchmark("benchmarks.start", "--repeat", "1")
    rows = re.findall(r"^(\w.*?)  +[\d.]+ +[\d.]+", printed, re.MULTILINE)
    assert rows[0] == "import compplan"
    assert rows[-1] == "compplan compare --html"


def test_pages_are_measured() -> None:
    """Time and size of both kinds of page are printed."""
    printed = run_benchmark("benchmarks.pages", "--participants", "20", "--samples", "2", "--no-browser")
    found = re.findall(r"^(replay|study) of .* ([\d.]+) s of processor, (\d+) KB, ", printed, re.MULTILINE)
    assert [name for name, _, _ in found] == ["replay", "study"]
    assert all(10 < int(size) < 300 for _, _, size in found)


def test_papers_print_time_and_size() -> None:
    """Workbooks and statements of a small made-up company are written and measured."""
    printed = run_benchmark("benchmarks.papers", "--participants", "6", "--months", "3")
    assert re.search(r"workbook of run \(\d+ lines\): [0-9.]+ s, [0-9.]+ MB", printed)
    assert re.search(r"statements, HTML and PDF: \d+ a second", printed)


def test_a_plan_of_nearly_every_word_is_timed() -> None:
    """Both plans are paid, and the rate of each is printed."""
    printed = run_benchmark("benchmarks.words", "--people", "12", "--repeat", "1")
    rate = r"^.* +[\d,]+ participant-months a second of processor time$"
    assert len(re.findall(rate, printed, re.MULTILINE)) == 2
