"""Sums, numbers and means of rows: what months come to, added up."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from compplan.data.model import SCALE
from compplan.engine.counting.figures import Bools, Figures, Ints, Windows
from compplan.engine.exact.quantity import Quantity, weighted_sums


@dataclass(frozen=True, slots=True)
class Sums:
    """Amounts [plan months, participants] in 1 / SCALE, added up over a window; ``rows`` tells of any."""

    amount: Ints
    rows: Ints | Bools

    def over(self, windows: Windows, counted: Bools | None) -> Figures:
        """Add up the months of windows."""
        return Figures(_added(self.amount, windows, counted, Fraction(1, SCALE)))


@dataclass(frozen=True, slots=True)
class Averages:
    """The same over the number of rows; 0 where there is none."""

    amount: Ints
    rows: Ints

    def over(self, windows: Windows, counted: Bools | None) -> Figures:
        """Take the mean over the rows of windows."""
        rows = _added(self.rows, windows, counted, Fraction(1))
        number = Quantity(np.maximum(rows.numerator, 1), rows.denominator)
        return Figures(_added(self.amount, windows, counted, Fraction(1, SCALE)), number)


def _added(amount: Ints, windows: Windows, counted: Bools | None, unit: Fraction) -> Quantity:
    months = amount if counted is None else np.where(counted, amount, 0)
    return weighted_sums(months, [unit] * len(amount), windows)
