"""zen-engine, a rules engine for single requests: a compiled expression, row by row, on a sample."""

# mypy: disable-error-code="import-not-found, import-untyped"

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np
import zen

from benchmarks.arrays import Inputs
from benchmarks.contest import Call, Cents, spread
from benchmarks.rivals import figures
from benchmarks.rivals.columns import columns_of

SAMPLE = 10_000
"""Participant-months evaluated; the time for all is extrapolated."""


def contestants(inputs: Inputs, _threads: int) -> Mapping[str, Call]:
    """Give the expression over rows that are dictionaries before the clock starts."""
    chosen = spread(inputs.cells, min(SAMPLE, inputs.cells))
    columns = {name: column[chosen].tolist() for name, column in columns_of(inputs).items()}
    rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    return {"zen-engine, row by row": partial(_run, zen.compile_expression(_expression()), rows)}


def _expression() -> str:
    first, second, third = figures.PRODUCT_WEIGHTS
    weight = f"(year == 0 ? {first} : year == 1 ? {second} : {third})"
    attainment, incentive = "(actual / target)", "(incentive_days / denominator)"
    ramps = " + ".join(f"{change} * max([{attainment} - {bend}, 0])" for bend, change in figures.BENDS)
    rate = f"({attainment} < {figures.THRESHOLD} ? 0 : min([{attainment} + {ramps}, {figures.CAP}]))"
    score = " + ".join(
        f"{share} * min([favourable_{index} / responses_{index} / {figures.FAVOURABLE_TARGET},"
        f" {figures.BEHAVIOUR_CAP}])"
        for index, share in enumerate(figures.BEHAVIOUR_WEIGHTS)
    )
    # The one-element list gives the score a name, so that it is worked out once.
    card = f"map([{score}], min([# < 1 ? # : 2 * # - 1, {figures.CARD_CAP}]))[0]"
    product = f"round({rate} * {weight} * {incentive})"
    relationship = f"round({card} * (1 - {weight}) * {incentive})"
    return f"{{product: {product}, relationship: {relationship}}}"


def _run(expression: Any, rows: list[dict[str, int]]) -> Cents:
    found = [expression.evaluate(row) for row in rows]
    product = np.array([row["product"] for row in found])
    relationship = np.array([row["relationship"] for row in found])
    return product, relationship, product + relationship
