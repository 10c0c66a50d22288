"""What measures earn beside target incentive: commissions and amounts, worked by hand, and laws of theirs."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import compplan as cp
from compplan.report.explanation_json import explanation_document
from tests.engine.recalculate import recalculate
from tests.engine.small import paid, panel
from tests.oracle.small_case import monthly, person, sales, small_plan
from tests.oracle.yaml_text import Raw, plan_text

TIERS: list[Raw] = [{"to": "100", "rate": "10%"}, {"to": "200", "rate": "15%"}, {"rate": "20%"}]
ACTUAL = {"table": "sales", "sum": "amount"}


def run(measure: Raw, *amounts: str, quota: str = "1000") -> cp.Result:
    """Pay P1 by one measure that earns no target incentive, on one sale a month."""
    plan = small_plan({}) | {"measures": {"deals": {"type": "value", "actual": ACTUAL} | measure}}
    del plan["weights"]
    data = {"participants": [person()], "sales": sales(*amounts), "quotas": monthly(len(amounts), quota)}
    return cp.run(cp.parse_plan(plan_text(plan)), panel(data))


def curve(kind: str, **words: Any) -> Raw:
    """Give a commission by a curve of the tiers."""
    return {"earns": "commission", "curve": {"type": kind, "bands": TIERS} | words}


FLAT: Raw = {"earns": "commission", "curve": {"type": "flat", "rate": "8%"}}
BY_QUOTA: Raw = {
    "type": "attainment",
    "target": {"table": "quotas", "value": "quota"},
    "quota_proration": "as_given",
    "earns": "commission",
}
WORKED = {
    "flat": (FLAT, "62000", "4960.00"),
    "on the parts": (curve("tiered_marginal"), "250", "35.00"),
    "on all of it": (curve("tiered_retroactive"), "250", "50.00"),
    "the band's rate on all of it": (curve("step"), "250", "50.00"),
    "above the band": (curve("tiered_retroactive", pays="above_band"), "250", "10.00"),
    "at an edge": (curve("tiered_retroactive"), "100", "15.00"),
    "at an edge of the band before": (curve("tiered_retroactive", includes="to"), "100", "10.00"),
    "below a threshold": (curve("tiered_marginal", threshold="50"), "49.99", "0.00"),
    "a rate that rises": (
        {"earns": "commission", "curve": {"type": "linear", "points": [["0", "15%"], ["10000", "45%"]]}},
        "5000",
        "1500.00",
    ),
    "money for each": ({"earns": "amount", "curve": {"type": "flat", "rate": "250"}}, "3", "750.00"),
    "money by step": (
        {"earns": "amount", "curve": {"type": "step", "bands": [{"to": "10", "rate": "0"}, {"rate": "250"}]}},
        "10",
        "250.00",
    ),
    "by attainment": (
        BY_QUOTA
        | {"curve": {"type": "tiered_marginal", "bands": [{"to": "100%", "rate": "5%"}, {"rate": "7.5%"}]}},
        "1100",
        "57.50",
    ),
    "by attainment, on all of the actual": (
        BY_QUOTA | {"curve": {"type": "step", "bands": [{"to": "80%", "rate": "4%"}, {"rate": "5%"}]}},
        "900",
        "45.00",
    ),
    "above the target": (
        BY_QUOTA
        | {
            "curve": {
                "type": "tiered_retroactive",
                "by": "excess",
                "bands": [{"to": "50", "rate": "4%"}, {"rate": "5%"}],
            }
        },
        "1100",
        "5.00",
    ),
    "a number for target": (
        {
            "type": "attainment",
            "target": "50",
            "earns": "amount",
            "curve": {"type": "linear", "points": [["0%", "0"], ["100%", "400"]]},
        },
        "25",
        "200.00",
    ),
    "a return": (FLAT | {"curve": {"type": "flat", "rate": "8%", "negative": "deducts"}}, "-100", "-8.00"),
    "a return that deducts nothing": (FLAT, "-100", "0.00"),
    "nothing": ({"earns": "nothing"}, "250", "0.00"),
}


@pytest.mark.parametrize(("measure", "amount", "expected"), WORKED.values(), ids=WORKED)
def test_what_is_earned(measure: Raw, amount: str, expected: str) -> None:
    """Each kind of commission and amount pays what it comes to by hand."""
    assert paid(run(measure, amount)) == [expected]


@pytest.mark.parametrize("name", [name for name in WORKED if name != "nothing"])
def test_the_explanation_gives_what_is_paid(name: str) -> None:
    """A payment by commission or amount can be computed again from its explanation."""
    measure, amount, expected = WORKED[name]
    result = run(measure, amount)
    document, wrong = explanation_document(cp.explain(result, "P1", "2027-01")), list[str]()
    assert float(recalculate(document["payment"], wrong)) == float(expected)
    assert wrong == []


def test_a_measure_that_earns_nothing_is_reported() -> None:
    """Its line shows what was counted and pays nothing; the payment is not explained by it."""
    result = run(BY_QUOTA | {"earns": "nothing"}, "1100")
    (row,) = result.lines.rows()
    assert (row["attainment"], row["payout_rate"], row["paid"], row["weight"]) == ("1.1", "1.1", "0.00", "")
    assert cp.explain(result, "P1", "2027-01").payment.of == ()


@settings(deadline=None, max_examples=40)
@given(amounts=st.lists(st.integers(-50_000, 90_000), min_size=12, max_size=12))
def test_commission_to_date_is_that_of_the_sum(amounts: list[int]) -> None:
    """Paid to date month by month, a commission comes to that of the year's sum, returns included."""
    texts = [f"{amount / 100:.2f}" for amount in amounts]
    words = {"accumulate": "year_to_date", "balance": "recover"}
    to_date = curve("tiered_marginal", negative="deducts") | words
    total = sum(round(float(cell) * 100) for cell in paid(run(to_date, *texts)))
    whole = run(curve("tiered_marginal", negative="deducts"), f"{sum(amounts) / 100:.2f}")
    expected = round(float(paid(whole)[0]) * 100)
    assert total == expected


