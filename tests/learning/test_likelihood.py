"""The likelihood looks at what the simulator does, and integrates what nobody saw."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from scipy import stats

from compplan.learning import likelihood
from compplan.learning.checking import LEVELS
from compplan.learning.forced import NODES, held_to, world_of
from compplan.simulation.response.randomness import REVENUE
from compplan.simulation.run import luck_of
from tests.learning import bench

_MIDDLE = len(NODES) // 2


def test_months_held_to_what_was_observed_are_those_of_the_simulator() -> None:
    """Where participants differ in nothing unseen, all that is left of revenue is the simulator's luck."""
    given = bench.setting(12, 10, elasticity_spread=0.0, belief_spread=0.0, skill_spread=0.0)
    known = given.library.priors
    noise = known["reading_noise"]
    sure = replace(noise, prior=replace(noise.prior, centre=0.02))
    alike = replace(given.workforce, rating_doubt=np.zeros(12))
    library = replace(given.library, priors={**known, "reading_noise": sure})
    given = replace(given, library=library, workforce=alike)
    (evidence,) = bench.at_centre(given, 1)
    level = LEVELS.revenue.between * np.random.default_rng([given.seed, 0]).standard_normal((1, 12))[0]
    evidence = replace(evidence, product=np.exp(level), ability=level / LEVELS.revenue.between)
    points = bench.unknowns(given).points(np.zeros((1, len(bench.unknowns(given).names))))
    spread = float(points.values["revenue_noise"][0, 0])
    luck = luck_of(given, np.arange(1))
    months = held_to(world_of(evidence, points.values, given.library.fixed), evidence)
    for at, expected in enumerate(months):
        chance = spread * luck.months[at].normal(REVENUE)[0] - spread**2 / 2
        left = evidence.logs[at] - level - expected.sold[_MIDDLE] - chance
        assert np.abs(left[evidence.present[at]]).max() < 1e-9


def test_a_level_is_integrated_as_numbers_would_be() -> None:
    """A quadratic's integral over a normal level is that of quadrature."""
    found = likelihood.Quadratic(np.array(-1.0), np.array(3.0), np.array(5.0))
    level = np.linspace(-6, 6, 20_001)
    height = np.exp(-1 + 3 * level - 5 * level**2 / 2) * stats.norm.pdf(level, 0.4, 0.7)
    whole = np.log(height.sum() * (level[1] - level[0]))
    assert found.integrated(np.array(0.4), 0.7) == pytest.approx(whole, abs=1e-9)


def _rated() -> Any:
    generator = np.random.default_rng(3)
    level, mood = 0.2 + 0.5 * generator.standard_normal(40), 0.4 * generator.standard_normal((12, 1, 40))
    share = 1 / (1 + np.exp(-level - mood - _RISEN[:, :, None]))
    good = generator.binomial(4, share).astype(float)
    return SimpleNamespace(favourable=good, responses=np.full(good.shape, 4.0), mood=0.4, easier=np.zeros(3))


_RISEN = np.linspace(0, 0.6, 12)[:, None] * np.array([1.0, 0.8, 1.2])


def _by_quadrature(rated: Any, mean: float) -> float:
    """Integrate level and mood of every participant by nodes."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(21)
    weights = weights / weights.sum()
    total = np.zeros((21, 40))
    for at in range(12):
        logit = (mean + 0.5 * nodes)[:, None, None] + 0.4 * nodes[None, :, None] + _RISEN[at]
        good, count = rated.favourable[at], rated.responses[at]
        logs = np.einsum("kp,abk->abp", good, logit)
        logs -= np.einsum("kp,abk->abp", count, np.log1p(np.exp(logit)))
        total += np.log(np.einsum("b,abp->ap", weights, np.exp(logs)))
    return float(np.log(np.einsum("a,ap->p", weights, np.exp(total))).sum())


def test_ratings_are_integrated_nearly_as_numbers_would_be() -> None:
    """Moving the mean level changes the log-likelihood of 40 participants as quadrature says, to 0.25."""
    rated = _rated()
    near, sums = likelihood._near(rated), likelihood.Quadratic()
    for at in range(12):
        expected: Any = SimpleNamespace(risen=_RISEN[at][:, None, None] * np.ones((3, 1, 40)))
        likelihood._ratings(sums, rated, at, expected, near)
    for mean in (0.0, 0.4):
        found = sums.integrated(np.array([[mean]]), 0.5).sum() - sums.integrated(np.array([[0.2]]), 0.5).sum()
        exact = _by_quadrature(rated, mean) - _by_quadrature(rated, 0.2)
        assert found == pytest.approx(exact, abs=0.25)
