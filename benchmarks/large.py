"""From 100,000,000 sales in a Parquet file to payments, beside bare aggregation of the same file.

    python -m benchmarks.large                       half an hour, 3 GB of disk
    python -m benchmarks.large --rows 1000000 --participants 1000

The data are seeded, in a temporary folder: sales of some participants over 36 months, and a quota for each of
their months. compplan reads and checks all tables, credits each sale on a day on which its participant takes
part, measures it against the quota, and pays each month by the curve, exact to the cent. DuckDB and Polars
only read the sales, group and sum. All must find the same sums. Each call runs in a process of its own.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

import compplan as cp
from benchmarks.aggregate import write_participants, write_sales
from benchmarks.arrays import MONTHS
from benchmarks.counts import at_least
from benchmarks.machine import machine
from benchmarks.memory import peak
from benchmarks.sums import TINY, of_duckdb, of_polars
from compplan.engine.measure import Ratio
from compplan.months import month_index, month_text

OWN = "compplan, to payments"
RIVALS = ("duckdb, bare sums", "polars, bare sums")
_ROOT = Path(__file__).resolve().parents[1]
_PART = 10_000_000
_MEAN = 2_500
"""What a sale comes to, on average."""
PLAN = """
compplan: 1
id: large
title: Product revenue, each month for itself
currency: USD
starts: 2027-01-01
years: 3
performance_period: month
payout_period: month
applies_to: {roles: [account_executive]}
weights:
  before: {product_revenue: 100%}
  path: steps
  by_year: {1: {product_revenue: 100%}, 2: {product_revenue: 100%}, 3: {product_revenue: 100%}}
measures:
  product_revenue:
    type: attainment
    actual: {table: sales, sum: amount, if_missing: zero, missing_months: zero}
    target: {table: quotas, value: quota}
    accumulate: period
    quota_proration: as_given
    curve:
      type: tiered_marginal
      threshold: 50%
      bands: [{to: 100%, rate: 1.0}, {to: 125%, rate: 1.5}, {rate: 2.0}]
      cap: 250%
rounding: {to: 0.01, mode: half_up, at: component}
proration: {basis: calendar_days}
"""


def main() -> None:
    """Write the data, run the rounds, print the table; exit 1 if sums differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rows", type=at_least(1), default=100_000_000)
    parser.add_argument("--participants", type=at_least(1), default=100_000)
    parser.add_argument("--repeat", type=at_least(1), default=3, help="rounds")
    parser.add_argument("--only", metavar="NAME", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.only:
        print(json.dumps(_report(asked.only, asked.folder)))
        return
    os.environ["POLARS_MAX_THREADS"] = "2"  # of the processes started here
    print(machine(f"2 threads, {asked.repeat} rounds"))
    with tempfile.TemporaryDirectory() as name:
        write_company(Path(name), asked.rows, asked.participants)
        write_company(Path(name) / TINY, 5_000, 10)
        same = _contest(Path(name), asked.rows, asked.repeat)
    sys.exit(not same)


def write_company(folder: Path, rows: int, people: int) -> None:
    """Write a plan, participants, sales and quotas, the tables as Parquet, part by part."""
    folder.mkdir(exist_ok=True)
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    ids = write_participants(folder, people)
    parts = [folder / f"part-{number}.parquet" for number in range(-(-rows // _PART))]
    for number, part in enumerate(parts):
        write_sales(ids, min(_PART, rows - number * _PART), number).write_parquet(part)
    pl.scan_parquet(parts).sink_parquet(folder / "sales.parquet")
    for part in parts:
        part.unlink()
    first = month_index(2027, 1)
    months = pl.DataFrame({"period": [month_text(first + month) for month in range(MONTHS)]})
    quotas = ids.to_frame("participant_id").join(months, how="cross")
    quota = max(rows * _MEAN // (people * MONTHS), 1)
    quotas.with_columns(quota=pl.lit(quota)).write_parquet(folder / "quotas.parquet")


def paid(folder: Path) -> NDArray[np.int64]:
    """Pay all months of the company; give the cents of sales [months, participants] that were counted."""
    tables = {"participants": "csv", "sales": "parquet", "quotas": "parquet"}
    panel = cp.load_data({name: folder / f"{name}.{ending}" for name, ending in tables.items()})
    result = cp.run(cp.load_plan(folder / "plan.yaml"), panel)
    (plan,) = result.plans
    amount, _ = plan.payments()
    assert amount.any()
    source = plan.components[0].component.source
    assert isinstance(source, Ratio)
    cents: NDArray[np.int64] = source.actual.numerator // 100
    return cents


def _report(name: str, folder: Path) -> dict[str, Any]:
    """Run one contestant, first on a small copy, and say what it took."""

    def call(where: Path) -> NDArray[np.int64]:
        if name == OWN:
            return paid(where)
        sums = of_duckdb(where, "parquet") if name == RIVALS[0] else of_polars("streaming", where, "parquet")
        return sums()

    call(folder / TINY)
    start, worked = time.perf_counter(), time.process_time()
    found = call(folder)
    seconds, worked = time.perf_counter() - start, time.process_time() - worked
    digest = hashlib.sha256(np.ascontiguousarray(found).tobytes()).hexdigest()
    return {"seconds": seconds, "processor": worked, "peak_mb": peak(), "digest": digest}


def _contest(folder: Path, rows: int, repeat: int) -> bool:
    reports: dict[str, list[dict[str, Any]]] = {name: [] for name in (OWN, *RIVALS)}
    for _ in range(repeat):
        for name, of in reports.items():
            of.append(_once(name, folder))
    print(f"\n{rows:,} rows, {(folder / 'sales.parquet').stat().st_size / 1e6:,.0f} MB")
    print(f"{'':24}{'s':>8}{'M rows/s':>10}{'cpu s':>8}{'peak MB':>9}  sums")
    middle = {
        name: [float(np.median([each[key] for each in of])) for key in ("seconds", "processor", "peak_mb")]
        for name, of in reports.items()
    }
    sums = {name: of[0]["digest"] for name, of in reports.items()}
    for name, (seconds, worked, held) in middle.items():
        verdict = "the same" if sums[name] == sums[OWN] else "DIFFERENT"
        print(f"{name:24}{seconds:8.1f}{rows / seconds / 1e6:10.2f}{worked:8.1f}{held:9.0f}  {verdict}")
    for at, what in enumerate(("time", "processor time")):
        fastest = min(RIVALS, key=lambda name: middle[name][at])
        ratio = middle[OWN][at] / middle[fastest][at]
        print(f"compplan takes {ratio:.2f} x the {what} of '{fastest}' (target: at most 1.5)", flush=True)
    return len(set(sums.values())) == 1


def _once(name: str, folder: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.large", "--only", name, "--folder", str(folder)]
    done = subprocess.run(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True, check=True)
    report: dict[str, Any] = json.loads(done.stdout)
    return report


if __name__ == "__main__":
    main()
