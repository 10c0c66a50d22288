"""Ratings counted: responses and what they come to, by behaviour, month and participant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan.data.model import Panel, PeriodColumn, Table, TextColumn
from compplan.diagnostics import Diagnostic, DiagnosticError
from compplan.engine.credit import column_of, table_of
from compplan.engine.rating.weighing import Weights, weights_of
from compplan.plan.model import Plan, ReportCard

Ints = NDArray[Any]
"""Whole numbers: int64, or Python integers (dtype object) where int64 could overflow."""
Bools = NDArray[np.bool_]
_SAFE = 2**62


@dataclass(frozen=True, slots=True)
class Sums:
    """What responses come to [behaviours, months, participants], in parts of ``unit``, and their squares."""

    total: Ints
    unit: int
    squares: Ints
    square_unit: int


@dataclass(frozen=True, slots=True)
class Counts:
    """Ratings [behaviours, months, participants] since month index ``first``, and those on no stretch.

    ``responses`` are those that count; ``values`` is what they are worth, if the categories have values.
    """

    first: int
    responses: Ints
    favourable: Sums
    values: Sums | None
    held: Sums
    """Which of the two is held against targets."""


@dataclass(frozen=True, slots=True)
class Answers:
    """The rows of a table of ratings: month, behaviour (-1: none of the card), category of the scale."""

    table: Table
    month: NDArray[np.int64]
    behaviour: NDArray[np.int64]
    category: NDArray[np.int64]


def counts_of(plan: Plan, card: ReportCard, panel: Panel) -> Counts:
    """Count all ratings of the data by behaviour, month and participant; refuse ratings off the scale."""
    answers = answers_of(table_of(plan, panel, card.ratings), card)
    used = np.flatnonzero(answers.behaviour >= 0)
    month, pooled = answers.month, card.minimum_responses.pool_previous_months
    first = min(int(month.min(initial=plan.starts)), plan.starts - pooled)
    last = max(int(month.max(initial=0)), plan.ends - 1)
    shape = (len(card.behaviours), last - first + 1, len(panel.participants))
    at = (answers.behaviour[used], month[used] - first, answers.table.participant[used])
    weights = weights_of(card, answers.table, used, at, shape)
    category = answers.category[used]
    responses = _added(shape, at, weights.weight, [1] * len(card.scale), category)
    if weights.parts > 1:
        responses = (responses // weights.parts).astype(np.int64)
    good = [Fraction(category in card.favourable) for category in card.scale]
    favourable = _sums(shape, at, weights, good, category)
    values = _sums(shape, at, weights, card.values, category) if card.values else None
    held = favourable if card.attains_by == "favourable_share" or values is None else values
    return Counts(first, responses, favourable, values, held)


def _sums(
    shape: tuple[int, ...],
    at: tuple[Ints, Ints, Ints],
    weights: Weights,
    worth: Sequence[Fraction],
    category: Ints,
) -> Sums:
    """Add up what responses are worth, each category as much as given, and the squares."""
    scale = lcm(*(value.denominator for value in worth))
    whole = [int(value * scale) for value in worth]
    total = _added(shape, at, weights.weight, whole, category)
    unit, square_unit = weights.parts * scale, weights.parts * scale**2
    if set(whole) <= {0, 1}:
        return Sums(total, unit, total, square_unit)
    return Sums(
        total, unit, _added(shape, at, weights.weight, [each**2 for each in whole], category), square_unit
    )


def answers_of(table: Table, card: ReportCard) -> Answers:
    """Read what the rows of a table of ratings say; DiagnosticError for ratings off the scale."""
    period, name, rating = (column_of(table, column) for column in ("month", "behaviour", "rating"))
    assert isinstance(period, PeriodColumn)
    assert isinstance(name, TextColumn)
    assert isinstance(rating, TextColumn)
    order = {behaviour.id: index for index, behaviour in enumerate(card.behaviours)}
    behaviour = np.array([*(order.get(value, -1) for value in name.values), -1], dtype=np.int64)[name.codes]
    places = {category: index for index, category in enumerate(card.scale)}
    category = np.array([*(places.get(value, -1) for value in rating.values), -1], dtype=np.int64)
    category = category[rating.codes]
    wrong = np.flatnonzero((behaviour >= 0) & (category < 0))
    if len(wrong):
        raise DiagnosticError(_off_scale(table, card, rating, int(row)) for row in wrong)
    return Answers(table, period.first.astype(np.int64), behaviour, category)


def _added(
    shape: tuple[int, ...], at: tuple[Ints, Ints, Ints], weight: Ints | None, worth: list[int], category: Ints
) -> Ints:
    """Add up weight x worth of each response; in Python integers where int64 could overflow."""
    most = max(worth, default=0) * max(len(category), 1)
    most *= 1 if weight is None else int(weight.max(initial=1))
    kind: Any = np.int64 if most < _SAFE else object
    total = np.zeros(shape, dtype=kind)
    each = np.array(worth, dtype=kind)[category]
    np.add.at(total, at, each if weight is None else each * weight.astype(kind))
    return total


def _off_scale(table: Table, card: ReportCard, rating: TextColumn, row: int) -> Diagnostic:
    found = repr(rating.values[rating.codes[row]]) if rating.codes[row] >= 0 else "empty"
    message = f"rating {found} is not one of {', '.join(card.scale)}"
    return Diagnostic(
        "CP361", message, table.place(row, "rating"), "correct the rating, or add it to the scale"
    )
