"""Pilots: who goes first, what is seen of them, and what the option to stop is worth."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

import compplan as cp
from compplan.decision.candidates import Candidate, Pilot
from compplan.decision.figures import Samples
from compplan.decision.pilots import Branches, Worth, worth_of
from compplan.decision.trial import Trial
from compplan.report.decision_text import optimum_text
from compplan.simulation.groups import by_lot, path_for, setting_of
from compplan.simulation.run import luck_of, outcome_of
from tests.decision import closed
from tests.simulation import company

Floats = NDArray[np.float64]
KEY = ("one", "net_contribution")
COUNT = 4_000


def _worth(seen: Floats, truth: Floats, threshold: float = 0.0) -> Worth:
    """Weigh a pilot whose going on brings ``truth`` and whose stopping brings nothing."""
    nothing: Samples = {KEY: np.zeros(len(truth))}
    branches = Branches({KEY: truth}, nothing, {"one": seen})
    return worth_of(Pilot(0.5, 6, threshold, 6), branches, {KEY: truth}, nothing, ["one"], KEY[1])


@pytest.fixture(scope="module")
def truth() -> Floats:
    """Give what going on brings: as often good as bad."""
    return np.random.default_rng(1).standard_normal(COUNT)


def test_a_pilot_without_noise_is_always_right(truth: Floats) -> None:
    """It stops what is bad alone: of a standard normal worth, that brings the density at 0."""
    found = _worth(truth, truth)
    verdict = found.verdicts["one"]
    assert (verdict.right, verdict.stopped_wrongly, verdict.gone_wrongly) == (1.0, 0.0, 0.0)
    assert verdict.going == pytest.approx(0.5, abs=0.03)
    assert found.evidence.mean == pytest.approx(1 / np.sqrt(2 * np.pi), abs=4 * found.evidence.error)
    assert found.next_to_full.mean == pytest.approx(1 / np.sqrt(2 * np.pi), abs=4 * found.next_to_full.error)


def test_a_pilot_that_sees_noise_alone_is_worth_nothing(truth: Floats) -> None:
    """It is right as often as a coin, and brings no more than the better of going on and stopping."""
    found = _worth(np.random.default_rng(2).standard_normal(COUNT), truth)
    assert found.verdicts["one"].right == pytest.approx(0.5, abs=0.03)
    assert found.evidence.mean <= 3 * found.evidence.error


def test_a_threshold_out_of_reach_is_to_stop_always(truth: Floats) -> None:
    """Nobody follows, and the evidence changes nothing or is thrown away."""
    found = _worth(truth, truth + 1, threshold=100.0)
    assert found.verdicts["one"].going == 0
    assert found.evidence.mean == pytest.approx(-1, abs=0.1)


WAY = Candidate("new", (Fraction(1),) * 6, pilot=Pilot(0.5, 2, 0.0, 2))


@pytest.mark.parametrize("control", [closed.CONTROL, 1.0])
def test_in_a_world_without_luck_a_pilot_decides_right(control: float) -> None:
    """What the pilot brings in its months is what everybody brings later: seen, signed and decided alike."""
    prepared = closed.ready(
        closed.assumptions(tightness=closed.NOTHING), weight="70" if control > 1 else "20"
    )
    trial = Trial(prepared, 2)
    branches = trial.branches(WAY)
    key = ("solved", "net_contribution")
    better = branches.going[key] > branches.stopped[key]
    assert ((branches.seen["solved"] > 0) == better).all()
    assert better.all() == (control == 1.0)
    decided = trial.outcomes(WAY)[key]
    assert (decided == np.maximum(branches.going[key], branches.stopped[key])).all()


def test_what_is_decided_changes_nothing_before_it_takes_effect() -> None:
    """Those who went first, and the control group, live through the pilot alike whatever follows."""
    prepared = closed.ready(closed.assumptions())
    trial = Trial(prepared, 2)
    assert trial.begins(2) == 2
    full = trial.outcomes(replace(WAY, pilot=None))
    never = trial.branches(replace(WAY, shares=(Fraction(0),) * 6))
    base = trial.of_path(prepared.paths[0])
    key = ("solved", "revenue")
    assert never.going[key] == pytest.approx(base[key], rel=1e-9)
    branches = trial.branches(WAY)
    # All of the people in four of six months make the difference: the pilot's own months are the same.
    gap = full[key] - base[key]
    assert (branches.going[key] - branches.stopped[key]) == pytest.approx(gap * (4 / 6), rel=1e-3)


def test_pilots_that_differ_in_their_threshold_go_to_one_worker() -> None:
    """They rest on the same lives; what workers find is what is found here, in the same order."""
    trial = Trial(closed.ready(closed.assumptions()), 2)
    full, pilot = replace(WAY, pilot=None), WAY.pilot
    assert pilot is not None
    ways = [full.later(1), WAY, replace(WAY, pilot=replace(pilot, threshold=9.0)), full, full.stopped(2)]
    asked = []

    class Asked(ThreadPoolExecutor):
        def submit(self, call: Callable[..., Any], /, *args: Any, **named: Any) -> Future[Any]:
            asked.append(args[-1])
            return super().submit(call, *args, **named)

    with Asked(1) as pool:
        found = list(trial.of_all(ways, pool))
    assert [len(each) for each in asked] == [1, 2, 1, 1]
    here = Trial(trial.prepared, 2)
    for way, samples in zip(ways, found, strict=True):
        for key, figures in here.outcomes(way).items():
            assert np.array_equal(samples[key], figures)


def test_where_nothing_is_in_doubt_a_pilot_is_not_chosen() -> None:
    """Its evidence changes no decision; that it is better to stay is said instead."""
    plans = [closed.plan("0", "old"), closed.plan("70", "new")]
    found = cp.optimize(
        plans, assumptions=closed.assumptions(), through="2027-08", samples=4, pilots=True, threshold=0.0
    )
    assert found.best.candidate.pilot is None
    assert [each.weighed.candidate.pilot for each in found.pilots] == [
        Pilot(s, 6, 0.0, 6) for s in (0.25, 0.5)
    ]
    assert not any(each.telling for each in found.pilots)
    assert "less net contribution than old: by this figure it is better to stay" in optimum_text(found)


def test_groups_add_up_to_all() -> None:
    """Each participant is the same person with the same luck in a group as among all."""
    setting, path = company.setting(months=4), company.path("bold")
    samples, values = np.arange(2), company.values(2)
    split = by_lot(len(setting.workforce.ids), 0.25, seed=1)
    assert sorted([*split.first, *split.others]) == list(range(len(setting.workforce.ids)))
    whole = outcome_of(setting, path, values, luck_of(setting, samples))
    parts = [
        outcome_of(setting_of(setting, who), path_for(path, who), values, luck_of(setting, samples).of(who))
        for who in (split.first, split.others)
    ]
    for name in ("revenue", "leavers"):
        assert sum(part.figures[name] for part in parts) == pytest.approx(whole.figures[name], rel=1e-9)
