"""A matrix: what two measures' attainments give together, by cell or in straight lines between cells."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from compplan.engine.curve import ONE, ZERO, ramps
from compplan.engine.exact.cells import Cells
from compplan.engine.measure import Source
from compplan.plan.model import Curve, MatrixMeasure


@dataclass(frozen=True, slots=True)
class Matrix:
    """The attainments of rows and columns, and the grid between them."""

    measure: MatrixMeasure
    rows: Source
    columns: Source

    def attainment(self, cells: Cells) -> Any:
        """Evaluate some cells."""
        row, column = self.rows.attainment(cells), self.columns.attainment(cells)
        if self.measure.cells == "step":
            return self._step(row, column)
        return self._interpolated(row, column)

    def _step(self, row: Any, column: Any) -> Any:
        """Take the grid's value of the last breaks that are reached; 0 below the first."""
        grid, result = self.measure.grid, row.times(ZERO)
        across = [column.reaches(edge) for edge in self.measure.columns.breaks]
        for values, edge in zip(grid, self.measure.rows.breaks, strict=True):
            reached = row.reaches(edge)
            for value, over in zip(values, across, strict=True):
                result = result.where(~(reached & over), value)
        return result

    def _interpolated(self, row: Any, column: Any) -> Any:
        """Go in straight lines along the columns, then along the rows; flat outside the grid."""
        breaks = self.measure.rows.breaks
        lines = [ramps(line_of(self.measure, at), column) for at in range(len(breaks))]
        result = lines[0]
        for (begin, low), (end, high) in zip(
            zip(breaks, lines, strict=True), zip(breaks[1:], lines[1:], strict=True), strict=False
        ):
            share = row.plus(-begin).times(1 / (end - begin)).at_least(ZERO).at_most(ONE)
            result = result.plus(high.plus(low.times(-ONE)).times(share))
        return result


def line_of(measure: MatrixMeasure, row: int) -> Curve:
    """Give a row of the grid as a curve over the columns."""
    points: tuple[tuple[Fraction, Fraction], ...] = tuple(
        zip(measure.columns.breaks, measure.grid[row], strict=True)
    )
    return Curve("linear", points=points)
