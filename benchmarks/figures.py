"""The figures that the engine is held to, each beside what one run of the benchmark measured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from benchmarks import own
from benchmarks.contest import Ratio, Times, ratio

YARDSTICK = "numpy, blocked"
OPENFISCA, BYTES = "openfisca-core", "numba, bytes alone"
INPUTS_SET = f"{OPENFISCA}, inputs set"
MOST = {"random": 2.0, "ties": 3.0}
"""How many times as long as the hand-written kernel the engine may take: the price of exactness."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What is measured, the most that it should be, and what it is: by the clock, and by processor time."""

    what: str
    most: float
    found: Ratio | float
    processor: Ratio | None = None


def figures_of_kind(kind: str, times: Times, extra: float, output: float) -> Iterator[Figure]:
    """Give the figures that a contest on one kind of input shows; memory in megabytes."""
    if YARDSTICK in times.wall:
        yield _compared(f"{kind}: price of exactness, to '{YARDSTICK}'", MOST[kind], times, YARDSTICK)
    polars = [name for name in times.wall if name.startswith("polars")]
    if polars and kind == "random":
        faster = min(polars, key=lambda name: float(np.median(times.wall[name])))
        yield _compared(f"{kind}: to the faster Polars", 1.0, times, faster)
    yield from _of_fast(kind, times)
    if not np.isnan(extra):
        yield Figure(f"{kind}: memory, to the {output:.0f} MB of cents", 2.0, extra / output)


def _of_fast(kind: str, times: Times) -> Iterator[Figure]:
    """Compare the compiled kernel with others; its targets are for 10,000,000 cells."""
    if own.FAST not in times.wall or kind != "random":
        return
    targets = ("polars, streaming", 0.5), (OPENFISCA, 0.1), (INPUTS_SET, 0.1), ("numba, fused", 4.0)
    for rival, most in targets:
        if rival in times.wall:
            yield _compared(f"{kind}, fast: to '{rival}'", most, times, rival, own.FAST)
    if {BYTES, OPENFISCA} <= set(times.wall):
        yield _compared(f"{kind}: moving the bytes alone, to '{OPENFISCA}'", 0.1, times, OPENFISCA, BYTES)


def print_figures(figures: list[Figure]) -> None:
    """Print each figure with its target."""
    if not figures:
        return
    print(f"\n{'figures':52}{'target':>8}   {'time':24}{'processor time':24}")
    for figure in figures:
        found = f"{figure.found:.2f}" if isinstance(figure.found, float) else str(figure.found)
        processor = "" if figure.processor is None else str(figure.processor)
        print(f"{figure.what:52}{f'<= {figure.most:g}':>8}   {found:24}{processor:24}".rstrip())


def _compared(what: str, most: float, times: Times, other: str, mine: str = own.NAME) -> Figure:
    wall, processor = (ratio(part[mine], part[other], seed=1) for part in (times.wall, times.processor))
    return Figure(what, most, wall, processor)
