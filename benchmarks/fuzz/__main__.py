"""Spoil plans and tables in ways whose outcome is known, and print how they are received.

    python -m benchmarks.fuzz           a slice: 5,000 plans, 5,000 trees made from the schema, 2,000 folders
    python -m benchmarks.fuzz --plans 100000 --shapes 0 --tables 100000

What must stand where is taken from the schema, so that a new word is spoiled as soon as the schema has it.

Ends with 1 if a figure is missed: a traceback, a crash, a case that takes more than 2 s, a wrong file that is
accepted, a right one that is refused, or fewer than 98 % of the messages at what was touched.
"""

from __future__ import annotations

import argparse
import os
import sys
import time

from benchmarks.fuzz.apart import tally_apart
from benchmarks.fuzz.case import Tally
from benchmarks.fuzz.run import unused_words

SLOWEST, PLACED, WRONG = 2.0, 0.98, 0.8
SHOWN = 10
PART = 10_000
"""Cases after which it is told how things stand."""


def main() -> None:
    """Read the command line, run, print and end."""
    parser = argparse.ArgumentParser(description="Spoil plans and tables and see what is said.")
    parser.add_argument("--plans", type=int, default=5_000)
    parser.add_argument("--shapes", type=int, default=5_000)
    parser.add_argument("--tables", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    counts = {"plans": given.plans, "shapes": given.shapes, "tables": given.tables}
    if words := unused_words():
        print(f"words that no plan has yet, and so only trees made from the schema: {', '.join(words)}")
    met = [run(kind, given.seed, count, given.workers) for kind, count in counts.items() if count]
    sys.exit(0 if all(met) else 1)


def run(kind: str, seed: int, count: int, workers: int) -> bool:
    """Run cases of one kind and print the figures; tell whether all are met."""
    started = time.perf_counter()
    found, first = Tally(), seed * 10_000_000
    for begin in range(first, first + count, PART):
        found.join(tally_apart(kind, range(begin, min(begin + PART, first + count)), workers))
        stands = "; ".join(words if met else f"MISSED {words}" for words, met in figures(found))
        print(f"{found.cases:,} {kind}: {stands}", file=sys.stderr, flush=True)
    print(f"{kind}: {found.cases:,} cases in {time.perf_counter() - started:,.0f} s")
    missed = [words for words, met in figures(found) if not _printed(words, met=met)]
    for what, told in found.words.items():
        if what != "elsewhere" or missed:
            print(f"  {what}, the first:", *(f"    {words}" for words in told[:SHOWN]), sep="\n")
    return not missed


def figures(found: Tally) -> list[tuple[str, bool]]:
    """Give each figure in words, and whether it is met."""
    share = found.wrong / max(1, found.cases)
    placed = found.placed / max(1, found.messages)
    return [
        (f"tracebacks: {found.failed}", not found.failed),
        (f"crashes: {found.crashed}", not found.crashed),
        (
            f"slowest: {found.slowest:.2f} s, {found.slowest_case} (limit {SLOWEST:g} s)",
            found.slowest <= SLOWEST,
        ),
        (f"wrong by construction: {found.wrong:,}, {share:.1%} (at least {WRONG:.0%})", share >= WRONG),
        (f"wrong and accepted: {found.accepted}", not found.accepted),
        (f"right and refused: {found.refused}", not found.refused),
        (
            f"messages at what was touched: {found.placed:,} of {found.messages:,}, {placed:.2%} "
            f"(at least {PLACED:.0%})".replace("touched:", "touched, or what it stands in:"),
            placed >= PLACED,
        ),
    ]


def _printed(words: str, *, met: bool) -> bool:
    print(f"  {'ok    ' if met else 'MISSED'} {words}")
    return met


if __name__ == "__main__":
    main()
