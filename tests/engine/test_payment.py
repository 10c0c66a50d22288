"""What becomes of lines before they are paid: draws, guarantees, clawbacks, hold-backs, the least amount."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import compplan as cp
from compplan.report.explanation_json import explanation_document
from tests.engine.recalculate import recalculate
from tests.engine.small import panel, plan_of, rows_of
from tests.engine.test_agreement import assert_same_money
from tests.oracle.evaluate import evaluate
from tests.oracle.reading import Tables, read_plan
from tests.oracle.small_case import monthly, person, sales, small_plan
from tests.oracle.yaml_text import Raw, plan_text

Row = dict[str, str]


def pay(payment: Raw, *earned: str, people: list[Row] | None = None, **tables: Any) -> cp.Result:
    """Pay P1, whose lines come to these amounts month by month."""
    data: Tables = {
        "participants": people or [person()],
        "sales": sales(*earned),
        "quotas": monthly(len(earned)),
    }
    return cp.run(plan_of({"payment": payment}), panel(data | tables))


def paid(result: cp.Result) -> list[int]:
    """List the payments in whole units."""
    return [row["amount"] / 100 for row in rows_of(result.payments)]


def items(result: cp.Result, name: str) -> dict[str, float]:
    """Give an item's lines by month, in whole units."""
    return {row["month"][-2:]: row["paid"] / 100 for row in rows_of(result.lines) if row["component"] == name}


def open_of(result: cp.Result) -> dict[str, float]:
    """Give what is open at the end, in whole units."""
    return {row["component"]: row["amount"] / 100 for row in rows_of(result.balances)}


def recoverable(amount: str = "2000", **words: str) -> Raw:
    """Give a recoverable draw."""
    return {"draw": {"type": "recoverable", "amount": amount} | words}


def test_a_recoverable_draw_is_recovered_from_what_is_earned_above_it() -> None:
    """Six months of a draw of 2,000: what was advanced is recovered, and pay never falls below the draw."""
    result = pay(recoverable(), "2750", "3000", "1500", "2375", "3000", "2750")
    assert paid(result) == [2750, 3000, 2000, 2000, 2875, 2750]
    assert items(result, "draw") == {"03": 500}
    assert items(result, "draw_recovery") == {"04": -375, "05": -125}
    assert open_of(result) == {}


def test_what_was_advanced_and_not_recovered_is_open() -> None:
    """Earning too little for long leaves a debt, which is listed."""
    result = pay(recoverable("1000"), "400", "600", "1200")
    assert paid(result) == [1000, 1000, 1000]
    assert open_of(result) == {"draw": 800}


def test_a_draw_that_is_not_recovered_is_kept() -> None:
    """A non-recoverable draw is the least that is paid."""
    payment = {"draw": {"type": "non_recoverable", "amount": "2000"}}
    result = pay(payment, "3500", "1500", "5000")
    assert paid(result) == [3500, 2000, 5000]
    assert open_of(result) == {}


def test_the_three_dates_of_a_draw() -> None:
    """Draw end, recovery start and forgiveness are dates of their own."""
    words = {"until": "2027-03-01", "recovered_from": "2027-04-01", "forgiven": "2027-06-01"}
    result = pay(recoverable("1000", **words), "400", "700", "900", "500", "100", "300")
    # 600 + 300 are advanced; nothing is recovered in March, 500 and 100 are later; 300 are forgiven.
    assert paid(result) == [1000, 1000, 900, 0, 0, 300]
    assert open_of(result) == {"draw_forgiven": 300}


def test_recovery_takes_a_part_of_what_is_earned_at_most() -> None:
    """Half of what is earned stays."""
    result = pay(recoverable("1000", until="2027-02-01", recovered_at_most="50%"), "0", "600.01", "3000")
    # 50 % of 600.01 is 300.005, rounded to 300.01.
    assert paid(result) == [1000, 300, 3000 - 699.99]


def test_a_draw_from_a_table_is_everybodys_own() -> None:
    """Who has no draw in a period has none."""
    draws = [{"participant_id": "P1", "period": "2027-02", "amount": "800"}]
    result = pay({"draw": {"type": "recoverable", "table": "draws"}}, "100", "100", "100", draws=draws)
    assert paid(result) == [100, 800, 0]
    assert open_of(result) == {"draw": 600}


def test_new_participants_are_guaranteed_a_share_of_their_target_incentive() -> None:
    """Months count from the first of the stretch, which may be a part; the share may fall."""
    guarantee: Raw = {"guarantee": {"months": "3", "by_month": {"1": "100%", "3": "50%"}}}
    result = pay(guarantee, "", "100", "2000", "100", "100", people=[person("2027-02-15")])
    # February: 14 of 28 days of 1,000; March above it; April half of 1,000; May none.
    assert paid(result) == [500, 2000, 500, 100]
    assert items(result, "guarantee") == {"02": 450, "04": 400}


