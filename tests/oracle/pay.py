"""Rounding, and what a line accumulated to date pays."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

HALF = Fraction(1, 2)


def rounded(rounding: dict[str, Any], amount: Fraction) -> Fraction:
    """Round to a multiple of ``to``; a tie, or with ``up`` and ``down`` any rest, goes by ``mode``."""
    whole, rest = divmod(abs(amount) / rounding["to"], 1)
    up = {
        "half_up": rest >= HALF,
        "half_down": rest > HALF,
        "half_even": rest > HALF or (rest == HALF and whole % 2 == 1),
        "up": rest > 0,
        "down": False,
    }[rounding["mode"]]
    size: Fraction = (whole + up) * rounding["to"]
    return size if amount >= 0 else -size


@dataclass(slots=True)
class Account:
    """What one person's measure stands at in the running plan year, and what is carried out of the last."""

    year: int = -1
    due: Fraction = Fraction(0)
    acted: Fraction = Fraction(0)
    """What is due once gates and modifiers have acted on each period's increment."""
    paid: Fraction = Fraction(0)
    brought_in: Fraction = Fraction(0)
    carried: Fraction = Fraction(0)
    carried_from: int = -1


def open_year(account: Account, year: int) -> None:
    """Start a plan year; a carried balance is brought in."""
    if account.year != year:
        account.year, account.due, account.acted, account.paid = year, Fraction(0), Fraction(0), Fraction(0)
        account.brought_in, account.carried = account.carried, Fraction(0)


def pay_due(account: Account, due: Fraction, balance: str, month: int, *, settles: bool) -> Fraction:
    """Book a rounded due and give what the line pays; at settlement what is overpaid follows ``balance``."""
    open_amount = due - account.paid - account.brought_in
    recovers = settles and balance == "recover"
    pays = open_amount if recovers else max(Fraction(0), open_amount)
    account.paid += pays
    if settles and balance == "carry" and open_amount < 0:
        account.carried, account.carried_from = -open_amount, month
    return pays
