"""What data teach is learned, what they do not teach stays as assumed, and says why."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import compplan as cp
from compplan.learning.checking import Bench, checked
from compplan.learning.posterior import posterior
from compplan.learning.telling import About, told
from compplan.report.calibration_files import assumptions_file
from compplan.simulation.parameters.read import load_assumptions
from tests.learning import bench

FOLDER = cp.bundled("plans")


@pytest.fixture(scope="module")
def bold() -> cp.Calibration:
    """Learn from a year of the bundled company under the bold plan."""
    return cp.calibrate(cp.load_plan(FOLDER / "bold.yaml"), FOLDER / "data", through="2027-12")


@pytest.fixture(scope="module")
def old() -> cp.Calibration:
    """Learn from a year of it under the plan of old."""
    return cp.calibrate(cp.load_plan(FOLDER / "status-quo.yaml"), FOLDER / "data", through="2027-12")


def test_the_old_plan_teaches_nothing_of_answers_to_a_new_one(old: cp.Calibration) -> None:
    """Only the noise of revenue and how often people leave can be learned; all else says why not."""
    assert set(old.learned) <= {"revenue_noise", "quit_hazard"}
    elasticity = next(each for each in old.parameters if each.name == "incentive_elasticity")
    assert elasticity.after == elasticity.before
    assert "paid by the weights of old" in elasticity.reason
    assert old.learned["revenue_noise"].taught_by == "revenue"


def test_every_parameter_is_learned_or_has_its_reason(bold: cp.Calibration) -> None:
    """No parameter is passed over in silence, and none is used that the data hardly narrowed."""
    for each in bold.parameters:
        assert each.learned == (each.contraction >= 0.15) == (not each.reason)
        assert each.learned or each.after == each.before


def test_who_takes_over_whose_customers_is_not_learned(bold: cp.Calibration) -> None:
    """Data do not tell it, so the loss at a departure stays as assumed."""
    assert "departure_loss" not in bold.learned


def test_simulations_take_what_was_learned(bold: cp.Calibration, tmp_path: Path) -> None:
    """The assumptions file gives back the learned priors, and names nothing else."""
    file = tmp_path / "learned.yaml"
    file.write_text(assumptions_file(bold), encoding="utf-8")
    library = load_assumptions(file).library
    for name, parameter in library.priors.items():
        assert parameter.prior.centre == pytest.approx(bold.library.priors[name].prior.centre, rel=1e-6)
        assert parameter.prior.spread == pytest.approx(bold.library.priors[name].prior.spread, rel=1e-6)


@pytest.mark.parametrize(("through", "reason"), [("2027-02", "2 months are too few to learn from")])
def test_too_little_data_teach_nothing(through: str, reason: str) -> None:
    """A short past leaves every parameter as it was."""
    found = cp.calibrate(cp.load_plan(FOLDER / "bold.yaml"), FOLDER / "data", through=through)
    assert not found.learned
    assert {each.reason for each in found.parameters} == {reason}


def test_quarters_are_not_taken_for_months() -> None:
    """A plan that measures by the quarter teaches nothing of a model of months, and says so."""
    found = cp.calibrate(cp.load_plan(FOLDER / "managers.yaml"), FOLDER / "data", through="2027-06")
    assert {each.reason for each in found.parameters} == {
        "the plan measures by the quarter, the model by the month"
    }


def test_draws_that_are_worth_too_little_are_not_used(bold: cp.Calibration) -> None:
    """With fewer than a tenth of the draws effective, answers to pay stay as assumed, with the reason."""
    given = bench.setting(6, 6)
    (evidence,) = bench.at_centre(given, 1)
    found = posterior(evidence, bench.unknowns(given))
    lost = replace(found, effective=0.09 * found.draws)
    panel = replace(bold.panel, months_changed=6)
    about = About(given.library, "evidence", panel, rated=True, nothing="", direct={})
    outcome = told("plan", about, lost, (), 0.0)
    assert outcome.fell_back
    assert not outcome.learned


def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    """A slice of simulation-based calibration: most 90 % intervals on three panels hold the truth."""
    found = list(checked(Bench(bench.plan(), 10, 8), first=0, count=3))
    ranks = np.array([each.rank for each in found])
    assert 0.75 <= ((ranks > 0.05) & (ranks < 0.95)).mean() <= 1.0
    again = next(checked(Bench(bench.plan(), 10, 8), first=0, count=3))
    assert (again.rank == found[0].rank).all()
