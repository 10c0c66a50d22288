"""What lines pay, by hand: in the small plan 1 of sales is 1 of pay, so that due to date is sales to date."""

from __future__ import annotations

from typing import Any

import pytest

import compplan as cp
from tests.engine.small import Row, paid, run
from tests.oracle.small_case import monthly, person, quotas, sales

NOTHING = "0.00"


def to_date(balance: str) -> dict[str, str]:
    """Give the words that accumulate to date."""
    return {"accumulate": "year_to_date", "balance": balance}


def brought_in(result: cp.Result) -> list[str]:
    """List the balances brought into the lines."""
    return [row["brought_in"] for row in result.lines.rows()]


def two_years(balance: str, first: list[str], second: list[str], **case: Any) -> cp.Result:
    """Run the small plan over two years, sales of each given by month from January."""
    return run(
        plan={"years": "2"} | case.pop("plan", {}),
        measure=to_date(balance),
        sales=sales(*first) + sales(*second, year=2028),
        quotas=monthly(12) + monthly(12, year=2028),
        **case,
    )


FIRST = ["1000", *["0"] * 10, "-300"]
SECOND = ["200", "250", *["0"] * 10]


@pytest.mark.parametrize("balance", ["lapse", "carry", "recover"])
def test_a_return_within_the_year_comes_off_later_pay(balance: str) -> None:
    """After a return nothing is paid until what is due to date exceeds what was paid."""
    result = run(
        measure=to_date(balance),
        sales=sales("1000", "-400", "300", "700"),
        quotas=monthly(4),
        through="2027-04",
    )
    assert paid(result) == ["1000.00", NOTHING, NOTHING, "600.00"]


def test_what_lapses_at_year_end_is_gone() -> None:
    """Overpaid by 300 in December, the next year starts from nothing."""
    result = two_years("lapse", FIRST, SECOND)
    assert paid(result) == ["1000.00", *[NOTHING] * 11, "200.00", "250.00", *[NOTHING] * 10]
    assert len(result.balances) == 0


def test_what_is_recovered_at_year_end_is_paid_back() -> None:
    """Overpaid by 300, December's line takes 300 back, and the next year starts from nothing."""
    result = two_years("recover", FIRST, SECOND)
    assert paid(result) == ["1000.00", *[NOTHING] * 10, "-300.00", "200.00", "250.00", *[NOTHING] * 10]
    assert len(result.balances) == 0


def test_what_is_carried_comes_off_the_next_year() -> None:
    """Overpaid by 300, January's 200 pay nothing and February's 450 to date pay 150."""
    result = two_years("carry", FIRST, SECOND)
    assert paid(result) == ["1000.00", *[NOTHING] * 11, NOTHING, "150.00", *[NOTHING] * 10]
    assert brought_in(result) == [NOTHING] * 12 + ["300.00"] * 12
    assert len(result.balances) == 0


def test_what_is_not_set_off_in_a_year_is_carried_again() -> None:
    """Of 300 brought in 100 are set off; the 200 left stay open, as the plan ends."""
    result = two_years("carry", FIRST, ["100", *["0"] * 11])
    assert paid(result)[12:] == [NOTHING] * 12
    assert list(result.balances.rows()) == [
        {"participant_id": "P1", "component": "revenue", "amount": "200.00"}
    ]


@pytest.mark.parametrize(
    ("balance", "last", "still_open"),
    [("lapse", NOTHING, []), ("carry", NOTHING, ["300.00"]), ("recover", "-300.00", [])],
)
def test_whoever_leaves_settles_with_the_last_line(balance: str, last: str, still_open: list[str]) -> None:
    """The last line before an exit in mid-month settles, and a balance carried nowhere stays open.

    Base and quota shrink by the same days, so that due to date is still sales to date.
    """
    result = run(
        measure=to_date(balance) | {"quota_proration": "calendar_days"},
        people=[person(end="2027-03-16"), person(participant_id="P2")],
        sales=sales("1000", "0", "-300") + sales("1", "1", "1", "1", who="P2"),
        quotas=monthly(3) + monthly(4, who="P2"),
        through="2027-04",
    )
    assert paid(result)[:3] == ["1000.00", NOTHING, last]
    assert len(paid(result)) == 3 + 4
    assert [row["amount"] for row in result.balances.rows()] == still_open


@pytest.mark.parametrize("through", ["2027-06", "2027-12"])
def test_a_gap_within_the_year_does_not_settle(through: str) -> None:
    """Away in April and May, overpaid in March: that is recovered in December, wherever the run ends."""
    result = run(
        measure=to_date("recover"),
        people=[person(end="2027-04-01"), person(start="2027-06-01"), person(participant_id="P2")],
        sales=sales("1000", "0", "-300", "", "", "100", *["0"] * 6) + sales(*["1"] * 12, who="P2"),
        quotas=monthly(12) + monthly(12, who="P2"),
        through=through,
    )
    lines = [row for row in result.lines.rows() if row["participant_id"] == "P1"]
    pays = {row["month"]: row["paid"] for row in lines}
    assert list(pays)[:4] == ["2027-01", "2027-02", "2027-03", "2027-06"]
    assert pays["2027-03"] == pays["2027-06"] == NOTHING
    assert pays.get("2027-12") == (None if through == "2027-06" else "-200.00")


