"""A report card of one window as nodes: from rows of ratings to its attainment."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from compplan.data.model import PeriodColumn, TextColumn
from compplan.diagnostics import Place
from compplan.engine.card import Card
from compplan.engine.compile import Compiled
from compplan.engine.credit import column_of, table_of
from compplan.engine.exact.cells import Picked
from compplan.engine.explaining.node import Node, given, node
from compplan.engine.rating.scored import Shrunk
from compplan.grammar import decimal_text, percent_text

ZERO = Fraction(0)
RESPONSES, FAVOURABLE, VALUES = "responses", "favourable responses", "sum of values"
SHARE, MEAN, SHRUNK = "favourable share", "mean value", "shrunk"


def card_node(compiled: Compiled, card: Card, window: int, person: int, engine: Fraction) -> Node:
    """Show a report card: favourable shares against targets, and the weights that count."""
    behaviours = card.card.behaviours
    counted = [i for i in range(len(behaviours)) if _counts(card, i, window, person)]
    weight = sum((behaviours[i].weight for i in counted), ZERO)
    if not weight:
        return given("attainment", engine, note="no behaviour has enough responses: neutral")
    parts = [_behaviour(compiled, card, i, window, person) for i in counted]
    total = node("sum over behaviours", "sum", parts, sum((part.value for part in parts), ZERO))
    if weight == 1:
        return node("attainment", "sum", [total], total.value)
    shared = given("weights that count", weight, note="too few responses for the others")
    return node("attainment", "quotient", [total, shared], total.value / weight)


def _counts(card: Card, index: int, window: int, person: int) -> bool:
    return bool(card.enough[index, window, person]) or card.card.minimum_responses.then != "exclude"


def _behaviour(compiled: Compiled, card: Card, index: int, window: int, person: int) -> Node:
    behaviour = card.card.behaviours[index]
    cells = Picked(np.array([window]), np.array([person]))
    value: Fraction = card.behaviour(index, cells).value[0]
    if card.enough[index, window, person]:
        attainment = _share_to_target(compiled, card, index, window, person)
    else:
        attainment = given("attainment", value, note=f"too few responses: {card.card.minimum_responses.then}")
    weight = given("weight", behaviour.weight)
    value = weight.value * attainment.value
    serves = behaviour.business_value or None
    return Node(behaviour.id, value, "product", (weight, attainment), note=serves)


def _share_to_target(compiled: Compiled, card: Card, index: int, window: int, person: int) -> Node:
    at, behaviour = (index, window, person), card.card.behaviours[index]
    figure = _figure(compiled, card, at)
    if card.scored is not None and card.scored.shrunk is not None:
        figure = _shrunk(card, card.scored.shrunk, at, figure)
    mean = card.card.attains_by == "mean_value"
    target = given("target", behaviour.target_in(card.months[window]), unit="count" if mean else None)
    attainment = node("share to target", "quotient", [figure, target], figure.value / target.value)
    cap = card.card.attainment_cap
    if cap is None:
        return attainment
    return node(
        "within the cap", "least", [attainment, given("attainment cap", cap)], min(attainment.value, cap)
    )


def _figure(compiled: Compiled, card: Card, at: tuple[int, int, int]) -> Node:
    """Show the favourable share or mean value of the responses that count."""
    n, points, pooled = int(card.responses[at]), card.points.cell(at), int(card.pooled[at])
    notes = [f"window extended back by {pooled} month{'s' * (pooled > 1)}"] if pooled else []
    if card.card.most_per_account is not None:
        notes.append(f"of one account and month at most {card.card.most_per_account}")
    place = Place(table_of(compiled.plan, compiled.panel, card.card.ratings).origin.file)
    rows = _rating_rows(compiled, card, *at)
    responses = given(RESPONSES, Fraction(n), place=place, note="; ".join(notes) or None, rows=rows)
    if card.card.attains_by == "mean_value":
        total = given(VALUES, points, place=place, unit="count")
        return node(MEAN, "quotient", [total, responses], points / n, unit="count")
    favourable = given(FAVOURABLE, points, place=place)
    return node(SHARE, "quotient", [favourable, responses], points / n)


def _shrunk(card: Card, shrunk: Shrunk, at: tuple[int, int, int], figure: Node) -> Node:
    """Show a figure drawn to that of others: so many responses of theirs are added to both sides."""
    total, own = figure.of
    theirs, points = int(shrunk.responses[at]), shrunk.points.cell(at)
    plan_wide = card.card.shrinkage is None or card.card.shrinkage.to == "plan"
    whose = "all" if plan_wide else "the team"
    strength = given("responses added", Fraction(int(shrunk.strength[at[:2]])), unit="count")
    level = node(
        f"that of {whose}",
        "quotient",
        [
            given(f"points of {whose}", points, unit="count"),
            given(f"responses of {whose}", Fraction(theirs), unit="count"),
        ],
        points / theirs,
        unit=figure.unit,
    )
    added = node("added", "product", [strength, level], strength.value * level.value, unit="count")
    top = node("points", "sum", [total, added], total.value + added.value, unit="count")
    bottom = node("responses in all", "sum", [own, strength], own.value + strength.value)
    # The figure before is shown beside it, and counts nothing by itself.
    return Node(
        SHRUNK, top.value / bottom.value, "quotient", (top, bottom), note=_before(figure), unit=figure.unit
    )


def _before(figure: Node) -> str:
    text = decimal_text(figure.value) if figure.unit == "count" else percent_text(figure.value)
    return f"{figure.name} {text}, drawn to others"


def _rating_rows(compiled: Compiled, card: Card, index: int, window: int, person: int) -> list[int]:
    table = table_of(compiled.plan, compiled.panel, card.card.ratings)
    period, name = column_of(table, "month"), column_of(table, "behaviour")
    assert isinstance(period, PeriodColumn)
    assert isinstance(name, TextColumn)
    begin, end = card.begin[index, window, person], card.end[index, window, person]
    code = name.values.index(card.card.behaviours[index].id)
    mine = (table.participant == person) & (name.codes == code)
    at = np.flatnonzero(mine & (period.first >= begin) & (period.first < end))
    return [table.origin.row(int(row)) for row in at]
