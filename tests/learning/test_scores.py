"""Scores of forecasts are what theory says of them."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm

from compplan.learning.backtest.bootstrap import Cells, ratio
from compplan.learning.backtest.scores import covered, crps, histogram, pit

FIGURES = st.floats(-1e3, 1e3).map(lambda value: round(value, 3))


@settings(max_examples=25, deadline=None)
@given(st.lists(FIGURES, min_size=2, max_size=8), FIGURES)
def test_the_score_is_its_definition(members: list[float], actual: float) -> None:
    """Sorting gives what means over members and over pairs of them give; absent members count for nothing."""
    ensemble = np.array(members)
    far = np.abs(ensemble - actual).mean()
    apart = np.abs(ensemble[:, None] - ensemble).sum()
    count = len(members)
    padded = np.array([[*members, np.nan]])
    for fair, pairs in ((True, count * (count - 1)), (False, count**2)):
        found = crps(padded, np.array([actual]), fair=fair)[0]
        assert abs(found - (far - apart / pairs / 2)) < 1e-8


def test_fair_scores_of_small_ensembles_are_those_of_what_they_stand_for() -> None:
    """Three members from a normal distribution score on average as it does; as issued, worse."""
    source = np.random.default_rng(1)
    members, actual = source.normal(size=(40_000, 3)), source.normal(size=40_000)
    exact = actual * (2 * norm.cdf(actual) - 1) + 2 * norm.pdf(actual) - np.pi**-0.5
    assert abs(crps(members, actual).mean() - exact.mean()) < 0.01
    assert crps(members, actual, fair=False).mean() > exact.mean() + 0.1


def test_one_member_has_no_score() -> None:
    """A single member is no ensemble."""
    assert np.isnan(crps(np.array([[1.0, np.nan]]), np.array([1.0]))).all()


def test_calibrated_forecasts_cover_what_they_say_even_with_ties() -> None:
    """Outcomes that are mostly nothing fall evenly over probability, and intervals hold their share."""
    source = np.random.default_rng(2)
    drawn = np.maximum(source.normal(-0.5, 1, size=(20_000, 20)), 0)
    low, high = pit(drawn[:, 1:], drawn[:, 0])
    assert np.abs(histogram(low, high) - 0.1).max() < 0.01
    for level in (0.5, 0.8, 0.95):
        assert abs(covered(low, high, level).mean() - level) < 0.01


def test_a_forecast_that_is_too_sure_covers_less() -> None:
    """Members half as far apart as outcomes hold fewer of them."""
    source = np.random.default_rng(3)
    low, high = pit(source.normal(0, 0.5, (2_000, 50)), source.normal(size=2_000))
    assert covered(low, high, 0.8).mean() < 0.6


def test_intervals_by_participant_are_as_wide_as_participants_differ() -> None:
    """The interval of a mean is that of the means of participants, however many forecasts each has."""
    source = np.random.default_rng(4)
    level, each = source.normal(size=200), 25
    person = np.repeat(np.arange(200), each)
    figures = {"gap": level[person], "count": np.ones(len(person))}
    found = ratio(Cells.of(person, np.tile(np.arange(each), 200), figures), "gap", "count")
    half = 1.96 * level.std() / np.sqrt(200)
    assert abs(found.value - level.mean()) < 1e-12
    assert abs((found.high - found.low) / 2 - half) < 0.15 * half


def test_months_that_are_alike_for_all_widen_the_interval_over_time() -> None:
    """What all participants share in a month is doubt that drawing participants alone does not show."""
    shared = np.random.default_rng(5).normal(size=12)
    person, month = np.repeat(np.arange(50), 12), np.tile(np.arange(12), 50)
    cells = Cells.of(person, month, {"gap": shared[month], "count": np.ones(600)})
    alone, timed = ratio(cells, "gap", "count"), ratio(cells, "gap", "count", block=1)
    assert alone.high - alone.low < 1e-9
    assert timed.high - timed.low > 0.5
    assert np.isnan(ratio(cells, "gap", "count", block=7).low)
