"""Sensitivity on functions whose indices are known."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from compplan.decision.sensitivity import EDGES, morris_of, sobol_of

Floats = NDArray[np.float64]
SLOPES = np.array([4.0, 2.0, 1.0, 0.0, 0.0])
NAMES = ("a", "b", "c", "d", "e")


def additive(points: Floats) -> Floats:
    """Sum slopes times points: each parameter's share of variance is its squared slope's."""
    found: Floats = points @ SLOPES + 1_000
    return found


def test_shares_of_an_additive_function_lie_in_their_intervals() -> None:
    """First and total indices are the squared slopes' shares; the idle ones cannot be told from nothing."""
    found = sobol_of(additive, NAMES, 256, seed=3)
    known = dict(zip(NAMES, SLOPES**2 / (SLOPES**2).sum(), strict=True))
    assert [each.parameter for each in found.effects[:3]] == ["a", "b", "c"]
    for each in found.effects:
        assert abs(each.total - known[each.parameter]) <= each.total_error + 1e-9
        assert abs(each.first - known[each.parameter]) <= each.first_error + 0.02
        assert each.told == (known[each.parameter] > 0)
    assert found.evaluations == 256 * (len(NAMES) + 2)


def test_an_interaction_counts_in_totals_alone() -> None:
    """The product of two centred parameters has no first-order share and all of the total."""
    found = sobol_of(lambda points: np.prod(points[:, :2] - 0.5, axis=1), NAMES, 256, seed=3)
    for each in found.effects[:2]:
        assert each.total == pytest.approx(1, abs=0.1)
        assert abs(each.first) <= each.first_error + 0.02


def test_screening_gives_how_far_a_parameter_moves_the_answer() -> None:
    """Of a straight line it is the slope times the part of the prior that is looked at, without spread."""
    found = morris_of(additive, NAMES, 8, seed=1)
    assert [each.mean for each in found[:3]] == pytest.approx(
        list(SLOPES[:3] * (EDGES[1] - EDGES[0])), rel=1e-6
    )
    assert all(each.spread == pytest.approx(0, abs=1e-6) for each in found)
    assert not any(each.told for each in found[3:])


def test_an_answer_that_never_changes_has_no_effects() -> None:
    """Nothing is divided by nothing."""
    found = sobol_of(lambda points: np.ones(len(points)), NAMES, 8, seed=1)
    assert all(each.total == 0 and not each.told for each in found.effects)
    assert found.spread == 0
