"""Checks of matrices: their two measures, their breaks, and a grid with a cell for each pair."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from compplan.diagnostics import Diagnostic
from compplan.documents.mends import did_you_mean
from compplan.documents.nodes import Node, entries, get, items, key_of, number, text
from compplan.documents.words import shown, some
from compplan.plan.checks_scorecards import COMPOSED, spans

_SIDES = ("rows", "columns")


def check(root: Node) -> Iterator[Diagnostic]:
    """Give every problem of the plan's matrices."""
    for _, measure in entries(get(root, "measures")):
        if text(get(measure, "type")) == "matrix":
            for side in _SIDES:
                yield from axis(root, measure, get(measure, side))
            yield from grid(measure)


def axis(root: Node, matrix: Node, side: Node | None) -> Iterator[Diagnostic]:
    """Check a side's measure, which accumulates as the matrix does, and that its breaks increase."""
    node, known = get(side, "measure"), {key.text: each for key, each in entries(get(root, "measures"))}
    other = known.get(text(node) or "")
    if node is not None and text(node) and other is None:
        hint = did_you_mean(text(node) or "", known) or f"the measures are {some(known)}"
        yield Diagnostic("CP295", f"unknown measure '{shown(text(node) or '')}'", node.place, hint)
    elif node is not None and text(get(other, "type")) in COMPOSED:
        yield Diagnostic(
            "CP295",
            f"'{text(node)}' is a {text(get(other, 'type'))} itself",
            node.place,
            "name another measure",
        )
    elif node is not None and spans(other) != spans(matrix):
        message = f"'{text(node)}' accumulates by {spans(other)}, but the matrix by {spans(matrix)}"
        yield Diagnostic("CP295", message, node.place, "let both accumulate in the same way")
    for before, each in pairwise(items(get(side, "breaks"))):
        low, high = number(before), number(each)
        if low is not None and high is not None and high <= low:
            message = "the breaks of a matrix increase"
            yield Diagnostic("CP296", message, each.place, "order them, each once")


def grid(measure: Node) -> Iterator[Diagnostic]:
    """Check that the grid has a row for each break of the rows, and a cell for each of the columns."""
    rows, columns = (items(get(measure, side, "breaks")) for side in _SIDES)
    cells, owner = items(get(measure, "grid")), key_of(measure, "grid")
    if owner is None or not rows or not columns:
        return
    if cells and len(cells) != len(rows):
        message = f"the grid has {len(cells)} rows for {len(rows)} breaks"
        yield Diagnostic("CP296", message, owner.place, "give each break of 'rows' a row of the grid")
    for number_, row in enumerate(cells, 1):
        if items(row) and len(items(row)) != len(columns):
            message = f"row {number_} of the grid has {len(items(row))} cells for {len(columns)} breaks"
            yield Diagnostic("CP296", message, row.place, "give each break of 'columns' a cell")
