"""Checks of pools: money for what adds up, by period, shared in one stated way."""

from __future__ import annotations

from collections.abc import Iterator

from compplan.diagnostics import Diagnostic
from compplan.documents.mends import lacks
from compplan.documents.nodes import Node, entries, get, key_of, text
from compplan.plan import checks_actuals
from compplan.plan.checks_earnings import by, earns


def check(root: Node) -> Iterator[Diagnostic]:
    """Give every problem of the plan's pools."""
    for _, measure in entries(get(root, "measures")):
        if get(measure, "pool") is not None:
            yield from paid(measure)
            yield from shared(get(measure, "pool"))
            yield from checks_actuals.check(get(measure, "pool", "points"))


def paid(measure: Node) -> Iterator[Diagnostic]:
    """Check that a pool is money that a period's sum or number of rows earns."""
    owner = key_of(measure, "pool")
    assert owner is not None
    if earns(measure) not in ("commission", "amount"):
        message = "this measure earns no money that a group could share"
        yield Diagnostic("CP299", message, owner.place, "write 'earns: commission' or 'amount'")
    if text(get(measure, "accumulate")) == "year_to_date":
        message = "what is due to date cannot be shared period by period"
        yield Diagnostic("CP299", message, owner.place, "delete 'accumulate'")
    if text(get(measure, "per")) == "transaction":
        message = "a pool is of what a group comes to together, not of each transaction"
        yield Diagnostic("CP299", message, owner.place, "delete 'per'")
    if by(measure) == "rank":
        message = "a pool goes by what a group comes to, not by rank"
        yield Diagnostic("CP299", message, owner.place, "delete 'by'")
    actual = get(measure, "actual")
    if entries(actual) and get(actual, "sum") is None and get(actual, "count") is None:
        message = "what is not a sum or a number of rows does not add up over a group"
        yield Diagnostic("CP299", message, owner.place, "count by sum or count")


def shared(pool: Node | None) -> Iterator[Diagnostic]:
    """Check that points are stated if, and only if, the pool is shared by them."""
    node, points = get(pool, "shared"), key_of(pool, "points")
    if node is not None and text(node) == "by_points" and lacks(pool, "points"):
        hint = "add 'points: {table: events, count: rows}'"
        yield Diagnostic("CP299", "nothing says what the points are", node.place, hint)
    if (
        points is not None
        and node is not None
        and text(node) in ("equally", "by_weight", "by_target_incentive")
    ):
        message = f"'points' mean nothing where a pool is shared {text(node)}"
        yield Diagnostic("CP299", message, points.place, "delete them, or write 'shared: by_points'")
