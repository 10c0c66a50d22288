"""Checks of payment: draws, guarantees, clawbacks, hold-backs and the least amount."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from compplan.diagnostics import Diagnostic
from compplan.documents.mends import did_you_mean, lacks
from compplan.documents.nodes import Node, Scalar, entries, get, items, key_of, number, text
from compplan.documents.words import percent, shown, some
from compplan.grammar import decimal_text
from compplan.plan.currencies import find_currency

ITEMS = (
    "draw",
    "draw_recovery",
    "guarantee",
    "clawback",
    "held_back",
    "hold_back_paid",
    "minimum",
    "adjustment",
)
"""Names of the lines that payment gives, which no measure may have."""
_RECOVERY = ("recovered_from", "recovered_at_most", "forgiven")


def check(root: Node) -> Iterator[Diagnostic]:
    """Give every problem of the payment section."""
    payment = get(root, "payment")
    if payment is None:
        return
    yield from draw(get(payment, "draw"))
    yield from guarantee(get(payment, "guarantee"))
    yield from clawback(root, get(payment, "clawback"))
    yield from hold_back(get(payment, "hold_back"))
    yield from decimals(root, payment)
    yield from names(root)


def draw(node: Node | None) -> Iterator[Diagnostic]:
    """Check that a draw has one amount, and that only what is recoverable is recovered."""
    if node is None:
        return
    amount, table = key_of(node, "amount"), key_of(node, "table")
    if amount and table:
        message = "'table' beside 'amount': a draw has one amount"
        yield Diagnostic("CP250", message, table.place, "delete one of them")
    elif lacks(node, "amount") and lacks(node, "table"):
        hint = "add amount: one for everyone, or table: with one for each participant"
        yield Diagnostic("CP250", "nothing says how large the draw is", node.place, hint)
    for name in _RECOVERY if text(get(node, "type")) == "non_recoverable" else ():
        key = key_of(node, name)
        if key:
            message = f"'{name}' of a draw that is not recovered"
            yield Diagnostic("CP251", message, key.place, f"delete '{name}', or write type: recoverable")


def guarantee(node: Node | None) -> Iterator[Diagnostic]:
    """Check that a guarantee has one share, or one for each month from the first on."""
    if node is None:
        return
    share, by_month = key_of(node, "share"), key_of(node, "by_month")
    months = [key.text for key, _ in entries(get(node, "by_month"))]
    if share and by_month:
        message = "'by_month' beside 'share': the guaranteed share is given once"
        yield Diagnostic("CP252", message, by_month.place, "delete one of them")
    elif lacks(node, "share") and lacks(node, "by_month"):
        hint = "add share: 100%, or by_month: with the share from a month on"
        yield Diagnostic("CP252", "nothing says how much is guaranteed", node.place, hint)
    elif by_month and months and "1" not in months:
        yield Diagnostic("CP252", "'by_month' does not say what month 1 has", by_month.place, "add 1: 100%")


def clawback(root: Node, node: Node | None) -> Iterator[Diagnostic]:
    """Check that months that count are bounded, and that the measures are those of the plan."""
    served = get(node, "served")
    if node is not None and served is not None and text(served) == "counts" and lacks(node, "months"):
        message = "'served: counts' needs 'months': how long a transaction has to hold"
        yield Diagnostic("CP253", message, served.place, "add months: 12")
    ids = [key.text for key, _ in entries(get(root, "measures"))]
    for item in items(get(node, "measures")):
        wanted = text(item) or ""
        if isinstance(item, Scalar) and wanted and wanted not in ids and ids:
            message = f"unknown measure '{shown(wanted)}'"
            hint = did_you_mean(wanted, ids) or f"the measures are {some(ids)}"
            yield Diagnostic("CP254", message, item.place, hint)


def hold_back(node: Node | None) -> Iterator[Diagnostic]:
    """Check that all that is held is paid in the end."""
    parts = [number(value) for _, value in entries(get(node, "paid_after"))]
    key = key_of(node, "paid_after") if node is not None else None
    total = sum((part for part in parts if part is not None), Fraction(0))
    if key and parts and None not in parts and total != 1:
        message = f"the parts of 'paid_after' sum to {percent(total)}, expected exactly 100%"
        yield Diagnostic("CP255", message, key.place, "what is held is paid in the end, no more and no less")


def decimals(root: Node, payment: Node) -> Iterator[Diagnostic]:
    """Check that amounts are whole minor units of the plan's currency."""
    unit = find_currency(text(get(root, "currency")) or "")
    for node in (get(payment, "draw", "amount"), get(payment, "minimum", "amount")):
        amount = number(node)
        if node is None or unit is None or amount is None:
            continue
        if (amount * 10**unit.exponent).denominator != 1:
            message = f"{decimal_text(amount)} has more decimals than {unit.code} has"
            yield Diagnostic("CP256", message, node.place, f"write it with {unit.exponent} decimals at most")


def names(root: Node) -> Iterator[Diagnostic]:
    """Check that no measure is called like a line that payment gives."""
    for key, _ in entries(get(root, "measures")):
        if key.text in ITEMS:
            message = f"the measure '{key.text}' is called like a line of payment"
            yield Diagnostic("CP257", message, key.place, "give the measure another id")
