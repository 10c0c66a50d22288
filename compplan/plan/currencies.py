"""Currencies of ISO 4217."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from compplan.plan.model import Currency

USUAL: Mapping[str, int] = MappingProxyType(
    dict.fromkeys(("AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "HKD", "INR", "MXN"), 2)
    | dict.fromkeys(("NOK", "NZD", "PLN", "SEK", "SGD", "TRY", "USD", "ZAR"), 2)
    | {"JPY": 0, "KRW": 0}
)
"""Decimals of usual currencies, as `exponents` gives them: to load its table takes a tenth of a start."""


@cache
def exponents() -> dict[str, int | None]:
    """Give each currency's number of decimals; None for one without minor unit, such as gold."""
    import iso4217

    return {currency.code: currency.exponent for currency in iso4217.Currency}


def find_currency(code: str) -> Currency | None:
    """Find a currency by its code; None if ISO 4217 has none, or none with a minor unit."""
    exponent = USUAL[code] if code in USUAL else exponents().get(code)
    return None if exponent is None else Currency(code, exponent)


def similar_code(word: str) -> str | None:
    """Find the currency that was probably meant: ``usd``, ``EURO`` or ``UDS``; None if that is not plain."""
    upper = word.upper()
    paid = [code for code, exponent in exponents().items() if exponent is not None]
    swapped = [code for code in paid if sorted(code) == sorted(upper)]
    begun = [code for code in paid if upper.startswith(code)]
    found = begun or swapped
    return found[0] if len(found) == 1 else None
