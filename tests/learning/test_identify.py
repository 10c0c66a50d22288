"""What a design would teach is told before there are data."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

import compplan as cp
from compplan.learning.designs import later, old, pilot
from compplan.learning.identify import PilotDesign
from compplan.learning.information import contraction
from compplan.plan.path import weights_by_month
from tests.learning import bench


@pytest.fixture(scope="module", autouse=True)
def _few() -> Iterator[None]:
    """Make few panels: what is told here is plain enough."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("compplan.learning.information.PANELS", 2)
        patch.setattr("compplan.learning.team._REPEATED", 1)
        patch.setattr("compplan.learning.team._SAMPLES", 48)
        yield


@pytest.fixture(scope="module")
def small(_few: None) -> tuple[PilotDesign, PilotDesign]:
    """Ask for a little and for too much."""
    return tuple(cp.pilot_for(bench.plan(), 40, "incentive_elasticity", reach) for reach in (0.1, 0.99))  # type: ignore[return-value]


def test_months_of_old_teach_only_what_holds_under_any_plan() -> None:
    """The noise of revenue and leaving are taught, the answer to pay is not; the plan teaches it."""
    found = cp.identify(bench.plan(), 40, months=6)
    past, plan = found.taught[0].each, found.taught[2].each
    assert past["revenue_noise"] > 0.5
    assert past["incentive_elasticity"] == 0.0
    assert plan["incentive_elasticity"] > 0.0
    assert plan["stock_peak"] < 0.05


def test_the_cheapest_pilot_reaches_what_is_asked(small: tuple[PilotDesign, PilotDesign]) -> None:
    """It does, nothing cheaper does, and where nothing does, none is chosen."""
    easy, hopeless = small
    assert easy.chosen is not None
    assert easy.chosen.contraction >= 0.1
    assert all(each.contraction < 0.1 for each in easy.tried if each.cost < easy.chosen.cost)
    assert hopeless.chosen is None


def test_an_unknown_question_is_refused() -> None:
    """A misspelt parameter is named with the one that was meant."""
    with pytest.raises(cp.DiagnosticError) as caught:
        cp.pilot_for(bench.plan(), 40, "incentive_elasticty", 0.1)
    assert caught.value.diagnostics[0].code == "CP501"
    assert "incentive_elasticity" in str(caught.value.diagnostics[0].hint)


def test_more_participants_tell_more() -> None:
    """Contraction grows with information and is none without it."""
    told = np.diag([0.0, 1.0, 3.0])
    assert contraction(told).tolist() == pytest.approx([0.0, 1 - 0.5**0.5, 0.5])
    assert (contraction(4 * told)[1:] > contraction(told)[1:]).all()


def test_designs_move_who_they_say() -> None:
    """A pilot goes part of the way for a share, a late group moves later, and the old stay."""
    plan = bench.plan()
    (moved, share), (stays, rest) = pilot(plan, 0.25, 0.5, 12).groups
    assert (share, rest) == (0.25, 0.75)
    assert float(weights_by_month(moved.weights, 36)[0][1]) == pytest.approx(0.35)
    assert set(weights_by_month(stays.weights, 36)) == {plan.weights.before}
    assert weights_by_month(later(plan, 6).weights, 36)[5] == plan.weights.before
    assert weights_by_month(later(plan, 6).weights, 36)[6] == weights_by_month(plan.weights, 36)[0]
    assert old(plan).weights.before == plan.weights.before
