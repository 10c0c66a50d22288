"""Numbers for figures that pay nobody: plain float64, without a record of their errors.

The simulator's sampled months run through the engine's formulas in these.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan.engine.exact.cells import Term
from compplan.engine.exact.numbers import Bends, Bools, Floats
from compplan.engine.exact.quantity import Quantity
from compplan.plan.model import RoundingMode

NEAR = 2.0**-43
"""A number so near an edge or a half, relative to its size, is taken to be it; errors are far smaller."""


class Plain:
    """A float64 array with the operations of `numbers.Number`."""

    __slots__ = ("value",)

    def __init__(self, value: Floats) -> None:
        """Hold an array."""
        self.value = value

    def plus(self, other: Plain | Fraction) -> Plain:
        """Add."""
        return Plain(self.value + _float(other))

    def times(self, other: Plain | Fraction) -> Plain:
        """Multiply."""
        return Plain(self.value * _float(other))

    def over(self, other: Plain) -> Plain:
        """Divide."""
        return Plain(self.value / other.value)

    def at_most(self, bound: Fraction) -> Plain:
        """Limit from above."""
        return Plain(np.minimum(self.value, float(bound)))

    def at_least(self, bound: Fraction) -> Plain:
        """Limit from below."""
        return Plain(np.maximum(self.value, float(bound)))

    def bent(self, start: Fraction, bends: Bends) -> Plain:
        """Map through a continuous piecewise linear function."""
        total = np.full(self.value.shape, float(start))
        for knot, change in bends:
            total += float(change) * np.maximum(self.value - float(knot), 0.0)
        return Plain(total)

    def reaches(self, edge: Fraction) -> Bools:
        """Compare with an edge; what lies as near to it as floats can tell is on it."""
        level = float(edge)
        reached: Bools = self.value >= level - NEAR * abs(level)
        return reached

    def where(self, mask: Bools, other: Fraction) -> Plain:
        """Choose by a mask."""
        return Plain(np.where(mask, self.value, float(other)))

    def rounded(self, mode: RoundingMode) -> NDArray[np.int64]:
        """Round to whole numbers, halves as the mode says; what floats cannot tell from a half is one."""
        size = np.abs(self.value)
        near = NEAR * size
        low = np.floor(size + near)
        past = size - low
        half = np.abs(past - 0.5) <= near
        up = {
            "half_up": (past > 0.5) | half,
            "half_down": (past > 0.5) & ~half,
            "half_even": np.where(half, low % 2 == 1, past > 0.5),
            "up": past > near,
            "down": np.zeros(size.shape, dtype=bool),
        }[mode]
        whole: NDArray[np.int64] = (np.sign(self.value) * (low + up)).astype(np.int64)
        return whole


@dataclass(frozen=True, slots=True)
class PlainCells:
    """All cells of arrays of floats, by rows and columns."""

    rows: slice
    columns: slice
    shape: tuple[int, int]

    @classmethod
    def whole(cls, shape: tuple[int, int]) -> PlainCells:
        """Give all cells of arrays of a shape."""
        return cls(slice(0, shape[0]), slice(0, shape[1]), shape)

    def of(self, values: Any) -> Plain:
        """Give the cells of an array, or of a quantity, as numbers."""
        if isinstance(values, Quantity):
            divisors = np.array(values.denominator[self.rows], dtype=float)
            return Plain(values.numerator[self.rows, self.columns].astype(float) / divisors[:, None])
        return Plain(values[self.rows, self.columns])

    def ratio(self, top: Any, bottom: Any, *, limit: float | None = None) -> Plain:  # noqa: ARG002
        """Divide two quantities, the second nowhere 0."""
        return self.of(top).over(self.of(bottom))

    def sum_of_ratios(self, terms: Sequence[Term]) -> Plain:
        """Sum one or more ratios, each limited, masked and multiplied by its factor."""
        parts = [self._term(term) for term in terms]
        return Plain(np.sum([part.value for part in parts], axis=0))

    def _term(self, term: Term) -> Plain:
        ratio = self.ratio(term.top, term.bottom)
        part = (ratio if term.most is None else ratio.at_most(term.most)).times(term.factor)
        return part if term.mask is None else part.where(self.mask(term.mask), term.otherwise)

    def mask(self, array: Bools) -> Bools:
        """Give a mask's cells."""
        return array[self.rows, self.columns]

    def constant(self, value: Fraction) -> Plain:
        """Give the same value in every cell."""
        return Plain(np.full(self.shape, float(value)))

    def window(self, index: int, per_line: int) -> PlainCells:
        """Give the cells of each line's window number ``index``, of ``per_line`` windows a line."""
        if per_line == 1:
            return self
        first, last = self.rows.start * per_line + index, (self.rows.stop - 1) * per_line + index
        return PlainCells(slice(first, last + 1, per_line), self.columns, self.shape)


def _float(other: Plain | Fraction) -> Any:
    return other.value if isinstance(other, Plain) else float(other)