@settings(deadline=None)
@given(amount=st.integers(1, 10**7), kind=st.sampled_from(["tiered_marginal", "tiered_retroactive", "step"]))
def test_a_return_takes_back_what_the_sale_earned(amount: int, kind: str) -> None:
    """Where a return deducts, x and then -x come to nothing."""
    sold, returned = f"{amount / 100:.2f}", f"{-amount / 100:.2f}"
    lines = paid(run(curve(kind, negative="deducts"), sold, returned))
    assert float(lines[0]) + float(lines[1]) == 0


EACH: Raw = {
    "per": "transaction",
    "earns": "commission",
    "curve": {
        "type": "tiered_marginal",
        "negative": "deducts",
        "bands": [{"to": "1000", "rate": "1%"}, {"to": "3000", "rate": "2%"}, {"rate": "3%"}],
    },
}
DEALS = ("200", "300", "1500", "1200", "2000", "4500")


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ({}, "164.00"),
        ({"caps": {"transaction": "50"}}, "119.00"),
        ({"floors": {"transaction": "10"}}, "179.00"),
        ({"per": "period"}, "251.00"),
    ],
)
def test_each_transaction_begins_at_the_first_band(limits: Raw, expected: str) -> None:
    """Per transaction each deal has the bands, a cap and a floor to itself; by period their sum has them."""
    plan = small_plan({}) | {"measures": {"deals": {"type": "value", "actual": ACTUAL} | EACH | limits}}
    del plan["weights"]
    rows = [{"participant_id": "P1", "date": "2027-01-15", "amount": amount} for amount in DEALS]
    result = cp.run(cp.parse_plan(plan_text(plan)), panel({"participants": [person()], "sales": rows}))
    assert paid(result) == [expected]
    document, wrong = explanation_document(cp.explain(result, "P1", "2027-01")), list[str]()
    assert f"{float(recalculate(document['payment'], wrong)):.2f}" == expected
    assert wrong == []
