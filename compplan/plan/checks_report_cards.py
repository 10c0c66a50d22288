"""Checks of report cards: the weights of behaviours and the favourable end of the scale."""

from __future__ import annotations

from collections.abc import Iterator

from compplan.diagnostics import Diagnostic
from compplan.documents.mends import did_you_mean
from compplan.documents.nodes import Node, Scalar, entries, get, items, key_of, number, text
from compplan.documents.words import shown, some
from compplan.plan.checks_weights import months_in_order, sum_to_one


def check(root: Node) -> Iterator[Diagnostic]:
    """Give every problem of the plan's report cards."""
    for _, card in entries(get(root, "report_cards")):
        yield from behaviour_weights(card)
        yield from favourable(card)
        for _, behaviour in entries(get(card, "behaviours")):
            keys = [key for key, _ in entries(get(behaviour, "target", "by_month"))]
            if keys and all(key.text.isascii() and key.text.isdigit() for key in keys):
                yield from months_in_order(root, keys)


def behaviour_weights(card: Node) -> Iterator[Diagnostic]:
    """Check that the weights of a report card's behaviours sum to exactly 1."""
    owner, behaviours = key_of(card, "behaviours"), entries(get(card, "behaviours"))
    if owner is not None:
        weights = [number(get(behaviour, "weight")) for _, behaviour in behaviours]
        for problem in sum_to_one(weights, "the weights of the behaviours", owner):
            yield Diagnostic("CP211", problem.message, problem.place, problem.hint)


def favourable(card: Node) -> Iterator[Diagnostic]:
    """Check that the favourable categories are the upper end of the scale."""
    owner, scale = key_of(card, "favourable"), _texts(get(card, "scale"))
    chosen = _texts(get(card, "favourable"))
    if owner is None or not scale or not chosen or not all(map(text, (*scale, *chosen))):
        return
    names = [node.text for node in scale]
    known = set(names)
    strange = [node for node in chosen if node.text not in known]
    for node in strange:
        yield Diagnostic(
            "CP212",
            f"'{shown(node.text)}' is not a category of the scale",
            node.place,
            did_you_mean(node.text, names) or f"the scale is {some(names)}",
        )
    wanted = {node.text for node in chosen}
    upper = names[-len(wanted) :]
    if not strange and wanted != set(upper):
        yield Diagnostic(
            "CP213",
            f"'favourable' is not the upper end of the scale, {some(names)}",
            owner.place,
            f"the scale is worst first, so write [{some(upper)}] or turn it round",
        )


def _texts(node: Node | None) -> list[Scalar]:
    """Give the texts of a list; none if it holds anything else, which the schema reports."""
    found = [item for item in items(node) if isinstance(item, Scalar)]
    return found if len(found) == len(items(node)) else []
