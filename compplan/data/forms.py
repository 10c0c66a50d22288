"""How the cells of a column are written, where a sources file states another than data's plain way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

DIGITS = 14
"""Most digits before the point: the number in 1 / SCALE then keeps well inside 64 bits."""
Part = Literal["all", "day", "month"]
Mode = Literal["half_up", "half_even", "half_down", "up", "down"]


@dataclass(frozen=True, slots=True)
class Form:
    """How numbers and dates are written, what of a date counts, and what numbers are rounded to.

    ``thousands`` lists the characters of which one may stand between groups of three digits; ``date`` is a
    format such as ``%d.%m.%Y``; ``to`` is what numbers are rounded to a multiple of, in 1 / SCALE: 0 if
    they are not.
    """

    decimal: str = "."
    thousands: str = ""
    date: str = ""
    part: Part = "all"
    to: int = 0
    mode: Mode = "half_up"

    @property
    def plain_numbers(self) -> bool:
        """Tell whether numbers are written as data has them."""
        return self.decimal == "." and not self.thousands

    def number(self, *, long: bool = False) -> str:
        """Give the regular expression of a number with at most four decimals, or with any if ``long``."""
        digits = f"0|[1-9][0-9]{{0,{DIGITS - 1}}}"
        if self.thousands:
            digits += f"|[1-9][0-9]{{0,2}}(?:[{self.thousands}][0-9]{{3}})+"
        decimals = "{1,30}" if long else "{1,4}0*"
        return f"-?(?:{digits})(?:[{self.decimal}][0-9]{decimals})?"

    def plain(self, number: str) -> str:
        """Write a number of this form the plain way."""
        for mark in self.thousands:
            number = number.replace(mark, "")
        return number.replace(self.decimal, ".")


PLAIN = Form()
