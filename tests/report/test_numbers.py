"""Numbers and tables as text."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compplan.report.explanation_json import exact_text
from compplan.report.tables_text import exact_money, exact_share, money, share, table


@given(st.fractions())
def test_exact_text_is_exact(value: Fraction) -> None:
    """Reading the text gives the number again, to the last digit."""
    assert Fraction(exact_text(value)) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(0), "0"),
        (Fraction(-5, 2), "-2.5"),
        (Fraction(1, 1024), "0.0009765625"),
        (Fraction(617, 3), "617/3"),
        (Fraction(-1, 12), "-1/12"),
    ],
)
def test_what_ends_is_a_decimal_what_does_not_a_fraction(value: Fraction, text: str) -> None:
    """The form follows from the number alone."""
    assert exact_text(value) == text


@pytest.mark.parametrize(
    ("minor", "exponent", "text"),
    [
        (0, 2, "0.00"),
        (-5, 2, "-0.05"),
        (123456789, 2, "1,234,567.89"),
        (-1234567, 0, "-1,234,567"),
        (1, 3, "0.001"),
    ],
)
def test_money_has_the_currencys_decimals_and_commas(minor: int, exponent: int, text: str) -> None:
    """Minor units become units with as many decimals as the currency has."""
    assert money(minor, exponent) == text


def test_gains_have_a_sign() -> None:
    """A difference shows a plus, a minus, or neither for none."""
    assert [money(minor, 2, signed=True) for minor in (100, -100, 0)] == ["+1.00", "-1.00", "0.00"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(5, 2), "2.50"),
        (Fraction(-2001, 2), "-1,000.50"),
        (Fraction(12345, 1000), "12.345"),
        (Fraction(-1, 3), "-0.333333..."),
        (Fraction(1, 3 * 10**9), "0.000000..."),
    ],
)
def test_exact_money_is_cut_never_rounded(value: Fraction, text: str) -> None:
    """An amount that ends is written whole, one that goes on is cut and marked."""
    assert exact_money(value, 2) == text


def test_shares_are_percentages() -> None:
    """A share that ends is whole, one that goes on is cut and marked; rounded ones say so by their form."""
    assert [exact_share(Fraction(*parts)) for parts in ((4, 5), (25, 2), (2, 3))] == [
        "80%",
        "1,250%",
        "66.6666...%",
    ]
    assert [share(0.12345), share(float("nan")), share(0.5, signed=True)] == ["12.3%", "", "+50.0%"]


def test_columns_are_aligned_by_what_is_seen() -> None:
    """Text stands left, numbers right, and wide letters take two cells."""
    shown = table(("name", "paid"), [("\u6f22\u5b57", "1.00"), ("Ann", "100.00")])
    assert shown == "name    paid\n\u6f22\u5b57    1.00\nAnn   100.00"


def test_a_cell_cannot_break_a_table() -> None:
    """A line break in a name is shown as an escape."""
    assert table(("name",), [("two\nlines",)]) == "name\ntwo\\nlines"
