"""The oracle against figures worked by hand: curves, rounding, accumulation, payout periods, weights."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from tests.oracle.pay import rounded
from tests.oracle.small_case import column, monthly, person, quotas, run, sales, small_plan
from tests.oracle.yaml_text import Raw

LINEAR: Raw = {"type": "linear", "points": [["50%", "20%"], ["100%", "100%"], ["120%", "150%"]]}
BANDS = [{"to": "80%", "rate": "0.5"}, {"to": "100%", "rate": "1"}, {"rate": "2"}]
STEP: Raw = {"type": "step", "bands": BANDS}
MARGINAL: Raw = {"type": "tiered_marginal", "bands": BANDS}
RETROACTIVE: Raw = {"type": "tiered_retroactive", "bands": BANDS}
FROM_50: Raw = {"threshold": "50%"}
ABOVE_50: Raw = {"threshold": "50%", "pays": "above_threshold"}

# With a base of 1,000 and a quota of 1,000: curve, sales, pay in cents, and how the pay comes about.
CURVES = [
    (LINEAR, "0", 200_00),  # flat below the first point: 20 %
    (LINEAR, "500", 200_00),  # on the first point
    (LINEAR, "750", 600_00),  # half way from 20 % to 100 %
    (LINEAR, "1000", 1000_00),  # on the middle point
    (LINEAR, "1040", 1100_00),  # 100 % + 4/20 of 50 %
    (LINEAR, "1300", 1500_00),  # flat above the last point
    (LINEAR | ABOVE_50, "750", 400_00),  # 60 % less the 20 % at the threshold
    (LINEAR | {"threshold": "80%"}, "799.99", 0),  # below the threshold
    (LINEAR | {"threshold": "80%"}, "800", 680_00),  # at it from zero: 20 % + 30/50 of 80 %
    (LINEAR | {"cap": "140%"}, "1200", 1400_00),  # 150 % limited to 140 %
    (STEP, "0", 500_00),  # bands run from 0
    (STEP, "-300", 500_00),  # below 0 counts as 0
    (STEP, "799.99", 500_00),  # still in the first band
    (STEP, "800", 1000_00),  # a band begins at its lower edge
    (STEP, "1000", 2000_00),  # the last band begins at 100 %
    (STEP | FROM_50, "499.99", 0),  # below the threshold
    (STEP | FROM_50, "500", 500_00),  # at it
    (MARGINAL, "-1", 0),  # below 0 counts as 0
    (MARGINAL, "799.99", 400_00),  # .5 x 79.999 % = 39.9995 %, 399.995 rounds up to 400.00
    (MARGINAL, "800", 400_00),  # .5 x 80 %
    (MARGINAL, "900", 500_00),  # .5 x 80 % + 1 x 10 %
    (MARGINAL, "1250", 1100_00),  # .5 x 80 % + 1 x 20 % + 2 x 25 %
    (MARGINAL | ABOVE_50, "500", 0),  # f(50 %) - f(50 %)
    (MARGINAL | ABOVE_50, "900", 250_00),  # 50 % less f(50 %) = 25 %
    (MARGINAL | {"cap": "1"}, "1250", 1000_00),  # 110 % limited to 100 %
    (RETROACTIVE, "799.99", 400_00),  # .5 x 79.999 % = 39.9995 %
    (RETROACTIVE, "800", 800_00),  # 1 x 80 %
    (RETROACTIVE, "1000", 2000_00),  # 2 x 100 %
    (RETROACTIVE | FROM_50, "499.99", 0),  # below the threshold
    (RETROACTIVE | FROM_50, "500", 250_00),  # .5 x 50 %
    (RETROACTIVE | ABOVE_50, "900", 400_00),  # 1 x (90 % - 50 %)
]


@pytest.mark.parametrize(("curve", "amount", "paid"), CURVES)
def test_curve_pays(curve: Raw, amount: str, paid: int) -> None:
    """Each curve type pays the worked amount below, at and above its edges."""
    outcome = run(measure={"curve": curve}, sales=sales(amount), quotas=monthly(1))
    assert column(outcome, "paid") == [paid]


# Amounts in units of 1, and what each mode makes of them.
ROUNDINGS = {
    "half_up": {"2.5": 3, "3.5": 4, "-2.5": -3, "2.4": 2, "2.6": 3, "-2.6": -3},
    "half_even": {"2.5": 2, "3.5": 4, "-2.5": -2, "-3.5": -4, "2.6": 3},
    "half_down": {"2.5": 2, "3.5": 3, "-2.5": -2, "2.51": 3, "-2.51": -3},
    "up": {"2.01": 3, "-2.01": -3, "2": 2, "-2": -2},
    "down": {"2.99": 2, "-2.99": -2, "3": 3},
}


@pytest.mark.parametrize("mode", ROUNDINGS)
def test_rounding_mode(mode: str) -> None:
    """Ties and rests of either sign go where the mode sends them."""
    got = {text: rounded({"to": Fraction(1), "mode": mode}, Fraction(text)) for text in ROUNDINGS[mode]}
    assert got == ROUNDINGS[mode]


def test_rounding_to_a_coin() -> None:
    """A line is a multiple of ``rounding.to``, and a tie is one between such multiples."""
    coin = {"to": "0.05", "mode": "half_even", "at": "component"}
    # 812.375 = 16247.5 coins of .05; the even neighbour is 16248 coins = 812.40.
    curve = {"type": "step", "bands": [{"rate": "0.812375"}]}
    outcome = run(plan={"rounding": coin}, measure={"curve": curve}, sales=sales("1"), quotas=monthly(1))
    assert column(outcome, "paid") == [812_40]


def test_currency_without_minor_units() -> None:
    """A yen is its own minor unit: 1,000 x 66.65 % = 666.5, half up 667."""
    yen: Raw = {"currency": "JPY", "rounding": {"to": "1", "mode": "half_up", "at": "component"}}
    curve = {"type": "step", "bands": [{"rate": "66.65%"}]}
    outcome = run(plan=yen, measure={"curve": curve}, sales=sales("1"), quotas=monthly(1))
    assert column(outcome, "paid") == [667]


def test_to_date_holds_back_what_returns_took() -> None:
    """Returns lower what is due to date, and later months pay only what exceeds what was paid."""
    # Due to date 1200, 800, 1800; paid 1200, nothing (400 too much), 1800 - 1200 = 600.
    measure = {"accumulate": "year_to_date", "balance": "lapse"}
    outcome = run(measure=measure, sales=sales("1200", "-400", "1000"), quotas=monthly(3))
    assert column(outcome, "earned") == [1200, -400, 1000]
    assert column(outcome, "paid") == [1200_00, 0, 600_00]
    assert outcome.lines[2]["attainment"] == Fraction(1800, 3000)


def test_to_date_rounds_what_is_due_not_the_increment() -> None:
    """Thirds of a cent do not add up to a lost cent: the year's sum is the rounded sum."""
    # Base 1/3 a month at 100 %: due .333, .667, 1.00; rounded .33, .67, 1.00; paid .33, .34, .33.
    measure = {"accumulate": "year_to_date", "balance": "lapse"}
    people = [person(target_incentive="4")]
    outcome = run(measure=measure, people=people, sales=sales("1000", "1000", "1000"), quotas=monthly(3))
    assert column(outcome, "paid") == [33, 34, 33]