DEALS = [
    {"transaction_id": "T1", "participant_id": "P1", "date": "2027-01-10", "amount": "400"},
    {"transaction_id": "T2", "participant_id": "P1", "date": "2027-01-20", "amount": "600"},
    {"transaction_id": "T3", "participant_id": "P1", "date": "2027-02-05", "amount": "100"},
    {"transaction_id": "T4", "participant_id": "P1", "date": "2027-03-05", "amount": "100"},
]


def clawed(cancellations: dict[str, str], deals: list[Row] = DEALS, **words: Any) -> cp.Result:
    """Pay deals of three months, some cancelled on a day."""
    rows = [{"transaction_id": deal, "date": day} for deal, day in cancellations.items()]
    payment: Raw = {"clawback": {"table": "cancellations", "share": "100%"} | words}
    data: Tables = {"sales": deals, "cancellations": rows, "quotas": monthly(3)}
    return pay(payment, "1", "1", "1", **data)


def test_the_pay_on_a_cancelled_deal_is_taken_back() -> None:
    """Its part of what its line paid is taken back when it is cancelled; attainment stays as it was."""
    result = clawed({"T2": "2027-03-02"})
    assert paid(result) == [1000, 100, -500]
    assert items(result, "clawback") == {"03": -600}
    assert [row["actual"] for row in rows_of(result.lines)][:3] == [1000, 100, 100]


def test_the_credit_of_a_cancelled_deal_is_taken_off() -> None:
    """It lowers the actual of the month in which it is cancelled; in that of its sale it is as never sold."""
    result = clawed({"T1": "2027-03-02"}, takes="credit")
    assert [row["actual"] for row in rows_of(result.lines)][:3] == [1000, 100, -300]
    assert items(result, "clawback") == {}
    assert paid(clawed({"T2": "2027-01-25"}, takes="credit")) == [400, 100, 100]
    assert paid(clawed({"T1": "2027-02-25"}, takes="both", share="25%")) == [1000, -100, 100]


def test_a_half_of_the_pay_is_taken_back() -> None:
    """The share of the clawback is what is taken."""
    assert items(clawed({"T1": "2027-02-01"}, share="50%"), "clawback") == {"02": -200}


def test_months_served_count_for_the_participant() -> None:
    """Of twelve months of which two have passed, ten twelfths are taken back; after them, nothing."""
    words: Raw = {"served": "counts", "months": "12"}
    assert items(clawed({"T2": "2027-03-20"}, **words), "clawback") == {"03": -500}
    assert items(clawed({"T2": "2027-03-19"}, **words), "clawback") == {"03": -550}
    assert items(clawed({"T2": "2027-03-20"}, months="2"), "clawback") == {}


def test_only_what_was_paid_is_taken_back() -> None:
    """A deal on which nothing was paid yet costs nothing; returns leave less to take."""
    returned = [*DEALS[:2], {**DEALS[2], "date": "2027-01-25", "amount": "-900"}, *DEALS[3:]]
    result = clawed(
        {"T1": "2027-02-10", "T2": "2027-02-11"}, [*returned, DEALS[2] | {"transaction_id": "T9"}]
    )
    # January paid 100 on 400 + 600 - 900: what both deals claim is more than that.
    assert items(result, "clawback") == {"02": -100}


def test_an_unknown_cancellation_is_refused() -> None:
    """A transaction that nobody sold cannot be cancelled."""
    with pytest.raises(cp.DiagnosticError, match="CP385 no measure whose pay is taken back"):
        clawed({"T7": "2027-02-01"})


def test_what_is_held_is_paid_in_parts_later() -> None:
    """A half of each payment is held; a third of it, and then the rest, is paid one and two months later."""
    hold: Raw = {"hold_back": {"share": "50%", "paid_after": {"1": "33.34%", "2": "66.66%"}}}
    result = pay(hold, "1000", "0", "100", "0")
    assert paid(result) == [500, 166.7, 383.3, 16.67]
    assert open_of(result) == {"hold_back": 33.33}


