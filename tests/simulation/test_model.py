"""The whole model: fixed points, common luck, and figures that do not depend on how they are computed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from compplan.simulation.parameters.read import shipped
from compplan.simulation.response.randomness import noise_of, uniforms
from compplan.simulation.response.steady import usual_turnover
from compplan.simulation.run import luck_of, no_luck, outcome_of
from tests.simulation import company
from tests.simulation.toy import lived, world

INERT = {
    "incentive_elasticity": 0.0,
    "coaching_gain": 0.0,
    "rating_inflation": 0.0,
    "morale": 0.0,
    "quit_elasticity": 0.0,
}


def test_nothing_moves_where_nothing_changes() -> None:
    """T3: under the weights of old and without luck everything stays, to the last digits."""
    first, *_, last = lived(world([1.0] * 36, [0.0] * 36, odds=1.0))
    for name in ("product_effort", "rb_effort", "favourable", "stock", "accounts", "revenue"):
        assert getattr(last, name) == pytest.approx(getattr(first, name), abs=1e-12), name
    assert first.revenue.item() == pytest.approx(1, abs=1e-12)
    assert first.stock.item() == 0


def test_behaviour_without_a_change_of_plan_changes_nothing() -> None:
    """T22a: under the company's own plan, kept, effort and ratings stay with full behaviour."""
    outcome = outcome_of(
        company.setting(months=36),
        company.path("status-quo"),
        shipped().centres("evidence"),
        no_luck(company.setting(months=36)),
    )
    for name in ("rb_effort", "product_effort", "favourable_share"):
        assert np.ptp(outcome.figures[name]) == pytest.approx(0, abs=1e-12), name


def test_without_any_response_every_path_is_the_same() -> None:
    """T5: with all responses at 0 behaviour, revenue and leavers are the same bits on every path."""
    setting = company.setting(months=24)
    fixed = {**setting.library.fixed, "hire_selection": 0.0}
    setting = replace(setting, library=replace(setting.library, fixed=fixed))
    values = {**company.values(16), **{name: np.zeros((16, 1)) for name in INERT}}
    luck = luck_of(setting, np.arange(16))
    one, other = (outcome_of(setting, company.path(name), values, luck) for name in ("status-quo", "bold"))
    for name in ("rb_effort", "product_effort", "favourable_share", "revenue", "leavers"):
        assert np.array_equal(one.figures[name], other.figures[name]), name
    assert not np.array_equal(one.figures["payout_cost"], other.figures["payout_cost"])


def test_the_error_of_a_mean_falls_with_the_root_of_samples() -> None:
    """T13: the spread of means over seeds falls as n^-1/2."""
    sizes = (32, 64, 128, 256)
    here = world([0.8] * 3, [0.2] * 3, samples=256, participants=4, lucky=True)
    runs = []
    for seed in range(40):
        numbers = np.arange(256)
        noise = [noise_of(seed, numbers, 4, month) for month in range(3)]
        runs.append(lived(here, noise_of=noise.__getitem__)[-1].revenue.mean(axis=1))
    spreads = [np.std([run[:size].mean() for run in runs]) for size in sizes]
    slope = np.polyfit(np.log(sizes), np.log(spreads), 1)[0]
    assert slope == pytest.approx(-0.5, abs=0.15)


def test_common_luck_makes_differences_sharp() -> None:
    """T14: with the same luck a difference of paths varies less than half as much as with luck of its own."""
    setting, other = company.setting(), company.setting(seed=2)
    values = company.values(64)
    numbers = np.arange(64)
    bold = outcome_of(setting, company.path("bold"), values, luck_of(setting, numbers))
    same = outcome_of(setting, company.path("gradual"), values, luck_of(setting, numbers))
    apart = outcome_of(other, company.path("gradual"), values, luck_of(other, numbers))
    again = outcome_of(setting, company.path("bold"), values, luck_of(setting, numbers))
    common, own = (
        np.var((bold.figures["revenue"] - each.figures["revenue"]).sum(axis=1)) for each in (same, apart)
    )
    assert common < 0.5 * own
    assert np.array_equal(bold.figures["revenue"], again.figures["revenue"])


