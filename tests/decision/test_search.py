"""The search over paths, the frontier, and where a path fails."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compplan.decision.candidates import Candidate, families, moved_ways, rounded, way_of
from compplan.decision.figures import Samples
from compplan.decision.frontier import frontier, told
from compplan.decision.regions import failing_region
from compplan.decision.search import Aim, Tried, search
from tests.simulation import company

WAYS = st.lists(st.integers(0, 200), min_size=6, max_size=6).map(
    lambda steps: tuple(Fraction(each, 200) for each in sorted(steps))
)
STEPS = st.sampled_from([Fraction(1, 4), Fraction(1, 10), Fraction(1, 20)])


@settings(max_examples=50)
@given(WAYS, STEPS, st.integers(1, 6))
def test_a_moved_way_never_goes_back(shares: tuple[Fraction, ...], step: Fraction, span: int) -> None:
    """Ways stay between nothing and all, and what is gone stays gone."""
    for each in moved_ways(Candidate("way", shares), step, span, reached=6):
        assert list(each.shares) == sorted(each.shares)
        assert 0 <= each.shares[0] <= each.shares[-1] <= 1


def test_named_paths_reach_the_end_in_time() -> None:
    """Each is there once, and whole in the months after it must be."""
    found = list(families(36, 24))
    assert len({each.shares for each in found}) == len(found)
    assert all(share == 1 for each in found for share in each.shares[24:])
    assert {"step", "osing", "linear:24", "hold:24"} <= {each.name for each in found}


def test_the_way_of_a_plan_is_how_much_of_it_is_gone() -> None:
    """Osing's 20, 50 and 70 % are two, five and seven sevenths; a plan that changes nothing has no way."""
    shares = way_of(company.plan("bold"), 36)
    assert shares is not None
    assert [shares[at] for at in (0, 12, 24)] == [Fraction(2, 7), Fraction(5, 7), 1]
    assert way_of(company.plan("status-quo"), 36) is None


def _worth(candidate: Candidate) -> Samples:
    """Bring most where the way is gone by 0.6 in the first half and 1 in the second; dear where early."""
    first, last = (
        np.mean([float(each) for each in part]) for part in (candidate.shares[:12], candidate.shares[12:])
    )
    gain = -((first - 0.6) ** 2) - (last - 1) ** 2
    noise = np.array([-0.01, 0.0, 0.01, 0.02])
    cost = np.full(4, 10 * first)
    return {("one", "net_contribution"): gain + noise, ("one", "payout_cost"): cost}


def _tried(aim: Aim) -> Tried:
    base: Samples = {("one", "net_contribution"): np.full(4, -0.5), ("one", "payout_cost"): np.zeros(4)}
    return Tried(lambda candidates: map(_worth, candidates), ("one",), base, aim)


STARTS = [Candidate("step", (Fraction(1),) * 24), Candidate("late", (Fraction(0),) * 23 + (Fraction(1),))]


def test_the_search_finds_the_top_of_a_hill() -> None:
    """From any start the best way is found, the same one each time."""
    found = search(_tried(Aim(reached=24)), STARTS)
    assert np.mean([float(each) for each in found.shares[:12]]) == pytest.approx(0.6, abs=0.01)
    assert all(each == 1 for each in found.shares[12:])
    assert search(_tried(Aim(reached=24)), STARTS) == found


def test_a_budget_binds() -> None:
    """Where the best way is too dear, the best one within the budget is found."""
    found = search(_tried(Aim(budget=4.0, reached=24)), STARTS)
    early = np.mean([float(each) for each in found.shares[:12]])
    assert early <= 0.4 + 1e-9
    assert early == pytest.approx(0.4, abs=0.03)


def test_a_limit_that_nobody_keeps_is_broken_least() -> None:
    """No candidate keeps an impossible limit; the nearest is chosen, and says by how much it breaks it."""
    tried = _tried(replace(Aim(reached=24), risk=0.0, budget=1e-6))
    found = search(tried, STARTS[:1])
    assert tried.value(found)[0] == min(tried.value(each)[0] for each in tried.found)


@settings(max_examples=50)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=12))
def test_the_frontier_is_what_nothing_beats(points: list[tuple[int, int, int]]) -> None:
    """Nothing kept is beaten, and whatever is not kept is beaten by, or the twin of, something kept."""
    named = {Candidate(str(at), (Fraction(at),)): tuple(map(float, point)) for at, point in enumerate(points)}
    kept = frontier(named)

    def no_worse(one: Candidate, other: Candidate) -> bool:
        return all(mine <= theirs for mine, theirs in zip(named[one], named[other], strict=True))

    for each, point in named.items():
        beaten = [other for other in named if no_worse(other, each) and named[other] != point]
        assert (each in kept) <= (not beaten)
        assert each in kept or any(no_worse(other, each) for other in kept)


@given(st.integers(1, 60), st.data())
def test_the_best_is_among_what_is_told_of_a_frontier(size: int, data: st.DataObject) -> None:
    """However many lie on it, the ends and the best are told, in order, and no more than twelve beside it."""
    kept = [Candidate(str(at), (Fraction(at),)) for at in range(size)]
    best = data.draw(st.sampled_from(kept))
    shown = told(kept, best)
    assert {kept[0], kept[-1], best} <= set(shown)
    assert shown == [each for each in kept if each in shown]
    assert min(size, 12) <= len(shown) <= 13


def test_the_region_of_failure_is_found_and_judged_apart() -> None:
    """Two bounds that make failures are found, and hold on samples that did not choose them."""
    generator = np.random.default_rng(5)
    values = {name: generator.random(2_000) for name in ("good", "bad", "idle")}
    failed = (values["bad"] > 0.6) & (values["good"] <= 0.5)
    region = failing_region(values, np.where(failed, 2.0, 0.5), clearly=1.0)
    assert {(each.parameter, each.above) for each in region.bounds} == {("bad", True), ("good", False)}
    assert region.failing > 0.85
    assert region.covered > 0.85
    assert region.overall == pytest.approx(0.2, abs=0.04)
    assert region.regret_inside > 1.7
    assert region.regret_outside < 0.8


def test_where_nothing_fails_there_is_no_region() -> None:
    """Neither without failures nor with nothing else is there a rule."""
    values = {"one": np.linspace(0, 1, 100)}
    for lost in (0.0, 1.0):
        region = failing_region(values, np.full(100, lost), clearly=0.5)
        assert (region.bounds, region.overall, region.regret_inside) == ((), lost, lost)


def test_a_rule_that_does_not_hold_on_other_samples_is_none() -> None:
    """Failures of one half of the samples alone make no rule, and all samples tell how often it fails."""
    values = {"one": np.linspace(0, 1, 64)}
    lost = np.where((np.arange(64) % 2 == 0) & (values["one"] > 0.5), 1.0, 0.0)
    region = failing_region(values, lost, clearly=0.5)
    assert (region.bounds, region.overall) == ((), 0.25)


def test_shares_are_rounded_to_what_a_plan_can_say() -> None:
    """A half of a percent of the way is the finest step."""
    assert rounded(Fraction(1, 3)) == Fraction(67, 200)
