"""Curves on many values at once give what they give one by one."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import numpy as np
import pytest

import compplan as cp
from compplan.data.model import SCALE
from compplan.engine.piecewise import lines_of
from compplan.engine.transactions import paid_of
from compplan.plan.model import ValueMeasure
from tests.oracle.random_earnings import AMOUNTS, SHARES, random_curve
from tests.oracle.small_case import small_plan
from tests.oracle.yaml_text import plan_text


@pytest.mark.parametrize("seed", range(30))
def test_all_values_are_paid_as_each(seed: int) -> None:
    """At edges, a ten-thousandth beside them and anywhere, by whole numbers as by rationals."""
    rng = Random(seed)
    earns = rng.choice(["amount", "commission"])
    words = random_curve(rng, AMOUNTS if earns == "amount" else SHARES, "value")
    if earns == "commission" and words["type"] == "linear":
        words = {"type": "flat", "by": "value", "rate": "3.333%"}
    plan = small_plan({})
    actual = {"table": "sales", "sum": "amount"}
    plan["measures"] = {"m": {"type": "value", "earns": earns, "actual": actual, "curve": words}}
    del plan["weights"]
    measure = cp.parse_plan(plan_text(plan)).measure("m")
    assert isinstance(measure, ValueMeasure)
    edges = [edge for edge, _ in measure.curve.points] + [
        band.to or Fraction(0) for band in measure.curve.bands
    ]
    near = [int(edge * SCALE) + beside for edge in edges for beside in (-1, 0, 1)]
    values = np.array([max(each, 0) for each in [*near, *(rng.randrange(10**9) for _ in range(20))]])
    found = lines_of(measure.curve, lambda value: paid_of(measure, value), 7)
    assert found.common % 7 == 0
    assert [Fraction(int(each), found.common) for each in found.at(values)] == [
        paid_of(measure, Fraction(int(value), SCALE)) for value in values
    ]
    huge = np.array([2**61], dtype=np.int64)
    assert Fraction(int(found.at(huge)[0]), found.common) == paid_of(measure, Fraction(2**61, SCALE))