@pytest.mark.parametrize(
    ("balance", "paid"),
    [
        ("lapse", [1200_00, 0, 1000_00, 500_00]),  # the 400 are dropped
        ("recover", [1200_00, -400_00, 1000_00, 500_00]),  # the 400 are taken back at settlement
        ("carry", [1200_00, 0, 600_00, 500_00]),  # the 400 count against the next year
    ],
)
def test_balance_across_a_year_end(balance: str, paid: list[int]) -> None:
    """An overpaid balance at the last payout period of the year follows its word."""
    # Takes part January and February 2027 (settled in February), then from January 2028.
    # 2027: due 1200, then 800. 2028: due 1000, then 1500.
    outcome = run(
        plan={"years": "2"},
        measure={"accumulate": "year_to_date", "balance": balance},
        people=[person("2027-01-01", "2027-03-01"), person("2028-01-01")],
        sales=sales("1200", "-400") + sales("1000", "500", year=2028),
        quotas=monthly(2) + monthly(2, year=2028),
    )
    assert column(outcome, "paid") == paid
    assert not outcome.balances


def test_carried_balance_larger_than_the_next_year() -> None:
    """A balance that the next year does not use up is carried on, and listed if no year follows."""
    # 2027: due 1000, then 100: 900 too much. 2028: due 300, less 900: nothing, 600 stay open.
    outcome = run(
        plan={"years": "2"},
        measure={"accumulate": "year_to_date", "balance": "carry"},
        people=[person("2027-01-01", "2027-03-01"), person("2028-01-01", "2028-02-01")],
        sales=sales("1000", "-900") + sales("300", year=2028),
        quotas=monthly(2) + monthly(1, year=2028),
    )
    assert column(outcome, "paid") == [1000_00, 0, 0]
    balance = {"participant_id": "P1", "component": "revenue", "month": "2028-01", "amount": 600_00}
    assert outcome.balances == [balance]


def test_quarter_pays_monthly_performance_rounded_once() -> None:
    """Three performance periods of a third of a unit pay one unit, and the line shows the last of them."""
    # Base 4 / 12 = 1/3 a month, at 100 %: 3 x 1/3 = 1.00, not 3 x .33.
    outcome = run(
        plan={"payout_period": "quarter"},
        people=[person(target_incentive="4")],
        sales=sales("1000", "1000", "1000"),
        quotas=monthly(3),
    )
    (line,) = outcome.lines
    assert (line["month"], line["earned"], line["paid"], line["base"]) == ("2027-03", 1, 100, Fraction(1, 3))