def test_what_was_half_paid_is_taken_back_once() -> None:
    """A deal whose pay is half held: cancelling it leaves nothing, neither now nor later."""
    payment: Raw = {
        "clawback": {"table": "cancellations", "share": "100%"},
        "hold_back": {"share": "50%", "paid_after": {"2": "100%"}},
    }
    data: Tables = {"sales": DEALS, "cancellations": [{"transaction_id": "T1", "date": "2027-02-01"}]}
    result = pay(payment, "1", "1", "1", **data | {"quotas": monthly(3)})
    assert paid(result) == [500, -300, 550]
    assert sum(paid(result)) + sum(open_of(result).values()) == 1200 - 400


def test_small_payments_wait_or_lapse() -> None:
    """What is below the least amount is paid with the next payment, or dropped."""
    assert paid(pay({"minimum": {"amount": "25", "below": "carry"}}, "10", "14.99", "0.01", "3")) == [
        0,
        0,
        25,
        0,
    ]
    result = pay({"minimum": {"amount": "25", "below": "carry"}}, "30", "10")
    assert open_of(result) == {"minimum": 10}
    assert paid(pay({"minimum": {"amount": "25", "below": "lapse"}}, "10", "24.99", "25")) == [0, 0, 25]


def test_no_payment_is_negative_with_a_least_amount_of_zero() -> None:
    """What would be taken from the participant is set off against what is paid later."""
    payment: Raw = {
        "clawback": {"table": "cancellations", "share": "100%"},
        "minimum": {"amount": "0", "below": "carry"},
    }
    data: Tables = {"sales": DEALS, "cancellations": [{"transaction_id": "T2", "date": "2027-02-01"}]}
    result = pay(payment, "1", "1", "1", **data | {"quotas": monthly(3)})
    assert paid(result) == [1000, 0, 0]
    assert open_of(result) == {"minimum": -400}


EVERYTHING: Raw = {
    "draw": {"type": "recoverable", "amount": "500", "until": "2027-03-01", "recovered_at_most": "50%"},
    "guarantee": {"months": "2", "share": "80%"},
    "clawback": {"table": "cancellations", "share": "50%"},
    "hold_back": {"share": "10%", "paid_after": {"1": "100%"}},
    "minimum": {"amount": "100", "below": "carry"},
}


def test_every_item_is_explained() -> None:
    """The lines of a payment sum to it, and each can be computed again from what it shows."""
    data: Tables = {"sales": DEALS, "cancellations": [{"transaction_id": "T1", "date": "2027-03-01"}]}
    result = pay(EVERYTHING, "1", "1", "1", people=[person("2027-01-01")], **data | {"quotas": monthly(3)})
    for row in rows_of(result.payments):
        explanation, wrong = cp.explain(result, "P1", row["month"]), list[str]()
        assert recalculate(explanation_document(explanation)["payment"], wrong) * 100 == row["amount"]
        assert wrong == []
        lines = [each for each in rows_of(result.lines) if each["month"] == row["month"]]
        assert [node.name for node in explanation.payment.of] == [line["component"] for line in lines]


SHARES = st.sampled_from(["10%", "33.3%", "50%", "100%"])
DATES = st.sampled_from(["2027-02-01", "2027-04-01", "2027-05-01", "2027-09-01", "2028-02-01"])


