"""One SQL query over a DuckDB table of all participant-months, its result as NumPy arrays."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import duckdb
import polars as pl

from benchmarks.arrays import Inputs
from benchmarks.contest import Call, Cents
from benchmarks.rivals import figures
from benchmarks.rivals.columns import columns_of


def contestants(inputs: Inputs, threads: int) -> Mapping[str, Call]:
    """Give the query over a table in memory."""
    connection = duckdb.connect(config={"threads": threads})
    work = pl.DataFrame(columns_of(inputs))
    connection.register("work_frame", work)
    connection.execute("CREATE TABLE work AS SELECT * FROM work_frame")
    connection.unregister("work_frame")
    return {"duckdb": partial(_run, connection, _query())}


def _query() -> str:
    # An exponent makes a literal a double; without it, DuckDB would take it for a decimal.
    first, second, third = (f"{weight}e0" for weight in figures.PRODUCT_WEIGHTS)
    ramps = " + ".join(f"{change}e0 * greatest(attainment - {bend}e0, 0e0)" for bend, change in figures.BENDS)
    score = " + ".join(
        f"{weight}e0 * least(favourable_{index} / responses_{index} / {figures.FAVOURABLE_TARGET}e0,"
        f" {figures.BEHAVIOUR_CAP}e0)"
        for index, weight in enumerate(figures.BEHAVIOUR_WEIGHTS)
    )
    product_rate = f"""
        CASE WHEN attainment < {figures.THRESHOLD}e0 THEN 0e0
        ELSE least(attainment + {ramps}, {figures.CAP}e0) END
    """
    card_rate = f"least(CASE WHEN score < 1 THEN score ELSE 2 * score - 1 END, {figures.CARD_CAP}e0)"
    return f"""
        WITH measured AS (
            SELECT actual / target AS attainment,
                {score} AS score,
                CASE year WHEN 0 THEN {first} WHEN 1 THEN {second} ELSE {third} END AS weight,
                incentive_days / denominator AS incentive
            FROM work
        ), earned AS (
            SELECT round({product_rate} * weight * incentive) AS product,
                round({card_rate} * (1 - weight) * incentive) AS relationship
            FROM measured
        )
        SELECT product, relationship, product + relationship AS total FROM earned
    """  # noqa: S608 made of our own figures


def _run(connection: duckdb.DuckDBPyConnection, query: str) -> Cents:
    found = connection.sql(query).fetchnumpy()
    return found["product"], found["relationship"], found["total"]
