"""Checks of what measures earn: weights for target incentive, curves for the rest, money and shares apart."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from compplan.diagnostics import Diagnostic
from compplan.documents.mends import lacks
from compplan.documents.nodes import Node, Scalar, entries, get, items, key_of, number, text
from compplan.documents.words import percent, shown

LARGEST = 1000
"""The largest attainment, and the largest rate of a share: 100000 %."""


def check(root: Node) -> Iterator[Diagnostic]:
    """Give every problem of what the plan's measures earn."""
    yield from weights(root)
    for key, measure in entries(get(root, "measures")):
        yield from curve_missing(key, measure)
        yield from proration(measure)
        yield from goes_by(measure)
        yield from commission(measure)
        yield from money(measure)
        yield from too_large(measure)
    yield from assumed(root)


def earns(measure: Node | None) -> str:
    """Give what a measure earns."""
    return text(get(measure, "earns")) or "target_incentive"


def by(measure: Node | None) -> str:
    """Give what a measure's curve goes by."""
    node = text(get(measure, "curve", "by"))
    return _unranked(measure) if node != "rank" else node


def looked_at(measure: Node | None) -> str:
    """Give what others go by who refer to a measure: its attainment, or its value."""
    return _unranked(measure) if by(measure) == "rank" else by(measure)


def _unranked(measure: Node | None) -> str:
    if text(get(measure, "type")) == "value":
        return "value"
    node = text(get(measure, "curve", "by"))
    return "attainment" if node in (None, "rank") else node


def weights(root: Node) -> Iterator[Diagnostic]:
    """Check that a plan has weights if and only if a measure earns target incentive."""
    measures = entries(get(root, "measures"))
    incentive = [key for key, measure in measures if earns(measure) == "target_incentive"]
    owner = key_of(root, "weights")
    if incentive and lacks(root, "weights"):
        message = f"'{shown(incentive[0].text)}' earns target incentive, but the plan has no 'weights'"
        hint = "add 'weights', or say what it 'earns': commission, amount or nothing"
        yield Diagnostic("CP230", message, incentive[0].place, hint)
    if owner is not None and measures and not incentive:
        message = "no measure earns target incentive, so 'weights' mean nothing"
        yield Diagnostic("CP230", message, owner.place, "delete 'weights'")


def curve_missing(key: Scalar, measure: Node) -> Iterator[Diagnostic]:
    """Check that a measure that earns something has a curve."""
    kind = text(get(measure, "type"))
    gives_rate = kind in (None, "matrix") or (kind == "scorecard" and earns(measure) != "amount")
    if lacks(measure, "curve") and earns(measure) != "nothing" and not gives_rate:
        message = f"'{shown(key.text)}' has no 'curve', so nothing says what it pays"
        yield Diagnostic("CP231", message, key.place, "add 'curve', or write 'earns: nothing'")


def proration(measure: Node) -> Iterator[Diagnostic]:
    """Check that a quota of a table has its proration, and a number has none."""
    target, key = get(measure, "target"), key_of(measure, "quota_proration")
    owner = key_of(measure, "target")
    quotas = text(get(measure, "type")) == "attainment" and get(target, "of") is None
    if quotas and entries(target) and owner is not None and lacks(measure, "quota_proration"):
        message = "a target of a table needs 'quota_proration'"
        yield Diagnostic("CP232", message, owner.place, "add 'quota_proration: as_given' or 'calendar_days'")
    if key is not None and (number(target) is not None or get(target, "of") is not None):
        what = "a number" if number(target) is not None else "counted of rows"
        message = f"a target that is {what} is not prorated"
        yield Diagnostic("CP232", message, key.place, "delete 'quota_proration'")


def goes_by(measure: Node) -> Iterator[Diagnostic]:
    """Check that a curve goes by something that its measure has."""
    node, kind = get(measure, "curve", "by"), text(get(measure, "type"))
    word = text(node)
    wrong = {
        "value": ("attainment", "excess"),
        "report_card": ("value", "excess"),
        "matrix": ("value", "excess"),
        "scorecard": ("value", "excess"),
    }.get(kind or "", ())
    if node is not None and word in wrong:
        has = "no target" if kind == "value" else "no actual"
        message = f"a {str(kind).replace('_', '-')} measure has {has}, so no {word}"
        yield Diagnostic("CP233", message, node.place, "delete 'by'")


