"""Sampled pay is the engine's, and incentives are the slope of the plan's own pay."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path as File
from typing import Any

import numpy as np
import pytest

import compplan as cp
from compplan.cases.outcome import run_case
from compplan.cases.read import find_cases, read_case
from compplan.engine.sampled.months import Sampled
from compplan.engine.sampled.pay import Columns, approximated, sampled_pay
from compplan.plan.model import AttainmentMeasure, Band, Clawback, Curve, Draw, Path, Payment, ValueMeasure
from compplan.plan.path import boldness
from compplan.simulation import paths, worlds
from compplan.simulation.history import history_of
from compplan.simulation.incentive.reference import MonthlyPay
from compplan.simulation.incentive.tables import NEW, look
from compplan.simulation.parameters.read import shipped
from compplan.simulation.worlds import reference_of
from tests.decision import closed
from tests.engine.small import panel
from tests.oracle.generate import edges, generate, ties
from tests.shared import ROOT
from tests.simulation import company

NAMES = ("status-quo", "bold", "gradual", "immediate", "managers")


@pytest.mark.parametrize("name", NAMES)
def test_history_paid_as_samples_is_the_replay(name: str) -> None:
    """Months as they were, paid as samples, awards included, are what the engine pays exactly."""
    assert company.history(name).misfit() == 0


def test_recorded_months_agree_with_the_replay_inside_a_study() -> None:
    """A study pays the months of its own replay as samples and says how far they are from it: not at all."""
    plans = [company.plan("status-quo"), company.plan("bold")]
    study = cp.simulate(plans, company.panel(), samples=2, through="2027-01", worldviews=["evidence"])
    assert study.basis.misfit is not None
    assert study.basis.misfit <= 1e-9
    assert any("agree with the exact replay" in note for note in study.notes)


@pytest.mark.parametrize("seed", range(12))
def test_random_plans_paid_as_samples_are_the_replay(seed: int) -> None:
    """Whatever words a plan has, its months paid as samples are what the engine pays, to the minor unit."""
    text, tables = generate(seed, participants=3)
    for result in cp.run(cp.parse_plan(text), panel(tables)).plans:
        assert history_of(result).misfit() <= 1e-9


@pytest.mark.parametrize("case", [ties, edges], ids=["every line a tie", "everybody on a step"])
def test_ties_and_steps_paid_as_samples_are_the_replay(case: Any) -> None:
    """Where floats would decide wrongly, samples still pay what exact arithmetic pays."""
    text, tables = case(1, 100)
    for result in cp.run(cp.parse_plan(text), panel(tables)).plans:
        assert history_of(result).misfit() <= 1e-9


def test_a_plan_of_commissions_alone_is_simulated() -> None:
    """Without a target incentive participants answer to what they are usually paid, and sales move it."""
    plan = company.plan("status-quo")
    known = plan.measure("product_revenue")
    assert isinstance(known, AttainmentMeasure)
    sold = ValueMeasure(
        id="sold",
        title="",
        curve=Curve("tiered_marginal", bands=(Band(None, Fraction(1, 50)),), by="value"),
        earns="commission",
        actual=known.actual,
    )
    weights = Path("steps", (Fraction(1),), ((1, (Fraction(1),)),))
    paid = replace(plan, measures=(sold,), weights=weights, rules=(), announced_weights=None, report_cards=())
    study = cp.simulate(paid, company.panel(), samples=2, through="2027-03", worldviews=["evidence"])
    outcome = study.outcomes["evidence", paid.id]
    share = outcome.figures["payout_cost"].sum() / outcome.figures["revenue"].sum()
    assert share == pytest.approx(0.02, rel=0.2)
    assert not any("Held at history" in note for note in study.notes)


def test_a_measure_that_responds_to_campaigns_moves_with_them() -> None:
    """Campaign coverage beside product revenue is no longer held at history."""
    plan = company.plan("status-quo")
    known = plan.measure("product_revenue")
    assert isinstance(known, AttainmentMeasure)
    coverage = replace(known, id="coverage", title="", responds_to="campaign")
    weights = Path("steps", (Fraction(1), Fraction(0)), ((1, (Fraction(1, 2), Fraction(1, 2))),))
    paid = replace(plan, measures=(known, coverage), weights=weights, rules=(), report_cards=())
    study = cp.simulate(paid, company.panel(), samples=2, through="2027-12", worldviews=["sceptic"])
    assert not any("Held at history" in note for note in study.notes)
    assert "campaign" in study.paths[0].incentives.channels


def test_worldviews_differ_in_what_campaigns_win() -> None:
    """The sceptic sees them win twice what others do; a file may say otherwise for a worldview of its own."""
    library = shipped().values(np.full((1, 28), 0.5), "evidence")
    sceptic = shipped().centres("sceptic")
    assert sceptic["campaign_inflow"].item() == pytest.approx(2 * library["campaign_inflow"].item())
    # In the long run campaigns bring what product effort does, at once and by accounts.
    centres = shipped().centres("evidence")
    both = centres["selling_elasticity_now"] + centres["selling_elasticity_new"]
    assert centres["campaign_inflow"] / centres["account_churn"] == pytest.approx(both / 0.7, rel=0.03)


def test_a_described_workforce_needs_something_that_answers_to_revenue() -> None:
    """Without a product measure simulated revenue means nothing, and is refused."""
    plan = company.plan("bold")
    ratings = replace(plan.measure("relationship"), responds_to="relationship")
    weights = Path("steps", (Fraction(1),), ((1, (Fraction(1),)),))
    only = replace(plan, measures=(ratings,), weights=weights, announced_weights=None, rules=())
    with pytest.raises(cp.DiagnosticError) as told:
        cp.simulate(only, assumptions=closed.assumptions(), samples=2, through="2027-02")
    assert [each.code for each in told.value.diagnostics] == ["CP506"]


WORKED = [file for file in find_cases([str(ROOT / "tests" / "cases")]) if File(file).stem != "month"][1::6]


@pytest.mark.parametrize("file", WORKED, ids=lambda file: File(file).stem)
def test_worked_cases_paid_as_samples_are_the_replay(file: str) -> None:
    """What was worked by hand comes out of samples too, unless the case is of data that is refused."""
    case = read_case(file)
    if case.error is None:
        for result in run_case(case).plans:
            assert history_of(result).misfit() <= 1e-9


def test_boldness_of_paths() -> None:
    """T20: step 1, Osing 2/3, linear 37/72, hold for two years 1/3, exactly; the power family as asked."""
    plan = company.plan("immediate")
    shapes = {
        "step": Fraction(1),
        "osing": Fraction(2, 3),
        "linear:36": Fraction(37, 72),
        "hold:24": Fraction(1, 3),
    }
    for text, share in shapes.items():
        assert boldness(paths.along(plan, paths.family(text), "x").weights, 36) == share
    for wanted in (0.3, 0.5, 0.9):
        progress = paths.bold(wanted)
        shares = [float(progress(month, 20_000)) for month in range(1, 20_001)]
        assert np.mean(shares) == pytest.approx(wanted, abs=1e-4)


def test_the_slope_of_a_running_year_is_a_difference_of_what_the_engine_pays() -> None:
    """T22b: half a year before its end, every participant sees the difference quotient of the year's pay."""
    path, force = company.path("bold"), company.workforce()
    pay = MonthlyPay(path.plan, reference_of(path.plan, force, path.card))
    month, step = 30, 0.005
    luck, mass = _luck(0.25 * np.sqrt(6) / 12)
    table = path.incentives.channels["product"].coming
    assert table is not None
    for aim in force.product:
        points = [np.maximum(aim + side + luck, 0) for side in (-step, step)]
        low, high = (pay({"product": each})[24:36].mean(axis=0) @ mass for each in points)
        seen = look(table[month], np.array([aim]))[NEW]
        assert seen.item() == pytest.approx((high - low) / (2 * step), abs=5e-3)


