"""The report card of an explanation as a table: a behaviour a row."""

from __future__ import annotations

from collections.abc import Iterator

from compplan.engine.explaining.cards import FAVOURABLE, RESPONSES, SHRUNK, VALUES
from compplan.grammar import decimal_text
from compplan.report.explanation_tree import Shown
from compplan.report.plain import one_line
from compplan.report.tables_text import exact_share, table


def card_lines(card: Shown, indent: str, *, rows: bool) -> Iterator[str]:
    """Write a card as lines of a table; ``rows`` adds the rows in which each behaviour's responses stand.

    Below it stands which value of the business plan each behaviour serves, if the plan says so.
    """
    mean, drawn = (any(_find(each, name) for each in card.of) for name in (VALUES, SHRUNK))
    figure = ("values", "mean") if mean else ("favourable", "share")
    header = ("behaviour", *figure, *(("shrunk",) if drawn else ()), *_REST)
    cells = [_cells(behaviour, drawn=drawn) for behaviour in card.of]
    yield from table(header, cells, indent=indent).split("\n")
    for behaviour in card.of if drawn else ():
        if shrunk := _find(behaviour, SHRUNK):
            yield f"{indent}{behaviour.name}: {_drawn(shrunk)}"
    for behaviour in card.of:
        if behaviour.remarks:
            yield f"{indent}{behaviour.name}: {one_line('; '.join(behaviour.remarks))}"
    for behaviour in card.of if rows else ():
        responses = _find(behaviour, RESPONSES)
        if responses and responses.source:
            listed = ", ".join(map(str, responses.rows))
            yield f"{indent}{behaviour.name}: rows {listed} of {one_line(responses.source.file)}"


_REST = ("target", "attainment", "weight", "adds", "")


def _cells(behaviour: Shown, *, drawn: bool) -> tuple[str, ...]:
    weight, attainment = behaviour.of[0], behaviour.of[-1]
    responses = _find(behaviour, RESPONSES)
    remarks = [*attainment.remarks, *(responses.remarks if responses else ())]
    cut = ["cut at the cap"] if attainment.operation == "least" else []
    return (
        behaviour.name,
        *_counted(behaviour, responses),
        *((_value(_find(behaviour, SHRUNK)),) if drawn else ()),
        _value(_find(behaviour, "target")),
        exact_share(attainment.value),
        exact_share(weight.value),
        exact_share(behaviour.value),
        "  ".join([*cut, *(text for text in remarks if "does not cut" not in text)]),
    )


def _counted(behaviour: Shown, responses: Shown | None) -> tuple[str, str]:
    """Write what responses come to, and their share or mean."""
    points = _find(behaviour, FAVOURABLE) or _find(behaviour, VALUES)
    if points is None or responses is None:
        return "", ""
    of = f"{decimal_text(points.value)} of {responses.value}"
    figure = points.value / responses.value
    return of, decimal_text(figure) if points.name == VALUES else exact_share(figure)


def _drawn(shrunk: Shown) -> str:
    """Say how many responses at which level were added."""
    added = _find(shrunk, "added")
    if added is None:
        return ""
    strength, level = added.of
    return f"{strength.value} responses at {_value(level)} added, {level.name}"


def _value(node: Shown | None) -> str:
    if node is None:
        return ""
    return decimal_text(node.value) if node.unit == "count" else exact_share(node.value)


def _find(node: Shown, name: str) -> Shown | None:
    """Find a node by name, the node itself or one below it."""
    if node.name == name:
        return node
    return next((found for part in node.of if (found := _find(part, name))), None)