def commission(measure: Node) -> Iterator[Diagnostic]:
    """Check that a commission is of an actual, and that no curve caps money."""
    kind, node = text(get(measure, "type")), get(measure, "earns")
    if node is not None and earns(measure) == "commission" and kind not in ("attainment", "value", None):
        message = "a commission is a rate on an actual, which this measure does not have"
        yield Diagnostic("CP233", message, node.place, "write 'earns: amount' or 'target_incentive'")
    actual = get(measure, "actual")
    adds_up = any(get(actual, name) is not None for name in ("sum", "count", "distinct", "retained"))
    if node is not None and earns(measure) == "commission" and entries(actual) and not adds_up:
        message = "a commission is a rate on what adds up, not on an average or a last value"
        yield Diagnostic("CP233", message, node.place, "write 'earns: amount' or 'target_incentive'")
    cap = key_of(get(measure, "curve"), "cap")
    if cap is not None and earns(measure) in ("commission", "amount"):
        message = f"a curve's cap limits the rate of a target incentive; this measure earns {earns(measure)}"
        yield Diagnostic("CP234", message, cap.place, "delete 'cap'")


def money(measure: Node) -> Iterator[Diagnostic]:
    """Check that amounts are money, and that rates of commissions are shares."""
    kind = earns(measure)
    for node in rates(get(measure, "curve")):
        if not isinstance(node, Scalar) or number(node) is None:
            continue
        share = node.text.endswith("%")
        if kind == "amount" and share:
            message = f"{node.text} is a share, but the measure earns an amount of money"
            yield Diagnostic("CP235", message, node.place, "write the amount, such as 500")
        if kind == "commission" and not share and (number(node) or 0) >= 1:
            message = f"a commission of {node.text} means {percent(number(node) or Fraction())}"
            hint = f"write {node.text}%, or {percent(number(node) or Fraction())} if that is meant"
            yield Diagnostic("CP225", message, node.place, hint, "warning")


def too_large(measure: Node) -> Iterator[Diagnostic]:
    """Check that attainments and shares are at most 100000 %."""
    curve, kind = get(measure, "curve"), earns(measure)
    wrong = list(edges(curve)) if by(measure) == "attainment" else []
    if kind != "amount":
        wrong += [*rates(curve), get(curve, "cap") if kind != "commission" else None]
    for node in wrong:
        value = number(node)
        if node is not None and value is not None and value > LARGEST:
            message = f"{percent(value)} is more than an attainment or a rate can be, 100000%"
            yield Diagnostic("CP236", message, node.place, "write 100000% or less")


def assumed(root: Node) -> Iterator[Diagnostic]:
    """Check that no commission rests on an assumed attainment, which has no actual."""
    for key, _ in entries(get(root, "assume")):
        measure = get(root, "measures", key.text)
        if measure is not None and by(measure) == "rank":
            message = f"'{shown(key.text)}' pays by rank, and an assumed attainment is the same for everyone"
            yield Diagnostic("CP237", message, key.place, "delete it")
        elif measure is not None and (earns(measure) == "commission" or by(measure) != "attainment"):
            message = f"'{shown(key.text)}' pays on its actual, which an assumed attainment does not give"
            yield Diagnostic("CP237", message, key.place, "delete it")


def edges(curve: Node | None) -> Iterator[Node | None]:
    """Give what a curve's points, bands and threshold stand at."""
    yield get(curve, "threshold")
    for point in items(get(curve, "points")):
        yield from items(point)[:1]
    for band in items(get(curve, "bands")):
        yield get(band, "to")


def rates(curve: Node | None) -> Iterator[Node | None]:
    """Give a curve's rates."""
    yield get(curve, "rate")
    for point in items(get(curve, "points")):
        yield from items(point)[1:2]
    for band in items(get(curve, "bands")):
        yield get(band, "rate")
