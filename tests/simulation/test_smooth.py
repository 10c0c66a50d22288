"""Smoothed pay functions against quadrature, and pieces found from values alone (T12)."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.polynomial.legendre import leggauss

from compplan.simulation.incentive.pieces import pieces_of
from compplan.simulation.incentive.smooth import Pieces, smoothed
from tests.simulation.toy import FEW

CURVE = Pieces(
    np.array([0.0, 0.5, 1.0, 1.25]), np.array([0.0, 0.5, 0.0, 0.0]), np.array([0, 0, 1, 1.5, 2.0]), 0.0
)
"""A threshold at 50 % with a jump, then faster and faster."""


def _moments(aim: float, spread: float) -> tuple[float, float]:
    """Integrate pay and its square over luck, piece by piece."""
    edges = np.concatenate([[-9.0], np.sort((CURVE.knots - aim) / spread), [9.0]])
    edges = np.unique(np.clip(edges, -9, 9))
    nodes, weights = leggauss(60)
    first = second = 0.0
    for low, high in pairwise(edges):
        z = (low + high) / 2 + (high - low) / 2 * nodes
        mass = weights * (high - low) / 2 * np.exp(-z * z / 2) / np.sqrt(2 * np.pi)
        pay = CURVE.at(aim + spread * z)
        first, second = first + float(pay @ mass), second + float(pay**2 @ mass)
    return first, second - first**2


@pytest.mark.parametrize("spread", [0.02, 0.1, 0.25])
def test_slopes_are_those_of_what_quadrature_expects(spread: float) -> None:
    """T12: expected pay, its slope and the slope of its variance equal numeric ones."""
    aims = np.linspace(0.2, 1.6, 29)
    seen, step = smoothed(CURVE, aims, spread), 2e-5
    for at, aim in enumerate(aims):
        low, high = _moments(aim - step, spread), _moments(aim + step, spread)
        assert seen.expected[at] == pytest.approx(_moments(aim, spread)[0], abs=1e-9)
        assert seen.slope[at] == pytest.approx((high[0] - low[0]) / (2 * step), abs=2e-5)
        assert seen.variance_slope[at] == pytest.approx((high[1] - low[1]) / (2 * step), abs=2e-5)


@FEW
@given(st.floats(0.0, 2.0), st.floats(0.01, 0.5))
def test_straight_pay_has_its_own_slope(aim: float, spread: float) -> None:
    """T12: smoothing leaves a straight line as it is."""
    straight = Pieces(np.zeros(0), np.zeros(0), np.ones(1), 0.0)
    seen = smoothed(straight, np.array([aim]), spread)
    assert seen.slope == pytest.approx(1, abs=1e-12)
    assert seen.expected == pytest.approx(aim, abs=1e-12)


def test_without_luck_the_slope_is_the_curves() -> None:
    """T12: as luck vanishes, the slope off kinks is that of the piece."""
    seen = smoothed(CURVE, np.array([0.3, 0.75, 1.1, 1.5]), 1e-4)
    assert seen.slope == pytest.approx([0, 1, 1.5, 2], abs=1e-9)


@FEW
@given(
    st.lists(st.floats(0.05, 3.5), min_size=0, max_size=5, unique=True),
    st.lists(st.floats(-1, 2), min_size=12, max_size=12),
)
def test_pieces_are_found_from_values(knots: list[float], numbers: list[float]) -> None:
    """Whatever the knots and jumps, the pieces found give the function's values."""
    at = np.array(sorted(knots))
    at = at[np.concatenate([[True], np.diff(at) > 0.02])] if len(at) else at
    function = Pieces(at, np.array(numbers[: len(at)]), np.array(numbers[6 : 7 + len(at)]), numbers[5])
    found = pieces_of(function.at)
    points = np.linspace(0.001, 3.9, 1999)
    points = points[np.all(np.abs(points[:, None] - at) > 1e-5, axis=1)] if len(at) else points
    assert found.at(points) == pytest.approx(function.at(points), abs=2e-6)
