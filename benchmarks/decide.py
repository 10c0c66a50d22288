"""Print what finding a path and finding what decides take on the bundled company.

    python -m benchmarks.decide              Sobol's study with 256 base points, a search with 64 samples
    python -m benchmarks.decide --size 32 --samples 8

The study: 28 parameters, four paths (three differences to the first) in three worldviews. The search is done
twice with the same seed: it must find the same path.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from typing import Any

import compplan as cp

FOLDER = cp.bundled("plans")
PATHS = ("osing", "linear:36", "step")


def main() -> None:
    """Read the command line, run and print."""
    parser = argparse.ArgumentParser(description="Time the search for a path and a study of what decides.")
    parser.add_argument("--size", type=int, default=256)
    parser.add_argument("--samples", type=int, default=64)
    given = parser.parse_args()
    plans = [cp.load_plan(FOLDER / f"{name}.yaml") for name in ("status-quo", "bold")]
    panel = cp.load_data(FOLDER / "data")
    points = 0
    for path in PATHS:
        found = _timed(
            f"Sobol, {path} less status quo",
            cp.sensitivity,
            plans,
            panel,
            method="sobol",
            size=given.size,
            paths=[path],
        )
        points += sum(each.evaluations for each in found.found.values())
    print(f"in all {points:,} points, each a difference of two paths over 36 months")
    one, again = (
        _timed(f"search, seed 1, {given.samples} samples", cp.optimize, plans, panel, samples=given.samples)
        for _ in range(2)
    )
    print(f"{one.tried} candidates; the same path both times: {one.best.candidate == again.best.candidate}")


def _timed(what: str, call: Callable[..., Any], *given: Any, **named: Any) -> Any:
    wall, processor = time.perf_counter(), time.process_time()
    found = call(*given, **named)
    print(
        f"{what}: {(time.perf_counter() - wall) / 60:.2f} min, "
        f"{(time.process_time() - processor) / 60:.2f} min of processor time"
    )
    return found


if __name__ == "__main__":
    main()
