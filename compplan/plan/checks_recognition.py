"""Checks of recognition: the measure that it ranks by, its months and its awards."""

from __future__ import annotations

from collections.abc import Iterator

from compplan.diagnostics import Diagnostic
from compplan.documents.mends import did_you_mean
from compplan.documents.nodes import Node, Scalar, entries, get, integer, key_of, number, text
from compplan.documents.words import shown, some
from compplan.grammar import decimal_text
from compplan.plan.checks_weights import plan_years
from compplan.plan.model import MONTHS_IN


def check(root: Node, key: Scalar, rule: Node) -> Iterator[Diagnostic]:
    """Give every problem of one recognition."""
    yield from measure(root, rule)
    yield from months(root, rule)
    yield from award(root, rule)
    if key_of(get(root, "measures"), key.text) is not None:
        message = f"'{shown(key.text)}' is the id of a measure too, and their lines could not be told apart"
        yield Diagnostic("CP272", message, key.place, "give the rule an id of its own")


def measure(root: Node, rule: Node) -> Iterator[Diagnostic]:
    """Check that the measure is there, has an attainment, and responses if these are asked for."""
    node = get(rule, "measure")
    known = [name.text for name, _ in entries(get(root, "measures"))]
    if not isinstance(node, Scalar) or not text(node) or not known:
        return
    if node.text not in known:
        hint = did_you_mean(node.text, known) or f"the measures are {some(known)}"
        yield Diagnostic("CP202", f"unknown measure '{shown(node.text)}'", node.place, hint)
    elif not _has_attainment(get(root, "measures", node.text)):
        message = f"'{shown(node.text)}' has no attainment to rank by"
        yield Diagnostic("CP273", message, node.place, "rank by a measure with a target, or a report card")
    elif (least := key_of(rule, "minimum_responses")) is not None:
        kind = text(get(root, "measures", node.text, "type"))
        if kind is not None and kind != "report_card":
            message = f"'{shown(node.text)}' has no responses: it is no report card"
            yield Diagnostic("CP273", message, least.place, "delete it, or rank by a report card")


def _has_attainment(measured: Node | None) -> bool:
    by_other = text(get(measured, "curve", "by")) in ("value", "excess")
    return text(get(measured, "type")) != "value" and not by_other


def months(root: Node, rule: Node) -> Iterator[Diagnostic]:
    """Check that the months are whole periods of the measure, and that awards are paid when due."""
    over, at = integer(get(rule, "over_months")), key_of(rule, "over_months")
    measured = get(root, "measures", text(get(rule, "measure")) or "")
    to_date = text(get(measured, "accumulate")) == "year_to_date"
    period = text(get(root, "payout_period" if to_date else "performance_period")) or ""
    if over and at and period in MONTHS_IN and over % MONTHS_IN[period]:  # type: ignore[index]
        message = f"{over} months are not whole periods of the measure, each a {period}"
        yield Diagnostic("CP271", message, at.place, f"write a multiple of {MONTHS_IN[period]}")  # type: ignore[index]
    every, payout = (text(get(node, name)) for node, name in ((rule, "every"), (root, "payout_period")))
    owner = key_of(rule, "every")
    if owner and every in MONTHS_IN and payout in MONTHS_IN and MONTHS_IN[every] < MONTHS_IN[payout]:  # type: ignore[index]
        message = f"an award every {every} is more often than the plan pays, every {payout}"
        yield Diagnostic("CP271", message, owner.place, f"write {payout}")


def award(root: Node, rule: Node) -> Iterator[Diagnostic]:
    """Check that every plan year has an award, a multiple of what lines are rounded to."""
    table, owner, years = (
        get(rule, "award", "by_year"),
        key_of(get(rule, "award"), "by_year"),
        plan_years(root),
    )
    named = {key.text: key for key, _ in entries(table)}
    if owner is None or years is None or not named:
        return
    lacking = [str(year) for year in range(1, years + 1) if str(year) not in named]
    if lacking:
        message = f"the award lacks plan year{'s' * (len(lacking) > 1)} {', '.join(lacking)}"
        yield Diagnostic("CP204", message, owner.place, f"name each year from 1 to {years}")
    for name, key in named.items():
        if name.isdecimal() and int(name) > years:
            message = f"the award names plan year {shown(name)}, but 'years' is {years}"
            yield Diagnostic("CP204", message, key.place, "delete it, or raise 'years'")
    to = number(get(root, "rounding", "to"))
    for _, node in entries(table):
        amount = number(node)
        if to and amount is not None and (amount / to).denominator != 1:
            message = (
                f"{decimal_text(amount)} is not a multiple of {decimal_text(to)}, to which lines are rounded"
            )
            yield Diagnostic("CP221", message, node.place, "write an amount that can be paid")
