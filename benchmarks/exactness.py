"""Count payments that differ from an independent evaluator in exact rationals: none may.

    python -m benchmarks.exactness                     a slice, in about a minute
    python -m benchmarks.exactness --full              10 M random lines, 2 M ties, 2 M people on a step

Cases are seeded: the same arguments evaluate the same cases. A line is one component's pay in one payout
period; a tie is a line that lies exactly half-way between two payable amounts before it is rounded; a
person on a step has an attainment that is exactly an edge of the curve.
"""

from __future__ import annotations

import argparse
import itertools
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import compplan as cp
from tests.oracle.evaluate import evaluate
from tests.oracle.generate import edges, generate, ties
from tests.oracle.reading import read_plan

Case = tuple[str, dict[str, list[dict[str, str]]]]
CASES: dict[str, Callable[[int], Case]] = {
    "random": lambda seed: generate(seed, participants=60),
    "ties": lambda seed: ties(seed, 2000),
    "edges": lambda seed: edges(seed, 2000),
}
MODES = ("half_up", "half_even", "half_down", "up", "down")
FULL = {"ties": 2_000_000, "edges": 2_000_000, "random": 10_000_000}
SLICE = {"ties": 20_000, "edges": 20_000, "random": 20_000}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one case gave: lines compared, lines wrong, cells redone in rationals, and words it used."""

    lines: int
    wrong: int
    redone: int
    words: tuple[str, ...]


def outcomes_of(kind: str, seed: int) -> list[Outcome]:
    """Evaluate one case's data under every rounding mode."""
    text, tables = CASES[kind](seed)
    return [_compared(re.sub(r"mode: \w+", f"mode: {mode}", text), tables) for mode in MODES]


def _compared(text: str, tables: dict[str, list[dict[str, str]]]) -> Outcome:
    """Evaluate a case twice and count the lines that differ in amount, or are in one only."""
    plan = cp.parse_plan(text)
    columns = {
        name: {column: [row.get(column, "") for row in rows] for column in rows[0]}
        for name, rows in tables.items()
        if rows
    }
    result = plan.run(columns)
    keys = ("participant_id", "month", "component")
    lines = result.lines
    found = dict(
        zip(zip(*(lines[key].tolist() for key in keys), strict=True), lines["paid"].tolist(), strict=True)
    )
    expected = {
        tuple(line[key] for key in keys): line["paid"] for line in evaluate(read_plan(text), tables).lines
    }
    wrong = len(set(found.items()) ^ set(expected.items()))
    redone = sum(part.earned.redone for part in result.plans[0].components)
    words = (*(measure.curve.type for measure in plan.measures), plan.rounding.mode, plan.currency.code)
    return Outcome(len(expected), wrong, redone, words)


def count(kind: str, wanted: int, workers: int) -> int:
    """Evaluate cases of one kind until enough lines are compared, print what came of it; give the wrong ones.

    Ctrl-C ends the counting; what was compared until then is printed.
    """
    totals: Counter[str] = Counter()
    words: Counter[str] = Counter()
    started = time.perf_counter()
    with ProcessPoolExecutor(workers) as pool:
        try:
            for outcome in _until(pool, kind, wanted):
                totals.update(lines=outcome.lines, wrong=outcome.wrong, redone=outcome.redone)
                words.update(dict.fromkeys(outcome.words, outcome.lines))
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)
    seconds = time.perf_counter() - started
    counted = "  ".join(f"{totals[name]:>12,} {name}" for name in ("lines", "wrong", "redone"))
    print(f"{kind:8}{counted}  {seconds:8.0f} s")
    print(
        "         lines by word: " + ", ".join(f"{word} {n:,}" for word, n in sorted(words.items())),
        flush=True,
    )
    return totals["wrong"]


def _until(pool: ProcessPoolExecutor, kind: str, wanted: int) -> Iterator[Outcome]:
    done, seeds = 0, itertools.count()
    while done < wanted:
        batch = [next(seeds) for _ in range(16)]
        for outcomes in pool.map(outcomes_of, [kind] * len(batch), batch, chunksize=1):
            done += sum(outcome.lines for outcome in outcomes)
            yield from outcomes


def main() -> None:
    """Read the arguments, count each kind of case."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument(
        "--full", action="store_true", help="the full numbers of lines (more than half an hour)"
    )
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    arguments = parser.parse_args()
    wanted = FULL if arguments.full else SLICE
    sys.exit(1 if sum(count(kind, lines, arguments.workers) for kind, lines in wanted.items()) else 0)


if __name__ == "__main__":
    main()
