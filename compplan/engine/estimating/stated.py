"""Figures that somebody states for one participant, in place of what the data gives: all else stays."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan.engine.card import Card
from compplan.engine.exact.cells import Cells
from compplan.engine.exact.quantity import Quantity
from compplan.engine.inputs import Inputs
from compplan.engine.measure import Ratio, Source, Value
from compplan.engine.rating.scored import Scored
from compplan.plan.model import AttainmentMeasure, Measure, ValueMeasure

ONE = Fraction(1)
_SAFE = 2**62
ADDS_UP = ("sum", "count")


@dataclass(frozen=True, slots=True)
class Cell:
    """One window and participant of a measure's arrays."""

    window: int
    person: int


@dataclass(frozen=True, slots=True)
class Stated:
    """An attainment that is stated where ``at`` [windows, participants] says so."""

    source: Source
    at: NDArray[np.bool_]
    value: Fraction

    def attainment(self, cells: Cells) -> Any:
        """Evaluate some cells."""
        found, here = self.source.attainment(cells), cells.mask(self.at)
        return found.where(~here, self.value) if here.any() else found


def with_attainment(inputs: Inputs, cell: Cell, value: Fraction) -> Inputs:
    """State an attainment."""
    at = np.zeros(inputs.measured.payable.shape, dtype=bool)
    at[cell.window, cell.person] = True
    return _with_source(inputs, Stated(inputs.measured.source, at, value))


def with_share(inputs: Inputs, cell: Cell, behaviour: int, share: Fraction) -> Inputs:
    """State the favourable share (or mean value) of a behaviour, by index, as one of enough responses.

    What the team says stays, but for the participant's own part in it.
    """
    card = inputs.measured.source
    assert isinstance(card, Card)
    at = behaviour, cell.window, cell.person
    score, enough = shrunk(card, at, share), card.enough.copy()
    enough[at] = True
    others = card.scored.shrunk if card.scored else None
    scored = Scored(
        _put_in(card.top, at, score.numerator), _put_in(card.bottom, at, score.denominator), others
    )
    return _with_source(inputs, replace(card, enough=enough, scored=scored))


def shrunk(card: Card, at: tuple[int, int, int], share: Fraction) -> Fraction:
    """Give what a share of enough responses comes to, once it is drawn to those of others."""
    if card.scored is None or card.scored.shrunk is None:
        return share
    own, theirs, added, responses = _others(card, at)
    return (share * own + added * (theirs + share * own) / (responses + own)) / (own + added)


def unshrunk(card: Card, at: tuple[int, int, int], score: Fraction) -> Fraction:
    """Give the share of enough responses that comes to a score: `shrunk` the other way round."""
    if card.scored is None or card.scored.shrunk is None:
        return score
    own, theirs, added, responses = _others(card, at)
    whole = responses + own
    return (score * (own + added) - added * theirs / whole) / (own + added * Fraction(own, whole))


def _others(card: Card, at: tuple[int, int, int]) -> tuple[int, Fraction, int, int]:
    """Give own responses (enough), and of the others in the team points, added responses and responses."""
    assert card.scored is not None
    assert card.scored.shrunk is not None
    whole = card.scored.shrunk
    theirs = whole.points.cell(at) - card.points.cell(at)
    responses = int(whole.responses[at]) - int(card.responses[at])
    return _enough(card, at), theirs, int(whole.strength[at[:2]]), responses


def _enough(card: Card, at: tuple[int, int, int]) -> int:
    return max(int(card.responses[at]), card.card.minimum_responses.count)


def _put_in(array: NDArray[Any], at: tuple[int, ...], value: int) -> NDArray[Any]:
    """Put a whole number into a copy of an array, of Python's own numbers if it does not fit."""
    found = array.astype(object if abs(value) >= _SAFE or array.dtype == object else np.int64)
    found[at] = value
    return found


def _fitting(array: NDArray[Any]) -> NDArray[Any]:
    """Keep whole numbers as int64 where they fit."""
    most = max(map(abs, array.ravel().tolist()), default=0)
    return array if most >= _SAFE else array.astype(np.int64)


def with_actual(inputs: Inputs, measure: Measure, cell: Cell, actual: Fraction) -> Inputs:
    """State the actual of a period; where it adds up to date, what was before it in the plan year stays."""
    source = inputs.measured.source
    assert isinstance(source, Ratio | Value)
    return with_total(inputs, cell, actual + before(inputs, measure, cell))


def with_total(inputs: Inputs, cell: Cell, total: Fraction) -> Inputs:
    """State the actual of a whole window."""
    source = inputs.measured.source
    assert isinstance(source, Ratio | Value)
    actual = _put(source.actual, cell, total)
    divisor = None if source.divisor is None else _put(source.divisor, cell, ONE)
    if isinstance(source, Value):
        return _with_source(inputs, Value(actual, divisor))
    bottom = source.target if divisor is None else source.target.times(divisor)
    inverse = None if source.inverse is None else _put(source.inverse, cell, total)
    stated = replace(source, actual=actual, divisor=divisor, bottom=bottom, inverse=inverse)
    return _with_source(inputs, stated)


def inverted(inputs: Inputs) -> Inputs:
    """Let a lower actual be better; where there is none yet, attainment is 100 %."""
    source = inputs.measured.source
    assert isinstance(source, Ratio)
    none = source.actual.numerator <= 0
    above = np.where(none, source.bottom.numerator, source.actual.numerator)
    return _with_source(inputs, replace(source, inverse=Quantity(above, source.actual.denominator)))


def before(inputs: Inputs, measure: Measure, cell: Cell) -> Fraction:
    """Give what a window holds from the plan year's earlier lines; 0 of what does not add up."""
    source, windows = inputs.measured.source, inputs.schedule.windows
    if not isinstance(measure, AttainmentMeasure | ValueMeasure) or not isinstance(source, Ratio | Value):
        return Fraction()
    begun = cell.window and windows[cell.window - 1].start == windows[cell.window].start
    if not begun or measure.actual.operation not in ADDS_UP:
        return Fraction()
    return source.actual.cell(cell.window - 1, cell.person)


def total_of(source: Ratio | Value, cell: Cell) -> Fraction:
    """Give the actual of a window."""
    total = source.actual.cell(cell.window, cell.person)
    return total if source.divisor is None else total / source.divisor.cell(cell.window, cell.person)


def _with_source(inputs: Inputs, source: Source) -> Inputs:
    return replace(inputs, measured=replace(inputs.measured, source=source))


def _put(quantity: Quantity, cell: Cell, value: Fraction) -> Quantity:
    """Put a value into one cell; its row gets a denominator that holds it."""
    denominators = list(quantity.denominator)
    widened = (value * denominators[cell.window]).denominator
    denominators[cell.window] *= widened
    row = quantity.numerator[cell.window].astype(object) * widened
    row[cell.person] = int(value * denominators[cell.window])
    row = _fitting(row)
    numerator = quantity.numerator.astype(np.result_type(quantity.numerator, row))
    numerator[cell.window] = row
    return Quantity(numerator, tuple(denominators))
