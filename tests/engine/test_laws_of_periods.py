"""Laws of time and of people: what is paid does not depend on how either is cut up."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import compplan as cp
from tests.engine.small import panel, plan_of, rows_of
from tests.oracle.dates import day_number, day_text
from tests.oracle.generate import generate
from tests.oracle.reading import Tables
from tests.oracle.small_case import monthly, person, sales
from tests.oracle.yaml_text import Raw

KEYS = ("participant_id", "month", "component", "paid")
FAR = day_number("2030-06-30")


def lines(result: cp.Result) -> list[tuple[Any, ...]]:
    """List who is paid what by which component when."""
    return [tuple(row[key] for key in KEYS) for row in rows_of(result.lines)]


@pytest.mark.parametrize("seed", range(12))
def test_a_run_up_to_a_month_is_the_beginning_of_a_longer_one(seed: int) -> None:
    """Whatever comes later, months that were paid stay as they were paid."""
    text, tables = generate(seed, participants=4)
    plan, data = cp.parse_plan(text), panel(tables)
    whole = lines(cp.run(plan, data))
    months = sorted({line[1] for line in whole})
    middle = months[len(months) // 2]
    part = cp.run(plan, data, through=middle)
    assert lines(part) == [line for line in whole if line[1] <= middle]


@pytest.mark.parametrize("seed", range(20, 32))
def test_a_segment_cut_in_two_is_one(seed: int) -> None:
    """Who stays as he was on a day, written as two segments, is paid as before."""
    text, tables = generate(seed, participants=4)
    rng, rows = Random(seed), []
    for row in tables["participants"]:
        start = day_number(row["start_date"])
        end = day_number(row["end_date"]) if row["end_date"] else FAR
        if end - start < 2:
            rows.append(row)
            continue
        cut = day_text(rng.randrange(start + 1, end))
        rows += [row | {"end_date": cut}, row | {"start_date": cut}]
    plan = cp.parse_plan(text)
    assert lines(cp.run(plan, panel(tables | {"participants": rows}))) == lines(cp.run(plan, panel(tables)))


@pytest.mark.parametrize("seed", range(40, 46))
def test_the_order_of_columns_and_columns_that_nobody_knows_change_nothing(seed: int) -> None:
    """Tables may have their columns in any order, and more of them."""
    text, tables = generate(seed, participants=3)
    turned: Tables = {
        name: [dict(reversed(row.items())) | {"remark": "x"} for row in rows] for name, rows in tables.items()
    }
    plan = cp.parse_plan(text)
    assert lines(cp.run(plan, panel(turned))) == lines(cp.run(plan, panel(tables)))


@given(st.lists(st.tuples(st.integers(0, 300_000), st.booleans()), min_size=1, max_size=8))
@settings(max_examples=20, deadline=None)
def test_people_are_paid_together_as_apart(people: list[tuple[int, bool]]) -> None:
    """Two parts of a company, each run by itself, come to what they come to together."""
    measure = {"curve": {"type": "tiered_marginal", "bands": [{"to": "90%", "rate": "1"}, {"rate": "1.7"}]}}
    plan = plan_of(measure=measure)

    def run(chosen: list[tuple[str, int]]) -> list[tuple[Any, ...]]:
        if not chosen:
            return []
        tables = {
            "participants": [person(participant_id=who) for who, _ in chosen],
            "sales": [row for who, cents in chosen for row in sales(f"{cents / 100:.2f}", who=who)],
            "quotas": [row for who, _ in chosen for row in monthly(1, who=who)],
        }
        return lines(cp.run(plan, panel(tables)))

    named = [(f"P{at}", cents, part) for at, (cents, part) in enumerate(people)]
    parts = [[(who, cents) for who, cents, part in named if part is side] for side in (True, False)]
    together = run([(who, cents) for who, cents, _ in named])
    assert sorted(run(parts[0]) + run(parts[1])) == sorted(together)


CONTINUOUS: dict[str, Raw] = {
    "linear": {"type": "linear", "points": [["50%", "20%"], ["100%", "100%"], ["120%", "150%"]]},
    "marginal": {
        "type": "tiered_marginal",
        "bands": [{"to": "80%", "rate": "0.5"}, {"to": "100%", "rate": "1"}, {"rate": "2.5"}],
    },
    "above a threshold": {
        "type": "tiered_marginal",
        "threshold": "50%",
        "pays": "above_threshold",
        "bands": [{"rate": "2"}],
    },
}


@pytest.mark.parametrize("curve", CONTINUOUS.values(), ids=CONTINUOUS)
def test_a_continuous_curve_has_no_jump(curve: Raw) -> None:
    """A cent more of sales pays at most a few cents more, at edges too."""
    edges = [cents + beside for cents in (50_000, 80_000, 100_000, 120_000) for beside in range(-3, 4)]
    ids = [f"P{at:02d}" for at in range(len(edges))]
    tables = {
        "participants": [person(participant_id=who) for who in ids],
        "sales": [
            row for who, cents in zip(ids, edges, strict=True) for row in sales(f"{cents / 100:.2f}", who=who)
        ],
        "quotas": [row for who in ids for row in monthly(1, who=who)],
    }
    paid = [line[-1] for line in lines(cp.run(plan_of(measure={"curve": curve}), panel(tables)))]
    steps = [
        after - before for at, (before, after) in enumerate(pairwise(paid)) if edges[at + 1] - edges[at] == 1
    ]
    assert all(0 <= step <= 4 for step in steps)


@given(
    incentive=st.integers(1, 5_000_000),
    cap=st.integers(0, 300),
    floor_=st.integers(0, 60),
    amounts=st.lists(st.integers(0, 400_000), min_size=2, max_size=4),
)
@settings(max_examples=25, deadline=None)
def test_shares_of_the_target_incentive_limit_to_the_cent(
    incentive: int, cap: int, floor_: int, amounts: list[int]
) -> None:
    """A line is at most the cap and, if it pays anything, at least the floor, each in whole cents."""
    assume(floor_ <= cap)  # a floor above its cap is refused
    limits = {"caps": {"payout_period": f"{cap}%"}, "floors": {"payout_period": f"{floor_}%"}}
    tables = {
        "participants": [person(target_incentive=f"{incentive / 100:.2f}")],
        "sales": sales(*(f"{cents / 100:.2f}" for cents in amounts)),
        "quotas": monthly(len(amounts)),
    }
    free = [line[-1] for line in lines(cp.run(plan_of(), panel(tables)))]
    found = [line[-1] for line in lines(cp.run(plan_of(measure=limits), panel(tables)))]
    month = Fraction(incentive, 12)
    most, least = floor(month * cap / 100), ceil(month * floor_ / 100)
    assert found == [min(max(cents, least) if cents > 0 else cents, most) for cents in free]
