"""Plans spoiled in their structure, written in many styles, with the lines that were touched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random

from benchmarks.fuzz import plan_keys, plan_meaning, plan_values
from benchmarks.fuzz.case import Case
from benchmarks.fuzz.case import Spot as FileSpot
from benchmarks.fuzz.change import Change, Mutation
from benchmarks.fuzz.trees import At, Keys, any_style, write
from benchmarks.fuzz.vocabulary import rests_on

FILE = "plan.yaml"
SHAPE: tuple[Mutation, ...] = (*plan_keys.MUTATIONS, *plan_values.MUTATIONS)
MUTATIONS: tuple[Mutation, ...] = (*SHAPE, *plan_meaning.MUTATIONS)


def case_of(rng: Random, base: Keys, mutations: Sequence[Mutation] = MUTATIONS) -> Case:
    """Spoil a plan in one way, in some style."""
    while True:
        mutation = rng.choice(mutations)
        change = mutation(rng, base)
        if change is not None:
            text, lines = write(change.tree, any_style(rng))
            around = lines.values() if _changes_all(base, change) else _around(change, lines)
            return Case(mutation.__name__, spots(around), text, wrong=change.wrong)


def _changes_all(base: Keys, change: Change) -> bool:
    """Tell whether a plan no longer rests on the one that it did; then nothing in it means what it meant."""
    return rests_on(base) != rests_on(change.tree)


def spots(lines: Iterable[int]) -> frozenset[FileSpot]:
    """Give lines of the plan file."""
    return frozenset((FILE, line) for line in lines)


def _around(change: Change, lines: dict[At, int]) -> Iterable[int]:
    """Give the lines of what was touched and of what it stands in; the top stands on the first lines."""
    if any(len(at) <= 1 for at in change.touched):
        yield from (1, lines.get((0,), 1))
    for at in change.touched:
        for depth in range(1, len(at) + 1):
            line = lines.get(at[:depth])
            if line is not None:
                yield line
