"""Explanations in words, node by node."""

from __future__ import annotations

from fractions import Fraction

import pytest

from compplan.diagnostics import Place
from compplan.engine.explaining.curves import rate_node
from compplan.engine.explaining.explain import Explanation
from compplan.engine.explaining.node import Node, given, node
from compplan.plan.model import Band, Curve
from compplan.report.explanation_text import explanation_text

HUNDRED = Fraction(100)
BANDS = (Band(Fraction(1), Fraction(1)), Band(Fraction(5, 4), Fraction(3, 2)), Band(None, Fraction(2)))


def _attainment(value: Fraction) -> Node:
    rows = [given(f"row {row}", value * 50, place=Place("sales.csv", row=row)) for row in (2, 3)]
    actual = node("actual", "sum", [node("2027-01", "sum", rows, value * 100)], value * 100)
    target = node("target", "sum", [given("quota", HUNDRED, place=Place("quotas.csv", row=2))], HUNDRED)
    return node("attainment", "quotient", [actual, target], value)


def _line(curve: Curve, attainment: Node) -> Node:
    base = node("base", "sum", [given("2027-01", HUNDRED)], HUNDRED)
    rate = rate_node(curve, attainment, Place("plan.yaml", 9, 5))
    earned = node("earned", "product", [base, rate], base.value * rate.value)
    to = given("to", Fraction(1, 100), note="half_up")
    rounded = node("rounded", "round", [earned, to], earned.value)
    return Node("revenue", rounded.value, "sum", (rounded,), note="line")


def _shown(line: Node, *, rows: bool = False, exponent: int = 2) -> list[str]:
    payment = node("payment", "sum", [line], line.value)
    explanation = Explanation("plan", "Plan", "ann", "2027-01", "USD", exponent, payment)
    return explanation_text(explanation, rows=rows).splitlines()


def _rate_line(curve: Curve, attainment: Fraction) -> str:
    shown = _shown(_line(curve, _attainment(attainment)))
    return next(line.strip() for line in shown if line.strip().startswith("payout rate"))


def test_a_payment_of_one_line_needs_no_table() -> None:
    """The head tells the payment, and the only line follows it."""
    shown = _shown(_line(Curve("tiered_marginal", bands=BANDS), _attainment(Fraction(1))))
    assert shown[:4] == [
        "ann, 2027-01: 100.00 USD",
        "Plan (plan)",
        "",
        "revenue: 100.00 = 100.00 rounded to 0.01 (half_up)",
    ]


@pytest.mark.parametrize(
    ("curve", "attainment", "told"),
    [
        (
            Curve("tiered_marginal", bands=BANDS, threshold=Fraction(1, 2)),
            Fraction(2, 5),
            "payout rate: 0%, as attainment 40% is below threshold 50%, tiered_marginal",
        ),
        (
            Curve("tiered_marginal", bands=BANDS, threshold=Fraction(1, 2)),
            Fraction(1, 2),
            "payout rate: 50%, tiered_marginal, threshold 50% reached",
        ),
        (
            Curve("tiered_marginal", bands=BANDS, cap=Fraction(3, 2)),
            Fraction(2),
            "payout rate: 150% = cap 150%, which cuts sum over bands 287.5%, tiered_marginal",
        ),
        (
            Curve("step", bands=BANDS),
            Fraction(6, 5),
            "payout rate: 150%, the rate from 100% to 125%, for attainment 120%, step",
        ),
        (
            Curve("step", bands=BANDS),
            Fraction(5, 4),
            "payout rate: 200%, the rate above 125%, for attainment 125%, step",
        ),
        (
            Curve("step", bands=BANDS),
            Fraction(1, 3),
            "payout rate: 100%, the rate from 0% to 100%, for attainment 33.3333...%, step",
        ),
        (
            Curve("tiered_retroactive", bands=BANDS),
            Fraction(2),
            "payout rate: 400% = rate of the band 200% x attainment 200%, tiered_retroactive",
        ),
        (
            Curve("linear", points=((Fraction(1, 2), Fraction(0)), (Fraction(1), Fraction(1)))),
            Fraction(3, 4),
            "payout rate: 50%, as attainment 75% lies on the line from 0% at 50% to 100% at 100%, linear",
        ),
        (
            Curve("linear", points=((Fraction(1, 2), Fraction(0)), (Fraction(1), Fraction(1)))),
            Fraction(2),
            "payout rate: 100%, as attainment 200% is not below 100%, linear",
        ),
        (
            Curve("linear", points=((Fraction(1, 2), Fraction(0)), (Fraction(1), Fraction(1)))),
            Fraction(1, 2),
            "payout rate: 0%, as attainment 50% is not above 50%, linear",
        ),
    ],
)
def test_each_kind_of_curve_says_how_it_pays(curve: Curve, attainment: Fraction, told: str) -> None:
    """The payout rate's line names the threshold, band, line or cap that decided."""
    assert _rate_line(curve, attainment) == f"{told} [plan.yaml:9]"


