"""Which cells of the arrays [lines, participants] a formula is evaluated for, and in which kind of number."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from compplan.engine.exact.doubled import Doubled, Grain
from compplan.engine.exact.numbers import Approx, Bools, Exact, objects
from compplan.engine.exact.quantity import Quantity


class Cells(Protocol):
    """A choice of cells of arrays [windows, participants]: slices, or one index a cell."""

    @property
    def rows(self) -> Any:
        """Choose along the first axis."""

    @property
    def columns(self) -> Any:
        """Choose along the second axis."""

    def of(self, quantity: Quantity) -> Any:
        """Give a quantity's values as numbers."""

    def ratio(self, top: Quantity, bottom: Quantity, *, limit: float | None = None) -> Any:
        """Divide two quantities, the second nowhere 0; ``limit`` bounds the result if that is known."""

    def mask(self, array: Bools) -> Bools:
        """Give a mask's values."""

    def constant(self, value: Fraction) -> Any:
        """Give the same value in every cell."""

    def window(self, index: int, per_line: int) -> Cells:
        """Give the cells of each line's window number ``index``, of ``per_line`` windows a line."""


@dataclass(frozen=True, slots=True)
class Block:
    """A rectangle of cells, evaluated in float64 with a common record of doubt."""

    rows: slice
    columns: slice
    doubt: Bools

    def of(self, quantity: Quantity) -> Approx:
        """Give a quantity's block."""
        return quantity.approx(self.rows, self.columns, self.doubt)

    def ratio(self, top: Quantity, bottom: Quantity, *, limit: float | None = None) -> Approx:
        """Divide two blocks."""
        return top.ratio(bottom, self.rows, self.columns, self.doubt, limit)

    def mask(self, array: Bools) -> Bools:
        """Give a mask's block."""
        return array[self.rows, self.columns]

    def constant(self, value: Fraction) -> Approx:
        """Give a block of one value."""
        number = float(value)
        error = 0.0 if Fraction(number) == value else abs(number) * 2.0**-53
        return Approx(np.full(self.doubt.shape, number), error, abs(number), self.doubt)

    def window(self, index: int, per_line: int) -> Block:
        """Give the block of one window of each line."""
        if per_line == 1:
            return self
        first = self.rows.start * per_line + index
        last = (self.rows.stop - 1) * per_line + index
        return Block(slice(first, last + 1, per_line), self.columns, self.doubt)


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Single cells, evaluated in pairs of floats with a common record of what is still in doubt."""

    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    doubt: Bools

    def of(self, quantity: Quantity) -> Doubled:
        """Give a quantity's cells."""
        return quantity.doubled(self.rows, self.columns, self.doubt)

    def ratio(self, top: Quantity, bottom: Quantity, *, limit: float | None = None) -> Doubled:  # noqa: ARG002
        """Divide two quantities' cells."""
        return top.doubled_ratio(bottom, self.rows, self.columns, self.doubt)

    def mask(self, array: Bools) -> Bools:
        """Give a mask's cells."""
        return array[self.rows, self.columns]

    def constant(self, value: Fraction) -> Doubled:
        """Give one value for every cell."""
        zero = np.zeros(len(self.rows))
        return Doubled((zero, zero), 0.0, 0.0, Grain(), self.doubt).plus(value)

    def window(self, index: int, per_line: int) -> Doubtful:
        """Give the cells of one window of each line."""
        return Doubtful(self.rows * per_line + index, self.columns, self.doubt)


@dataclass(frozen=True, slots=True)
class Picked:
    """Single cells, evaluated in exact rationals."""

    rows: NDArray[np.intp]
    columns: NDArray[np.intp]

    def of(self, quantity: Quantity) -> Exact:
        """Give a quantity's cells."""
        return quantity.exact(self.rows, self.columns)

    def ratio(self, top: Quantity, bottom: Quantity, *, limit: float | None = None) -> Exact:  # noqa: ARG002
        """Divide two quantities' cells."""
        return self.of(top).over(self.of(bottom))

    def mask(self, array: Bools) -> Bools:
        """Give a mask's cells."""
        return array[self.rows, self.columns]

    def constant(self, value: Fraction) -> Exact:
        """Give one value for every cell."""
        return Exact(objects([value] * len(self.rows)))

    def window(self, index: int, per_line: int) -> Picked:
        """Give the cells of one window of each line."""
        return Picked(self.rows * per_line + index, self.columns)
