"""The search and the switch points where the answer can be worked out on paper."""

from __future__ import annotations

import numpy as np
import pytest

from compplan.decision.figures import figure
from compplan.decision.optimum import best_path
from compplan.decision.search import Aim
from compplan.decision.switching import one_way
from compplan.simulation.question import Question, answers
from tests.decision import closed


def test_the_search_finds_the_best_intensity_of_pay() -> None:
    """Output 1 - g w, margin 1/2 of pay at target: (1 - g w)(1/2 - (1 - w)) - w is largest at w = 1/4."""
    known = closed.assumptions(tightness=closed.NOTHING)
    ready = closed.ready(known)
    found = best_path(ready, Aim(reached=ready.setting.months), samples=2)
    weights = [0.7 * float(share) for share in found.best.candidate.shares]
    assert np.mean(weights) == pytest.approx(0.25, rel=0.01)
    gained = found.best.gains["solved", "net_contribution"]
    by_hand = 4 * 1_000 * 6 * (closed.GAIN / 16)
    assert gained.mean == pytest.approx(by_hand, rel=0.01)
    assert abs(gained.mean - by_hand) <= max(2 * gained.error, 0.01 * by_hand)


def test_the_switch_point_of_two_paths_is_that_of_the_formula() -> None:
    """Selling effort stays as it was where the time that sells makes up for what time competes for."""
    known = closed.assumptions(free=("selling_in_relationship",))
    ready = closed.ready(known)
    question = Question(ready.setting, ready.paths[1], ready.paths[0], "solved", metric="revenue")
    found = next(each for each in one_way(question) if each.parameter == "selling_in_relationship")
    crowded = closed.TIGHT * (closed.CONTROL - 1) / 2
    assert found.switch == pytest.approx((1 + crowded) / (closed.CONTROL - crowded), rel=0.01)


def test_at_its_switch_point_an_answer_is_nothing() -> None:
    """The interval of samples on both sides of the switch covers it, and signs differ across it."""
    known = closed.assumptions(free=("selling_in_relationship",))
    ready = closed.ready(known)
    question = Question(ready.setting, ready.paths[1], ready.paths[0], "solved", metric="revenue", luck=2)
    names = list(ready.setting.library.priors)
    points = np.full((64, len(names)), 0.5)
    points[:, names.index("selling_in_relationship")] = np.linspace(0.02, 0.98, 64)
    found = answers(question, points)
    assert (np.diff(found) > 0).all()
    told = figure(found)
    assert told.p10 < 0 < told.p90
