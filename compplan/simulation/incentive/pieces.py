"""Find the straight pieces of a pay function that is known only by its values."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from compplan.simulation.incentive.smooth import Pieces

Floats = NDArray[np.float64]
Function = Callable[[Floats], Floats]
"""Pay at attainments [points], in units of which 1 is large."""

HIGHEST = 4.0
"""Attainment beyond which a pay function is taken to go straight on."""
_CELLS = 1024
_EXACT = 1e-9
_PARTS, _NARROWINGS = 32, 9


def pieces_of(function: Function) -> Pieces:
    """Find knots, jumps and slopes between attainment 0 and 4, below 0 flat.

    Where two knots lie within a cell of 1/256 the function is taken as straight between its values.
    """
    grid = np.linspace(0.0, HIGHEST, _CELLS + 1)
    values = function(grid)
    runs = _runs(_bent_cells(grid, values))
    found = [(0.0, float(values[0]), float(values[0]))]
    if runs:
        for (first, last), knot in zip(runs, _knots(function, grid, values, runs), strict=True):
            inner = range(max(first, 1), last + 1)
            found += [knot] if knot else [(float(grid[i]), float(values[i]), float(values[i])) for i in inner]
    knots, lefts, rights = np.array(sorted(found)).T
    return _assembled(knots, lefts, rights, float(values[-1]))


def _bent_cells(grid: Floats, values: Floats) -> NDArray[np.bool_]:
    """Mark the cells on which the function is not straight: its slope differs from a neighbour's."""
    slopes = np.diff(values) / np.diff(grid)
    scale = max(1.0, float(np.abs(slopes).max(initial=0)))
    differs = np.abs(np.diff(slopes)) > 1e-7 * scale
    bent = np.zeros(len(slopes), dtype=bool)
    bent[1:] |= differs
    bent[:-1] |= differs
    return bent


def _runs(marked: NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], marked.astype(np.int8), [0]])))
    return [(int(first), int(last)) for first, last in zip(edges[::2], edges[1::2], strict=True)]


def _knots(
    function: Function, grid: Floats, values: Floats, runs: list[tuple[int, int]]
) -> list[tuple[float, float, float] | None]:
    """Find the knot of each run of bent cells, where straight lines beside it meet or jump, and its values.

    None where two lines do not tell the function: there is more than one knot in the run.
    """
    firsts, lasts = np.array(runs).T
    inside = (firsts > 1) & (lasts < len(grid) - 2)
    left = _line(grid, values, np.maximum(firsts - 1, 0))
    right = _line(grid, values, np.minimum(lasts, len(grid) - 2))
    low, high = grid[firsts], grid[lasts]
    knot = _crossing(left, right, _borders(function, left, low, high))
    holds = inside & _holds(function, left, right, knot, low, high)
    ends = zip(knot, left[0] + left[1] * knot, right[0] + right[1] * knot, holds, strict=True)
    return [(float(at), float(below), float(above)) if good else None for at, below, above, good in ends]


_Line = tuple[Floats, Floats]
"""Intercepts and slopes."""


def _line(grid: Floats, values: Floats, cell: NDArray[np.int64]) -> _Line:
    slope = (values[cell + 1] - values[cell]) / (grid[cell + 1] - grid[cell])
    return values[cell] - slope * grid[cell], slope


def _borders(function: Function, left: _Line, low: Floats, high: Floats) -> Floats:
    """Narrow each stretch down to the point at which the left line ends to hold."""
    shares = np.linspace(0, 1, _PARTS + 1)[1:-1]
    for _ in range(_NARROWINGS):
        points = low[:, None] + (high - low)[:, None] * shares
        lines = left[0][:, None] + left[1][:, None] * points
        off = np.abs(function(points.ravel()).reshape(points.shape) - lines) > _EXACT
        first = np.where(off.any(axis=1), off.argmax(axis=1), len(shares))
        ends = np.concatenate([low[:, None], points, high[:, None]], axis=1)
        row = np.arange(len(low))
        low, high = ends[row, first], ends[row, first + 1]
    return high


def _crossing(left: _Line, right: _Line, near: Floats) -> Floats:
    """Give where two lines meet, if that is where one ends to hold: then nothing jumps."""
    turn = left[1] - right[1]
    meeting = np.divide(right[0] - left[0], turn, out=near.copy(), where=turn != 0)
    return np.where(np.abs(meeting - near) <= 1e-6, meeting, near)


def _holds(
    function: Function, left: _Line, right: _Line, knot: Floats, low: Floats, high: Floats
) -> NDArray[np.bool_]:
    """Tell whether two lines and a knot give the function's values in between."""
    points = low[:, None] + (high - low)[:, None] * np.linspace(0, 1, 17)[1:-1]
    before = points < knot[:, None]
    lines = np.where(before, left[0][:, None], right[0][:, None])
    lines = lines + np.where(before, left[1][:, None], right[1][:, None]) * points
    near = np.abs(points - knot[:, None]) <= 1e-6
    off = np.abs(function(points.ravel()).reshape(points.shape) - lines) > 1e-7
    return np.asarray(~(off & ~near).any(axis=1))


def _assembled(knots: Floats, lefts: Floats, rights: Floats, last: float) -> Pieces:
    ends = np.append(knots[1:], HIGHEST)
    slopes = np.append(lefts[1:], last) - rights
    slopes = np.divide(slopes, ends - knots, out=np.zeros_like(slopes), where=ends > knots)
    return Pieces(knots, rights - lefts, np.concatenate([[0.0], slopes]), float(lefts[0]))
