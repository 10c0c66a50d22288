"""The next figures at which more would be paid: edges of a curve, the target of a behaviour."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from compplan.engine.card import Card
from compplan.engine.credit import is_money
from compplan.engine.estimating.named import Kind, Named
from compplan.engine.estimating.stated import (
    Cell,
    before,
    total_of,
    unshrunk,
    with_attainment,
    with_share,
    with_total,
)
from compplan.engine.exact.cells import Picked
from compplan.engine.inputs import Inputs
from compplan.engine.measure import Ratio, Value
from compplan.plan.model import AttainmentMeasure, Curve, Measure, Plan, ValueMeasure
from compplan.plan.rates import cut_from, pieces

_WHOLE = ("count", "distinct", "retained")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A figure that might pay more, as it would be stated, and the inputs that hold it."""

    kind: Kind
    value: Fraction
    inputs: Inputs


def candidates(plan: Plan, named: Named, inputs: Inputs, cell: Cell) -> Iterator[Candidate]:
    """Give the figures above the present one at which what is paid may change, the nearest first."""
    source, measure = inputs.measured.source, plan.measures[named.measure]
    if measure.curve.by == "rank":
        return  # the next rank is up to others
    if named.kind in ("share", "mean") and isinstance(source, Card):
        yield from _shares(named.kind, named.behaviour, source, inputs, cell)
    elif named.kind == "actual" and isinstance(source, Ratio | Value):
        yield from _actuals(plan, measure, source, inputs, cell)
    elif named.kind == "attainment" and not isinstance(source, Card):
        for edge in _above(measure.curve, attainment_at(inputs, cell)):
            yield Candidate("attainment", edge, with_attainment(inputs, cell, edge))


def attainment_at(inputs: Inputs, cell: Cell) -> Fraction:
    """Evaluate the attainment of one window and participant, exactly."""
    cells = Picked(np.array([cell.window]), np.array([cell.person]))
    attainment: Fraction = inputs.measured.source.attainment(cells).value[0]
    return attainment


def _shares(kind: Kind, index: int, card: Card, inputs: Inputs, cell: Cell) -> Iterator[Candidate]:
    at, cap, highest = (index, cell.window, cell.person), card.card.attainment_cap, card.card.highest
    target = card.card.behaviours[index].target_in(card.months[cell.window])
    now = unshrunk(card, at, card.score(*at)) if card.enough[at] else Fraction()
    for wanted in sorted({target, highest if cap is None else min(highest, cap * target)}):
        share = unshrunk(card, at, wanted)
        if now < share <= highest:
            yield Candidate(kind, share, with_share(inputs, cell, index, share))


def _actuals(
    plan: Plan, measure: Measure, source: Ratio | Value, inputs: Inputs, cell: Cell
) -> Iterator[Candidate]:
    assert isinstance(measure, AttainmentMeasure | ValueMeasure)
    if not inputs.measured.payable[cell.window, cell.person]:
        return
    total, unit = total_of(source, cell), _unit(plan, measure)
    target = source.target.cell(cell.window, cell.person) if isinstance(source, Ratio) else Fraction()
    by = measure.curve.by if isinstance(source, Ratio) else "value"
    if isinstance(source, Ratio) and source.inverse is not None and by == "attainment":
        yield from _lower(measure, target, total, unit, inputs, cell)
        return
    now = {"attainment": total / target if target else total, "value": total, "excess": total - target}
    for edge in _above(measure.curve, now[by]):
        wanted = {"attainment": edge * target, "value": edge, "excess": edge + target}[by]
        reached = _reaching(wanted, unit, past=measure.curve.includes == "to")
        value = reached - before(inputs, measure, cell)
        yield Candidate("actual", value, with_total(inputs, cell, reached))


def _lower(
    measure: Measure, target: Fraction, total: Fraction, unit: Fraction, inputs: Inputs, cell: Cell
) -> Iterator[Candidate]:
    """Give the lower actuals at which more may be paid, as attainment is target / actual."""
    earlier = before(inputs, measure, cell)
    for edge in _above(measure.curve, target / total) if total > 0 else ():
        wanted = target / edge / unit
        reached = unit * (wanted.__ceil__() - 1 if measure.curve.includes == "to" else wanted.__floor__())
        if reached > 0 and reached >= earlier:
            yield Candidate("actual", reached - earlier, with_total(inputs, cell, reached))


def _above(curve: Curve, now: Fraction) -> list[Fraction]:
    cut = cut_from(curve)
    edges = {piece.begin for piece in pieces(curve)} | (set() if cut is None else {cut})
    return sorted(edge for edge in edges if edge > now)


def _reaching(wanted: Fraction, unit: Fraction, *, past: bool) -> Fraction:
    """Give the least multiple of a unit at an edge, or past it."""
    return ((wanted / unit).__floor__() + 1) * unit if past else (wanted / unit).__ceil__() * unit


def _unit(plan: Plan, measure: AttainmentMeasure | ValueMeasure) -> Fraction:
    """Give the least step of an actual: a minor unit, a whole row, or what tables can hold."""
    if is_money(measure.actual):
        return Fraction(1, 10**plan.currency.exponent)
    return Fraction(1) if measure.actual.operation in _WHOLE else Fraction(1, 10_000)
