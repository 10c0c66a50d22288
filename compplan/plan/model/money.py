"""Money: the currency in which a plan pays, and how its lines are rounded."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

RoundingMode = Literal["half_up", "half_even", "half_down", "up", "down"]


@dataclass(frozen=True, slots=True)
class Currency:
    """An ISO 4217 currency; one unit is ``10 ** exponent`` minor units."""

    code: str
    exponent: int


@dataclass(frozen=True, slots=True)
class Conversion:
    """The table of dated rates, and which day's rate converts a sale in another currency."""

    table: str
    date: Literal["transaction", "payout"]


@dataclass(frozen=True, slots=True)
class Rounding:
    """Lines are rounded to multiples of ``to`` (in units of the currency)."""

    to: Fraction
    mode: RoundingMode
    at: Literal["component"] = "component"
