"""Skill, delay, belief, ratings, accounts, leaving by closed forms (T7, T8, T10, T11, T16, T17, T21)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from compplan.simulation.response import accounts, attrition, belief, ratings, skill, stock
from compplan.simulation.response.randomness import noise_of
from tests.simulation.theory import category_probabilities
from tests.simulation.toy import FEW, lived, world


@FEW
@given(st.floats(2.0, 24.0))
def test_the_delay_is_negative_binomial(months: float) -> None:
    """T7: one month's quality comes out as a negative binomial, all of it, with the mean delay wanted."""
    share, length = 3 / (3 + months), 4000
    stages, out = np.zeros((3, 1)), np.zeros(length)
    for month in range(length):
        stages = stock.delayed(stages, np.array([1.0 if month == 0 else 0.0]), np.array(months))
        out[month] = stages[-1, 0]
    when = np.arange(length)
    assert out == pytest.approx(stats.nbinom.pmf(when, 3, share), abs=1e-12)
    assert out.sum() == pytest.approx(1, abs=1e-10)
    mean = (when * out).sum()
    assert mean == pytest.approx(months, abs=1e-8)
    assert (when**2 * out).sum() - mean**2 == pytest.approx(months * (3 + months) / 3, abs=1e-6)


@FEW
@given(st.floats(0.02, 0.2), st.floats(0.0, 0.1), st.floats(0.2, 3.0))
def test_skill_approaches_where_practice_balances_decay(decay: float, coaching: float, effort: float) -> None:
    """T8: skill follows s* + (s0 - s*) (1 - G - delta)^t."""
    anchor = np.array(0.4)
    gain = skill.learning_rate(anchor, np.array(decay)) * effort + coaching
    limit = gain / (gain + decay)
    now = anchor
    for month in range(1, 40):
        now = skill.practised(now, gain - coaching, np.array(coaching), np.array(decay))
        assert now == pytest.approx(limit + (0.4 - limit) * (1 - gain - decay) ** month, abs=1e-9)


@FEW
@given(st.floats(0.02, 0.9), st.floats(0.01, 0.3), st.floats(0.0, 0.5), st.floats(0.0, 50.0))
def test_no_practice_takes_skill_beyond_where_it_ends(
    start: float, decay: float, coaching: float, effort: float
) -> None:
    """However hard somebody practises, skill stays a share and never comes to swing."""
    practice = skill.learning_rate(np.array(start), np.array(decay)) * effort
    steps = [np.array(start)]
    for _ in range(60):
        steps.append(skill.practised(steps[-1], practice, np.array(coaching), np.array(decay)))
    assert 0 <= np.min(steps) <= np.max(steps) <= 1
    assert len(set(np.sign(np.round(np.diff(steps), 12))) - {0}) <= 1


@FEW
@given(st.floats(0.05, 0.4), st.floats(0.15, 0.5))
def test_belief_grows_with_the_square_of_boldness(shift: float, noise: float) -> None:
    """T10a: with perfect memory each delivered month adds D^2 / (2 sigma^2) log-odds, up to the limit."""
    odds = np.array(-0.6)
    for month in range(1, 8):
        odds = belief.updated(odds, np.array(0.0), shift, np.array(shift), np.array(noise), np.array(1.0))
        wanted = min(-0.6 + month * shift**2 / (2 * noise**2), belief.MOST)
        assert odds == pytest.approx(wanted, abs=1e-10)


def test_forgetful_belief_has_a_ceiling() -> None:
    """T10b: with a leak log-odds end at l0 + D^2 / (2 sigma^2 (1 - rho))."""
    odds, anchor = np.array(-0.6), np.array(-0.6)
    for _ in range(1500):
        odds = belief.updated(odds, anchor, 0.2, np.array(0.2), np.array(0.3), np.array(0.95))
    assert odds == pytest.approx(-0.6 + 0.2**2 / (2 * 0.3**2 * 0.05), abs=1e-9)


def test_belief_is_bayes_rule() -> None:
    """T10c: the log-odds are those of the exact posterior of two hypotheses."""
    generator = np.random.default_rng(3)
    read, shift, noise = generator.normal(0.3, 0.3, 20), 0.3, 0.5
    odds = np.array(np.log(0.35 / 0.65))
    for each in read:
        odds = belief.updated(odds, odds, shift, each, np.array(noise), np.array(1.0))
    true, false = (stats.norm.pdf(read, mean, noise).prod() for mean in (shift, 0.0))
    posterior = 0.35 * true / (0.35 * true + 0.65 * false)
    assert ratings.logistic(odds) == pytest.approx(posterior, abs=1e-10)


def test_belief_expects_no_news() -> None:
    """T10d: if the plan is real as often as believed, mean belief stays."""
    generator, count = np.random.default_rng(5), 20_000
    real = generator.random(count) < 0.35
    odds = np.full(count, np.log(0.35 / 0.65))
    for _ in range(6):
        read = 0.2 * real + generator.normal(0, 0.3, count)
        odds = belief.updated(odds, odds, 0.2, read, np.array(0.3), np.array(1.0))
    believed = ratings.logistic(odds)
    assert abs(believed.mean() - 0.35) < 4 * believed.std() / np.sqrt(count)