def test_without_spread_and_luck_samples_are_all_the_same() -> None:
    """T15: certain parameters and no luck leave a spread of exactly 0."""
    certain = shipped().certain()
    values = certain.values(np.random.default_rng(1).random((8, 28)), "evidence")
    setting = company.setting()
    outcome = outcome_of(setting, company.path("bold"), values, no_luck(setting))
    assert all(np.ptp(figures, axis=0).max() == 0 for figures in outcome.figures.values())


def test_noise_depends_on_nothing_but_its_key() -> None:
    """T18: more participants or samples, or others beside them, change no number."""
    small = uniforms(7, np.array([3, 5]), 4, 11)
    large = uniforms(7, np.arange(9), 40, 11)
    assert np.array_equal(small, large[:, [3, 5], :4])
    assert not np.array_equal(small, uniforms(8, np.array([3, 5]), 4, 11))
    assert np.all((large > 0) & (large < 1))


def test_the_same_seed_gives_the_same_bits_however_samples_are_grouped() -> None:
    """T18: sixteen samples at once are the same as one by one, in every figure."""
    setting, values = company.setting(months=14), company.values(16)
    whole = outcome_of(setting, company.path("bold"), values, luck_of(setting, np.arange(16)))
    for sample in (0, 7, 15):
        one = {name: each[sample : sample + 1] for name, each in values.items()}
        alone = outcome_of(setting, company.path("bold"), one, luck_of(setting, np.array([sample])))
        for name, figures in alone.figures.items():
            assert np.array_equal(figures[0], whole.figures[name][sample]), name
        assert np.array_equal(alone.pay[0], whole.pay[sample])


def test_nobody_knows_the_future_beyond_the_horizon() -> None:
    """T18: paths that part in month 20 are the same until six months before."""
    weights = [0.2] * 24
    later = [0.2] * 20 + [0.7] * 4
    ones = [world([1 - w for w in path], path, horizon=6, odds=2.0) for path in (weights, later)]
    first, second = (lived(each) for each in ones)
    efforts = [(a.rb_effort.item(), b.rb_effort.item()) for a, b in zip(first, second, strict=True)]
    assert [a == b for a, b in efforts[:16]] == [True] * 15 + [False]


def test_the_unit_of_revenue_means_nothing() -> None:
    """T18: a thousand times the revenue changes revenue alone."""
    setting, values = company.setting(), company.values(8)
    force = replace(setting.workforce, revenue=setting.workforce.revenue * 1000)
    outcomes = [
        outcome_of(each, company.path("bold"), values, luck_of(each, np.arange(8)))
        for each in (setting, replace(setting, workforce=force))
    ]
    assert outcomes[1].figures["revenue"] == pytest.approx(outcomes[0].figures["revenue"] * 1000, rel=1e-9)
    for name in ("payout_cost", "rb_effort", "leavers"):
        assert np.array_equal(outcomes[0].figures[name], outcomes[1].figures[name]), name


def test_usual_turnover_leaves_the_status_quo_where_it_is() -> None:
    """V5: with luck and leavers mean revenue of a plan that changes nothing stays within its error."""
    here = world([1.0] * 24, [0.0] * 24, samples=64, participants=100, lucky=True, quit_elasticity=0.0)
    turnover = usual_turnover(here.values, here.fixed, 24)
    months = lived(
        replace(here, turnover=turnover), noise_of=lambda month: noise_of(4, np.arange(64), 100, month)
    )
    assert turnover[-1].max() < 0.97
    for month in months[::6]:
        error = month.revenue.mean(axis=1).std() / np.sqrt(64)
        assert month.revenue.mean() == pytest.approx(1, abs=4 * error)
