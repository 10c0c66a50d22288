"""The oracle against figures worked by hand: people, target incentive, actuals, hierarchy and quotas."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.oracle.reading import OracleError
from tests.oracle.small_case import column, monthly, person, quotas, run, sales
from tests.oracle.yaml_text import Raw

SPREAD: Raw = {"table": "quotas", "value": "quota", "spread": "months"}


def test_incentive_of_a_joiner_and_a_leave() -> None:
    """The base of a month is prorated by the days of the segments in it."""
    # Joins 17 January: 15 of 31 days, 1,000 x 15/31 = 483.870..
    # On leave 15 to 21 February: 21 of 28 days, 750.
    people = [person("2027-01-17", "2027-02-15"), person("2027-02-22")]
    outcome = run(people=people, sales=sales("1000", "1000", "1000", day=25), quotas=monthly(3))
    assert column(outcome, "base") == [Fraction(15000, 31), 750, 1000]
    assert column(outcome, "paid") == [483_87, 750_00, 1000_00]


def test_incentive_that_changes_inside_a_month() -> None:
    """Two target incentives in one month count by their days."""
    # 12,000 a year for 10 days of 30, 24,000 for 20: 1,000 x 1/3 + 2,000 x 2/3 = 1,666.67.
    people = [person(end="2027-04-11"), person("2027-04-11", target_incentive="24000")]
    outcome = run(people=people, sales=sales(*["1000"] * 4), quotas=monthly(4))
    assert column(outcome, "paid")[3] == 1666_67


def test_role_outside_the_plan_earns_nothing() -> None:
    """A change of role ends taking part, and the months after are listed as covered by no plan."""
    people = [
        person(end="2027-02-01"),
        person("2027-02-01", "2027-03-01", role="trainer"),
        person("2027-03-01"),
    ]
    outcome = run(people=people, sales=sales("1000", "1000", "500"), quotas=monthly(3))
    assert list(zip(column(outcome, "month"), column(outcome, "paid"), strict=True)) == [
        ("2027-01", 1000_00),
        ("2027-03", 500_00),
    ]
    assert outcome.uncovered == [("P1", "2027-02")]


def test_actual_of_days_outside_the_role_does_not_count() -> None:
    """A quarter's actual leaves out rows of days on which the participant has another role."""
    # Seller from 21 February: base 8/28 x 1,000 + 1,000. Of the rows those of 21 February and March
    # count: 600 + 900 of 3000 as given, 50 % of 9,000/7 = 642.857..
    rows = sales("5000") + sales("", "40", day=20) + sales("", "600", "900", day=21)
    outcome = run(
        plan={"performance_period": "quarter", "payout_period": "quarter"},
        people=[person(end="2027-02-21", role="trainer"), person("2027-02-21")],
        sales=rows,
        quotas=quotas(m2027_Q1="3000"),
    )
    assert column(outcome, "actual") == [1500]
    assert column(outcome, "paid") == [642_86]


@pytest.mark.parametrize(
    ("proration", "target", "paid"), [("as_given", 9000, 500_00), ("calendar_days", 4500, 1000_00)]
)
def test_quota_of_a_quarter_for_a_joiner(proration: str, target: int, paid: int) -> None:
    """A quarter's quota is taken whole, or by 45 of its 90 days."""
    # Joins 15 February: 14 + 31 days of 90. Base 500 + 1,000; sales 3000 of 9000 is 1/3, of 4500 is 2/3.
    outcome = run(
        plan={"performance_period": "quarter", "payout_period": "quarter"},
        measure={"quota_proration": proration},
        people=[person("2027-02-15")],
        sales=sales("", "1000", "2000"),
        quotas=quotas(m2027_Q1="9000"),
    )
    assert column(outcome, "target") == [target]
    assert column(outcome, "paid") == [paid]


def test_spread_gives_each_month_an_equal_part() -> None:
    """A year's quota is spread by months, not by days, and each month's part is prorated by its own days."""
    # 12000 / 12 = 1000 a month; of January 15 of 31 days count: 1000 x 15/31, and so does the base.
    outcome = run(
        measure={"target": SPREAD, "quota_proration": "calendar_days"},
        people=[person("2027-01-17")],
        sales=sales("1000", "1000", day=20),
        quotas=quotas(m2027="12000"),
    )
    assert column(outcome, "target") == [Fraction(15000, 31), 1000]
    # January: 1000 / (15000/31) = 31/15 of a base of 15000/31 is 1,000.
    assert column(outcome, "paid") == [1000_00, 1000_00]


def test_spread_quota_to_date_sums_the_months_with_part() -> None:
    """Months in another role add nothing to actual, quota and base to date."""
    # A quarter's 3000 are 1000 a month; no part in February: quota to date 1000, then 2000.
    trainer = person("2027-02-01", "2027-03-01", role="trainer")
    outcome = run(
        measure={"target": SPREAD, "accumulate": "year_to_date", "balance": "lapse"},
        people=[person(end="2027-02-01"), trainer, person("2027-03-01")],
        sales=sales("500", "700", "1000"),
        quotas=quotas(m2027_Q1="3000"),
    )
    assert column(outcome, "actual") == [500, 1500]
    assert column(outcome, "target") == [1000, 2000]
    assert column(outcome, "paid") == [500_00, 1000_00]


