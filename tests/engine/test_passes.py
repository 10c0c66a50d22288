"""How often the engine goes over its arrays: a guard against slowness that does not look at a clock."""

from __future__ import annotations

import tracemalloc
from collections import Counter
from dataclasses import replace
from typing import Any, ClassVar

import numpy as np
import pytest

from benchmarks.arrays import compiled_of, inputs_of
from compplan.engine.card import Card
from compplan.engine.earn import Component, earn
from compplan.engine.exact.quantity import Quantity
from compplan.engine.measure import Ratio
from compplan.engine.run import evaluate
from compplan.frozen import arrays_in

PEOPLE = 1000
PASSES = {"product_revenue": 26, "relationship": 31}
"""Operations on each cell, on floats and on masks, that earning a component takes."""
FRESH = {"product_revenue": 9, "relationship": 6}
"""Those among them that take new memory."""


class Counted(np.ndarray[Any, Any]):
    """An array that counts the operations on it and on all that comes of it."""

    seen: ClassVar[Counter[str]] = Counter()

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **kwargs: Any) -> Any:
        """Count an operation by the cells that it goes over, and those of the array that it makes."""
        largest = max((array.size for array in inputs if isinstance(array, np.ndarray)), default=0)
        self.seen["passes"] += largest
        if method == "__call__" and "out" not in kwargs:
            self.seen["fresh"] += largest
        if "out" in kwargs:
            kwargs["out"] = tuple(map(_bare, kwargs["out"]))
        found = getattr(ufunc, method)(*map(_bare, inputs), **kwargs)
        return found.view(Counted) if isinstance(found, np.ndarray) else found


def _bare(value: Any) -> Any:
    return value.view(np.ndarray) if isinstance(value, Counted) else value


def _counted(quantity: Quantity) -> Quantity:
    return replace(quantity, numerator=quantity.numerator.view(Counted))


def _with_counted(component: Component) -> Component:
    source = component.source
    if isinstance(source, Ratio):
        source = replace(source, actual=_counted(source.actual), bottom=_counted(source.bottom))
    if isinstance(source, Card):
        source = replace(
            source, responses=source.responses.view(Counted), favourable=source.favourable.view(Counted)
        )
    return replace(component, source=source, base=_counted(component.base))


@pytest.mark.parametrize("number", [0, 1])
def test_a_cell_is_passed_over_a_known_number_of_times(number: int) -> None:
    """Neither passes over arrays nor new arrays become more unless somebody decides so here."""
    compiled = compiled_of(inputs_of("random", PEOPLE))
    component = _with_counted(compiled.components[number])
    Counted.seen.clear()
    earned = earn(compiled.plan, component)
    cells = earned.rounded.size
    passes, fresh = (round(Counted.seen[kind] / cells) for kind in ("passes", "fresh"))
    assert passes <= PASSES[component.measure.id]
    assert fresh <= FRESH[component.measure.id]
    assert earned.redone < cells / 1000


def test_memory_stays_under_twice_the_output() -> None:
    """Beside its inputs, a run holds less than twice what it gives back, on two threads."""
    compiled = compiled_of(inputs_of("ties", 10 * PEOPLE))
    evaluate(compiled, threads=2)
    tracemalloc.start()
    try:
        result = evaluate(compiled, threads=2)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    output = tuple((part.earned, part.paid, part.taken) for part in result.components)
    sizes = {id(array): array.nbytes for array in arrays_in(output)}
    assert peak < 2 * sum(sizes.values())