def test_a_balance_waits_for_the_year_of_return() -> None:
    """Overpaid at the end of the first year and away for all of the second: the third brings it in."""
    result = run(
        plan={"years": "3"},
        measure=to_date("carry") | {"actual": {"table": "sales", "sum": "amount", "missing_months": "zero"}},
        people=[person(end="2028-01-01"), person(start="2029-01-01")],
        sales=sales(*FIRST) + sales("500", *["0"] * 11, year=2029),
        quotas=monthly(12) + monthly(12, year=2029),
    )
    assert paid(result) == ["1000.00", *[NOTHING] * 11, "200.00", *[NOTHING] * 11]
    assert brought_in(result) == [NOTHING] * 12 + ["300.00"] * 12


def test_a_run_that_ends_early_does_not_settle() -> None:
    """The end of a run is no settlement: whoever is overpaid in June may still earn it."""
    first = ["1000", "-300", "0", "0", "0", "0"]
    early = run(measure=to_date("recover"), sales=sales(*first), quotas=monthly(6))
    assert paid(early) == ["1000.00", *[NOTHING] * 5]
    assert [row["earned"] for row in early.lines.rows()] == ["1000", "-300", "0", "0", "0", "0"]


def test_a_year_that_begins_with_a_return_pays_nothing_back() -> None:
    """Attainment below zero counts as zero: January pays nothing, February what is due to date."""
    result = run(measure=to_date("recover"), sales=sales("-400", "1000"), quotas=monthly(2))
    assert paid(result) == [NOTHING, "600.00"]


def test_without_accumulation_a_month_below_zero_pays_nothing() -> None:
    """Each month stands alone: a return in one takes nothing from another."""
    result = run(sales=sales("1000", "-400", "300"), quotas=monthly(3))
    assert paid(result) == ["1000.00", NOTHING, "300.00"]


@pytest.mark.parametrize(("payout", "pays"), [("month", ["0.33", "0.33", "0.33"]), ("quarter", ["1.00"])])
def test_a_line_is_rounded_once_in_a_payout_period(payout: str, pays: list[str]) -> None:
    """Three months of a third of a dollar make 0.99 if each is paid, and 1.00 if the quarter is."""
    result = run(
        plan={"payout_period": payout},
        people=[person(target_incentive="4")],
        sales=sales("1", "1", "1"),
        quotas=monthly(3, "1"),
    )
    assert paid(result) == pays


def test_to_date_pays_the_rounded_sum_of_the_year() -> None:
    """Paid to date, three months of a third make a whole dollar: each line is rounded to date."""
    result = run(
        measure=to_date("carry"),
        people=[person(target_incentive="4")],
        sales=sales("1", "1", "1"),
        quotas=monthly(3, "1"),
    )
    assert paid(result) == ["0.33", "0.34", "0.33"]


@pytest.mark.parametrize(
    ("mode", "pays"),
    [("half_up", "3.00"), ("half_even", "2.00"), ("half_down", "2.00"), ("up", "3.00"), ("down", "2.00")],
)
def test_a_tie_goes_as_the_mode_says(mode: str, pays: str) -> None:
    """An earned 2.50, to whole dollars, goes up or down by the rounding mode."""
    result = run(
        plan={"rounding": {"to": "1", "mode": mode, "at": "component"}},
        people=[person(target_incentive="30")],
        sales=sales("1000"),
        quotas=monthly(1),
    )
    assert paid(result) == [pays]


def test_a_month_in_part_counts_by_its_days() -> None:
    """From 17 January, 15 of 31 days: a base of 483.87, which is paid at an attainment of 100 %."""
    people: list[Row] = [person(start="2027-01-17")]
    rows = [{"participant_id": "P1", "date": "2027-01-20", "amount": "483.87"}]
    result = run(people=people, sales=rows, quotas=quotas(m2027_01="483.87"))
    assert paid(result) == ["483.87"]


def test_two_segments_in_a_month_count_by_their_days() -> None:
    """12,000 a year up to 10 June and 24,000 from then on: 9 of 30 days at 1,000 and 21 at 2,000 a month."""
    people = [person(end="2027-06-10"), person(start="2027-06-10", target_incentive="24000")]
    rows = sales(*["1000"] * 6)
    result = run(people=people, sales=rows, quotas=monthly(6))
    assert paid(result) == [*["1000.00"] * 5, "1700.00"]