def test_where_keeps_rows_with_one_of_the_values() -> None:
    """Only rows whose column has a given value are summed."""
    rows = [
        row | {"product": product}
        for row, product in zip(sales("1") * 3, ("new", "old", "used"), strict=True)
    ]
    actual = {"table": "sales", "sum": "amount", "where": {"product": ["new", "used"]}}
    assert column(run(measure={"actual": actual}, sales=rows, quotas=monthly(1)), "actual") == [2]


def test_roll_up_of_two_levels_with_a_change_of_manager() -> None:
    """A row counts for everyone above its participant on its day, at every level."""
    # Until 9 January: rep -> west -> head; from the 10th: rep -> east -> head.
    # 5 January: 100 for west and head. 20 January: 40 for east and head. West's own 7 for head alone.
    rep = {"participant_id": "rep", "role": "rep"}
    people = [
        person(participant_id="head"),
        person(participant_id="west", manager_id="head"),
        person(participant_id="east", manager_id="head"),
        person(end="2027-01-10", manager_id="west") | rep,
        person("2027-01-10", manager_id="east") | rep,
    ]
    rows = [
        {"participant_id": "rep", "date": "2027-01-05", "amount": "100"},
        {"participant_id": "rep", "date": "2027-01-20", "amount": "40"},
        {"participant_id": "west", "date": "2027-01-31", "amount": "7"},
    ]
    quota = [row for who in ("head", "west", "east") for row in monthly(1, who=who)]
    got = {
        credit: {
            line["participant_id"]: line["actual"]
            for line in run(
                measure={
                    "actual": {"table": "sales", "sum": "amount", "credit": credit, "if_missing": "zero"}
                },
                people=people,
                sales=rows,
                quotas=quota,
            ).lines
        }
        for credit in ("own", "reports", "own_and_reports")
    }
    assert got == {
        "own": {"head": 0, "west": 7, "east": 0},
        "reports": {"head": 147, "west": 100, "east": 40},
        "own_and_reports": {"head": 147, "west": 107, "east": 40},
    }


@pytest.mark.parametrize(
    ("word", "paid"),
    [("no_pay", [1000_00, 0]), ("at_target", [1000_00, 1000_00])],
)
def test_zero_target(word: str, paid: list[int]) -> None:
    """A quota of zero pays nothing or at 100 %, as the plan says."""
    target = {"table": "quotas", "value": "quota", "if_zero": word}
    outcome = run(
        measure={"target": target}, sales=sales("1000", "3"), quotas=quotas(m2027_01="1000", m2027_02="0")
    )
    assert column(outcome, "paid") == paid


def test_period_without_quota_counts_in_no_sum_to_date() -> None:
    """With ``no_pay`` a month without quota leaves actual, target and base to date as they were."""
    # Due 500 in January, still 500 in February, (500 + 1000) / 2000 of 2,000 = 1,500 in March.
    target = {"table": "quotas", "value": "quota", "if_missing": "no_pay"}
    outcome = run(
        measure={"target": target, "accumulate": "year_to_date", "balance": "lapse"},
        sales=sales("500", "9999", "1000"),
        quotas=quotas(m2027_01="1000", m2027_03="1000"),
    )
    assert column(outcome, "actual") == [500, 500, 1500]
    assert column(outcome, "paid") == [500_00, 0, 1000_00]


def test_run_ends_with_the_last_whole_payout_period_of_the_data() -> None:
    """Data to April pay the first quarter alone; ``through`` shortens that further."""
    data: Raw = {"sales": sales(*["1000"] * 4), "quotas": monthly(12)}
    assert column(run(plan={"payout_period": "quarter"}, **data), "month") == ["2027-03"]
    assert column(run(through="2027-02", **data), "month") == ["2027-01", "2027-02"]


LOOP = [person(manager_id="P2"), person(participant_id="P2", manager_id="P1")]
ERRORS: dict[str, Raw] = {
    "missing_actual": {
        "sales": sales("1", "", "1") + sales("1", "1", "1", who="P2"),
        "people": [person(), person(participant_id="P2")],
    },
    "missing_month": {
        "sales": sales("1", "", "1"),
        "measure": {"actual": {"table": "sales", "sum": "amount", "if_missing": "zero"}},
    },
    "missing_target": {"quotas": monthly(2)},
    "zero_target": {"quotas": monthly(2) + quotas(m2027_03="0")},
    "negative_target": {"quotas": monthly(2) + quotas(m2027_03="-1")},
    "long_quota": {"quotas": quotas(m2027_Q1="3000")},
    "outside": {"sales": sales("1", year=2028)},
    "overlap": {"people": [person(end="2027-02-02"), person("2027-02-01")]},
    "cycle": {"people": LOOP},
    "no_segment": {"people": [person("2027-01-16")]},
    "number": {"sales": sales("1", "1.001", "1")},
}


@pytest.mark.parametrize("kind", ERRORS)
def test_error_stops_the_run(kind: str) -> None:
    """What the semantics call an error stops the run and says its kind."""
    data: Raw = {"sales": sales("1", "1", "1"), "quotas": monthly(3)}
    run(**data)
    with pytest.raises(OracleError) as caught:
        run(**(data | ERRORS[kind]))
    assert caught.value.kind == kind
