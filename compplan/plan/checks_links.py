"""Checks of gates and modifiers: what they refer to, what they compare, and when they meet."""

from __future__ import annotations

from collections.abc import Iterator

from compplan.diagnostics import Diagnostic
from compplan.documents.mends import did_you_mean, lacks
from compplan.documents.nodes import Node, Scalar, entries, get, items, key_of, text
from compplan.documents.words import shown, some
from compplan.grammar import is_id
from compplan.plan import checks_curves
from compplan.plan.checks_earnings import by, earns, looked_at

_COMPARISONS = ("at_least", "above", "at_most", "below")
_LENGTHS = {"month": 1, "quarter": 3, "year": 12}
_Link = tuple[Scalar, Node]


def check(root: Node) -> Iterator[Diagnostic]:
    """Give every problem of a plan's gates and modifiers."""
    for key, link in links(root):
        yield from references(root, key, link)
        yield from periods(root, link)
    for key, gate in entries(get(root, "gates")):
        yield from comparison(key, gate)
        yield from limit(root, key, gate)
    for _, modifier in entries(get(root, "modifiers")):
        other = get(root, "measures", text(get(modifier, "measure")) or "")
        yield from checks_curves.check(get(modifier, "curve"), looked_at(other))
        when = key_of(modifier, "when")
        if when is not None:
            yield from comparison(when, get(modifier, "when"))
    yield from stacking(root)


def links(root: Node) -> list[_Link]:
    """Give the gates, then the modifiers."""
    return [*entries(get(root, "gates")), *entries(get(root, "modifiers"))]


def references(root: Node, key: Scalar, link: Node) -> Iterator[Diagnostic]:
    """Check that a link names measures of the plan, and acts on some that earn something."""
    known = {name.text: measure for name, measure in entries(get(root, "measures"))}
    named = [get(link, "measure"), get(link, "when", "measure"), *items(get(link, "applies_to"))]
    for node in named:
        name = text(node)
        if node is None or name is None or not is_id(name) or not known:
            continue
        if name not in known:
            hint = did_you_mean(name, known) or f"the measures are {some(known)}"
            yield Diagnostic("CP285", f"unknown measure '{shown(name)}'", node.place, hint)
    for node in items(get(link, "applies_to")):
        measure = known.get(text(node) or "")
        if measure is not None and earns(measure) == "nothing":
            message = f"'{shown(key.text)}' acts on '{text(node)}', which earns nothing"
            yield Diagnostic("CP285", message, node.place, "name measures that earn something")


def comparison(key: Scalar, link: Node | None) -> Iterator[Diagnostic]:
    """Check that a condition compares in exactly one way."""
    found = [name for name in _COMPARISONS if get(link, name) is not None]
    if len(found) == 1 or not entries(link):
        return
    if found:
        message = f"'{shown(key.text)}' has {some(found)}, expected one of them"
        yield Diagnostic("CP286", message, key.place, "keep one; two gates can state two conditions")
    else:
        message = f"'{shown(key.text)}' compares with nothing"
        yield Diagnostic("CP286", message, key.place, "add at_least, above, at_most or below")


def limit(root: Node, key: Scalar, gate: Node) -> Iterator[Diagnostic]:
    """Check that a soft gate has a limit that its measures' curves can keep, and a hard gate none."""
    kind, owner = text(get(gate, "type")), key_of(gate, "limit")
    if kind == "soft" and lacks(gate, "limit"):
        message = f"the soft gate '{shown(key.text)}' does not say what it limits"
        hint = "add 'limit:' one of payout_at_target, rate_below_target"
        yield Diagnostic("CP287", message, key.place, hint)
    if kind == "hard" and owner is not None:
        message = "a hard gate pays nothing while it is closed, so it has no 'limit'"
        yield Diagnostic("CP287", message, owner.place, "delete 'limit', or write 'type: soft'")
    node = get(gate, "limit")
    for name, measure in meant(root, gate) if kind == "soft" else ():
        if node is not None:
            yield from _keeps(node, name.text, measure)


def _keeps(node: Node, name: str, measure: Node) -> Iterator[Diagnostic]:
    """Check that a measure's curve can keep a limit."""
    if by(measure) == "rank":
        message = f"'{shown(name)}' goes by rank, so nothing is its target"
        yield Diagnostic("CP287", message, node.place, "name 'applies_to', or write 'type: hard'")
        return
    if text(get(measure, "per")) == "transaction" or get(measure, "pool") is not None:
        what = "a share of a pool" if get(measure, "pool") is not None else "transaction by transaction"
        message = f"'{shown(name)}' pays {what}, so no rate of a period could be limited"
        yield Diagnostic("CP287", message, node.place, "name 'applies_to', or write 'type: hard'")
        return
    if text(node) == "payout_at_target" and by(measure) != "attainment":
        message = f"'{shown(name)}' goes by {by(measure)}, so nothing is its payout at target"
        yield Diagnostic("CP287", message, node.place, "write 'rate_below_target', or name 'applies_to'")
    if text(node) == "rate_below_target" and text(get(measure, "curve", "type")) == "linear":
        message = f"the curve of '{shown(name)}' is linear and has no rate below target"
        yield Diagnostic("CP287", message, node.place, "write 'payout_at_target', or name 'applies_to'")


def stacking(root: Node) -> Iterator[Diagnostic]:
    """Check that a plan in which modifiers meet says how they act together."""
    counts: dict[str, int] = {}
    modifiers = entries(get(root, "modifiers"))
    for _, modifier in modifiers:
        for name, _ in meant(root, modifier):
            counts[name.text] = counts.get(name.text, 0) + 1
    several = [name for name, count in counts.items() if count > 1]
    if several and lacks(root, "stacking"):
        message = f"several modifiers act on '{shown(several[0])}', and nothing says how they do so together"
        hint = "add 'stacking: multiplicative' or 'additive'"
        yield Diagnostic("CP288", message, modifiers[-1][0].place, hint)


def periods(root: Node, link: Node) -> Iterator[Diagnostic]:
    """Check that a link's measure has a window for each line of the measures it acts on."""
    performance, payout = (text(get(root, f"{name}_period")) or "" for name in ("performance", "payout"))
    if not 0 < _LENGTHS.get(payout, 0) < _LENGTHS.get(performance, 0):
        return
    late = [name.text for name, measure in meant(root, link) if _to_date(measure)]
    for node in (get(link, "measure"), get(link, "when", "measure")):
        other = get(root, "measures", text(node) or "")
        if late and other is not None and node is not None and not _to_date(other):
            message = f"'{text(node)}' is known once a {performance}, '{late[0]}' is paid every {payout}"
            hint = f"let '{text(node)}' accumulate year_to_date, or name 'applies_to'"
            yield Diagnostic("CP289", message, node.place, hint)


def meant(root: Node, link: Node) -> list[_Link]:
    """Give the measures that a link acts on."""
    named = {text(node) for node in items(get(link, "applies_to"))}
    return [
        (key, measure)
        for key, measure in entries(get(root, "measures"))
        if earns(measure) != "nothing" and (key.text in named or not named)
    ]


def _to_date(measure: Node) -> bool:
    return text(get(measure, "accumulate")) == "year_to_date"
