"""The likelihood looks at what the simulator does, and integrates what nobody saw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from compplan.learning import likelihood
from compplan.learning.checking import LEVELS
from compplan.learning.evidence import Evidence, Level
from compplan.learning.forced import GRID, MIDDLE, NODES, held_to, world_of
from compplan.learning.levels import CubicSums, Quadratic
from compplan.learning.likelihood import by_node, integrated, over_deviates, seen_at
from compplan.learning.rated import Rated
from compplan.learning.unknowns import Points
from compplan.simulation.response.randomness import REVENUE
from compplan.simulation.run import luck_of
from tests.learning import bench

Floats = NDArray[np.float64]


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
    evidence = replace(evidence, level=level)
    points = bench.unknowns(given).points(np.zeros((1, len(bench.unknowns(given).names))))
    spread = float(points.values["revenue_noise"][0, 0])
    luck = luck_of(given, np.arange(1))
    months = held_to(world_of(evidence, points, given.library.fixed), evidence)
    for at, expected in enumerate(months):
        chance = spread * luck.months[at].normal(REVENUE)[0] - spread**2 / 2
        left = evidence.logs[at] - level - expected.sold[MIDDLE] - chance
        assert np.abs(left[evidence.present[at]]).max() < 1e-9


def test_a_level_is_integrated_as_numbers_would_be() -> None:
    """A quadratic's integral over a normal level is that of quadrature."""
    found = Quadratic(np.array(-1.0), np.array(3.0), np.array(5.0))
    level = np.linspace(-6, 6, 20_001)
    height = np.exp(-1 + 3 * level - 5 * level**2 / 2) * stats.norm.pdf(level, 0.4, 0.7)
    whole = np.log(height.sum() * (level[1] - level[0]))
    assert found.integrated(np.array(0.4), 0.7) == pytest.approx(whole, abs=1e-9)


def test_a_cubic_is_integrated_nearly_as_numbers_would_be() -> None:
    """A log-likelihood known to third order, at levels of its own each month, is integrated to 0.001."""
    found = CubicSums(np.array([0.3]))
    for at in (-0.4, 0.1, 0.9):  # of log-likelihood -10 (level - 0.2)^2 + 2 (level - 0.2)^3 in each month
        off = np.array([at - 0.2])
        slope, curve = -20 * off + 6 * off**2, 20 - 12 * off
        found.add(np.array([at]), -10 * off**2 + 2 * off**3, slope, curve, np.full(1, 12.0))
    level = np.linspace(-1.5, 2, 20_001)
    logs = 3 * (-10 * (level - 0.2) ** 2 + 2 * (level - 0.2) ** 3)
    whole = np.log((np.exp(logs) * stats.norm.pdf(level, 0.5, 0.5)).sum() * (level[1] - level[0]))
    assert found.centred().integrated(np.array([0.5]), 0.5)[0] == pytest.approx(whole, abs=1e-3)


def test_months_known_far_apart_do_not_run_away() -> None:
    """Answers of months that fit no common level are less likely than if each had a level of its own."""
    found, alone = CubicSums(np.zeros(1)), 0.0
    for good, risen in ((2, -5.4), (3, -2.6), (5, 5.9)):  # of 12
        share = good / 12
        at, curve = np.array([np.log(share / (1 - share))]), np.full(1, 12 * share * (1 - share))
        value = good * at - 12 * np.log1p(np.exp(at))
        found.add(at - risen, value, np.zeros(1), curve, curve * (2 * share - 1))
        alone += float(value[0])
    assert found.centred().integrated(np.zeros(1), 1.0)[0] < alone


def _nodes(height: Any) -> Floats:
    return np.stack([np.full(1, height(answer, belief)) for answer, belief, _ in NODES[:GRID]])[None]


