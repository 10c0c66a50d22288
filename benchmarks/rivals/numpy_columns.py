"""Whole columns in NumPy, as most notebooks have it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np

from benchmarks.arrays import Inputs, days_of_months
from benchmarks.contest import Call, Cents
from benchmarks.rivals import figures


def contestants(inputs: Inputs, _threads: int) -> Mapping[str, Call]:
    """Give the one way; NumPy runs it on one thread."""
    return {"numpy, whole columns": partial(_run, inputs)}


def _run(inputs: Inputs) -> Cents:
    weight = np.repeat(figures.PRODUCT_WEIGHTS, 12)[:, None]
    incentive = inputs.incentive_days / (12 * days_of_months()[:, None])
    attainment = inputs.actual / inputs.target
    rate = attainment + sum(change * np.maximum(attainment - bend, 0) for bend, change in figures.BENDS)
    rate = np.where(attainment < figures.THRESHOLD, 0, np.minimum(rate, figures.CAP))
    product = np.floor(rate * weight * incentive + 0.5)
    shares = inputs.favourable / inputs.responses / figures.FAVOURABLE_TARGET
    score = np.tensordot(figures.BEHAVIOUR_WEIGHTS, np.minimum(shares, figures.BEHAVIOUR_CAP), axes=1)
    rate = np.minimum(np.maximum(score, 2 * score - 1), figures.CARD_CAP)
    relationship = np.floor(rate * (1 - weight) * incentive + 0.5)
    return product, relationship, product + relationship
