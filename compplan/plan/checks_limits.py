"""Checks of caps, floors, groups and of what is asked of quotas: each limit where it can limit."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from compplan.diagnostics import Diagnostic
from compplan.documents.mends import did_you_mean
from compplan.documents.nodes import Node, Scalar, entries, get, items, key_of, number, text
from compplan.documents.words import percent, shown, some
from compplan.plan.checks_earnings import earns

_SHARES = (4, 12)


def check(root: Node) -> Iterator[Diagnostic]:
    """Give every problem of the plan's caps, floors, groups and seasons."""
    for _, measure in entries(get(root, "measures")):
        yield from spans(measure)
        yield from crossed(measure)
        yield from seasons(measure)
        yield from ramp(measure)
        yield from per_transaction(measure)
    yield from groups(root)


def spans(measure: Node) -> Iterator[Diagnostic]:
    """Check that limits are for what the measure has: lines of its own, or what is due to date."""
    to_date = text(get(measure, "accumulate")) == "year_to_date"
    for name in ("caps", "floors"):
        wrong = {
            "payout_period": to_date,
            "plan_year": name == "floors" and not to_date,
            "transaction": text(get(measure, "per")) != "transaction",
        }
        for key, _ in entries(get(measure, name)):
            if wrong.get(key.text):
                message = f"'{name}' of this measure cannot be for each {key.text.replace('_', ' ')}"
                other = "plan_year" if to_date else "payout_period"
                yield Diagnostic("CP291", message, key.place, f"write '{other}'")
        owner = key_of(measure, name)
        if owner is not None and earns(measure) == "nothing":
            message = f"this measure earns nothing that '{name}' could limit"
            yield Diagnostic("CP291", message, owner.place, f"delete '{name}'")


def per_transaction(measure: Node) -> Iterator[Diagnostic]:
    """Check that what is paid per transaction is money for rows that add up."""
    node, actual = get(measure, "per"), get(measure, "actual")
    if node is None or text(node) != "transaction":
        return
    if earns(measure) not in ("commission", "amount"):
        message = "only a commission or an amount can be paid per transaction"
        yield Diagnostic("CP291", message, node.place, "write 'earns: commission' or 'amount'")
    elif entries(actual) and get(actual, "sum") is None and get(actual, "count") is None:
        message = "rows that are not summed or counted cannot be paid one by one"
        yield Diagnostic("CP291", message, node.place, "write 'sum', or delete 'per'")


def crossed(measure: Node) -> Iterator[Diagnostic]:
    """Check that no floor is above its cap."""
    for key, value in entries(get(measure, "floors")):
        cap = get(measure, "caps", key.text)
        least, most = number(value), number(cap)
        alike = is_share(value) == is_share(cap)  # a share and an amount differ from one to another
        if least is not None and most is not None and alike and least > most:
            floor, most_text = (percent(each) if is_share(value) else each for each in (least, most))
            message = f"the floor of {floor} is above the cap of {most_text}"
            yield Diagnostic("CP292", message, value.place, "lower it, or raise the cap")


def is_share(node: Node | None) -> bool:
    """Tell whether a limit is a share of the target incentive."""
    return isinstance(node, Scalar) and node.text.endswith("%")


def seasons(measure: Node) -> Iterator[Diagnostic]:
    """Check that seasonality is of quarters or months, sums to 1, and stands alone."""
    target = get(measure, "target")
    owner, shares = key_of(target, "seasonality"), items(get(target, "seasonality"))
    if owner is None or not shares:
        return
    known = [share for share in map(number, shares) if share is not None]
    if len(shares) not in _SHARES:
        message = f"seasonality has {len(shares)} shares, expected 4 of quarters or 12 of months"
        yield Diagnostic("CP293", message, owner.place, "write the share of each")
    elif len(known) == len(shares) and sum(known) != 1:
        total = percent(sum(known, Fraction()))
        message = f"the shares of seasonality sum to {total}, expected exactly 100%"
        yield Diagnostic("CP293", message, owner.place, "correct a share")
    spread = key_of(target, "spread")
    if spread is not None:
        message = "a quota is spread by 'spread' or by 'seasonality', not by both"
        yield Diagnostic("CP293", message, spread.place, "delete one of them")


def ramp(measure: Node) -> Iterator[Diagnostic]:
    """Check that a ramp says what the first month has."""
    owner = key_of(get(measure, "target"), "ramp")
    months = [key.text for key, _ in entries(get(measure, "target", "ramp"))]
    if (
        owner is not None
        and months
        and "1" not in months
        and all(month.isdigit() and int(month) for month in months)
    ):
        yield Diagnostic("CP298", "'ramp' does not say what month 1 has", owner.place, "add 1: 25%")


def groups(root: Node) -> Iterator[Diagnostic]:
    """Check that groups name measures of the plan that pay by period, each in one group."""
    known = {key.text: measure for key, measure in entries(get(root, "measures"))}
    seen: set[str] = set()
    for group in items(get(root, "best_of")):
        for node in items(group):
            name, measure = text(node) or "", known.get(text(node) or "")
            if measure is None and known and name:
                hint = did_you_mean(name, known) or f"the measures are {some(known)}"
                yield Diagnostic("CP294", f"unknown measure '{shown(name)}'", node.place, hint)
            elif name in seen:
                message = f"'{shown(name)}' is in two groups"
                yield Diagnostic("CP294", message, node.place, "leave it in one")
            elif measure is not None and text(get(measure, "accumulate")) == "year_to_date":
                message = f"'{shown(name)}' accumulates to date, so its lines cannot be compared by period"
                yield Diagnostic("CP294", message, node.place, "let it accumulate by period")
            seen.add(name)
