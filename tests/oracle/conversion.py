"""Sales in other currencies: in the plan's, by the latest rate on or before a day."""

from __future__ import annotations

import math
from fractions import Fraction

from tests.oracle.dates import day_number, first_day, month_index
from tests.oracle.reading import OracleError, Plan, Tables, money


def in_currency(plan: Plan, row: dict[str, str], tables: Tables) -> Fraction:
    """Give a sale's amount in the plan's currency, rounded half away from zero to its minor unit."""
    if row["currency"] == plan["currency"]:
        return money(row["amount"], plan["exponent"])
    if plan["conversion"] is None:
        kind = "currency"
        raise OracleError(kind, row["participant_id"])
    day = day_number(row["date"])
    if plan["conversion"]["date"] == "payout":
        months = month_index(row["date"]) - plan["starts"]
        day = first_day(plan["starts"] + (months // plan["payout"] + 1) * plan["payout"]) - 1
    rates = {
        day_number(each["date"]): Fraction(each["rate"]) / Fraction(each.get("units") or "1")
        for each in tables[plan["conversion"]["table"]]
        if (each["currency"], each["to"]) == (row["currency"], plan["currency"])
    }
    known = [each for each in rates if each <= day]
    if not known:
        kind = "no_rate"
        raise OracleError(kind, row["participant_id"])
    exact = money(row["amount"], 4) * rates[max(known)] * 10 ** plan["exponent"]
    whole = math.floor(abs(exact) + Fraction(1, 2)) * (1 if exact >= 0 else -1)
    return Fraction(whole, 10 ** plan["exponent"])
