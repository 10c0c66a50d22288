"""Sampled pay is the engine's, and incentives are the slope of the plan's own pay."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

import compplan as cp
from compplan.engine.sampled import Sampled, left_out, sampled_pay
from compplan.months import month_text
from compplan.plan.model import AttainmentMeasure, Band, Curve, ReportCardMeasure, ValueMeasure
from compplan.plan.path import boldness
from compplan.simulation import paths, worlds
from compplan.simulation.history import history_of
from compplan.simulation.incentive.reference import MonthlyPay
from compplan.simulation.incentive.tables import NEW, look
from compplan.simulation.worlds import reference_of
from tests.simulation import company

NAMES = ("status-quo", "bold", "gradual", "immediate", "managers")


@pytest.mark.parametrize("name", NAMES)
def test_history_paid_as_samples_is_the_replay(name: str) -> None:
    """Months as they were, paid in floats, are what the engine pays exactly, but for a cent at ties."""
    result = cp.run(company.plan(name), company.panel()).plans[0]
    step = result.compiled.months // result.payments()[0].shape[0]
    paid = company.history(name).pay()
    for part in result.components:
        mine = paid[part.component.measure.id]
        exact = np.zeros_like(mine)
        exact[(np.array(part.component.schedule.payout) + 1) * step - 1] = part.paid.paid
        assert np.abs(mine - exact).max() <= 1
        assert (mine != exact).mean() < 0.02


def test_unrounded_history_agrees_to_nine_digits() -> None:
    """Before rounding, sampled months agree with the engine's earned amounts to 1e-9."""
    result = cp.run(company.plan("bold"), company.panel())
    rows = result.lines
    earned = {}
    for row in rows.rows():
        if row["component"] == "relationship":
            earned[row["participant_id"], row["month"]] = float(row["earned"])
    history = company.history("bold")
    paid = history.pay(rounded=False)["relationship"]
    people = company.panel().participants
    mine = {
        (people[p], month_text(history.plan.starts + m)): paid[m, p] / 100
        for m, p in np.argwhere(history.takes_part[: history.months])
    }
    assert {key: mine[key] for key in earned} == pytest.approx(earned, rel=1e-9, abs=1e-8)


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
    """T22b: month by month the relationship channel's slope is a difference quotient of the engine's pay."""
    path, force = company.path("bold"), company.workforce()
    pay = MonthlyPay(path.plan, reference_of(path.plan, force, path.card))
    luck, mass = _luck(worlds.score_spread(path.card, force) / path.card.level)
    for month in (2, 15, 29):
        for aim in path.relationship[:8]:
            points = [np.maximum(aim + side + luck, 0) for side in (-0.005, 0.005)]
            quotient = []
            for later in range(month, month + 6):
                low, high = (pay({"relationship": each})[min(later, 35)] @ mass for each in points)
                quotient.append((high - low) / 0.01)
            seen = look(path.incentives.channels["relationship"].expected[month], np.array([aim]))[NEW]
            assert seen.item() == pytest.approx(np.mean(quotient), abs=2e-3)


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
    paid = sampled_pay(plan, incentive, measured, np.ones(shape, dtype=bool), rounded=False)
    for months in paid.values():
        assert months[:, 0] == pytest.approx(2 * months[:, 1], rel=1e-12)


def test_draw_guarantee_and_minimum_are_paid_in_sampled_months_too() -> None:
    """History under a plan with payment words, paid as samples, comes to what the engine pays."""
    words = (
        "\npayment:\n  draw: {type: recoverable, amount: 3000}\n"
        "  guarantee: {months: 6, by_month: {1: 80%}}\n  minimum: {amount: 500, below: carry}\n"
    )
    source = company.plan("bold").source
    assert source is not None
    plan = replace(cp.parse_plan(source.text + words), rules=())
    result = cp.run(plan, company.panel()).plans[0]
    paid = np.sum([*history_of(result).pay().values()], axis=0)
    exact = np.sum(
        [*(part.paid.paid for part in result.components), *(i.amount for i in result.items)], axis=0
    )
    plain = company.history("bold").takes_part.all(axis=0)
    assert plain.sum() > 15
    assert np.abs(paid - exact)[:, plain].max() <= 2
    assert any((item.amount != 0).any() for item in result.items)


def test_words_that_sampled_months_do_not_follow_are_named() -> None:
    """A measure with a word from after this was written, or a plan with a clawback, says what is left out."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Later(ReportCardMeasure):
        gates: tuple[str, ...] = ()

    plan = company.plan("bold")
    known = plan.measure("relationship")
    assert isinstance(known, ReportCardMeasure)
    common: dict[str, Any] = {
        "id": known.id,
        "title": "",
        "curve": known.curve,
        "report_card": known.report_card,
    }
    assert left_out(replace(plan, rules=())) == ()
    assert left_out(plan) == ("award 'most_improved'", "award 'best_seller'")
    gated = replace(plan, rules=(), measures=(Later(**common, gates=("revenue",)),))
    assert left_out(gated) == ("gates of 'relationship'",)


def test_commissions_on_a_value_are_paid_in_sampled_months() -> None:
    """A quarterly commission on sales, without target, is paid from history as the engine pays it."""
    plan = company.plan("bold")
    known = plan.measure("product_revenue")
    assert isinstance(known, AttainmentMeasure)
    bands = (Band(Fraction(200_000), Fraction(1, 50)), Band(None, Fraction(3, 100)))
    curve = Curve("tiered_marginal", bands=bands, by="value")
    paid = ValueMeasure(id="sold", title="", curve=curve, earns="commission", actual=known.actual)
    quarterly = replace(
        plan,
        measures=(paid, plan.measure("relationship")),
        rules=(),
        performance_period="quarter",
        payout_period="quarter",
    )
    result = cp.run(quarterly, company.panel()).plans[0]
    mine = history_of(result).pay()["sold"]
    part = result.components[0]
    exact = np.zeros_like(mine)
    exact[(np.array(part.component.schedule.payout) + 1) * 3 - 1] = part.paid.paid
    assert exact.sum() > 0
    assert np.abs(mine - exact).max() <= 1
