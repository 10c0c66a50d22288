"""An explanation as indented text that the person who is paid can follow with a calculator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from compplan.diagnostics import Place
from compplan.engine.explaining.explain import Explanation
from compplan.engine.explaining.node import Node
from compplan.engine.results.conversions import Converted
from compplan.grammar import decimal_text
from compplan.report.explanation_card import card_lines
from compplan.report.explanation_tree import IF, Shown, is_band, is_card, shorten
from compplan.report.explanation_words import formula, is_rows, label, place_text, value_text
from compplan.report.plain import one_line
from compplan.report.reasons_text import reasons_text
from compplan.report.tables_text import exact_money, table

_INDENT = "  "


@dataclass(frozen=True, slots=True)
class _Page:
    """How to write: the currency's decimals, whether to list rows, and what stands above already."""

    exponent: int
    rows: bool
    places: bool = True
    """Whether to say where in which file something stands."""
    seen: set[object] = field(default_factory=set)


def explanation_text(explanation: Explanation, *, rows: bool = False) -> str:
    """Write an explanation: the payment, its lines, and how each came about; ``rows`` lists every row."""
    exponent = explanation.exponent
    lines = [shorten(line) for line in explanation.payment.of]
    total = exact_money(explanation.payment.value, exponent)
    head = f"{one_line(explanation.participant)}, {explanation.month}: {total} {explanation.currency}"
    parts = [f"{head}\n{one_line(explanation.plan_title)} ({explanation.plan_id})"]
    if len(lines) > 1:
        amounts = [(line.name, value_text(line, exponent)) for line in lines]
        parts.append(table(amounts[0], [*amounts[1:], ("payment", total)], indent=_INDENT))
    parts += ["\n".join(_lines(line, 0, _Page(exponent, rows))) for line in lines]
    parts += [_paid_out(explanation, explanation.converted)] if explanation.converted else []
    parts += [reasons_text(explanation.actions)] if explanation.actions else []
    return "\n\n".join([*parts, _note(rows=rows)])


def steps_of(line: Node, title: str, exponent: int) -> list[tuple[int, str]]:
    """Give how a line came about as sentences with their depth, for its reader: no places, no report card."""
    lines = _lines(shorten(line), 0, _Page(exponent, rows=False, places=False), title)
    return [((len(each) - len(each.lstrip())) // len(_INDENT), each.strip()) for each in lines]


def _without_folder(how: str) -> str:
    """Name a file without its folders, which are nobody's business who is paid."""
    words, of, file = how.rpartition(" of ")
    return f"{words}{of}{PurePath(file).name}" if " row" in words else how


def _paid_out(explanation: Explanation, converted: Converted) -> str:
    """Say what the payment comes to in the participant's currency."""
    amount = exact_money(converted.amount, explanation.exponent)
    rate = f"{decimal_text(converted.rate)} of {converted.day}{place_text(converted.place)}"
    paid = f"{converted.paid_text} {converted.currency.code}"
    return f"Paid out: {paid} = {amount} {explanation.currency} x {rate}, rounded (half_up)"


def _note(*, rows: bool) -> str:
    hint = "" if rows else "; --rows lists the rows of data"
    return f"A number that ends in ... goes on; nothing is rounded but where it says so{hint}."


def _lines(node: Shown, depth: int, page: _Page, name: str | None = None) -> Iterator[str]:
    indent = _INDENT * depth
    head = f"{indent}{one_line(name or label(node, page.exponent))}: {value_text(node, page.exponent)}"
    if node.of and node in page.seen:
        yield f"{head}, as above"
        return
    page.seen.update((node, _key(node)))
    place, below = _place_and_below(node)
    remarks = "".join(f", {remark}" for remark in node.remarks)
    how = formula(node, page.exponent)
    if not page.places:
        yield f"{head}{_without_folder(how)}{remarks}"
    else:
        yield f"{head}{how}{remarks}{place_text(place) if place else ''}"
    if is_card(node) and page.places:
        yield from card_lines(node, indent + _INDENT, rows=page.rows)
    elif page.rows and page.places:
        yield from _rows(node, indent + _INDENT, page)
    for text, child in _grouped(below):
        if node.operation == "sum" or _key(child) not in page.seen:
            yield from _lines(child, depth + 1, page, text)


def _place_and_below(node: Shown) -> tuple[Place | None, Sequence[Shown]]:
    """Give a node's place and the operands that need a line; one that has no more than a place needs none."""
    below = () if is_card(node) or is_rows(node) else [part for part in _subjects(node) if _tells(part)]
    if node.place is None and len(below) == 1 and below[0] == _bare(below[0]):
        return below[0].place, ()
    return node.place, below


def _subjects(node: Shown) -> Sequence[Shown]:
    """Leave out operands that stand in the formula in full: edges, points and rates."""
    if is_band(node):
        return _subjects(node.of[-1])
    return node.of[:1] if node.operation in (*IF, "band", "band_to", "interpolate", "part") else node.of


def _tells(node: Shown) -> bool:
    """Tell whether a node has more to it than its name and value."""
    if node.unit == "part" or node.name == "to":
        return False
    return node.operation != "given" or bool(
        node.place or node.remarks or node.rows or node.name.startswith("paid ")
    )


def _key(node: Shown) -> object:
    """Tell by what an operand is known: itself, or the name and place of a word of the plan or cell."""
    return (node.name, node.place) if node == _bare(node) and node.place else node


def _bare(node: Shown) -> Shown:
    return Shown(node.name, node.value, node.unit, "given", place=node.place)


def _rows(node: Shown, indent: str, page: _Page) -> Iterator[str]:
    if node.rows:
        yield f"{indent}rows {', '.join(map(str, node.rows))}"
    if is_rows(node):
        yield from (f"{indent}{row.name}: {value_text(row, page.exponent)}" for row in node.of)


def _grouped(nodes: Sequence[Shown]) -> Iterator[tuple[str | None, Shown]]:
    """Put neighbours (months, as a rule) that differ in nothing but their names under one name."""
    start = 0
    for stop in range(1, len(nodes) + 1):
        if stop < len(nodes) and nodes[start].means_as(nodes[stop]):
            continue
        first, last = nodes[start], nodes[stop - 1]
        yield (f"{first.name} to {last.name}, each" if stop - start > 1 else None), first
        start = stop
