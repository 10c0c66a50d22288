"""How long it takes from a file of sales to exact sums by participant and month, beside bare aggregation.

    python -m benchmarks.aggregate                     10,000,000 rows, as CSV and as Parquet

compplan reads the file and the participants, checks every cell and every reference, and counts a sale only
on days on which its participant takes part in the plan (`load_data` and the engine's stage *credit*). DuckDB
and Polars only read, group and sum. Each call runs in a process of its own, as its peak of memory is its own.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from benchmarks.contest import ratio
from benchmarks.counts import at_least
from benchmarks.machine import machine
from benchmarks.sums import CONTESTANTS, TINY

OWN = "compplan"
_ROOT = Path(__file__).resolve().parents[1]
_FIRST_DAY, _DAYS = np.datetime64("2027-01-01"), 1096
_PRODUCTS = ("balances", "calibration", "service", "software")
_ROWS_OF_TINY = 5_000


def main() -> None:
    """Write the data, run the rounds, print the tables; exit 1 if sums differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rows", type=at_least(1), default=10_000_000)
    parser.add_argument("--participants", type=at_least(1), default=20_000)
    parser.add_argument("--repeat", type=at_least(1), default=5, help="rounds")
    parser.add_argument("--endings", default="csv,parquet")
    asked = parser.parse_args()
    os.environ["POLARS_MAX_THREADS"] = "2"  # of the processes started here
    print(machine(f"2 threads, {asked.repeat} rounds"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_data(folder, asked.rows, asked.participants)
        write_data(folder / TINY, _ROWS_OF_TINY, 10)
        same = [_contest(folder, ending, asked.rows, asked.repeat) for ending in asked.endings.split(",")]
    sys.exit(not all(same))


def write_data(folder: Path, rows: int, people: int, seed: int = 1) -> None:
    """Write participants and seeded sales, as CSV and Parquet; everybody has some."""
    folder.mkdir(exist_ok=True)
    sales = write_sales(write_participants(folder, people), rows, seed)
    sales.write_csv(folder / "sales.csv")
    sales.write_parquet(folder / "sales.parquet")


def write_participants(folder: Path, people: int) -> pl.Series:
    """Write participants who take part all the time; give their ids."""
    ids = pl.Series([f"P{number:06}" for number in range(people)])
    pl.DataFrame({"participant_id": ids}).with_columns(
        role=pl.lit("account_executive"), target_incentive=pl.lit(50_000), start_date=pl.lit("2026-01-01")
    ).write_csv(folder / "participants.csv")
    return ids


def write_sales(ids: pl.Series, rows: int, seed: int) -> pl.DataFrame:
    """Make seeded sales; everybody has some, if there are as many rows as participants."""
    generator, people = np.random.default_rng(seed), len(ids)
    who = np.concatenate([np.arange(people), generator.integers(0, people, max(rows - people, 0))])
    cents = generator.integers(1, 5_000_00, len(who))
    return pl.DataFrame(
        {
            "participant_id": ids.gather(who),
            "date": _FIRST_DAY + generator.integers(0, _DAYS, len(who)),
            "amount": pl.Series(cents / 100).round(2).cast(pl.Decimal(18, 2)),
            "product": pl.Series(_PRODUCTS).gather(generator.integers(0, len(_PRODUCTS), len(who))),
        }
    ).with_columns(pl.col("date").cast(pl.Date))


def _contest(folder: Path, ending: str, rows: int, repeat: int) -> bool:
    """Print one table; tell whether all found the same sums."""
    reports: dict[str, list[dict[str, Any]]] = {name: [] for name in CONTESTANTS}
    for _ in range(repeat):
        for name, list_of in reports.items():
            list_of.append(_once(name, folder, ending))
    seconds, worked = _column(reports, "seconds"), _column(reports, "processor")
    print(f"\n{ending}: {rows:,} rows")
    print(
        f"{'':20}{'s':>8}{'M rows/s':>10}   {'x compplan':20}{'cpu s':>8}   {'x compplan':20}"
        f"{'peak MB':>9}  sums"
    )
    sums = {name: of[0]["digest"] for name, of in reports.items()}
    for name, times in seconds.items():
        middle = float(np.median(times))
        against, by_work = str(ratio(times, seconds[OWN])), str(ratio(worked[name], worked[OWN]))
        held = max(report["peak_mb"] for report in reports[name])
        verdict = "the same" if sums[name] == sums[OWN] else "DIFFERENT"
        work = float(np.median(worked[name]))
        print(
            f"{name:20}{middle:8.2f}{rows / middle / 1e6:10.2f}   {against:20}{work:8.2f}   {by_work:20}"
            f"{held:9.0f}  {verdict}"
        )
    for what, taken in (("time", seconds), ("processor time", worked)):
        fastest = _fastest(taken)
        print(f"compplan takes {ratio(taken[OWN], taken[fastest])} x the {what} of '{fastest}'", flush=True)
    return len(set(sums.values())) == 1


def _column(reports: dict[str, list[dict[str, Any]]], name: str) -> dict[str, list[float]]:
    return {contestant: [report[name] for report in of] for contestant, of in reports.items()}


def _fastest(seconds: dict[str, list[float]]) -> str:
    def middle(name: str) -> float:
        times: Sequence[float] = seconds[name]
        return float(np.median(times))

    return min((name for name in seconds if name != OWN), key=middle)


def _once(name: str, folder: Path, ending: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.sums", name, str(folder), ending]
    done = subprocess.run(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True, check=True)
    report: dict[str, Any] = json.loads(done.stdout)
    return report


if __name__ == "__main__":
    main()
