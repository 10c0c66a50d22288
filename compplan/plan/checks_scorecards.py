"""Checks of scorecards: the measures that they weigh, and that the weights are whole."""

from __future__ import annotations

from collections.abc import Iterator

from compplan.diagnostics import Diagnostic
from compplan.documents.mends import did_you_mean
from compplan.documents.nodes import Node, Scalar, entries, get, key_of, number, text
from compplan.documents.words import percent, shown, some
from compplan.plan.checks_earnings import by, earns

COMPOSED = ("matrix", "scorecard")
"""Types of measures that are made of others."""


def check(root: Node) -> Iterator[Diagnostic]:
    """Give every problem of the plan's scorecards."""
    known = {key.text: measure for key, measure in entries(get(root, "measures"))}
    for _, measure in entries(get(root, "measures")):
        if text(get(measure, "type")) == "scorecard":
            for key, _ in entries(get(measure, "of")):
                yield from part(known, measure, key)
            yield from whole(measure)


def part(known: dict[str, Node], scorecard: Node, key: Scalar) -> Iterator[Diagnostic]:
    """Check that a part is a measure that gives a rate over the same months as the scorecard."""
    other, name = known.get(key.text), shown(key.text)
    if other is None:
        hint = did_you_mean(key.text, known) or f"the measures are {some(known)}"
        yield Diagnostic("CP297", f"unknown measure '{name}'", key.place, hint)
    elif text(get(other, "type")) in COMPOSED:
        message = f"'{name}' is a {text(get(other, 'type'))}, made of other measures itself"
        yield Diagnostic("CP297", message, key.place, "name the measures that it is made of")
    elif earns(other) in ("commission", "amount"):
        message = f"'{name}' earns {earns(other)}, so its curve gives no rate that could be weighed"
        yield Diagnostic("CP297", message, key.place, f"let '{name}' earn nothing, or leave it out")
    elif by(other) == "rank":
        message = f"'{name}' goes by rank, which a scorecard does not look at"
        yield Diagnostic("CP297", message, key.place, "name a measure by attainment or value")
    elif spans(other) != spans(scorecard):
        message = f"'{name}' accumulates by {spans(other)}, but the scorecard by {spans(scorecard)}"
        yield Diagnostic("CP297", message, key.place, "let both accumulate in the same way")


def whole(scorecard: Node) -> Iterator[Diagnostic]:
    """Check that the weights sum to exactly 1."""
    owner, weights = key_of(scorecard, "of"), [number(node) for _, node in entries(get(scorecard, "of"))]
    known = [weight for weight in weights if weight is not None]
    if owner is not None and known and len(known) == len(weights) and sum(known) != 1:
        total = percent(sum(known[1:], known[0]))
        message = f"the weights of the scorecard sum to {total}, expected exactly 100%"
        yield Diagnostic("CP297", message, owner.place, "correct a weight")


def spans(measure: Node | None) -> str:
    """Tell how a measure accumulates."""
    return text(get(measure, "accumulate")) or "period"
