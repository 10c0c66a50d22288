"""Which cells of the arrays [lines, participants] a formula is evaluated for, and in which kind of number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from compplan.engine.exact.approx import Approx
from compplan.engine.exact.numbers import Bools, Exact, nearest, objects
from compplan.engine.exact.quantity import Quantity, cells_of
from compplan.engine.exact.residue import Residue


@dataclass(frozen=True, slots=True)
class Term:
    """One ratio of a sum: ``top / bottom``, at most ``most``, times ``factor``; ``otherwise`` off the mask.

    The ratio itself is from 0 to ``limit``.
    """

    top: Quantity
    bottom: Quantity
    limit: float
    most: Fraction | None
    factor: Fraction
    mask: Bools | None
    """Where the ratio counts; None: everywhere."""
    otherwise: Fraction


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
        """Divide two quantities, the second nowhere 0; ``limit`` says that the result is from 0 to it."""

    def sum_of_ratios(self, terms: Sequence[Term]) -> Any:
        """Sum one or more ratios, each limited, masked and multiplied by its factor."""

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

    def sum_of_ratios(self, terms: Sequence[Term]) -> Approx:
        """Sum ratios of blocks, in the arrays that hold them."""
        total = self._term(terms[0])
        for term in terms[1:]:
            total.add(self._term(term))
        return total

    def _term(self, term: Term) -> Approx:
        """Evaluate a term, in an array that nobody else holds."""
        ratio = self.ratio(term.top, term.bottom, limit=term.limit)
        part = (ratio if term.most is None else ratio.at_most(term.most)).scaled(term.factor)
        return part if term.mask is None else part.where(self.mask(term.mask), term.otherwise)

    def mask(self, array: Bools) -> Bools:
        """Give a mask's block."""
        return array[self.rows, self.columns]

    def constant(self, value: Fraction) -> Approx:
        """Give a block of one value."""
        number, error = nearest(value)
        return Approx(np.full(self.doubt.shape, number), error, number, number, self.doubt)

    def window(self, index: int, per_line: int) -> Block:
        """Give the block of one window of each line."""
        if per_line == 1:
            return self
        first = self.rows.start * per_line + index
        last = (self.rows.stop - 1) * per_line + index
        return Block(slice(first, last + 1, per_line), self.columns, self.doubt)


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Single cells, evaluated as fractions modulo 2**64 with a common record of what is still in doubt."""

    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    doubt: Bools

    def of(self, quantity: Quantity) -> Residue:
        """Give a quantity's cells."""
        return quantity.residue(self.rows, self.columns, self.doubt)

    def ratio(self, top: Quantity, bottom: Quantity, *, limit: float | None = None) -> Residue:  # noqa: ARG002
        """Divide two quantities' cells."""
        return top.residue_ratio(bottom, self.rows, self.columns, self.doubt)

    def sum_of_ratios(self, terms: Sequence[Term]) -> Any:
        """Sum ratios of cells."""
        return _sum_of_ratios(self, terms)

    def mask(self, array: Bools) -> Bools:
        """Give a mask's cells."""
        return cells_of(array, self.rows, self.columns)

    def constant(self, value: Fraction) -> Residue:
        """Give one value for every cell."""
        zero = Approx(np.zeros(len(self.rows)), 0.0, 0.0, 0.0, self.doubt)
        return Residue(zero, np.zeros(len(self.rows), dtype=np.int64), 1, None, 1.0).plus(value)

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

    def sum_of_ratios(self, terms: Sequence[Term]) -> Any:
        """Sum ratios of cells."""
        return _sum_of_ratios(self, terms)

    def mask(self, array: Bools) -> Bools:
        """Give a mask's cells."""
        return cells_of(array, self.rows, self.columns)

    def constant(self, value: Fraction) -> Exact:
        """Give one value for every cell."""
        return Exact(objects([value] * len(self.rows)))

    def window(self, index: int, per_line: int) -> Picked:
        """Give the cells of one window of each line."""
        return Picked(self.rows * per_line + index, self.columns)


def _sum_of_ratios(cells: Cells, terms: Sequence[Term]) -> Any:
    total = _term(cells, terms[0])
    for term in terms[1:]:
        total = total.plus(_term(cells, term))
    return total


def _term(cells: Cells, term: Term) -> Any:
    ratio = cells.ratio(term.top, term.bottom, limit=term.limit)
    part = (ratio if term.most is None else ratio.at_most(term.most)).times(term.factor)
    return part if term.mask is None else part.where(cells.mask(term.mask), term.otherwise)
