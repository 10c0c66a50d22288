"""Sum one file of sales to participant-months, exactly; `benchmarks.aggregate` starts it for each contestant.

    python -m benchmarks.sums duckdb FOLDER parquet

prints as JSON the seconds, those of all processors together, the most memory that the process held, in MB,
and a digest of the sums.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Literal

import duckdb
import numpy as np
import polars as pl
from numpy.typing import NDArray

import compplan as cp
from benchmarks.arrays import MONTHS, STARTS
from benchmarks.memory import peak
from compplan.engine.credit_sums import credits_of
from compplan.plan.model import AttainmentMeasure

Sums = Callable[[], NDArray[np.int64]]
"""Gives the cents [months, participants] of what a contestant found, in order of id."""
TINY = "tiny"
"""Folder in the data's folder with a small copy, to load libraries on."""
COLUMNS = {"participant_id": "VARCHAR", "date": "DATE", "amount": "DECIMAL(18,2)", "product": "VARCHAR"}
MONTH = "year(date) * 12 + month(date) - 1"
SCHEMA: Mapping[str, Any] = {
    "participant_id": pl.String,
    "date": pl.Date,
    "amount": pl.Decimal(18, 2),
    "product": pl.String,
}


def of_compplan(folder: Path, ending: str) -> Sums:
    """Load and check the data, and credit the sales to participants on the days on which they take part."""
    plan = cp.load_plan(Path(cp.bundled("plans")) / "bold.yaml")
    measure = plan.measures[0]
    assert isinstance(measure, AttainmentMeasure)
    panel = cp.load_data({"participants": folder / "participants.csv", "sales": folder / f"sales.{ending}"})
    credited = credits_of(plan, panel, measure.actual)
    return lambda: credited.amount // 100


def of_duckdb(folder: Path, ending: str) -> Sums:
    """Group and sum in SQL, amounts as decimals."""
    file = folder / f"sales.{ending}"
    source = f"read_csv('{file}', columns={COLUMNS})" if ending == "csv" else f"read_parquet('{file}')"
    query = f"SELECT participant_id, {MONTH} AS month, sum(amount) AS amount FROM {source} GROUP BY ALL"  # noqa: S608 a file of our own
    return partial(_dense, duckdb.connect(config={"threads": 2}).sql(query).pl())


def of_polars(engine: Literal["in-memory", "streaming"], folder: Path, ending: str) -> Sums:
    """Group and sum lazily, amounts as decimals."""
    file = folder / f"sales.{ending}"
    sales = pl.scan_csv(file, schema=SCHEMA) if ending == "csv" else pl.scan_parquet(file)
    month = pl.col("date").dt.year() * 12 + pl.col("date").dt.month() - 1
    sums = sales.group_by("participant_id", month=month).agg(pl.col("amount").sum())
    return partial(_dense, sums.collect(engine=engine))


CONTESTANTS: Mapping[str, Callable[[Path, str], Sums]] = {
    "compplan": of_compplan,
    "duckdb": of_duckdb,
    "polars, in memory": partial(of_polars, "in-memory"),
    "polars, streaming": partial(of_polars, "streaming"),
}


def _dense(found: pl.DataFrame) -> NDArray[np.int64]:
    people = found["participant_id"].unique().sort()
    who = found["participant_id"].cast(pl.Enum(people)).to_physical().to_numpy()
    cents = found["amount"].cast(pl.Decimal(38, 2)).to_physical().cast(pl.Int64).to_numpy()
    dense = np.zeros((MONTHS, len(people)), dtype=np.int64)
    dense[found["month"].to_numpy() - STARTS, who] = cents
    return dense


def main() -> None:
    """Run one contestant on a small copy, then on the data; print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("contestant", choices=CONTESTANTS)
    parser.add_argument("folder", type=Path)
    parser.add_argument("ending", choices=("csv", "parquet"))
    asked = parser.parse_args()
    contestant = CONTESTANTS[asked.contestant]
    contestant(asked.folder / TINY, asked.ending)
    start, worked = time.perf_counter(), time.process_time()
    sums = contestant(asked.folder, asked.ending)
    seconds, worked, held = time.perf_counter() - start, time.process_time() - worked, peak()
    digest = hashlib.sha256(np.ascontiguousarray(sums()).tobytes()).hexdigest()
    report: dict[str, Any] = {"seconds": seconds, "processor": worked, "peak_mb": held, "digest": digest}
    print(json.dumps(report))


if __name__ == "__main__":
    main()
