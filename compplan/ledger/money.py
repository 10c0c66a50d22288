"""Amounts of the ledger in words: minor units with the decimals of their currency."""

from __future__ import annotations

from compplan.engine.results.table import money_text
from compplan.plan.currencies import find_currency


def exponent(currency: str) -> int:
    """Give the decimals of a currency that entries name."""
    found = find_currency(currency)
    assert found is not None, currency
    return found.exponent


def money(minor: int, currency: str) -> str:
    """Write an amount with its currency.

    >>> money(-123450, "USD")
    '-1234.50 USD'
    """
    return f"{money_text(minor, exponent(currency))} {currency}"
