"""Forecasts look at the past alone, and are what they are called."""

from __future__ import annotations

import numpy as np
import pytest

import compplan as cp
from compplan.learning.backtest.figures import series_of
from compplan.learning.backtest.forecaster import forecasts
from compplan.learning.backtest.levels import level_of
from compplan.learning.backtest.naive import NAIVE
from compplan.learning.backtest.planned import Planned, as_given, with_own_errors
from compplan.learning.backtest.season import season_of
from compplan.learning.backtest.unmoved import unmoved
from compplan.learning.past import past_of
from compplan.simulation.history import history_of
from compplan.simulation.parameters.read import shipped_assumptions
from compplan.simulation.workforce.history import workforce_of
from tests.learning.panels import company

HORIZONS = (1, 3)


def test_what_comes_later_changes_no_forecast() -> None:
    """Members and the choice of candidates at an origin are the same, whatever follows."""
    values = company()
    other = values.copy()
    other[12:] = 7 * other[12:][::-1] + 1e5
    for (origin, before), (_, after) in zip(
        forecasts(values, HORIZONS), forecasts(other, HORIZONS), strict=True
    ):
        if origin < 12:
            assert before.keys() == after.keys()
            for ahead, each in before.items():
                np.testing.assert_array_equal(each.members, after[ahead].members)
                np.testing.assert_array_equal(each.weights, after[ahead].weights)


def test_forecasts_are_in_the_unit_of_the_values() -> None:
    """A thousandth of the values gives a thousandth of the members."""
    values = company()
    *_, (_, large) = forecasts(values, HORIZONS)
    *_, (_, small) = forecasts(values / 1000, HORIZONS)
    for ahead in HORIZONS:
        np.testing.assert_allclose(small[ahead].members * 1000, large[ahead].members, rtol=1e-9)


def test_everybody_has_a_whole_distribution() -> None:
    """Members rise, none is below 0 or missing, also for who came last and who sold nothing."""
    values = company()
    values[:-1, 0], values[:, 1] = np.nan, 0.0
    *_, (_, found) = forecasts(values, HORIZONS)
    for each in found.values():
        assert (np.diff(each.members, axis=1) >= 0).all()
        assert (each.members >= 0).all()
        assert each.members[1].mean() < each.members[2:].mean() / 5
        assert abs(each.weights.sum() - 1) < 1e-12


def test_a_long_horizon_that_was_never_seen_takes_the_errors_of_a_shorter_one() -> None:
    """Twelve months ahead can be forecast from ten months."""
    *_, (_, found) = forecasts(company(months=10), (1, 12))
    assert np.isfinite(found[12].members).all()


def test_naive_forecasts_by_hand() -> None:
    """Each adds its own past errors to what it repeats; worked by hand for one participant."""
    past = np.array([[10.0], [20.0], [40.0], [10.0], [30.0], [40.0]])
    expected: dict[tuple[str, int], list[float]] = {
        ("last value", 1): [40 + e for e in (10, 20, -30, 20, 10)],
        ("three months back", 1): [10 + e for e in (0, 10, 0)],
        ("three months back", 3): [40 + e for e in (0, 10, 0)],
        ("mean of 6 months", 1): [25 + e for e in (10, 25, -40 / 3, 10, 18)],
        ("drift", 1): [46 + e for e in (10, 10, -45, 20, 5)],
        ("last 12 values", 1): [10, 20, 40, 10, 30, 40],
    }
    for (name, ahead), members in expected.items():
        found = NAIVE[name](past, ahead)[0]
        np.testing.assert_allclose(sorted(found[np.isfinite(found)].tolist()), sorted(members))
    assert np.isnan(NAIVE["same month last year"](past, 1)).all()


def test_same_month_last_year_is_that() -> None:
    """With two years of a season that repeats itself, it has no error."""
    past = np.tile(np.arange(12.0), 2)[:, None]
    for ahead in (1, 6, 12):
        assert set(NAIVE["same month last year"](past, ahead)[0]) >= {float((ahead - 1) % 12)}


def test_few_months_are_drawn_to_everybody_further_than_many() -> None:
    """Of two who sold twice as much, the one seen for one month is believed less."""
    past = np.random.default_rng(1).normal(100, 20, (12, 30))
    past[:, 0], past[:, 1] = past[:, 0] + 100, np.nan
    past[-1, 1] = 200
    level = level_of(past)
    assert 110 < level[1] < level[0]
    assert level_of(past, 2.0).shape == (30,)


def test_a_season_is_found_only_where_it_repeats_itself() -> None:
    """A pattern of the quarter is found in noise; in noise alone nearly none is."""
    noise = np.exp(np.random.default_rng(3).normal(0, 0.1, (24, 20)))
    pattern = np.array([0.5, 1.5, 1.0])
    found = season_of(100 * noise * pattern[np.arange(24) % 3, None], 3)
    np.testing.assert_allclose(found[24:], pattern, atol=0.08)
    assert np.abs(season_of(100 * noise, 3) - 1).max() < 0.05


@pytest.fixture(scope="module")
def bundled() -> tuple[cp.Plan, cp.Panel]:
    """Load the bundled company."""
    return cp.load_plan(cp.bundled("plans") / "bold.yaml"), cp.load_data(cp.bundled("plans") / "data")


def test_behaviour_off_is_what_the_simulator_learns(bundled: tuple[cp.Plan, cp.Panel]) -> None:
    """The members' means are the workforce's revenue in season, for everybody who is there to the end."""
    past = past_of(*bundled)
    history = history_of(past.result.plans[0])
    force = workforce_of(history, past.panel, shipped_assumptions().library.fixed)
    series = series_of(past, "revenue")
    found = unmoved(series.first, 0.25, series.values, 1).mean(axis=1)
    who = [series.participants.index(each) for each in force.ids]
    np.testing.assert_allclose(found[who], force.revenue * force.season[0], rtol=0.02)


def test_plans_are_those_that_were_known() -> None:
    """The last plan made by an origin counts; later ones do not, and errors are those of plans as early."""
    past = np.array([[10.0], [20.0], [30.0], [40.0]])
    rows = [(0, 1, 12.0), (1, 2, 33.0), (2, 3, 36.0), (1, 4, 50.0), (3, 4, 55.0), (5, 4, 99.0)]
    made, month, amount = (np.array(column) for column in zip(*rows, strict=True))
    planned = Planned(np.zeros(6, dtype=int), made, month, amount.astype(float))
    assert as_given(planned, past, 1).tolist() == [[55.0, 55.0]]
    found = with_own_errors(planned, past, 1)[0]
    assert sorted(found[np.isfinite(found)]) == [52.0, 59.0, 63.0]
    assert np.isnan(with_own_errors(planned, past[:2], 1)).all()
