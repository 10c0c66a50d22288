"""Every cell of [lines, participants]: blocks in floats, doubt in pairs, what is left in rationals."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from compplan.engine.exact.cells import Block, Cells, Doubtful, Picked

BLOCK = 16_384
"""Cells evaluated at a time, so that temporaries stay in the processor's cache."""
AGAIN = 8_192
"""The same for cells in doubt, whose evaluation has more temporaries."""

T = TypeVar("T")


def everywhere(shape: tuple[int, int], evaluate: Callable[[Cells], None], threads: int) -> int:
    """Evaluate all cells of arrays of a shape, and again those left in doubt; give how many those were.

    ``evaluate`` works out some cells and stores what comes of them; threads call it for different cells.
    """
    doubt = np.zeros(shape, dtype=bool)

    def evaluate_block(block: tuple[slice, slice]) -> None:
        evaluate(Block(*block, doubt[block]))

    def evaluate_again(at: tuple[NDArray[np.intp], NDArray[np.intp]]) -> None:
        still = np.zeros(len(at[0]), dtype=bool)
        evaluate(Doubtful(*at, still))
        if still.any():
            evaluate(Picked(at[0][still], at[1][still]))

    _each(evaluate_block, _blocks(*shape), threads)
    rows, columns = np.nonzero(doubt)
    parts = [slice(start, start + AGAIN) for start in range(0, len(rows), AGAIN)]
    _each(evaluate_again, [(rows[part], columns[part]) for part in parts], threads)
    return len(rows)


def _each(function: Callable[[T], None], parts: list[T], threads: int) -> None:
    if threads == 1 or len(parts) < 2:
        for part in parts:
            function(part)
        return
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(function, parts))


def _blocks(lines: int, participants: int) -> list[tuple[slice, slice]]:
    if not lines or not participants:
        return []
    if participants >= BLOCK:
        starts = range(0, participants, BLOCK)
        return [
            (slice(line, line + 1), slice(s, min(s + BLOCK, participants)))
            for line in range(lines)
            for s in starts
        ]
    height = max(1, BLOCK // participants)
    return [(slice(s, min(s + height, lines)), slice(0, participants)) for s in range(0, lines, height)]
