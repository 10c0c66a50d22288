"""What is taken from a run as observed agrees with what the run itself says."""

from __future__ import annotations

import numpy as np
import pytest

import compplan as cp
from compplan.learning.observed import Observed, observed_of

FOLDER = cp.bundled("plans")


@pytest.fixture(scope="module")
def observed() -> Observed:
    """Give 14 months of the bundled company under the bold plan."""
    panel = cp.load_data(FOLDER / "data")
    result = cp.run(cp.load_plan(FOLDER / "bold.yaml"), panel, through="2028-02")
    return observed_of(result.plans[0], panel)


def test_who_leaves_the_company_is_told_from_who_changes_roles(observed: Observed) -> None:
    """P019 left; P027 left and came back later, P016 came into the roles: neither of these has left."""
    month, who = np.nonzero(observed.left)
    assert month.tolist() == [8]
    assert [observed.participants[at] for at in who] == ["P019"]


def test_arrays_hold_what_the_run_paid_and_counted(observed: Observed) -> None:
    """Payouts sum to the run's payments, and answers to those of its report card."""
    result = cp.run(cp.load_plan(FOLDER / "bold.yaml"), FOLDER / "data", through="2028-02")
    assert observed.payout.sum() == pytest.approx(result.payments["amount"].sum() / 100)
    assert observed.behaviours[0] == "listening"
    assert observed.ratings.shape[2:] == (6, 5)
    assert observed.favourable.tolist() == [False, False, False, True, True]
    assert observed.delivered[[0, 12], 1].tolist() == [0.2, 0.5]


def test_a_cut_ends_where_it_is_said_to(observed: Observed) -> None:
    """After six months nobody has left yet."""
    half = observed.through(6)
    assert half.months == len(half.delivered) == 6
    assert not half.left.any()
    assert half.revenue.sum() == observed.revenue[:6].sum()
