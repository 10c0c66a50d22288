"""Pools: what a group earns together is shared to the last cent, whatever weights and order."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import compplan as cp
from compplan.report.explanation_json import explanation_document
from tests.engine.recalculate import recalculate
from tests.engine.small import panel, rows_of
from tests.oracle.small_case import person, small_plan
from tests.oracle.yaml_text import Raw, plan_text

AMOUNTS = st.lists(st.integers(-50_000, 90_000), min_size=1, max_size=7)
"""Cents that each participant sells."""


def pay(amounts: list[int], weights: list[int], shared: str, *, order: int = 1, **words: Any) -> cp.Result:
    """Share a third of what all sell, returns deducting."""
    plan = small_plan({})
    third: Raw = {"type": "flat", "rate": "33.333333%", "negative": "deducts"}
    measure = {"type": "value", "earns": "commission", "curve": third}
    actual = {"table": "sales", "sum": "amount", "if_missing": "zero", "missing_months": "zero"}
    pool = {"within": "all", "shared": shared} | words
    plan["measures"] = {"pool": measure | {"actual": actual, "pool": pool}}
    del plan["weights"]
    ids = [f"P{at}" for at in range(len(amounts))]
    people = [
        person(participant_id=who, pool_weight=f"{weight / 100:.2f}", target_incentive=str(weight))
        for who, weight in zip(ids, weights, strict=True)
    ]
    rows = [
        {"participant_id": who, "date": "2027-01-15", "amount": f"{amount / 100:.2f}"}
        for who, amount in zip(ids, amounts, strict=True)
    ]
    tables = {"participants": people[::order], "sales": rows[::order]}
    return cp.run(cp.parse_plan(plan_text(plan)), panel(tables), through="2027-01")


def paid(result: cp.Result) -> list[int]:
    """List what each participant has of the pool, in cents."""
    return [row["paid"] for row in rows_of(result.lines)]


def rounded_third(amounts: list[int]) -> int:
    """Round a third of a sum of cents half away from zero."""
    total = sum(amounts)
    part = (2 * abs(total) * 33_333_333 + 10**8) // (2 * 10**8)
    return part if total >= 0 else -part


@given(AMOUNTS, st.data(), st.sampled_from(["equally", "by_weight", "by_target_incentive"]))
@settings(max_examples=25, deadline=None)
def test_shares_sum_to_the_pool(amounts: list[int], data: st.DataObject, shared: str) -> None:
    """No cent is lost or made, nobody has a cent more than the next whole one, and order means nothing."""
    count = len(amounts)
    weights = data.draw(st.lists(st.integers(0, 30_000), min_size=count, max_size=count))
    found, whole = paid(pay(amounts, weights, shared)), rounded_third(amounts)
    assert sum(found) == whole
    used = weights if shared != "equally" and any(weights) else [1] * count
    assert all(
        abs(share * sum(used) - whole * weight) < sum(used) for share, weight in zip(found, used, strict=True)
    )
    assert found == paid(pay(amounts, weights, shared, order=-1))


@given(AMOUNTS)
@settings(max_examples=15, deadline=None)
def test_a_pool_of_returns_takes_back_what_the_sales_gave(amounts: list[int]) -> None:
    """The shares of x and of -x sum to nothing, for everyone."""
    weights = [3 * at + 1 for at in range(len(amounts))]
    back = paid(pay([-amount for amount in amounts], weights, "by_weight"))
    assert [-share for share in back] == paid(pay(amounts, weights, "by_weight"))


def test_a_share_is_explained() -> None:
    """The explanation shows the pool, the part and the cents by remainder, and computes again."""
    result, wrong = pay([10_000, 0, 0], [100, 100, 100], "by_weight"), list[str]()
    assert paid(result) == [1111, 1111, 1111]
    result = pay([10_001, 1, 0], [100, 100, 50], "by_weight")
    assert paid(result) == [1334, 1333, 667]
    payment = explanation_document(cp.explain(result, "P0", "2027-01"))["payment"]
    assert recalculate(payment, wrong) * 100 == 1334
    assert wrong == []
    assert "P0, P1, P2" in str(payment)