@FEW
@given(st.floats(-4, 4))
def test_categories_are_an_ordered_logit(logit: float) -> None:
    """T11: probabilities sum to 1, and good or better has log-odds as given."""
    probabilities = category_probabilities(np.array(logit))
    assert probabilities.sum() == pytest.approx(1, abs=1e-12)
    assert probabilities[3:].sum() == pytest.approx(ratings.logistic(np.array(logit)), abs=1e-12)


def test_ratings_fall_into_categories_as_their_probabilities_say() -> None:
    """T11: counts of many ratings pass a chi-squared test at 1 in 10,000."""
    probabilities = category_probabilities(np.array(0.4))
    uniform = np.random.default_rng(11).random(100_000)
    counts = np.bincount(np.searchsorted(np.cumsum(probabilities)[:-1], uniform), minlength=5)
    expected = probabilities * len(uniform)
    assert ((counts - expected) ** 2 / expected).sum() < 23.5


def test_favourable_counts_are_binomial() -> None:
    """T11: inversion gives each count as often as the binomial distribution says, whatever the raters."""
    uniform = np.random.default_rng(12).random(200_000)
    for raters, share in ((8, 0.55), (5, 0.93), (12, 0.02), (600, 0.97), (900, 0.5)):
        count = ratings.favourable_count(np.array(share), np.array(float(raters)), uniform, raters)
        seen = np.bincount(count.astype(int), minlength=raters + 1) / len(uniform)
        wanted = stats.binom.pmf(np.arange(raters + 1), raters, share)
        assert np.all(np.abs(seen - wanted) < 4.5 * np.sqrt(wanted * (1 - wanted) / len(uniform)) + 1e-5)


@FEW
@given(st.floats(0.01, 0.98), st.floats(0.01, 0.98), st.floats(0.001, 0.999))
def test_a_better_participant_never_gets_fewer_favourable_ratings(a: float, b: float, luck: float) -> None:
    """T11: with the same luck the count rises with the share."""
    low, high = sorted((a, b))
    counts = [
        ratings.favourable_count(np.array(share), np.array(8.0), np.array(luck), 8) for share in (low, high)
    ]
    assert counts[0] <= counts[1]


@FEW
@given(st.floats(-1.0, 2.0), st.floats(0.3, 1.5), st.floats(0.01, 0.05))
def test_accounts_settle_where_wins_balance_losses(level: float, relative: float, churn: float) -> None:
    """T16: accounts end at exp(theta_c x) rel^eps_n."""
    now = np.array(1.0)
    for _ in range(6000):
        now = accounts.kept_and_won(
            now,
            np.array(relative),
            np.array(level),
            np.array(churn),
            np.array(0.2),
            np.array(0.35),
            np.array(1.0),
        )
    assert now == pytest.approx(np.exp(0.2 * level) * relative**0.35, rel=1e-6)


def test_without_loss_of_pay_people_leave_at_the_base_hazard() -> None:
    """T17: leavers of a month are binomial."""
    here = world([1.0], [0.0], samples=20, participants=500, lucky=True, reading_noise=0.3)
    noise = noise_of(1, np.arange(20), 500, 0)
    (month,) = lived(here, noise_of=lambda _: noise)
    count = 20 * 500
    hazard = 0.02
    assert abs(month.left.sum() - count * hazard) < 4 * np.sqrt(count * hazard * (1 - hazard))


@FEW
@given(st.floats(0.0, 0.3), st.floats(0.5, 5.0))
def test_a_loss_of_pay_multiplies_the_hazard(loss: float, elasticity: float) -> None:
    """T17: at middling ability the hazard ratio is exp(kap_a Delta); a gain counts a quarter."""
    one, base, zero = np.array(1.0), np.array(0.01), np.array(0.0)
    rate = attrition.hazard(np.exp(-loss) * one, one, zero, base, np.array(elasticity), np.array(0.5))
    assert rate / base == pytest.approx(np.exp(elasticity * loss))
    gain = attrition.hazard(np.exp(loss) * one, one, zero, base, np.array(elasticity), np.array(0.5))
    assert gain / base == pytest.approx(np.exp(-elasticity * loss / 4))


def test_a_clear_statement_makes_a_small_shift_believed() -> None:
    """T21: as reading noise vanishes, a shift of five points is believed from the second month."""
    here = world([0.95] * 4, [0.05] * 4, reading_noise=1e-3, belief_memory=1.0)
    beliefs = [month.belief.item() for month in lived(here)]
    assert beliefs[0] == pytest.approx(0.35, abs=1e-6)
    assert beliefs[1:] == pytest.approx([1.0] * 3, abs=1e-3)
