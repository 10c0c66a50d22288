"""The report card of an explanation as a table: a behaviour a row."""

from __future__ import annotations

from collections.abc import Iterator

from compplan.report.explanation_tree import Shown
from compplan.report.plain import one_line
from compplan.report.tables_text import exact_share, table

_HEADER = ("behaviour", "favourable", "share", "target", "attainment", "weight", "adds", "")


def card_lines(card: Shown, indent: str, *, rows: bool) -> Iterator[str]:
    """Write a card as lines of a table; ``rows`` adds the rows in which each behaviour's responses stand."""
    yield from table(_HEADER, [_cells(behaviour) for behaviour in card.of], indent=indent).split("\n")
    for behaviour in card.of if rows else ():
        responses = _find(behaviour, "responses")
        if responses and responses.source:
            listed = ", ".join(map(str, responses.rows))
            yield f"{indent}{behaviour.name}: rows {listed} of {one_line(responses.source.file)}"


def _cells(behaviour: Shown) -> tuple[str, ...]:
    weight, attainment = behaviour.of[0], behaviour.of[-1]
    favourable, responses = _find(behaviour, "favourable responses"), _find(behaviour, "responses")
    counted = f"{favourable.value} of {responses.value}" if favourable and responses else ""
    remarks = [*attainment.remarks, *(responses.remarks if responses else ())]
    cut = attainment.operation == "least"
    return (
        behaviour.name,
        counted,
        _share(_find(behaviour, "favourable share")),
        _share(_find(behaviour, "target")),
        exact_share(attainment.value),
        exact_share(weight.value),
        exact_share(behaviour.value),
        "  ".join(
            [*(["cut at the cap"] if cut else []), *(text for text in remarks if "does not cut" not in text)]
        ),
    )


def _share(node: Shown | None) -> str:
    return exact_share(node.value) if node else ""


def _find(node: Shown, name: str) -> Shown | None:
    """Find a node by name, the node itself or one below it."""
    if node.name == name:
        return node
    return next((found for part in node.of if (found := _find(part, name))), None)
