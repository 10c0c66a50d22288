"""Polars expressions over one frame of all participant-months, lazily, by either of its engines."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial, reduce
from operator import add
from typing import Literal

import numpy as np
import polars as pl

from benchmarks.arrays import BEHAVIOURS, Inputs
from benchmarks.contest import Call, Cents
from benchmarks.rivals import figures
from benchmarks.rivals.columns import columns_of

Engine = Literal["in-memory", "streaming"]


def contestants(inputs: Inputs, _threads: int) -> Mapping[str, Call]:
    """Give the query by both engines; ``POLARS_MAX_THREADS`` sets the threads."""
    query = _query(pl.LazyFrame(columns_of(inputs, np.int64)))  # of bytes Polars makes more work
    return {
        "polars, in memory": partial(_run, query, "in-memory"),
        "polars, streaming": partial(_run, query, "streaming"),
    }


def _query(work: pl.LazyFrame) -> pl.LazyFrame:
    first, second, third = figures.PRODUCT_WEIGHTS
    year, attainment, score = (pl.col(name) for name in ("year", "attainment", "score"))
    incentive = pl.col("incentive_days") / pl.col("denominator")
    return (
        work.with_columns(
            attainment=pl.col("actual") / pl.col("target"),
            score=_score(),
            weight=pl.when(year == 0).then(first).when(year == 1).then(second).otherwise(third),
            incentive=incentive,
        )
        .select(
            product=_cents(_product_rate(attainment) * pl.col("weight") * pl.col("incentive")),
            relationship=_cents(
                pl.when(score < 1).then(score).otherwise(2 * score - 1).clip(upper_bound=figures.CARD_CAP)
                * (1 - pl.col("weight"))
                * pl.col("incentive")
            ),
        )
        .with_columns(total=pl.col("product") + pl.col("relationship"))
    )


def _product_rate(attainment: pl.Expr) -> pl.Expr:
    rate = attainment
    for bend, change in figures.BENDS:
        rate = rate + change * (attainment - bend).clip(lower_bound=0)
    return pl.when(attainment < figures.THRESHOLD).then(0.0).otherwise(rate.clip(upper_bound=figures.CAP))


def _score() -> pl.Expr:
    shares = (pl.col(f"favourable_{index}") / pl.col(f"responses_{index}") for index in range(BEHAVIOURS))
    attainments = (
        (share / figures.FAVOURABLE_TARGET).clip(upper_bound=figures.BEHAVIOUR_CAP) for share in shares
    )
    parts = (weight * part for weight, part in zip(figures.BEHAVIOUR_WEIGHTS, attainments, strict=True))
    return reduce(add, parts)


def _cents(amount: pl.Expr) -> pl.Expr:
    return amount.round(mode="half_away_from_zero")


def _run(query: pl.LazyFrame, engine: Engine) -> Cents:
    found = query.collect(engine=engine)
    product, relationship, total = (found[name].to_numpy() for name in found.columns)
    return product, relationship, total
