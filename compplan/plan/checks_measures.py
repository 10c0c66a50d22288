"""Checks of measures: balance and accumulation, report cards they refer to, and their curves."""

from __future__ import annotations

from collections.abc import Iterator

from compplan.diagnostics import Diagnostic
from compplan.documents.mends import did_you_mean, lacks
from compplan.documents.nodes import Node, Scalar, entries, get, key_of, text
from compplan.documents.words import shown, some
from compplan.grammar import is_id
from compplan.plan import checks_actuals, checks_curves
from compplan.plan.checks_earnings import by


def check(root: Node) -> Iterator[Diagnostic]:
    """Give every problem of the plan's measures."""
    for _, measure in entries(get(root, "measures")):
        yield from balance(measure)
        yield from report_card(root, measure)
        yield from checks_actuals.check(get(measure, "actual"))
        yield from checks_actuals.target(get(measure, "target"))
        yield from checks_curves.check(get(measure, "curve"), by(measure))


def balance(measure: Node) -> Iterator[Diagnostic]:
    """Check that a measure has a balance if and only if it accumulates year to date."""
    accumulate, kept = get(measure, "accumulate"), key_of(measure, "balance")
    to_date = text(accumulate) == "year_to_date"
    if to_date and accumulate is not None and lacks(measure, "balance"):
        yield Diagnostic(
            "CP220",
            "'accumulate: year_to_date' needs 'balance'",
            accumulate.place,
            "add 'balance:' one of lapse, carry, recover",
        )
    if kept and (text(accumulate) == "period" or lacks(measure, "accumulate")):
        yield Diagnostic(
            "CP220",
            "'balance' needs 'accumulate: year_to_date'",
            kept.place,
            "delete 'balance', or add 'accumulate: year_to_date'",
        )


def report_card(root: Node, measure: Node) -> Iterator[Diagnostic]:
    """Check that a report-card measure refers to a report card of the plan."""
    node = get(measure, "report_card")
    wanted, cards = text(node) or "", [key.text for key, _ in entries(get(root, "report_cards"))]
    absent = lacks(root, "report_cards")
    if text(get(measure, "type")) != "report_card" or not isinstance(node, Scalar) or not is_id(wanted):
        return
    if wanted not in cards and (cards or absent):
        names = f"the report cards are {some(cards)}" if cards else "describe it under 'report_cards'"
        yield Diagnostic(
            "CP209",
            f"unknown report card '{shown(wanted)}'",
            node.place,
            did_you_mean(wanted, cards) or names,
        )
