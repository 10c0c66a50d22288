"""What a plan takes from a panel, kept with the panel: plans that differ in weights or curves share it.

Nothing here is money: credits, targets, counts of ratings and participation depend on the panel, on who
and when the plan is for, and on what its measures look at. Keys are plans and measures without the words
that none of this depends on, so that a new word of the plan is part of the key until it is named below.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from threading import Lock
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from compplan.data.model import Panel
from compplan.engine.card import Card, card_of
from compplan.engine.exact.quantity import Quantity
from compplan.engine.matrix import Matrix
from compplan.engine.measure import Assumed, Measured, Source, curve_input, ratio_of, value_of
from compplan.engine.participation import Participation
from compplan.engine.schedule import Schedule, schedule_of
from compplan.engine.scorecard import Part, Scorecard
from compplan.frozen import arrays_in, freeze
from compplan.plan.model import (
    AttainmentMeasure,
    Curve,
    MatrixMeasure,
    Measure,
    Path,
    Plan,
    ReportCard,
    ReportCardMeasure,
    Rounding,
    ScorecardMeasure,
    ValueMeasure,
)

KEPT_BYTES = 512 * 2**20
"""Arrays kept for one panel, at most, each value counted as no less than ``_LEAST``; the oldest go first."""
_LEAST = 2**20

COMPOSED = (MatrixMeasure, ScorecardMeasure)
"""Measures that are made of others."""
_NOTHING = Fraction()
_NO_WEIGHTS = Path("steps", (), ())
_NO_CURVE = Curve("step")
_NO_ROUNDING = Rounding(Fraction(1), "half_up")

T = TypeVar("T")
_Kept = OrderedDict[Hashable, tuple[Any, int]]
_kept: WeakKeyDictionary[Panel, _Kept] = WeakKeyDictionary()
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Inputs:
    """A measure's attainment and the months that count, before weights and curve.

    ``incentive_parts`` [plan months, participants] is that of `Participation` in the months that count.
    """

    schedule: Schedule
    measured: Measured
    incentive_parts: NDArray[np.int64]
    base: Quantity | None = None
    """The base, where it does not follow from ``incentive_parts`` or the panel's transactions."""
    places: Source | None = None
    """What a curve by rank goes by, where there is no panel that tells of groups."""


def inputs_of(
    plan: Plan, panel: Panel, who: Participation, months: int, assume: dict[str, Fraction]
) -> list[Inputs]:
    """Measure what each of the plan's measures looks at, or take what the panel keeps.

    ``who`` is the plan's participation in the panel. DiagnosticError if the data does not give what the
    plan needs.
    """
    shape = _shape(plan)
    found = [
        _inputs(shape, plan, measure, panel, who, months, assume)
        if not isinstance(measure, COMPOSED) or measure.id in assume
        else None
        for measure in plan.measures
    ]
    return composed(plan, found, who)


def inputs_of_measure(plan: Plan, panel: Panel, measure: str, who: Participation, months: int) -> Inputs:
    """Measure what one measure, which is not made of others, looks at."""
    return _inputs(_shape(plan), plan, plan.measure(measure), panel, who, months, {})


def keep_inputs(plan: Plan, panel: Panel, measure: str, months: int, inputs: Inputs) -> None:
    """Keep with the panel what a measure looks at there, as found elsewhere."""
    kept(panel, _key(_shape(plan), plan, plan.measure(measure), months, None), lambda: inputs)


def composed(plan: Plan, inputs: Sequence[Inputs | None], who: Participation) -> list[Inputs]:
    """Fill in the measures that are made of others, in which those of ``inputs`` stand as they are."""
    found = {each.id: its for each, its in zip(plan.measures, inputs, strict=True) if its is not None}
    return [found.get(measure.id) or put_together(plan, measure, found, who) for measure in plan.measures]


def put_together(plan: Plan, measure: Measure, found: Mapping[str, Inputs], who: Participation) -> Inputs:
    """Make the inputs of a matrix or scorecard of those of its measures, which have the same windows."""
    assert isinstance(measure, COMPOSED)
    if isinstance(measure, ScorecardMeasure):
        parts = [found[name] for name, _ in measure.of]
        source: Source = _scorecard(plan, measure, found)
    else:
        parts = [found[measure.rows.measure], found[measure.columns.measure]]
        source = Matrix(measure, *(each.measured.source for each in parts))
    payable = np.logical_and.reduce([each.measured.payable for each in parts])
    return Inputs(parts[0].schedule, Measured(source, who.active, payable), who.incentive_parts)