def _over(height: Any) -> float:
    """Integrate over an answer and a belief, by nodes of a grid."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(61)
    heights = np.array([[height(answer, belief) for belief in nodes] for answer in nodes])
    return float(np.log(np.einsum("a,b,ab->", weights, weights, np.exp(heights)) / (2 * np.pi)))


@pytest.mark.parametrize(("sharp", "together"), [(0.2, 0.0), (1.0, 0.3), (3.0, 0.5)])
def test_answers_and_beliefs_are_integrated_nearly_as_numbers_would_be(sharp: float, together: float) -> None:
    """Where answer and belief move the likelihood smoothly, their integral is that of quadrature, to 0.1."""

    def height(answer: float, belief: float) -> float:
        felt = np.exp(0.5 * answer) * (1 + together * np.tanh(belief)) - 1.4
        return float(-sharp * felt**2 / 2)

    assert over_deviates(_nodes(height))[0, 0] == pytest.approx(_over(height), abs=0.1)


def test_a_cliff_between_answers_makes_no_answer_likely() -> None:
    """Where another belief takes a deep fall away at one answer, none gets likelier than those looked at."""

    def height(answer: float, belief: float) -> float:
        return float(-50.0 * (abs(answer) < 1) * (belief == 0) - 50.0 * (abs(answer) > 2) * (belief < 0))

    assert over_deviates(_nodes(height))[0, 0] <= 1e-9


def test_levels_are_integrated_nearly_as_numbers_would_be() -> None:
    """Revenue, ratings and leaving hang on a level: integrated as by quadrature, to 0.1 in logs."""
    given = bench.setting(20, 12)
    (evidence,) = bench.at_centre(given, 1)
    known, fixed = bench.unknowns(given), given.library.fixed
    point = known.points(np.zeros((1, len(known.names))))
    evidence = seen_at(evidence, point, fixed)
    nodes, weights = (each[18:-18] for each in np.polynomial.hermite_e.hermegauss(61))
    levels = LEVELS.revenue.between * nodes[:, None] * np.ones(20)
    total = np.stack([_of_middle(replace(evidence, level=each), point, fixed) for each in levels])
    share = weights[:, None] / np.sqrt(2 * np.pi)
    exact = np.log((share * np.exp(total - total.max(axis=0))).sum(axis=0)) + total.max(axis=0)
    revenue, rest = _sums(evidence, point, fixed)
    found = integrated(revenue, by_node(rest), evidence, point.revenue)[0, MIDDLE]
    assert np.abs(found - exact).max() < 0.1
    assert abs(float((found - exact).mean())) < 0.02


def test_what_hangs_on_the_level_counts_near_it_alone() -> None:
    """However steeply leaving hangs on a level that revenue tells little of, it adds but two to the logs."""
    revenue = Quadratic(np.zeros((1, GRID, 1)), np.zeros((1, GRID, 1)), np.full((1, GRID, 1), 0.1))
    seen: Any = SimpleNamespace(level=np.zeros(1), doubt=np.full(1, 0.1), revenue=Level(0.0, 0.1, 0.5))
    rest = np.zeros((1, len(NODES), 1))
    rest[0, GRID:, 0] = -30.0, 30.0
    alone = revenue.integrated(np.zeros((1, 1, 1)), 0.5)[0, MIDDLE]
    found = integrated(revenue, rest, seen, np.zeros((1, 1)))[0, MIDDLE]
    assert alone < found <= alone + 2


def _of_middle(evidence: Evidence, point: Points, fixed: Mapping[str, float]) -> Floats:
    """Give the log-likelihood of the middle node at exactly the level of the evidence [participants]."""
    revenue, rest = _sums(evidence, point, fixed)
    whole: Floats = np.asarray(revenue.constant)[0, MIDDLE] + rest[MIDDLE]
    return whole


def _sums(evidence: Evidence, point: Points, fixed: Mapping[str, float]) -> tuple[Quadratic, Floats]:
    revenue, rated, stayed = Quadratic(), Rated(evidence), np.zeros(1)
    for at, expected in enumerate(held_to(world_of(evidence, point, fixed), evidence)):
        likelihood._revenue(revenue, evidence, at, expected, point.values["revenue_noise"])
        rated.add(at, expected)
        stayed = stayed + likelihood._leaving(evidence, at, expected)
    return revenue, stayed + rated.integrated(np.zeros((len(NODES), 1)))


_PEOPLE = 200


def _rated(rise: float, skills: float = 0.0) -> Any:
    generator = np.random.default_rng(3)
    shape = (12, 1, _PEOPLE)
    level, mood = 0.2 + 0.5 * generator.standard_normal(_PEOPLE), 0.4 * generator.standard_normal(shape)
    apart = skills * _UNLIKE[:, None, None] * generator.standard_normal((3, _PEOPLE))
    share = 1 / (1 + np.exp(-level - mood - rise * _RISEN[:, :, None] - apart))
    good = generator.binomial(4, share).astype(float)
    count, usual = np.full(good.shape, 4.0), Level(0.2, 0.15, 0.5)
    return SimpleNamespace(favourable=good, responses=count, mood=0.4, easier=np.zeros(3), rating=usual)


_UNLIKE = np.linspace(0, 1, 12)
_RISEN = _UNLIKE[:, None] * np.array([1.0, 0.8, 1.2])


def _by_quadrature(rated: Any, mean: float, rise: float) -> float:
    """Integrate level and mood of every participant by nodes."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(41)
    moods, of_moods = np.polynomial.hermite_e.hermegauss(15)
    total = np.zeros((41, _PEOPLE))
    for at in range(12):
        logit = (mean + 0.5 * nodes)[:, None, None] + 0.4 * moods[None, :, None] + rise * _RISEN[at]
        good, count = rated.favourable[at], rated.responses[at]
        logs = np.einsum("kp,abk->abp", good, logit)
        logs -= np.einsum("kp,abk->abp", count, np.log1p(np.exp(logit)))
        total += np.log(np.einsum("b,abp->ap", of_moods / of_moods.sum(), np.exp(logs)))
    return float(np.log(np.einsum("a,ap->p", weights / weights.sum(), np.exp(total))).sum())


