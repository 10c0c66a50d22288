"""Levers and modules: what each does, and that none does anything unless it is asked for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compplan.simulation.parameters.read import load_assumptions
from compplan.simulation.response.skill import attention
from compplan.simulation.response.timing import moved_share
from compplan.simulation.response.world import Levers
from tests.simulation.toy import FEW, SURE, lived, world

WEIGHTS = [0.8] * 6 + [0.3] * 6
RATINGS = [0.2] * 6 + [0.7] * 6


def test_moving_deals_conserves_revenue() -> None:
    """Without discount deals only change their month, apart from the small answers of accounts and pay."""
    here = world(
        WEIGHTS, RATINGS, incentive_elasticity=0.0, morale=0.0, rating_inflation=0.0, coaching_gain=0.0
    )
    plain = [month.revenue.item() for month in lived(here)]
    moved = [month.revenue.item() for month in lived(replace(here, levers=Levers(timing=0.1)))]
    assert sum(moved) == pytest.approx(sum(plain), abs=1e-9)
    assert max(abs(a - b) for a, b in zip(plain, moved, strict=True)) > 0.01
    costly = replace(here, levers=Levers(timing=0.1, timing_discount=0.08))
    assert sum(month.revenue.item() for month in lived(costly)) < sum(plain)


@FEW
@given(st.floats(0, 3), st.floats(0, 3), st.floats(0, 0.5))
def test_no_more_deals_move_than_can(now: float, later: float, most: float) -> None:
    """The share that moves goes to the month that pays more, and never beyond what can be moved."""
    share = moved_share(np.array(now), np.array(later), most)
    assert abs(share) <= most
    assert share * (now - later) >= 0


def test_focus_goes_to_behaviours_whose_ratings_can_move() -> None:
    """A behaviour at half favourable gets more attention than one at nine tenths; equal ones the same."""
    weights = np.array([0.5, 0.5])
    uneven = attention(np.array([0.5, 0.9]), weights)
    assert uneven[0] > 0 > uneven[1]
    assert attention(np.array([0.7, 0.7]), weights) == pytest.approx([0, 0], abs=1e-12)


def test_sign_off_makes_people_believe_and_recognition_makes_them_care() -> None:
    """Sign-off raises belief from the first month, recognition relationship effort."""
    here = world(WEIGHTS, RATINGS)
    plain, signed, seen = (
        lived(replace(here, levers=levers))
        for levers in (Levers(), Levers(sign_off=0.5), Levers(recognition=0.06))
    )
    assert signed[0].belief > plain[0].belief
    assert seen[-1].rb_effort > plain[-1].rb_effort


def test_three_tasks_share_time_as_the_closed_form_says() -> None:
    """With a campaign, effort is the best response of three tasks; accounts come by what it is above old."""
    gain, tightness, weights = 0.2, 0.6, (0.5, 0.2, 0.3)
    here = world(
        [weights[0]], [weights[1]], campaign=[weights[2]], odds=SURE, incentive_elasticity=gain,
        time_tightness=tightness, rating_controllability=1.5, morale=0.0, risk_aversion=0.0,
        habit_months=1e-3,
    )  # fmt: skip
    (month,) = lived(here)
    control = here.fixed["campaign_controllability"]
    changes = np.array([weights[0] - 1, 1.5 * weights[1], control * weights[2]])
    moves = np.eye(3) - tightness / 3
    base = np.array([0.7, 0.3, here.fixed["campaign_effort"]])
    expected = base + gain * 0.7 * moves @ changes
    campaign = month.campaign.item() * base[2]
    found = [month.product_effort.item(), month.rb_effort.item(), campaign]
    assert found == pytest.approx(expected, abs=1e-10)
    assert campaign > base[2]


def test_a_campaign_wins_accounts_and_takes_time() -> None:
    """Paid for campaigns, participants win accounts by them and have less effort left for the rest."""
    with_it, without = (lived(world([0.7] * 24, [0.0] * 24, campaign=c)) for c in ([0.3] * 24, [0.0] * 24))
    assert with_it[-1].campaign > without[-1].campaign
    assert with_it[-1].accounts > without[-1].accounts
    assert with_it[-1].rb_effort < without[-1].rb_effort


def test_who_looks_ahead_sees_that_less_commission_makes_relationships_worth_less() -> None:
    """Foresight changes nothing under the old plan; where product pays less, so do later sales."""
    still, cut = ([1.0] * 12, [0.0] * 12), ([0.5] * 12, [0.0] * 12)
    for weights, moves in ((still, False), (cut, True)):
        here = world(*weights)
        plain, ahead = (
            lived(replace(here, levers=levers))[-1].rb_effort.item()
            for levers in (Levers(), Levers(foresight=1.0))
        )
        assert (ahead < plain - 1e-6) if moves else ahead == pytest.approx(plain, abs=1e-12)


def test_an_announced_path_that_is_not_kept_is_not_believed_for_long() -> None:
    """Reversion: belief rises while the path is delivered as announced and collapses when it is not."""
    kept, told = [0.5] * 12, [0.5] * 12
    broken = [0.5] * 4 + [0.0] * 8
    honest, reverted = (
        [month.belief.item() for month in lived(world([1 - w for w in path], path, announced=told))]
        for path in (kept, broken)
    )
    assert honest[-1] > 0.9
    assert reverted[4] == pytest.approx(honest[4])
    assert reverted[-1] < 0.1


def test_a_guarantee_spares_morale() -> None:
    """Those whose pay is guaranteed work as before where others lose heart."""
    here = world([0.6] * 6, [0.0] * 6, morale=1.0, incentive_elasticity=0.0)
    plain, guaranteed = (
        lived(replace(here, levers=levers))[-1].product_effort.item()
        for levers in (Levers(), Levers(guarantee=1.0))
    )
    assert plain < guaranteed == pytest.approx(0.7, abs=1e-9)


def test_levers_are_set_by_an_assumptions_file(tmp_path: Path) -> None:
    """What a file sets holds for every path; what it leaves out does nothing."""
    file = tmp_path / "assumptions.yaml"
    file.write_text(
        "assumptions: 1\nlevers: {guarantee: 0.9, guarantee_months: 6, focus: 1}\n", encoding="utf-8"
    )
    levers = load_assumptions(file).levers
    assert levers == Levers(guarantee=0.9, guarantee_months=6, focus=1.0)