def _scorecard(plan: Plan, measure: ScorecardMeasure, found: Mapping[str, Inputs]) -> Scorecard:
    parts = []
    for name, weight in measure.of:
        other, source = plan.measure(name), found[name].measured.source
        parts.append(Part(name, weight, other.curve, curve_input(other, source) or source))
    return Scorecard(tuple(parts))


def reading_of(plan: Plan) -> Plan:
    """Leave out the names of a plan and what it pays: plans of one reading take the same from a panel."""
    return replace(
        plan,
        id="",
        title="",
        sign_off=None,
        description="",
        announced=None,
        weights=_NO_WEIGHTS,
        announced_weights=None,
        measures=tuple(map(_of_measure, plan.measures)),
        report_cards=tuple(map(_of_card, plan.report_cards)),
        rounding=_NO_ROUNDING,
        payment=None,
        gates=(),
        modifiers=(),
        stacking="multiplicative",
        caps=None,
        best_of=(),
        assume=(),
        rules=(),
        amends=None,
        source=None,
    )


def kept(panel: Panel, key: Hashable, make: Callable[[], T]) -> T:
    """Give what is kept of a panel under a key, or make it and keep it, read-only."""
    with _lock:
        values = _kept.setdefault(panel, OrderedDict())
        if key in values:
            values.move_to_end(key)
            found: T = values[key][0]
            return found
    made = freeze(make())
    with _lock:
        values[key] = made, max(_LEAST, sum(array.nbytes for array in arrays_in(made)))
        while sum(size for _, size in values.values()) > KEPT_BYTES:
            values.popitem(last=False)
    return made


def _inputs(
    shape: Plan,
    plan: Plan,
    measure: Measure,
    panel: Panel,
    who: Participation,
    months: int,
    assume: dict[str, Fraction],
) -> Inputs:
    schedule = schedule_of(plan, measure, months)
    assumed = assume.get(measure.id)
    card = plan.report_card(measure.report_card) if isinstance(measure, ReportCardMeasure) else None

    def make() -> Inputs:
        measured = _measured(plan, measure, card, panel, who, schedule, assumed)
        return Inputs(schedule, measured, np.where(measured.counted, who.incentive_parts, 0))

    inputs = kept(panel, _key(shape, plan, measure, months, assumed), make)
    source = inputs.measured.source
    if card is None or not isinstance(source, Card) or source.card == card:
        return inputs
    return replace(inputs, measured=replace(inputs.measured, source=replace(source, card=card)))


def _shape(plan: Plan) -> Plan:
    return replace(reading_of(plan), measures=(), report_cards=())


def _key(shape: Plan, plan: Plan, measure: Measure, months: int, assumed: Fraction | None) -> Hashable:
    card = plan.report_card(measure.report_card) if isinstance(measure, ReportCardMeasure) else None
    return shape, _of_measure(measure), card and _of_card(card), months, assumed


def _measured(
    plan: Plan,
    measure: Measure,
    card: ReportCard | None,
    panel: Panel,
    who: Participation,
    schedule: Schedule,
    assumed: Fraction | None,
) -> Measured:
    if assumed is None and isinstance(measure, AttainmentMeasure):
        return ratio_of(plan, measure, panel, who, schedule)
    if assumed is None and isinstance(measure, ValueMeasure):
        return value_of(plan, measure, panel, who, schedule)
    everywhere = np.ones((len(schedule.windows), len(panel.participants)), dtype=bool)
    if assumed is not None or card is None:
        return Measured(Assumed(assumed or _NOTHING), who.active, everywhere)
    return Measured(card_of(plan, card, panel, who, schedule), who.active, everywhere)


def _of_measure(measure: Measure) -> Measure:
    """Leave out how a measure pays; its id stays, quotas may name it."""
    return replace(measure, title="", curve=_NO_CURVE, balance=None, earns="nothing", caps=None, floors=None)


def _of_card(card: ReportCard) -> ReportCard:
    """Leave out what a card's counts mean; which ratings are counted, and how far back, stays."""
    plain = tuple(
        replace(
            each, title="", weight=_NOTHING, target=_NOTHING, business_value="", targets=(), between="steps"
        )
        for each in card.behaviours
    )
    return replace(card, title="", attainment_cap=None, behaviours=plain)