def _integrated(rated: Any, mean: float, rise: float, *, skills: float = 0.0) -> float:
    sums = Rated(rated)
    for at in range(12):
        risen = rise * _RISEN[at][:, None, None] * np.ones((3, 1, _PEOPLE))
        expected: Any = SimpleNamespace(risen=risen, unlike=skills * _UNLIKE[at] * np.ones((1, _PEOPLE)))
        sums.add(at, expected)
    return float(sums.integrated(np.array([[mean]])).sum())


@pytest.mark.parametrize("rise", [0.5, 2.0])
def test_ratings_are_integrated_nearly_as_numbers_would_be(rise: float) -> None:
    """Moving level or rise changes the log-likelihood of 200 participants as quadrature says, to 3 %."""
    rated = _rated(rise)
    for moved in ((0.1, rise), (0.3, rise), (0.2, 0.9 * rise), (0.2, 1.1 * rise)):
        found = _integrated(rated, *moved) - _integrated(rated, 0.2, rise)
        exact = _by_quadrature(rated, *moved) - _by_quadrature(rated, 0.2, rise)
        assert found == pytest.approx(exact, rel=0.03, abs=0.1)


_SKILLS = 0.4


def test_months_that_contradict_each_other_are_told_a_likelihood() -> None:
    """Where all answers of a month are favourable, and none in the next, moods do not take more than all."""
    shape = (24, 3, 2)
    good = np.where(np.arange(24) % 2, 20.0, 0.0)[:, None, None] * np.ones(shape)
    rated: Any = SimpleNamespace(
        favourable=good,
        responses=np.full(shape, 20.0),
        mood=0.8,
        easier=np.zeros(3),
        rating=Level(0.2, 0.15, 0.5),
    )
    sums = Rated(rated)
    for at in range(24):
        expected: Any = SimpleNamespace(risen=np.zeros((3, 1, 2)), unlike=np.ones((1, 2)))
        sums.add(at, expected)
    assert np.isfinite(sums.integrated(np.array([[0.2]]))).all()


@pytest.mark.parametrize("rise", [0.5, 3.0])
def test_skills_that_differ_are_integrated_too(rise: float) -> None:
    """What unlike skills add to the log-likelihood is what nodes for each skill say, to 0.02 a participant.

    However far from the first month's the level lies at which months are known.
    """
    rated = _rated(rise, _SKILLS)
    nodes, weights = np.polynomial.hermite_e.hermegauss(7)
    first, second, third = np.meshgrid(nodes, nodes, nodes, indexing="ij")
    total = np.zeros((7, 7, 7, _PEOPLE))
    for place in np.ndindex(7, 7, 7):
        skill = np.array([first[place], second[place], third[place]])
        sums = Rated(rated)
        for at in range(12):
            risen = rise * _RISEN[at] + _SKILLS * _UNLIKE[at] * skill
            expected: Any = SimpleNamespace(
                risen=risen[:, None, None] * np.ones((3, 1, _PEOPLE)), unlike=np.zeros((1, _PEOPLE))
            )
            sums.add(at, expected)
        total[place] = sums.integrated(np.array([[0.2]]))
    share = weights / weights.sum()
    exact = np.log(np.einsum("a,b,c,abcp->p", share, share, share, np.exp(total))).sum()
    nothing = _integrated(rated, 0.2, rise)
    found = _integrated(rated, 0.2, rise, skills=_SKILLS)
    assert found - nothing == pytest.approx(exact - nothing, abs=0.02 * _PEOPLE)