def test_month_pays_quarterly_performance_when_it_ends() -> None:
    """A quarter's earned amount belongs to its last month; the months before have no line."""
    # Base 3,000, sales 600 + 900 + 1200 = 2700 of 3000: 90 % of 3,000.
    outcome = run(
        plan={"performance_period": "quarter"},
        sales=sales("600", "900", "1200"),
        quotas=quotas(m2027_Q1="3000"),
    )
    (line,) = outcome.lines
    assert (line["month"], line["attainment"], line["paid"]) == ("2027-03", Fraction(9, 10), 2700_00)


def test_leaver_is_paid_when_the_quarter_ends() -> None:
    """Who leaves in a quarter's first month has a line where the quarter ends."""
    # Base 1,000 for January alone; quota as given 3000, sales 1500: 50 %.
    outcome = run(
        plan={"performance_period": "quarter"},
        people=[person(end="2027-02-01")],
        sales=sales("1500"),
        quotas=quotas(m2027_Q1="3000"),
        through="2027-03",
    )
    assert outcome.payments == [{"participant_id": "P1", "month": "2027-03", "amount": 500_00}]


# Path with [revenue, other], plan months, and the weight of revenue in them.
PATHS: list[tuple[Raw, tuple[int, ...], tuple[str, ...]]] = [
    # Year 1 has 80 %, year 2 has 30 %.
    (
        {"path": "steps", "by_year": {"1": ["80%", "20%"], "2": ["30%", "70%"]}},
        (1, 12, 13),
        ("0.8", "0.8", "0.3"),
    ),
    # 100 % - 60 % x m/12: month 3 is a quarter of the way, month 12 and later all of it.
    ({"path": "linear", "to": ["40%", "60%"], "over_months": "12"}, (3, 12, 13), ("0.85", "0.4", "0.4")),
    # Of 24 months; x = 1/4: 3/16 - 2/64 = 5/32 of the way; x = 1/2: half; x = 1: all.
    ({"path": "s_curve", "to": ["40%", "60%"]}, (6, 12, 24), ("0.90625", "0.7", "0.4")),
    # The row of month 4 holds until that of month 13.
    (
        {"path": "monthly", "by_month": {"1": ["1", "0"], "4": ["0.9", "0.1"], "13": ["0", "1"]}},
        (3, 12, 13),
        ("1", "0.9", "0"),
    ),
]


@pytest.mark.parametrize(("path", "months", "weights"), PATHS)
def test_weight_of_a_month(path: Raw, months: tuple[int, ...], weights: tuple[str, ...]) -> None:
    """Each path gives its months the worked weights, and the base follows them."""
    delivered = {"before": {"revenue": "100%"}} | {key: _named(value) for key, value in path.items()}
    measure = small_plan({})["measures"]["revenue"]
    lines = run(
        plan={"years": "2", "weights": delivered, "measures": {"revenue": measure, "other": measure}},
        sales=sales(*["1"] * 12) + sales(*["1"] * 12, year=2028),
        quotas=monthly(12) + monthly(12, year=2028),
    ).lines
    revenue = [line for line in lines if line["component"] == "revenue"]
    assert [revenue[month - 1]["weight"] for month in months] == [Fraction(weight) for weight in weights]
    assert [revenue[month - 1]["base"] for month in months] == [1000 * Fraction(weight) for weight in weights]


def _named(value: object) -> object:
    """Name the weights in each list by measure."""
    if isinstance(value, list):
        return dict(zip(("revenue", "other"), value, strict=True))
    return {key: _named(row) for key, row in value.items()} if isinstance(value, dict) else value


def test_payment_is_the_sum_of_rounded_lines() -> None:
    """Two lines of 333.335 pay 333.34 each, and 666.68 together."""
    # Base 500 each; 66.667 % of it is 333.335.
    measure = small_plan({"curve": {"type": "step", "bands": [{"rate": "66.667%"}]}})["measures"]["revenue"]
    half = {"revenue": "50%", "other": "50%"}
    outcome = run(
        plan={
            "weights": {"before": half, "path": "steps", "by_year": {"1": half}},
            "measures": {"revenue": measure, "other": measure},
        },
        sales=sales("1"),
        quotas=monthly(1),
    )
    assert outcome.payments == [{"participant_id": "P1", "month": "2027-01", "amount": 666_68}]


def test_nothing_of_compplan_is_imported() -> None:
    """The oracle stands alone, so that agreement with it means something."""
    for file in Path(__file__).parent.glob("*.py"):
        lines = file.read_text(encoding="utf-8").splitlines()
        imports = [line.split() for line in lines if line.lstrip().startswith(("import ", "from "))]
        assert not [words for words in imports if words[1].split(".")[0] == "compplan"], file.name
