"""Effort against the closed forms of the theory (checks T1, T2, T4, T6, T9)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize

from compplan.simulation.response.effort import habit
from tests.simulation.theory import best_contract, cost_matrix
from tests.simulation.toy import FEW, SURE, lived, world

INSTANT = 1e-3
WEIGHTS = st.floats(0.05, 0.6)
NO_FRILLS: dict[str, Any] = {"morale": 0.0, "risk_aversion": 0.0, "habit_months": INSTANT}


def _formula(weight: float, elasticity: float, tightness: float, control: float) -> Any:
    base, gain = np.array([0.7, 0.3]), elasticity * 0.7
    moves = np.eye(2) - tightness / 2
    intrinsic = base - gain * moves @ np.array([1.0, 0.0])
    return intrinsic + gain * moves @ np.array([1 - weight, control * weight])


@FEW
@given(WEIGHTS, st.floats(0.1, 0.5), st.floats(0.0, 1.0), st.floats(0.5, 1.5))
def test_effort_is_the_best_response(weight: float, gain: float, tightness: float, control: float) -> None:
    """T1b: straight pay, one month ahead, no doubt, no risk, no habit: effort is that of the closed form."""
    here = world(
        [1 - weight],
        [weight],
        odds=SURE,
        incentive_elasticity=gain,
        time_tightness=tightness,
        rating_controllability=control,
        **NO_FRILLS,
    )
    (month,) = lived(here)
    expected = _formula(weight, gain, tightness, control)
    assert [month.product_effort.item(), month.rb_effort.item()] == pytest.approx(expected, abs=1e-10)


def test_the_best_response_maximises_what_is_left_of_pay() -> None:
    """T1a: no other split of effort gives more pay less cost of effort."""
    weight, gain, tightness, control = 0.5, 0.4, 0.7, 1.5
    base, slope = np.array([0.7, 0.3]), np.array([1 - weight, control * weight])
    cost = cost_matrix(tightness, gain * 0.7)
    intrinsic = base - np.linalg.solve(cost, np.array([1.0, 0.0]))

    def loss(effort: np.ndarray) -> float:
        return float((effort - intrinsic) @ cost @ (effort - intrinsic) / 2 - slope @ effort)

    found = optimize.minimize(loss, base, method="BFGS", options={"gtol": 1e-9}).x
    assert found == pytest.approx(_formula(weight, gain, tightness, control), abs=1e-5)


def test_the_best_contract_maximises_the_surplus() -> None:
    """T2: (I + r C Sigma)^-1 p beats every other contract."""
    worth, noise, risk = np.array([1.0, 0.8]), np.array([[0.25, 0.05], [0.05, 0.1]]), 0.7
    cost = cost_matrix(0.6, 0.5)
    response = np.linalg.inv(cost)

    def loss(pay: np.ndarray) -> float:
        effort = response @ pay
        return float(-(worth @ effort - effort @ cost @ effort / 2 - risk * pay @ noise @ pay / 2))

    found = optimize.minimize(loss, worth, method="BFGS", options={"gtol": 1e-10}).x
    assert best_contract(worth, cost, noise, risk) == pytest.approx(found, abs=1e-5)


def test_without_any_weight_effort_is_what_people_do_anyway() -> None:
    """T4: all weights zero and believed leave intrinsic effort."""
    here = world([0.0], [0.0], odds=SURE, **NO_FRILLS)
    (month,) = lived(here)
    gain, tightness = 0.4 * 0.7, 0.7
    intrinsic = [0.7 - gain * (1 - tightness / 2), 0.3 + gain * tightness / 2]
    assert [month.product_effort.item(), month.rb_effort.item()] == pytest.approx(intrinsic, abs=1e-10)


@FEW
@given(WEIGHTS)
def test_effort_is_only_moved_where_time_is_all_that_counts(weight: float) -> None:
    """T6: with a time budget that is wholly tight the sum of efforts stays."""
    here = world([1 - weight] * 6, [weight] * 6, time_tightness=1.0, morale=0.0, incentive_elasticity=0.3)
    assert [float((m.product_effort + m.rb_effort).item()) for m in lived(here)] == pytest.approx(
        [1.0] * 6, abs=1e-12
    )


@FEW
@given(st.floats(0.2, 6.0))
def test_habit_closes_the_gap_exponentially(months: float) -> None:
    """T9: effort goes from where it is to what is wanted with the habit's time constant."""
    now = np.array(0.7)
    for month in range(1, 25):
        now = habit(now, np.array(0.4), np.array(months))
        assert now == pytest.approx(0.4 + 0.3 * np.exp(-month / months), abs=1e-10)
