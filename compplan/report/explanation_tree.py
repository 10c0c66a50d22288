"""An explanation made shorter: wrappers merged, what changes nothing left out, units told apart."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

from compplan.diagnostics import Place
from compplan.engine.explaining.node import Node, Operation
from compplan.grammar import decimal_text
from compplan.report.tables_text import exact_share

Unit = Literal["money", "share", "count", "part"]
_PARTS = frozenset({"a twelfth", "spread over months", "share of the month", "share of days"})
IF: Mapping[str, tuple[str, Callable[[Fraction, Fraction], bool]]] = MappingProxyType(
    {
        "if_reached": ("is below", operator.ge),
        "if_above": ("is not above", operator.gt),
        "if_at_most": ("is above", operator.le),
        "if_below": ("is not below", operator.lt),
    }
)
"""Operations whose result counts only if a value compares so with an edge, and what to say if it does not."""
_COUNTS = frozenset({"favourable responses", "responses"})


@dataclass(frozen=True, slots=True)
class Shown:
    """A node to show: as `compplan.engine.explaining.node.Node`, with its unit and remarks in words."""

    name: str
    value: Fraction
    unit: Unit
    operation: Operation
    of: tuple[Shown, ...] = ()
    place: Place | None = None
    remarks: tuple[str, ...] = ()
    rows: tuple[int, ...] = ()
    source: Place | None = None
    """The file in which ``rows`` stand."""

    def means_as(self, other: Shown) -> bool:
        """Tell whether another node differs in nothing but its name."""
        return replace(self, name=other.name) == other


def shorten(node: Node, unit: Unit = "money") -> Shown:
    """Give a tree to read; a node that is used in several places stays one object."""
    return _shorten(node, unit, {})


def _shorten(node: Node, unit: Unit, known: dict[tuple[int, Unit], Shown]) -> Shown:
    key = (id(node), unit)
    if key not in known:
        of = tuple(
            _shorten(child, child.unit or inner, known)
            for child, inner in zip(node.of, _units(node, unit), strict=True)
        )
        remarks = tuple(part for part in (node.note or "").split("; ") if part and part != "line")
        place, source = (None, node.place) if node.rows else (node.place, None)
        shown = Shown(node.name, node.value, unit, node.operation, of, place, remarks, node.rows, source)
        known[key] = _merged(_lean(shown))
    return known[key]


def _units(node: Node, unit: Unit) -> list[Unit]:
    """Tell the units of a node's operands from its own: the first factor of money is money."""
    count = len(node.of)
    if node.operation == "product":
        rest: list[Unit] = ["part" if child.name in _PARTS else "share" for child in node.of[1:]]
        return [unit, *rest]
    if node.operation == "quotient":
        first = node.of[0].name
        return ["money" if first == "actual" else "count" if first in _COUNTS else "share"] * count
    return [unit] * count


def _lean(node: Shown) -> Shown:
    """Leave out operands that change nothing, and say in a remark what would have but did not."""
    if node.operation == "product":
        return replace(node, of=tuple(part for part in node.of if part.unit != "part" or part.value != 1))
    if node.operation == "sum" and len(node.of) > 1 and all(is_band(part) for part in node.of):
        return replace(
            node, of=(node.of[0].of[-1].of[0], *(_edges_only(band) for band in node.of if band.value))
        )
    if node.operation == "difference":
        return replace(node, of=(node.of[0], *(part for part in node.of[1:] if part.value)))
    if node.operation == "least" and node.value == node.of[0].value:
        limit = node.of[1]
        return replace(node, operation="sum", of=node.of[:1], remarks=(*node.remarks, _passed(limit)))
    if node.operation == "greatest" and node.of[0].value >= node.of[1].value:
        return replace(node, operation="sum", of=node.of[:1])
    if node.operation in IF and IF[node.operation][1](node.of[0].value, node.of[1].value):
        return replace(node, operation="sum", of=node.of[2:], remarks=(*node.remarks, _met(node)))
    return node


def is_band(node: Shown) -> bool:
    """Tell whether a node is a rate on the part of attainment inside a band."""
    return node.operation == "product" and node.of[-1].operation == "part"


def is_card(node: Shown) -> bool:
    """Tell whether a node adds up weighted behaviours."""
    weighted = (part.operation == "product" and part.of[0].name == "weight" for part in node.of)
    return node.operation == "sum" and bool(node.of) and all(weighted)


def _edges_only(band: Shown) -> Shown:
    """Leave the attainment out of a band, since it stands once before all bands."""
    rate, inside = band.of
    return replace(band, of=(rate, replace(inside, of=inside.of[1:])))


def _passed(limit: Shown) -> str:
    if limit.unit == "money":
        return f"{limit.name} does not cut"
    return f"{limit.name} {exact_share(limit.value)} does not cut"


def _met(node: Shown) -> str:
    edge = node.of[1]
    value = exact_share(edge.value) if edge.unit != "count" else decimal_text(edge.value)
    return f"{edge.name} {value} {'reached' if node.operation == 'if_reached' else 'met'}"


def _merged(node: Shown) -> Shown:
    """Let a node that only passes its single operand on take the operand's place, under its own name."""
    if node.operation not in ("sum", "difference", "product") or len(node.of) != 1 or is_card(node):
        return node
    (inner,) = node.of
    return replace(
        inner,
        name=node.name,
        place=node.place or inner.place,
        remarks=tuple(dict.fromkeys([*node.remarks, *inner.remarks])),
    )
