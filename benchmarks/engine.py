"""How long the engine takes, beside others doing the same work on the same arrays.

    python -m benchmarks.engine                        1,000,000 participant-months, every rival
    python -m benchmarks.engine --rivals polars,numpy
    python -m benchmarks.engine --flat                 time per participant-month, from 10,000 to 20,000,000

The work: the bundled plan `bold.yaml`, each of its 36 months paid for itself: two components, rounded to
cents, and their sum. Rivals that are not installed are named and left out.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from benchmarks import own
from benchmarks.arrays import MONTHS, Inputs, inputs_of, plan_text
from benchmarks.contest import Call, Cents, Seconds, cells_wrong, ratio, spread, timed
from benchmarks.contestants import RIVALS, AbsentError, calls_of
from benchmarks.exact import exact_cents
from benchmarks.machine import machine, memory_left
from benchmarks.memory import extra_peak

KINDS = ("random", "ties")
SAMPLE = 20_000
"""Participant-months whose exact result is worked out in plain rationals."""
FLAT = "10000,100000,1000000,5000000,20000000"
BYTES_PER_CELL = 300
"""What a participant-month takes at most, of inputs and results."""
YARDSTICK = "numpy, blocked"


def main() -> None:
    """Read the arguments, print the tables; exit 1 if compplan's cents are not exact."""
    asked = _arguments()
    os.environ["POLARS_MAX_THREADS"] = str(asked.threads)  # read when Polars is imported, which comes later
    print(machine(f"{asked.threads} threads, {asked.repeat} rounds"))
    if asked.flat:
        _flat([int(cells) for cells in asked.flat.split(",")], asked.threads, asked.repeat)
        return
    wrong = [_contest(kind, asked) for kind in filter(None, asked.kinds.split(","))]
    sys.exit(any(wrong))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--cells", type=int, default=1_000_000, help="participant-months")
    parser.add_argument("--rivals", default=",".join(RIVALS), help=f"of {', '.join(RIVALS)}")
    parser.add_argument("--kinds", default=",".join(KINDS), help="of inputs: random cents, round numbers")
    parser.add_argument("--repeat", type=int, default=15, help="rounds")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--no-memory", action="store_true", help="leave out the processes that measure it")
    parser.add_argument("--flat", nargs="?", const=FLAT, help="compplan alone, by number of cells")
    asked = parser.parse_args()
    for given, there in ((asked.rivals, tuple(RIVALS)), (asked.kinds, KINDS)):
        unknown = set(filter(None, given.split(","))) - set(there)
        if unknown:
            parser.error(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(there)}")
    return asked