@st.composite
def payments(draw: st.DrawFn) -> Raw:
    """Make a payment section of some of its items."""
    money = st.sampled_from(["0", "25", "300", "1000.01"])
    of_draw: Raw = {"type": draw(st.sampled_from(["recoverable", "recoverable", "non_recoverable"]))}
    of_draw |= draw(st.sampled_from([{"amount": "500"}, {"amount": "1000.03"}, {"table": "draws"}]))
    names = ["until", "recovered_from", "forgiven"] if of_draw["type"] == "recoverable" else ["until"]
    of_draw |= {name: draw(DATES) for name in names if draw(st.booleans())}
    if of_draw["type"] == "recoverable" and draw(st.booleans()):
        of_draw["recovered_at_most"] = draw(SHARES)
    if draw(st.booleans()):
        of_draw["months"] = "4"
    guarantee: Raw = draw(st.sampled_from([{"share": "80%"}, {"by_month": {"1": "100%", "3": "33.3%"}}]))
    clawback: Raw = {"table": "cancellations", "share": draw(SHARES)}
    clawback |= draw(st.sampled_from([{}, {"months": "3"}, {"months": "6", "served": "counts"}]))
    clawback |= draw(st.sampled_from([{}, {"takes": "pay"}, {"takes": "credit"}, {"takes": "both"}]))
    parts = draw(
        st.sampled_from([{"1": "100%"}, {"2": "50%", "4": "50%"}, {"1": "33%", "3": "33%", "12": "34%"}])
    )
    every: Raw = {
        "draw": of_draw,
        "guarantee": {"months": draw(st.sampled_from(["2", "5"]))} | guarantee,
        "clawback": clawback,
        "hold_back": {"share": draw(SHARES), "paid_after": parts},
        "minimum": {"amount": draw(money), "below": draw(st.sampled_from(["carry", "lapse"]))},
    }
    return {name: value for name, value in every.items() if draw(st.booleans())}


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, Tables]:
    """Make a plan with payment, and deals of which some are cancelled."""
    amounts = st.sampled_from(["0.01", "33.33", "500", "999.99", "-250", "2500"])
    days = st.builds("2027-{:02d}-{:02d}".format, st.integers(1, 9), st.sampled_from([1, 15, 28]))
    count, people = draw(st.integers(1, 12)), ["P1", "P2"]
    deals = [
        {
            "transaction_id": f"T{n}",
            "participant_id": draw(st.sampled_from(people)),
            "date": draw(days),
            "amount": draw(amounts),
        }
        for n in range(count)
    ]
    cancelled = [{"transaction_id": f"T{n}", "date": draw(days)} for n in range(count) if draw(st.booleans())]
    measure: Raw = {
        "actual": {"table": "sales", "sum": "amount", "if_missing": "zero", "missing_months": "zero"}
    }
    if draw(st.booleans()):
        measure |= {
            "accumulate": "year_to_date",
            "balance": draw(st.sampled_from(["lapse", "carry", "recover"])),
        }
    measure["target"] = {"table": "quotas", "value": "quota", "spread": "months"}
    period = draw(st.sampled_from(["month", "quarter"]))
    words: Raw = {
        "payout_period": period,
        "payment": draw(payments()),
        "rounding": {"to": draw(st.sampled_from(["0.01", "5"])), "mode": "half_even", "at": "component"},
    }
    quota = [{"participant_id": who, "period": "2027", "quota": "12000"} for who in people]
    periods = ["2027-01", "2027-02", "2027-05"] if period == "month" else ["2027-Q1", "2027-Q3"]
    draws = [{"participant_id": "P1", "period": each, "amount": "750.5"} for each in periods]
    staff = [person("2027-02-10", "2027-08-15"), person(participant_id="P2", target_incentive="7777.77")]
    tables: Tables = {"participants": staff, "sales": deals, "quotas": quota, "draws": draws}
    if not words["payment"]:
        del words["payment"]
    sold = [
        row for row in deals if row["participant_id"] == "P2" or "2027-02-10" <= row["date"] < "2027-08-15"
    ]
    known = {row["transaction_id"] for row in sold}
    return plan_text(small_plan(measure) | words), tables | {
        "sales": sold or [deals[0] | {"participant_id": "P2"}],
        "cancellations": [row for row in cancelled if row["transaction_id"] in known],
    }


def _ran(text: str, tables: Tables) -> cp.Result:
    blank = [{"transaction_id": "T0", "date": "2030-01-01"}]
    shown = tables | {"cancellations": tables["cancellations"] or blank}
    return cp.run(cp.parse_plan(text), panel(shown), through="2027-09")


@settings(max_examples=80, deadline=None)
@given(cases())
def test_payment_agrees_with_paying_by_loops(case: tuple[str, Tables]) -> None:
    """Whatever the payment, engine and oracle give the same lines, payments and balances, to the cent."""
    text, tables = case
    assert_same_money(_ran(text, tables), evaluate(read_plan(text), tables, through="2027-09"))


@settings(max_examples=60, deadline=None)
@given(cases())
def test_nothing_is_lost_between_earning_and_paying(case: tuple[str, Tables]) -> None:
    """What is advanced is recovered, forgiven or open; what is held is paid or open."""
    text, tables = case
    result = _ran(text, tables)
    sums: dict[tuple[str, str], int] = {}
    for row in rows_of(result.lines):
        key = row["participant_id"], row["component"]
        sums[key] = sums.get(key, 0) + row["paid"]
    left = {(row["participant_id"], row["component"]): row["amount"] for row in rows_of(result.balances)}
    for who in ("P1", "P2"):
        debt = left.get((who, "draw"), 0) + left.get((who, "draw_forgiven"), 0)
        if "type: recoverable" in text:
            assert sums.get((who, "draw"), 0) + sums.get((who, "draw_recovery"), 0) == debt
        held = sums.get((who, "held_back"), 0) + sums.get((who, "hold_back_paid"), 0)
        assert held + left.get((who, "hold_back"), 0) == 0
        if "below: carry" in text:
            assert sums.get((who, "minimum"), 0) + left.get((who, "minimum"), 0) == 0
    assert sum(sums.values()) == sum(result.payments["amount"].tolist())
