"""What a result adds to the ledger: its payments, and the balances that it leaves open."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

import compplan as cp
from compplan.ledger.posting import post
from compplan.ledger.run import run_of
from compplan.ledger.store import Store
from compplan.ledger.sums import balances, payments
from compplan.plan.model import Amendment, YearToDate
from tests.engine.small import panel, plan_of
from tests.oracle.small_case import monthly, person, sales
from tests.oracle.yaml_text import Raw

EARNED = ("400", "700", "2400.07", "500", "100", "300", "4000")
DRAW: Raw = {"type": "recoverable", "amount": "1000", "until": "2027-05-01", "recovered_from": "2027-03-01"}
PAYMENTS: dict[str, Raw] = {
    "a recoverable draw": {"draw": DRAW},
    "a draw that is forgiven": {"draw": DRAW | {"forgiven": "2027-06-01"}},
    "a draw that is kept": {"draw": {"type": "non_recoverable", "amount": "1000"}},
    "a hold-back": {"hold_back": {"share": "20%", "paid_after": {"3": "50%", "6": "50%"}}},
    "a least amount that is carried": {"minimum": {"amount": "600", "below": "carry"}},
    "a least amount that lapses": {"minimum": {"amount": "600", "below": "lapse"}},
    "all of them": {
        "draw": DRAW | {"forgiven": "2027-06-01"},
        "hold_back": {"share": "20%", "paid_after": {"2": "100%"}},
        "minimum": {"amount": "600", "below": "carry"},
    },
}


def _result(payment: Raw, months: int, plan: cp.Plan | None = None) -> tuple[cp.Result, cp.Panel]:
    data = panel({"participants": [person()], "sales": sales(*EARNED[:months]), "quotas": monthly(months)})
    return cp.run(plan or plan_of({"payment": payment}), data), data


@pytest.mark.parametrize("name", PAYMENTS)
def test_payments_and_balances_are_carried_from_the_ledger(store: Store, name: str) -> None:
    """Month by month, the ledger's balances are what the run leaves open, and it pays what the run pays."""
    for months in range(1, len(EARNED) + 1):
        result, data = _result(PAYMENTS[name], months)
        month = f"2027-{months:02}"
        post(store, run_of(result, data, through=month), by="Cy")
        last = [row["amount"] for row in result.payments.rows() if row["month"] == month]
        assert [f"{paid.amount / 100:.2f}" for paid in payments(store, month)] == last
        assert _open(store) == _left_by(result), month


@pytest.mark.parametrize("name", ["a recoverable draw", "a draw that is forgiven", "all of them"])
@pytest.mark.parametrize("year_to_date", ["freeze", "reprice"])
def test_an_amended_plan_adds_no_more_than_its_own_months(
    store: Store, name: str, year_to_date: YearToDate
) -> None:
    """Months posted as first written stay so; those after are posted as amended, balances with them."""
    curve: Raw = {"curve": {"type": "linear", "points": [["0", "0"], ["1", "2"]]}}
    plan = plan_of({"payment": PAYMENTS[name]})
    other = replace(plan_of({"payment": PAYMENTS[name]}, curve), amends=Amendment(plan, 3, year_to_date))
    for months in range(1, len(EARNED) + 1):
        result, data = _result(PAYMENTS[name], months, plan if months <= 3 else other)
        month = f"2027-{months:02}"
        post(
            store, run_of(result, data, through=month), by="Cy"
        )  # refuses another result for an earlier month
        last = [row["amount"] for row in result.payments.rows() if row["month"] == month]
        assert [f"{paid.amount / 100:.2f}" for paid in payments(store, month)] == last
        assert _open(store) == _left_by(result), month


def _open(store: Store) -> Counter[str]:
    found: Counter[str] = Counter()
    for each in balances(store):
        found.update({"held": each.held, "draw": each.draw, "overpaid": each.overpaid})
    return +found


def _left_by(result: cp.Result) -> Counter[str]:
    kinds = {"hold_back": "held", "minimum": "held", "draw": "draw"}
    found: Counter[str] = Counter()
    for component, amount in zip(result.balances["component"], result.balances["amount"], strict=True):
        if component != "draw_forgiven":
            found[kinds[component]] += int(amount)
    return +found
