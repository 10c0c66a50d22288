"""Evaluate a table over arrays, at a cost that does not depend on which row counts.

Each input's value is coded as its class; a class has a set of rows, as bits; the rows that hold are those in
the sets of all inputs. Inputs with few classes are looked up together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np
from numpy.typing import NDArray

from compplan.tables.axes import Axis, axes_of
from compplan.tables.columns import Column, classes_of
from compplan.tables.model import Table

BLOCK = 16_384
"""Cells evaluated at a time, so that their sets of rows stay in the processor's cache."""
_GROUP_BYTES = 2**21
"""Inputs are looked up together while the sets of rows of all their classes take no more than this."""

Words = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Group:
    """Inputs that are looked up together: ``held[code]`` has the rows of a code, a bit each."""

    inputs: tuple[int, ...]
    held: Words


@dataclass(frozen=True, slots=True)
class Compiled:
    """A table ready to be evaluated; bit i of a set of rows is row ``order[i]``."""

    table: Table
    axes: tuple[Axis, ...]
    order: NDArray[np.int32]
    groups: tuple[Group, ...]


def compile_table(table: Table) -> Compiled:
    """Prepare a table, its rows in the order in which they come first."""
    axes, order = axes_of(table), np.array(table.order, dtype=np.int32)
    groups: list[Group] = []
    for number, axis in enumerate(axes):
        held = _packed(members_of(axis.size, axis.rows)[:, order])
        if groups and len(groups[-1].held) * held.nbytes <= _GROUP_BYTES:
            last = groups.pop()
            both = last.held[:, None, :] & held[None, :, :]
            groups.append(Group((*last.inputs, number), both.reshape(-1, held.shape[1])))
        else:
            groups.append(Group((number,), held))
    return Compiled(table, axes, order, tuple(groups))


def members_of(size: int, rows: Sequence[int]) -> NDArray[np.bool_]:
    """Write sets of so many classes, one for each row, as an array [classes, rows]."""
    width = -(-size // 8)
    packed = np.frombuffer(b"".join(bits.to_bytes(width, "little") for bits in rows), dtype=np.uint8)
    bits = np.unpackbits(packed.reshape(len(rows), width), axis=1, bitorder="little", count=size)
    return bits.T.astype(bool)


def firing(compiled: Compiled, columns: Sequence[Column]) -> NDArray[np.int32]:
    """Tell which row (from 0) counts for each value of the columns, of any one shape; -1 for none.

    Of rows that hold together the first in the table's order; proof says whether there can be any.
    """
    codes, shape = _codes(compiled, columns)
    rows = np.append(compiled.order, np.int32(-1))
    found = np.empty(codes[0].size, dtype=np.int32)
    for start in range(0, codes[0].size, BLOCK):
        part = slice(start, start + BLOCK)
        found[part] = rows[_first_bit(_held(compiled, codes, part), len(compiled.order))]
    return found.reshape(shape)


def holding(compiled: Compiled, columns: Sequence[Column]) -> tuple[NDArray[np.intp], NDArray[np.int32]]:
    """List every row that holds: the position in the flattened columns, and the row, in the table's order."""
    codes, _ = _codes(compiled, columns)
    cells, rows = [np.zeros(0, dtype=np.intp)], [np.zeros(0, dtype=np.int32)]
    for start in range(0, codes[0].size, BLOCK):
        held = _held(compiled, codes, slice(start, start + BLOCK))
        bits = np.unpackbits(held.view(np.uint8), axis=1, bitorder="little", count=len(compiled.order))
        cell, bit = np.nonzero(bits)
        cells.append(cell + start)
        rows.append(compiled.order[bit])
    return np.concatenate(cells), np.concatenate(rows)


def collected(compiled: Compiled, columns: Sequence[Column]) -> list[Fraction | None]:
    """Aggregate the outputs of all rows that hold, for each value; None where that is nothing.

    Nothing sums up to 0, counts 0, and has no least or greatest. ValueError if the table aggregates nothing.
    """
    how, outputs = compiled.table.aggregate, [row.output for row in compiled.table.rows]
    if how is None:
        message = "the table does not aggregate"
        raise ValueError(message)
    size = _codes(compiled, columns)[0][0].size
    cells, rows = holding(compiled, columns)
    if how == "count":
        return [Fraction(int(number)) for number in np.bincount(cells, minlength=size)]
    numbers = [output for output in outputs if isinstance(output, Fraction)]
    scale = lcm(*(number.denominator for number in numbers))
    scaled = np.array([int(number * scale) for number in numbers], dtype=object)
    if how == "sum":
        total = np.zeros(size, dtype=object)
        np.add.at(total, cells, scaled[rows])
        return [Fraction(int(value), scale) for value in total]
    return _extremes(cells, scaled[rows], size, scale, least=how == "min")


def _extremes(
    cells: NDArray[np.intp], values: NDArray[np.object_], size: int, scale: int, *, least: bool
) -> list[Fraction | None]:
    best: list[Fraction | None] = [None] * size
    choose = min if least else max
    for cell, value in zip(cells.tolist(), values.tolist(), strict=True):
        now, before = Fraction(value, scale), best[cell]
        best[cell] = now if before is None else choose(before, now)
    return best


def _codes(compiled: Compiled, columns: Sequence[Column]) -> tuple[list[NDArray[np.intp]], tuple[int, ...]]:
    classes = [classes_of(axis, column) for axis, column in zip(compiled.axes, columns, strict=True)]
    codes = []
    for group in compiled.groups:
        code = np.zeros(classes[0].shape, dtype=np.intp)
        for number in group.inputs:
            code = code * compiled.axes[number].size + classes[number]
        codes.append(code.ravel())
    return codes, classes[0].shape


def _held(compiled: Compiled, codes: list[NDArray[np.intp]], part: slice) -> Words:
    held = compiled.groups[0].held[codes[0][part]]
    for group, code in zip(compiled.groups[1:], codes[1:], strict=True):
        held &= group.held[code[part]]
    return held


def _packed(members: NDArray[np.bool_]) -> Words:
    """Pack [classes, rows] into [classes, words] of 64 rows each."""
    width = max(1, -(-members.shape[1] // 64)) * 64
    padded = np.zeros((len(members), width), dtype=bool)
    padded[:, : members.shape[1]] = members
    return np.packbits(padded, axis=1, bitorder="little").view("<u8").astype(np.uint64)


def _first_bit(held: Words, none: int) -> NDArray[np.intp]:
    """Find the lowest bit set in each row of words; ``none`` where no bit is."""
    some = held != 0
    word = np.argmax(some, axis=1)
    bits = held[np.arange(len(held)), word]
    lowest = bits & (~bits + np.uint64(1))
    at = 64 * word + np.log2(np.maximum(lowest, np.uint64(1)).astype(np.float64)).astype(np.intp)
    return np.where(bits == 0, none, at)