def test_slopes_of_monthly_pay_are_finite_differences() -> None:
    """T22b: of ratings too, every participant sees the difference quotient of what the engine pays."""
    path, force = company.path("bold"), company.workforce()
    pay = MonthlyPay(path.plan, reference_of(path.plan, force, path.card))
    luck, mass = _luck(worlds.score_spread(path.card, force) / path.card.level)
    table = path.incentives.channels["relationship"].expected
    for aim in path.relationship:
        points = [np.maximum(aim + side + luck, 0) for side in (-0.005, 0.005)]
        low, high = (pay({"relationship": each}) @ mass for each in points)
        quotient = (high - low) / 0.01
        for month in (2, 15, 29):
            seen = look(table[month], np.array([aim]))[NEW]
            ahead = np.minimum(np.arange(month, month + 6), 35)
            assert seen.item() == pytest.approx(quotient[ahead].mean(), abs=2e-3)


def _luck(spread: float) -> tuple[np.ndarray, np.ndarray]:
    nodes = np.linspace(-6, 6, 2401)
    mass = np.exp(-(nodes**2) / 2)
    return spread * nodes, mass / mass.sum()


def test_two_channels_together_are_neither_counted_twice_nor_lost() -> None:
    """T22c: pay where both channels move is the sum of what each moves it by."""
    path = company.path("bold")
    pay = MonthlyPay(path.plan, reference_of(path.plan, company.workforce(), path.card))
    product, ratings = np.full(1, 1.1), np.full(1, 1.05)
    level = pay({"product": np.ones(1)})
    both = pay({"product": product, "relationship": ratings}) - level
    apart = (pay({"product": product}) - level) + (pay({"relationship": ratings}) - level)
    assert both == pytest.approx(apart, abs=1e-9)
    assert np.all(both[:12] > 0)


def test_sampled_pay_needs_no_rounding_for_slopes() -> None:
    """Without rounding, half of the incentive earns half."""
    plan = company.plan("bold")
    shape = (36, 2)
    measured = {m.id: Sampled(np.full(shape, 0.9), np.ones(shape)) for m in plan.measures}
    incentive = np.tile([100_000.0, 50_000.0], (36, 1))
    columns = Columns(incentive, np.ones(shape, dtype=bool))
    paid = sampled_pay(plan, columns, measured, rounded=False)
    for months in paid.values():
        assert months[:, 0] == pytest.approx(2 * months[:, 1], rel=1e-12)


def test_what_samples_cannot_look_up_is_named() -> None:
    """Pay by single transactions, a table of draws and a clawback rest on an approximation, which is said."""
    plan = company.plan("bold")
    known = plan.measure("product_revenue")
    assert isinstance(known, AttainmentMeasure)
    single = ValueMeasure(
        id="deals", title="", curve=Curve("step"), earns="commission", actual=known.actual, per="transaction"
    )
    words = Payment(draw=Draw("recoverable", table="draws"), clawback=Clawback("cancelled", Fraction(1)))
    found = approximated(replace(plan, measures=(single,), payment=words))
    assert [each.split(":")[0] for each in found] == [
        "pay per transaction of 'deals'",
        "draws of a table",
        "clawback",
    ]
    assert approximated(plan) == ()
