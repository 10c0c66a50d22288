"""How long the engine takes, beside others doing the same work on the same arrays.

    python -m benchmarks.engine                        1,000,000 participant-months, every rival, all figures
    python -m benchmarks.engine --rivals polars,numpy --no-flat
    python -m benchmarks.engine --kinds "" --flat 10000,1000000

The work: the bundled plan `bold.yaml`, each of its 36 months paid for itself: two components, rounded to
cents, and their sum. Rivals that are not installed are named and left out. The last lines are the figures
that the engine is held to, each from this run.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping
from importlib.util import find_spec

import numpy as np

from benchmarks import own
from benchmarks.arrays import MONTHS, Inputs, inputs_of, plan_text
from benchmarks.contest import Call, Cents, timed
from benchmarks.contestants import RIVALS, AbsentError, calls_of
from benchmarks.counts import at_least
from benchmarks.exact import exact_cents
from benchmarks.figures import Figure, figures_of_kind, print_figures
from benchmarks.flat import FLAT, flat
from benchmarks.machine import machine
from benchmarks.memory import extra_peak
from benchmarks.table import disputed, print_table

KINDS = ("random", "ties")
BYTES_USED = 140
"""Memory that a contestant takes for a participant-month, at most."""
SAMPLE = 20_000
"""Participant-months whose exact result is worked out in plain rationals."""


def main() -> None:
    """Read the arguments, print tables and figures; exit 1 if compplan's cents are not exact."""
    asked = _arguments()
    os.environ["POLARS_MAX_THREADS"] = str(asked.threads)  # read when Polars is imported, which comes later
    print(machine(f"{asked.threads} threads, {asked.repeat} rounds"))
    figures: list[Figure] = []
    wrong = [_contest(kind, asked, figures) for kind in filter(None, asked.kinds.split(","))]
    if not asked.no_flat:
        figures.append(flat([int(cells) for cells in asked.flat.split(",")], asked.threads, asked.repeat))
    print_figures(figures)
    sys.exit(any(wrong))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--cells", type=at_least(1), default=1_000_000, help="participant-months")
    parser.add_argument("--rivals", default=",".join(RIVALS), help=f"of {', '.join(RIVALS)}")
    parser.add_argument("--kinds", default=",".join(KINDS), help="of inputs: random cents, round numbers")
    parser.add_argument("--repeat", type=at_least(1), default=15, help="rounds")
    parser.add_argument("--threads", type=at_least(1), default=2)
    parser.add_argument("--no-memory", action="store_true", help="leave out the processes that measure it")
    parser.add_argument("--flat", default=FLAT, help="numbers of cells of which compplan alone is timed")
    parser.add_argument("--no-flat", action="store_true", help="leave that out")
    asked = parser.parse_args()
    for given, there in ((asked.rivals, tuple(RIVALS)), (asked.kinds, KINDS)):
        unknown = set(filter(None, given.split(","))) - set(there)
        if unknown:
            parser.error(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(there)}")
    return asked


def _contest(kind: str, asked: argparse.Namespace, figures: list[Figure]) -> int:
    """Print one table, of one kind of input, add its figures; give how many of compplan's cells are wrong."""
    people = -(-asked.cells // MONTHS)
    inputs = inputs_of(kind, people)
    redone = own.cells_redone(inputs, asked.threads)
    print(f"\n{kind}: {people:,} participants x {MONTHS} months, {redone:.2%} of cells in doubt and redone")
    calls, rival_of = _prepared(inputs, asked)
    found = {name: call() for name, call in calls.items()}
    times = timed({**calls, **_limits(inputs, asked)}, asked.repeat, BYTES_USED * inputs.cells)
    measured = {} if asked.no_memory else rival_of
    extra = {name: extra_peak(of, name, kind, people, asked.threads) for name, of in measured.items()}
    print_table(inputs, times, found, extra)
    wrong, checked = _not_exact(inputs, found)
    print(f"{wrong} of {2 * checked:,} checked cells of compplan differ from plain rationals", flush=True)
    figures += figures_of_kind(kind, times, extra.get(own.NAME, np.nan), 3 * inputs.actual.nbytes / 1e6)
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


def _limits(inputs: Inputs, asked: argparse.Namespace) -> Mapping[str, Call]:
    """Give what works nothing out, and shows what the machine needs at least."""
    if "numba" not in asked.rivals.split(",") or find_spec("numba") is None:
        return {}
    from benchmarks.rivals import numba_bytes

    return numba_bytes.contestants(inputs, asked.threads)


def _not_exact(inputs: Inputs, found: Mapping[str, Cents]) -> tuple[int, int]:
    """Check compplan's cents against rationals where a rival differs, then anywhere: cells wrong, checked."""
    product, relationship, _ = (np.ravel(cents) for cents in found[own.NAME])
    generator = np.random.default_rng(0)
    first = generator.permutation(disputed(inputs, found))[: SAMPLE // 2]
    rest = generator.choice(inputs.cells, min(SAMPLE - len(first), inputs.cells), replace=False)
    cells = np.union1d(first, rest)
    exact = np.array(exact_cents(plan_text(), inputs, cells.tolist()))
    wrong = (product[cells] != exact[:, 0]).sum() + (relationship[cells] != exact[:, 1]).sum()
    return int(wrong), len(cells)


if __name__ == "__main__":
    main()
