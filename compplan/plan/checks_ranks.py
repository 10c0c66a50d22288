"""Checks of curves by rank: among whom, what ties do, and which curves can go by a place."""

from __future__ import annotations

from collections.abc import Iterator

from compplan.diagnostics import Diagnostic
from compplan.documents.mends import lacks
from compplan.documents.nodes import Node, entries, get, key_of, text

_SENSELESS = ("threshold", "pays", "negative")


def check(root: Node) -> Iterator[Diagnostic]:
    """Give every problem of curves that go by rank, and of words that are only for them."""
    for _, measure in entries(get(root, "measures")):
        if text(get(measure, "curve", "by")) == "rank":
            yield from ranked(measure)
        else:
            yield from unranked(measure)
    for _, modifier in entries(get(root, "modifiers")):
        node = get(modifier, "curve", "by")
        if node is not None and text(node) == "rank":
            message = "a modifier goes by the attainment of its measure, not by rank"
            hint = "rank a measure that earns something, or nothing, by a curve of its own"
            yield Diagnostic("CP238", message, node.place, hint)


def ranked(measure: Node) -> Iterator[Diagnostic]:
    """Check that a curve by rank is whole, and of a kind that a place can go by."""
    curve = get(measure, "curve")
    by, kind = get(curve, "by"), get(curve, "type")
    assert by is not None
    for name, hint in (("within", "all, role, team or region"), ("ties", "best or average")):
        if lacks(curve, name):
            yield Diagnostic("CP238", f"'by: rank' needs '{name}'", by.place, f"add '{name}:' one of {hint}")
    if kind is not None and text(kind) in ("flat", "tiered_marginal", "tiered_retroactive"):
        message = "a place among others has no parts and no multiples, so only step and linear go by rank"
        yield Diagnostic("CP238", message, kind.place, "write 'type: step'")
    for name in _SENSELESS:
        key = key_of(curve, name)
        if key is not None:
            message = f"a place among others has no '{name}'"
            yield Diagnostic("CP238", message, key.place, f"delete '{name}'; a band can have the rate 0")
    per = get(measure, "per")
    if per is not None and text(per) == "transaction":
        message = "people are ranked by what a period comes to, not by each transaction"
        yield Diagnostic("CP238", message, per.place, "delete 'per'")


def unranked(measure: Node) -> Iterator[Diagnostic]:
    """Check that words of ranks stand only where something is ranked."""
    owners = [key_of(get(measure, "curve"), name) for name in ("within", "ties")]
    if text(get(measure, "type")) == "value":
        owners.append(key_of(measure, "direction"))
    for owner in owners:
        if owner is not None:
            message = f"'{owner.text}' is for a curve by rank"
            yield Diagnostic("CP238", message, owner.place, "add 'by: rank' to the curve, or delete it")
