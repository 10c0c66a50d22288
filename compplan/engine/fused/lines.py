"""A component as small arrays for the compiled kernel, if it uses no word that the kernel does not know."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from fractions import Fraction
from importlib.util import find_spec
from math import ceil
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from compplan.engine.card import Card
from compplan.engine.curve import bends_of, value_at
from compplan.engine.exact.numbers import TOO_LARGE, UNIT, ZERO
from compplan.engine.exact.quantity import Quantity
from compplan.engine.exact.widths import ADDABLE
from compplan.engine.measure import Ratio, Source
from compplan.plan.model import Curve, RoundingMode

if TYPE_CHECKING:
    from compplan.engine.fused.kernel import Bases, Rates, Sources

WORTH_LOADING = 20_000_000
"""Cells from which on the kernel saves more time than it takes to load."""

Errors = tuple[float, float]
"""A bound on an error: a fixed part, and one for each unit of attainment."""


def installed(cells: int) -> bool:
    """Tell whether the kernel is there, and worth loading for so many cells if it is not loaded."""
    return "numba" in sys.modules or (cells >= WORTH_LOADING and find_spec("numba") is not None)


@dataclass(frozen=True, slots=True)
class Kernel:
    """A component as the compiled kernel takes it; no line is larger than ``bound``, and all fit ``kind``."""

    sources: Sources
    rates: Rates
    bases: Bases
    bound: float
    kind: type[np.signedinteger[Any]]

    def pay(self, lines: NDArray[Any], rows: slice, columns: slice, doubt: NDArray[np.bool_]) -> None:
        """Pay a block into the lines, and mark the cells in doubt."""
        from compplan.engine.fused.kernel import pay_block

        block = rows.start, rows.stop, columns.start, columns.stop
        pay_block(self.sources, self.rates, self.bases, *block, lines, doubt)


def kernel_of(
    curve: Curve, source: Source, base: Quantity, unit: int, mode: RoundingMode, lines: int
) -> Kernel | None:
    """Prepare a component with so many lines for the kernel; None if that does not know a word of it."""
    known = curve.type in {"linear", "tiered_marginal"} and curve.negative == "nothing"
    if not known or not mode.startswith("half") or len(base.denominator) != lines:
        return None
    found = _sources(source)
    if found is None or base.numerator.dtype == object:
        return None
    sources, errors = found
    from compplan.engine.fused.kernel import Bases

    share = np.array([float(Fraction(1, unit * denominator)) for denominator in base.denominator])
    bases = Bases(np.ascontiguousarray(base.numerator), share)
    bound = TOO_LARGE // unit - 1
    rates = _rates(curve, errors, bound)
    return Kernel(sources, rates, bases, bound, _kind(curve, base, unit))


def _kind(curve: Curve, base: Quantity, unit: int) -> type[np.signedinteger[Any]]:
    """Give the integers that hold what a curve pays of any base of its kind."""
    most = _most(curve)
    if most is None or base.numerator.dtype != np.int32:
        return np.int64
    largest = ceil(most * 2**31 / (unit * min(base.denominator, default=1)))
    return np.int32 if largest < ADDABLE else np.int64


def _most(curve: Curve) -> Fraction | None:
    """Give the most that a curve pays, either way, whatever is attained; None if there is no most."""
    start, bends = bends_of(curve)
    none = ZERO
    if curve.pays == "above_threshold" and curve.threshold is not None:
        none = value_at(curve, curve.threshold)
    rates = [start - none, *(value_at(curve, knot) - none for knot, _ in bends)]
    steep = sum((change for _, change in bends), ZERO)
    if steep < 0 or (steep > 0 and curve.cap is None):
        return None
    return max(-min(rates), max(rates) if curve.cap is None else curve.cap)


def _sources(source: Source) -> tuple[Sources, Errors] | None:
    """Give the sum of ratios that a source is, with the error of the sum."""
    from compplan.engine.fused.kernel import Sources

    if isinstance(source, Ratio) and source.inverse is None:
        pairs = zip(source.bottom.denominator, source.actual.denominator, strict=True)
        scale, one = np.array([float(Fraction(*pair)) for pair in pairs]), np.ones(1)
        arrays = (source.actual.numerator, source.bottom.numerator)
        everywhere = not source.full.any()
        mask = source.full if everywhere else ~source.full
        parts: tuple[Any, ...] = (np.array([np.inf]), one, one, one, scale, False)
        errors = (0.0, 8 * UNIT)
    elif isinstance(source, Card) and not any(each.targets for each in source.card.behaviours):
        arrays = (source.top, source.bottom)
        mask, everywhere = source.enough, all(term.mask is None for term in source.terms)
        parts, errors = _card(source)
    else:
        return None
    if any(array.dtype == object for array in arrays):
        return None
    kind = np.result_type(*arrays)  # one for both, as the kernel is compiled for each
    top, bottom = (np.ascontiguousarray(array, kind).reshape(-1, *array.shape[-2:]) for array in arrays)
    none = np.zeros((0, 0, 0), dtype=bool)
    on_mask = none if everywhere else np.ascontiguousarray(mask).reshape(top.shape)
    return Sources(top, bottom, on_mask, *(*parts, everywhere)), errors


def _card(card: Card) -> tuple[tuple[Any, ...], Errors]:
    terms, behaviours = card.terms, card.card.behaviours
    shared = card.card.minimum_responses.then == "exclude"
    most = np.array([np.inf if term.most is None else float(term.most) for term in terms])
    factor, otherwise = (
        np.array([float(part) for part in parts])
        for parts in zip(*((term.factor, term.otherwise) for term in terms), strict=True)
    )
    weight = np.array([float(behaviour.weight) for behaviour in behaviours])
    # A part is at most its factor times a share; divided by its own weight, if shares are.
    sizes = [float(term.factor * Fraction(term.limit) + term.otherwise) for term in terms]
    if shared:
        sizes = [size / part for size, part in zip(sizes, weight.tolist(), strict=True) if part]
    size = max(sizes, default=0.0) if shared else sum(sizes)
    scale = np.ones(card.responses.shape[1])
    fixed = (24 + len(terms)) * UNIT * size
    return (most, factor, otherwise, weight, scale, shared), (fixed, (len(terms) + 8) * UNIT)


def _rates(curve: Curve, errors: Errors, largest: int) -> Rates:
    """Give the curve in floats; each error is generous, as one that is too wide costs no cent."""
    from compplan.engine.fused.kernel import LARGEST, TOGETHER, Rates

    start, bends = bends_of(curve)
    if curve.pays == "above_threshold" and curve.threshold is not None:
        start -= value_at(curve, curve.threshold)
    shift = start - sum((change * knot for knot, change in bends), ZERO)
    bends = (*((ZERO, ZERO),) * (TOGETHER - len(bends)), *bends)
    knots = np.array([max(float(knot), 0.0) for knot, _ in bends])
    changes = np.array([float(change) for _, change in bends])
    threshold = -np.inf if curve.threshold is None else float(curve.threshold)
    cap = np.inf if curve.cap is None else float(curve.cap)
    steep, level = float(np.abs(changes).sum()), float(np.abs(changes * knots).sum())
    steps = (2 * len(bends) + 8) * UNIT
    fixed = errors[0] * steep + steps * (abs(float(start)) + 4 * level + (0 if curve.cap is None else cap))
    fixed += 10 * UNIT * abs(float(start))  # of the base and of the product, the rate being as large as this
    relative = (errors[1] + 2 * steps + 10 * UNIT) * steep
    near = errors[0] + 4 * UNIT * (0 if curve.threshold is None else abs(threshold))
    whole = float(min(LARGEST, largest))
    known = float(shift), knots, changes, threshold, cap
    return Rates(*known, fixed, relative, near, errors[1] + 4 * UNIT, whole)
