"""Deals are shared among several, by credits and by teams, and no cent is lost or made."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import compplan as cp
from compplan.engine.shares import split
from tests.engine.small import panel, plan_of, rows_of
from tests.engine.test_agreement import assert_same_money
from tests.oracle.evaluate import evaluate
from tests.oracle.reading import Tables, read_plan
from tests.oracle.small_case import monthly, person, small_plan
from tests.oracle.yaml_text import Raw, plan_text

Row = dict[str, str]
PEOPLE = [
    person(participant_id="P1", manager_id="P3", team="north"),
    person(participant_id="P2", manager_id="P3", team="north"),
    person(participant_id="P3", team="south"),
]


def deal(name: str, amount: str, who: str = "P1", date: str = "2027-01-15", **cells: str) -> Row:
    """Give one sale."""
    return {"transaction_id": name, "participant_id": who, "date": date, "amount": amount} | cells


def share(name: str, who: str, part: str, kind: str = "") -> Row:
    """Give one share of a transaction."""
    return {"transaction_id": name, "participant_id": who, "share": part, "kind": kind}


def credited(deals: list[Row], shares: list[Row], **actual: Any) -> list[float]:
    """List the actual of each of three participants in January."""
    words: Raw = {"table": "sales", "sum": "amount", "if_missing": "zero"} | actual
    tables: Tables = {"participants": PEOPLE, "sales": deals, "credits": shares}
    quotas = [row for who in ("P1", "P2", "P3") for row in monthly(1, who=who)]
    result = cp.run(plan_of(measure={"actual": words}), panel(tables | {"quotas": quotas}), through="2027-01")
    return [row["actual"] for row in rows_of(result.lines)]


SPLITS: Raw = {"splits": {"table": "credits"}}


def test_a_deal_is_split() -> None:
    """Shares of a deal are credited; a deal without shares stays whole with its own participant."""
    deals = [deal("T1", "1000"), deal("T2", "70")]
    shares = [share("T1", "P1", "0.5"), share("T1", "P2", "0.5")]
    assert credited(deals, shares, **SPLITS) == [570, 500, 0]
    assert credited(deals, shares) == [1070, 0, 0]


def test_an_overlay_is_credited_beside_the_whole() -> None:
    """Shares may sum to more than the deal; who has none is not credited, though it is his."""
    shares = [share("T1", "P2", "1"), share("T1", "P3", "0.5")]
    assert credited([deal("T1", "1000")], shares, **SPLITS) == [0, 1000, 500]


def test_pay_credit_and_quota_credit_are_apart() -> None:
    """A measure looks at one kind of credit, and at what is credited for both."""
    shares = [
        share("T1", "P1", "1", "quota"),
        share("T1", "P2", "0.25", "pay"),
        share("T1", "P3", "0.5", "both"),
    ]
    for kind, actuals in (("quota", [1000, 0, 500]), ("pay", [0, 250, 500])):
        words: Raw = {"splits": {"table": "credits", "kind": kind}}
        assert credited([deal("T1", "1000")], shares, **words) == actuals


def test_thirds_of_a_cent_go_to_the_largest_remainder_and_then_by_id() -> None:
    """0.10 in three equal parts is 0.04, 0.03 and 0.03; a return takes back the same."""
    shares = [share(name, who, "0.3333") for name in ("T1", "T2") for who in ("P1", "P2", "P3")]
    assert credited([deal("T1", "0.10")], shares[:3], **SPLITS) == [0.04, 0.03, 0.03]
    assert credited([deal("T1", "0.10"), deal("T2", "-0.10")], shares, **SPLITS) == [0, 0, 0]


def test_shares_of_deals_are_counted() -> None:
    """A half of a deal counts as half a deal, where deals are counted."""
    shares = [share("T1", "P1", "0.5"), share("T1", "P2", "0.5")]
    words: Raw = {"count": "rows", "sum": None} | SPLITS
    tables: Raw = {key: value for key, value in words.items() if value}
    measure = {"actual": {"table": "sales", "if_missing": "zero"} | tables}
    data: Tables = {"participants": PEOPLE, "sales": [deal("T1", "9"), deal("T2", "9")], "credits": shares}
    quotas = [row for who in ("P1", "P2", "P3") for row in monthly(1, who=who)]
    result = cp.run(plan_of(measure=measure), panel(data | {"quotas": quotas}), through="2027-01")
    assert [row["actual"] for row in rows_of(result.lines)] == [1.5, 0.5, 0]


def test_a_row_counts_in_part_by_its_kind() -> None:
    """Renewals count half, and everything else whole."""
    deals = [deal("T1", "100.01", product="renewal"), deal("T2", "10", product="new")]
    counts: Raw = {"counts": {"by": "product", "shares": {"renewal": "50%"}}}
    assert credited(deals, [share("T1", "P2", "1")], **counts) == [60.01, 0, 0]


def test_a_team_is_credited_with_what_each_of_it_sells() -> None:
    """Everyone in the team on the day has the row, and nobody else."""
    deals = [deal("T1", "1000"), deal("T2", "50", "P2"), deal("T3", "7", "P3")]
    assert credited(deals, [share("T1", "P1", "1")], credit="team") == [1050, 1050, 7]


def test_who_has_no_segment_on_the_day_cannot_share_a_deal() -> None:
    """A share of somebody who was not there yet is told where it stands."""
    people = [*PEOPLE[:2], person("2027-02-01", participant_id="P3")]
    tables: Tables = {"participants": people, "sales": [deal("T1", "1")], "quotas": monthly(1)}
    data = panel(tables | {"credits": [share("T1", "P3", "1")]})
    with pytest.raises(cp.DiagnosticError, match="CP354 P3 has no segment on 2027-01-15, the day of it"):
        cp.run(plan_of(measure={"actual": {"table": "sales", "sum": "amount"} | SPLITS}), data)


@given(
    st.integers(-(10**15), 10**15),
    st.lists(st.integers(0, 10_000), min_size=1, max_size=6),
    st.sampled_from([1, 100]),
)
def test_parts_of_a_deal_sum_to_the_deal(whole: int, weights: list[int], unit: int) -> None:
    """Parts are exact ones rounded up or down, sum to the rounded sum of shares, and of -x are -parts."""
    group, weight = np.zeros(len(weights), np.int64), np.array(weights, np.int64)
    parts = split(np.array([whole]), group, weight, 10_000, unit).tolist()
    exact = [Fraction(whole * share, 10_000) for share in weights]
    assert all(
        abs(part - share) < unit and part % unit == 0 for part, share in zip(parts, exact, strict=True)
    )
    assert abs(sum(parts) - sum(exact)) <= Fraction(unit, 2)
    assert split(np.array([-whole]), group, weight, 10_000, unit).tolist() == [-part for part in parts]


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, Tables]:
    """Make deals, shares of some of them, and a plan that credits them in some way."""
    amounts, people = st.sampled_from(["0.01", "0.10", "-0.05", "100", "33.33", "-1000"]), ["P1", "P2", "P3"]
    days = st.sampled_from(["2027-01-01", "2027-01-31", "2027-02-14", "2027-03-01"])
    products = st.sampled_from(["new", "renewal"])
    count = draw(st.integers(1, 8))
    deals = [
        deal(f"T{n}", draw(amounts), draw(st.sampled_from(people)), draw(days), product=draw(products))
        for n in range(count)
    ]
    kinds = st.sampled_from(["pay", "quota", "both"])
    parts = st.sampled_from(["0", "0.3333", "0.5", "1", "0.0001", "0.25"])
    shared = [(f"T{n}", who) for n in range(count) for who in people if draw(st.booleans())]
    shares = [share(name, who, draw(parts), draw(kinds)) for name, who in shared]
    actual: Raw = {"table": "sales", "sum": "amount", "if_missing": "zero", "missing_months": "zero"}
    actual |= {"credit": draw(st.sampled_from(["own", "reports", "own_and_reports", "team"]))}
    if shares:
        actual["splits"] = {"table": "credits", "kind": draw(st.sampled_from(["pay", "quota"]))}
    if draw(st.booleans()):
        actual["counts"] = {
            "by": "product",
            "shares": {"renewal": draw(st.sampled_from(["50%", "33.3%", "125%"]))},
        }
    quotas = [row for who in people for row in monthly(3, "10", who=who)]
    others = [
        person("2027-01-20", participant_id="P4", team="north"),
        person(participant_id="P3", team="south"),
    ]
    tables: Tables = {"participants": PEOPLE[:2] + others, "sales": deals, "credits": shares}
    return plan_text(small_plan({"actual": actual})), tables | {"quotas": [*quotas, *monthly(3, who="P4")]}


@settings(max_examples=60, deadline=None)
@given(cases())
def test_splits_agree_with_sharing_by_loops(case: tuple[str, Tables]) -> None:
    """However deals are shared, engine and oracle pay the same, to the cent."""
    text, tables = case
    result = cp.run(cp.parse_plan(text), panel(tables), through="2027-03")
    assert_same_money(result, evaluate(read_plan(text), tables, through="2027-03"))


def test_what_was_split_is_explained() -> None:
    """The part of the row is shown, with where the row stands."""
    deals = [deal("T1", "1000")]
    tables: Tables = {"participants": PEOPLE, "sales": deals, "quotas": monthly(1)}
    data = panel(tables | {"credits": [share("T1", "P1", "0.3")]})
    words: Raw = {"actual": {"table": "sales", "sum": "amount", "if_missing": "zero"} | SPLITS}
    plan = plan_of(measure=words | {"target": {"table": "quotas", "value": "quota", "if_missing": "no_pay"}})
    payment = cp.explain(cp.run(plan, data, through="2027-01"), "P1", "2027-01").payment
    assert [(node.value, node.note) for node in _all(payment) if node.name == "row 1"] == [
        (300, "credited of it")
    ]


def _all(node: Any) -> Any:
    yield node
    for part in node.of:
        yield from _all(part)
