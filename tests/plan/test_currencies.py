"""Currencies: the usual ones are known without the table of all."""

from __future__ import annotations

import pytest

from compplan.plan.currencies import USUAL, exponents, find_currency


def test_usual_currencies_are_as_in_iso_4217() -> None:
    """What is known by heart is what the table says."""
    assert {code: exponents()[code] for code in USUAL} == USUAL
    assert len(USUAL) > 20


@pytest.mark.parametrize(
    ("code", "exponent"),
    [("USD", 2), ("JPY", 0), ("BHD", 3), ("CLF", 4), ("XAU", None), ("usd", None), ("", None)],
)
def test_a_currency_is_found_with_its_decimals(code: str, exponent: int | None) -> None:
    """Codes of money have decimals; metals, small letters and nothing are no currency."""
    found = find_currency(code)
    assert (found.exponent if found else None) == exponent
