"""Proof that a table has exactly one answer everywhere, or a point at which it has none or several.

The classes of the inputs make a box of points, and each row a smaller box in it. Rows that do not overlap
leave a gap exactly if their volumes do not add up to that of the whole; where rows may overlap, the box is
cut along rows until one row covers each piece.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from itertools import combinations
from math import prod

from compplan.tables.axes import Axis, axes_of
from compplan.tables.model import Table

MOST_ROWS, MOST_INPUTS = 1_000, 6
WORK = 400_000
"""Comparisons of a row with a piece of the box, after which the search for a gap gives up."""

FEW_ROWS = 100
"""Rows up to which pairs are compared one by one."""

Point = tuple[tuple[str, str], ...]
"""A value of each input, as text, by the input's name."""
Box = tuple[int, ...]
"""A set of classes of each input, as the bits of a number."""


class TooLargeError(Exception):
    """A table that is too large, or too tangled, to be proved."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two rows (from 0) that hold at the same point, and differ where they may not."""

    first: int
    second: int
    point: Point


@dataclass(frozen=True, slots=True)
class Proof:
    """What is wrong with a table: nothing, if all of it is empty.

    ``gap`` is a point at which no row holds (of a table that collects none is sought); ``overlaps`` are pairs
    of rows that the hit policy does not allow to hold together; ``hidden`` are rows (from 0) that cannot
    count, since rows that come before them hold wherever they do.
    """

    gap: Point | None = None
    overlaps: tuple[Overlap, ...] = ()
    hidden: tuple[int, ...] = ()


def prove(table: Table, *, most: int | None = None, work: int = WORK) -> Proof:
    """Prove a table, or find what is wrong with it; of overlaps at most so many.

    ``work`` bounds the comparisons of a row with a piece of the box. TooLargeError beyond 1,000 rows or 6
    inputs, or if rows that may overlap do so too much.
    """
    if len(table.rows) > MOST_ROWS or len(table.inputs) > MOST_INPUTS:
        plural = "s" * (len(table.rows) > 1)
        message = f"{len(table.rows):,} row{plural} and {len(table.inputs)} inputs"
        raise TooLargeError(message)
    axes = axes_of(table)
    rows = [_box(axes, row) for row in range(len(table.rows))]
    if table.hit_policy == "collect":
        return Proof()
    crossing = _crossing(axes)
    outputs = [row.output for row in table.rows]
    forbidden = [pair for pair in crossing if not _allowed(table, *(outputs[row] for row in pair))]
    overlaps = [_overlap(axes, rows, *pair) for pair in forbidden[:most]]
    try:
        gap = _gap(axes, rows, work, disjoint=not crossing)
        return Proof(gap, tuple(overlaps), _hidden(table, rows, work))
    except TooLargeError:
        if overlaps:
            return Proof(None, tuple(overlaps))
        raise


def _gap(axes: tuple[Axis, ...], rows: list[Box], work: int, *, disjoint: bool) -> Point | None:
    whole = tuple(axis.possible for axis in axes)
    if disjoint:
        return _gap_between(axes, whole, rows)
    found = _uncovered(whole, rows, work)
    return None if found is None else _point(axes, found)


def _hidden(table: Table, rows: list[Box], work: int) -> tuple[int, ...]:
    """Find rows that never count; one for which that would take too long is taken to count."""
    if table.hit_policy not in ("priority", "first"):
        return ()
    before, hidden = list[Box](), list[int]()
    for row in table.order:
        try:
            if _uncovered(rows[row], before, work // len(rows)) is None:
                hidden.append(row)
        except TooLargeError:
            pass
        before.append(rows[row])
    return tuple(sorted(hidden))


def _crossing(axes: tuple[Axis, ...]) -> list[tuple[int, int]]:
    """Give the pairs of rows that hold together somewhere, in order."""
    rows = len(axes[0].rows)
    if rows > FEW_ROWS:
        return _crossing_of_many(axes)
    pairs = combinations(range(rows), 2)
    held = [[bits & axis.possible for bits in axis.rows] for axis in axes]
    return [(a, b) for a, b in pairs if all(column[a] & column[b] for column in held)]


def _crossing_of_many(axes: tuple[Axis, ...]) -> list[tuple[int, int]]:
    import numpy as np  # only large tables need it, and checking a plan is to start quickly

    from compplan.tables.evaluate import members_of

    rows = len(axes[0].rows)
    crossing = np.triu(np.ones((rows, rows), dtype=bool), 1)
    for axis in axes:
        held = members_of(axis.size, [bits & axis.possible for bits in axis.rows]).astype(np.float32)
        crossing &= (held.T @ held) > 0
    return [(int(first), int(second)) for first, second in np.argwhere(crossing)]


def _allowed(table: Table, first: Hashable, second: Hashable) -> bool:
    """Tell whether rows with these outputs may hold together."""
    return table.hit_policy in ("priority", "first") or (table.hit_policy == "any" and first == second)


def _overlap(axes: tuple[Axis, ...], rows: list[Box], first: int, second: int) -> Overlap:
    both = tuple(a & b for a, b in zip(rows[first], rows[second], strict=True))
    return Overlap(first, second, _point(axes, both))


def _gap_between(axes: tuple[Axis, ...], whole: Box, rows: list[Box]) -> Point | None:
    """Find a gap between rows that do not overlap: where their volumes fall short."""
    point: list[int] = []
    for at in range(len(axes)):
        left = prod(box.bit_count() for box in whole[at + 1 :])
        volumes = [prod(box.bit_count() for box in row[at + 1 :]) for row in rows]
        short = (
            one
            for one in _each_bit(whole[at])
            if sum(volume for row, volume in zip(rows, volumes, strict=True) if row[at] & one) < left
        )
        if (chosen := next(short, None)) is None:
            return None
        point.append(chosen)
        rows = [row for row in rows if row[at] & chosen]
    return _point(axes, tuple(point))


def _uncovered(whole: Box, rows: list[Box], work: int) -> Box | None:
    """Find a box inside another that no row touches; None if there is none."""
    pieces = [(whole, rows)]
    while pieces:
        box, around = pieces.pop()
        work -= len(around) + 1
        if work < 0:
            message = "rows that overlap too much"
            raise TooLargeError(message)
        touching = [row for row in around if all(a & b for a, b in zip(box, row, strict=True))]
        if not touching:
            return box
        best = max(touching, key=lambda row: _shared(box, row))
        pieces += [(piece, touching) for piece in _outside(box, best)]
    return None


def _shared(box: Box, row: Box) -> float:
    return prod((a & b).bit_count() / a.bit_count() for a, b in zip(box, row, strict=True))


def _outside(box: Box, row: Box) -> Iterator[Box]:
    """Cut what a row does not cover of a box into smaller boxes."""
    for at, (a, b) in enumerate(zip(box, row, strict=True)):
        if rest := a & ~b:
            yield (*box[:at], rest, *box[at + 1 :])
        box = (*box[:at], a & b, *box[at + 1 :])


def _box(axes: tuple[Axis, ...], row: int) -> Box:
    return tuple(axis.rows[row] & axis.possible for axis in axes)


def _each_bit(bits: int) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield lowest
        bits ^= lowest


def _point(axes: tuple[Axis, ...], box: Box) -> Point:
    firsts = [(bits & -bits).bit_length() - 1 for bits in box]
    return tuple((axis.input.name, axis.example(first)) for axis, first in zip(axes, firsts, strict=True))