def _contest(kind: str, asked: argparse.Namespace) -> int:
    """Print one table, of one kind of input; give the number of compplan's cells that are not exact."""
    people = -(-asked.cells // MONTHS)
    inputs = inputs_of(kind, people)
    redone = own.cells_redone(inputs, asked.threads)
    print(f"\n{kind}: {people:,} participants x {MONTHS} months, {redone:.2%} of cells redone in rationals")
    calls, rival_of = _prepared(inputs, asked)
    found = {name: call() for name, call in calls.items()}
    seconds = timed(calls, asked.repeat)
    measured = {} if asked.no_memory else rival_of
    extra = {name: extra_peak(of, name, kind, people, asked.threads) for name, of in measured.items()}
    _print_table(inputs, seconds, found, extra)
    wrong, checked = _not_exact(inputs, found)
    print(f"{wrong} of {2 * checked:,} checked cells of compplan differ from plain rationals")
    if extra:
        output = own.output_bytes(inputs) / 1e6
        print(f"memory: {extra[own.NAME] / output:.2f} x the {output:.0f} MB that compplan gives back")
    if YARDSTICK in seconds:
        price = ratio(seconds[own.NAME], seconds[YARDSTICK])
        print(f"price of exactness: compplan takes {price} x as long as '{YARDSTICK}'", flush=True)
    return wrong


def _prepared(inputs: Inputs, asked: argparse.Namespace) -> tuple[dict[str, Call], dict[str, str]]:
    """Give each contestant's call, and the rival that it belongs to."""
    calls: dict[str, Call] = {}
    rival_of: dict[str, str] = {}
    for rival in (own.NAME, *filter(None, asked.rivals.split(","))):
        try:
            prepared = calls_of(rival, inputs, asked.threads)
        except AbsentError as error:
            print(error)
            continue
        calls.update(prepared)
        rival_of.update(dict.fromkeys(prepared, rival))
    return calls, rival_of


def _print_table(
    inputs: Inputs, seconds: Seconds, found: Mapping[str, Cents], extra: Mapping[str, float]
) -> None:
    print(f"{'':26}{'ms/1M':>9}{'M/s':>9}   {'x compplan':24}{'cells wrong':>12}{'extra MB':>10}")
    for name, times in seconds.items():
        sample = _sample_of(found[name], inputs)
        scale = 1 if sample is None else inputs.cells / len(sample)
        wrong = cells_wrong(found[name], found[own.NAME], sample)
        scaled = [scale * second for second in times]
        middle = float(np.median(scaled))
        memory = f"{extra[name]:10.0f}" if name in extra else f"{'':10}"
        of = "" if sample is None else f"  of {2 * len(sample):,}; time and memory of the sample"
        print(
            f"{name:26}{middle * 1e9 / inputs.cells:9.1f}{inputs.cells / middle / 1e6:9.2f}   "
            f"{ratio(scaled, seconds[own.NAME])!s:24}{wrong:12,}{memory}{of}"
        )


def _sample_of(found: Cents, inputs: Inputs) -> NDArray[np.intp] | None:
    """Give the participant-months that a result holds; None for all."""
    if found[0].size == inputs.cells:
        return None
    return spread(inputs.cells, found[0].size)


def _not_exact(inputs: Inputs, found: Mapping[str, Cents]) -> tuple[int, int]:
    """Check compplan's cents against rationals where a rival differs, then anywhere: cells wrong, checked."""
    product, relationship, _ = (np.ravel(cents) for cents in found[own.NAME])
    generator = np.random.default_rng(0)
    first = generator.permutation(_disputed(inputs, found))[: SAMPLE // 2]
    rest = generator.choice(inputs.cells, min(SAMPLE - len(first), inputs.cells), replace=False)
    cells = np.union1d(first, rest)
    exact = np.array(exact_cents(plan_text(), inputs, cells.tolist()))
    wrong = (product[cells] != exact[:, 0]).sum() + (relationship[cells] != exact[:, 1]).sum()
    return int(wrong), len(cells)


def _disputed(inputs: Inputs, found: Mapping[str, Cents]) -> NDArray[np.intp]:
    disputed = np.zeros(inputs.cells, dtype=bool)
    for theirs in found.values():
        if _sample_of(theirs, inputs) is None:
            for one, other in zip(found[own.NAME], theirs, strict=True):
                disputed |= np.ravel(one) != np.ravel(other)
    return np.flatnonzero(disputed)


def _flat(sizes: list[int], threads: int, repeat: int) -> None:
    print(f"\n{'cells':>12}{'ms':>10}{'ns/cell':>10}")
    for cells in sizes:
        people = -(-cells // MONTHS)
        if cells * BYTES_PER_CELL > memory_left():
            print(f"{cells:12,}  left out: needs about {cells * BYTES_PER_CELL / 1e9:.1f} GB of free memory")
            continue
        call = own.contestants(inputs_of("random", people), threads)[own.NAME]
        call()
        rounds = min(repeat, max(3, 15_000_000 // cells))
        middle = float(np.median(timed({own.NAME: call}, rounds)[own.NAME]))
        print(
            f"{people * MONTHS:12,}{middle * 1e3:10.1f}{middle * 1e9 / (people * MONTHS):10.1f}", flush=True
        )


if __name__ == "__main__":
    main()
