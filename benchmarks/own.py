"""compplan as a contestant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from importlib.util import find_spec

from benchmarks.arrays import Inputs, bases_of, compiled_of
from benchmarks.contest import Call, Cents
from compplan.engine.compile import Compiled
from compplan.engine.results.evaluated import PlanResult
from compplan.engine.run import evaluate

NAME = "compplan"
FAST = "compplan, fast"
"""With the compiled kernel of the extra ``fast``, if that is installed."""


def contestants(inputs: Inputs, threads: int) -> Mapping[str, Call]:
    """Give the evaluation of the compiled plan, and the same after putting weights on the incentives."""
    compiled = compiled_of(inputs)
    calls: dict[str, Call] = {
        NAME: partial(_run, compiled, threads),
        f"{NAME}, with bases": partial(_run_with_bases, compiled, inputs, threads),
    }
    if find_spec("numba") is not None:
        calls[FAST] = partial(_run, compiled, threads, fast=True)
    return calls


def cells_redone(inputs: Inputs, threads: int) -> float:
    """Give the share of component cells that were left in doubt by floats and evaluated again."""
    parts = evaluate(compiled_of(inputs), threads=threads).components
    return sum(part.earned.redone for part in parts) / (len(parts) * inputs.cells)


def _run(compiled: Compiled, threads: int, *, fast: bool = False) -> Cents:
    return _cents(evaluate(compiled, threads=threads, fast=fast))


def _run_with_bases(compiled: Compiled, inputs: Inputs, threads: int) -> Cents:
    bases = bases_of(compiled.plan, inputs)
    parts = zip(compiled.components, bases, strict=True)
    fresh = tuple(replace(component, base=base) for component, base in parts)
    return _run(replace(compiled, components=fresh), threads)


def _cents(result: PlanResult) -> Cents:
    product, relationship = (part.paid.lines for part in result.components)
    total, _ = result.sums()
    return product, relationship, total
