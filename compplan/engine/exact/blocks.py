"""Every cell of [lines, participants]: blocks in floats, doubt in residues, what is left in rationals."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from compplan.engine.exact.cells import Block, Cells, Doubtful, Picked
from compplan.threads import each

BLOCK = 65_536
"""Most cells evaluated at a time, so that temporaries stay in the processor's cache. With smaller blocks,
threads ask for Python's lock so often that they wait for each other."""
AT_ONCE = 2_097_152
"""The same for a compiled kernel, which has no temporaries, and takes time to be called. Threads that write
to new memory far from each other do not wait for the same page of it."""
AGAIN = 32_768
"""The same for cells in doubt, whose evaluation has more temporaries."""

Indices = NDArray[np.intp]
Fused = Callable[[slice, slice, NDArray[np.bool_]], None]
NONE: Indices = np.zeros(0, dtype=np.intp)


def everywhere(
    shape: tuple[int, int],
    evaluate: Callable[[Cells], None],
    threads: int,
    fused: Fused | None = None,
    only: int | None = None,
) -> int:
    """Evaluate all cells of arrays of a shape, and again those left in doubt; give how many those were.

    ``evaluate`` works out some cells and stores what comes of them; threads call it for different cells.
    ``fused`` does the same for blocks, quicker, and marks the cells in doubt. With ``only``, cells of this
    participant alone are evaluated.
    """

    def evaluate_block(block: tuple[slice, slice]) -> tuple[Indices, Indices]:
        rows, columns = block
        doubt = np.zeros((rows.stop - rows.start, columns.stop - columns.start), dtype=bool)
        if fused is None:
            evaluate(Block(rows, columns, doubt))
        else:
            fused(rows, columns, doubt)
        if not doubt.any():
            return NONE, NONE
        row, column = np.divmod(np.flatnonzero(doubt), doubt.shape[1])
        return row + rows.start, column + columns.start

    def evaluate_again(at: tuple[Indices, Indices]) -> None:
        still = np.zeros(len(at[0]), dtype=bool)
        evaluate(Doubtful(*at, still))
        if still.any():
            evaluate(Picked(at[0][still], at[1][still]))

    blocks = blocks_of(shape, threads, BLOCK if fused is None else AT_ONCE)
    blocks = blocks if only is None else [(slice(0, shape[0]), slice(only, only + 1))]
    found = each(evaluate_block, blocks if shape[0] else [], threads=threads)
    if not found:
        return 0
    rows, columns = (np.concatenate(part) for part in zip(*found, strict=True))
    parts = [slice(start, start + AGAIN) for start in range(0, len(rows), AGAIN)]
    each(evaluate_again, [(rows[part], columns[part]) for part in parts], threads=threads)
    return len(rows)


def blocks_of(shape: tuple[int, int], threads: int, most: int) -> list[tuple[slice, slice]]:
    """Cut an array into blocks of at most so many cells, whole lines if they are short.

    There are some for each thread, so that none waits long for the last.
    """
    lines, participants = shape
    most = max(BLOCK, min(most, lines * participants // (4 * threads)))
    if not lines or not participants:
        return []
    across = _evenly(participants, -(-participants // most))
    height = max(1, most // participants)
    return [(rows, columns) for rows in _evenly(lines, -(-lines // height)) for columns in across]


def _evenly(length: int, parts: int) -> list[slice]:
    ends = [length * part // parts for part in range(parts + 1)]
    return [slice(start, stop) for start, stop in itertools.pairwise(ends)]