def test_bands_are_listed_once_under_the_attainment() -> None:
    """A marginal curve shows attainment first and then each band that counts, not those above it."""
    shown = _shown(_line(Curve("tiered_marginal", bands=BANDS), _attainment(Fraction(6, 5))))
    at = next(number for number, line in enumerate(shown) if line.strip().startswith("payout rate"))
    assert [line.strip() for line in shown[at + 1 :]][:6] == [
        "attainment: 120% = actual 120.00 / target 100.00",
        "actual: 120.00, sum of 2 rows of sales.csv",
        "target: 100.00 [quotas.csv:2]",
        "attainment from 0% to 100%: 100% = rate 100% x 100%",
        "attainment from 100% to 125%: 30% = rate 150% x 20%",
        "",
    ]


def test_negative_attainment_counts_as_none() -> None:
    """A month of returns pays nothing, and says why."""
    shown = _shown(_line(Curve("tiered_retroactive", bands=BANDS), _attainment(Fraction(-1, 10))))
    assert "attainment, at least 0: 0% = nothing, as attainment -10% is below 0" in [
        line.strip() for line in shown
    ]


def test_an_assumed_attainment_says_so() -> None:
    """A number that history did not record is told apart from those of the data."""
    assumed = given("attainment", Fraction(9, 10), note="assumed: history did not record it")
    curve = Curve("linear", points=((Fraction(0), Fraction(0)), (Fraction(1), Fraction(1))))
    shown = _shown(_line(curve, assumed))
    assert "attainment: 90%, assumed: history did not record it" in [line.strip() for line in shown]


def test_rows_are_listed_only_if_asked_for() -> None:
    """Without ``rows`` a sum of rows is told by its count, with it row by row."""
    line = _line(Curve("tiered_marginal", bands=BANDS), _attainment(Fraction(1)))
    row = "row 3: 50.00"
    assert row not in [text.strip() for text in _shown(line)]
    assert row in [text.strip() for text in _shown(line, rows=True)]


def test_money_has_the_decimals_of_the_currency() -> None:
    """A currency without minor unit shows whole amounts."""
    line = _line(Curve("tiered_marginal", bands=BANDS), _attainment(Fraction(1)))
    assert _shown(line, exponent=0)[0] == "ann, 2027-01: 100 USD"


def test_names_cannot_steer_the_terminal() -> None:
    """An id or title with control characters is shown with escapes."""
    line = _line(Curve("tiered_marginal", bands=BANDS), _attainment(Fraction(1)))
    payment = node("payment", "sum", [line], line.value)
    text = explanation_text(Explanation("plan", "Pl\x1ban", "a\nnn", "2027-01", "USD", 2, payment))
    assert text.startswith("a\\nnn, 2027-01: 100.00 USD\nPl\\x1ban (plan)\n")
