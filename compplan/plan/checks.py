"""Meaning: what a schema cannot see, checked on the tree so that each problem has its place.

Every check reads a file in which other things may be wrong, and is silent about what the schema reports.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from compplan.diagnostics import Diagnostic
from compplan.documents.nodes import Node, Scalar, date, entries, get, number, text
from compplan.documents.words import percent, shown
from compplan.grammar import decimal_text
from compplan.months import LAST_YEAR, month_of
from compplan.plan import (
    checks_earnings,
    checks_limits,
    checks_links,
    checks_matrix,
    checks_measures,
    checks_payment,
    checks_pools,
    checks_ranks,
    checks_ratings,
    checks_report_cards,
    checks_rules,
    checks_scorecards,
    checks_weights,
)
from compplan.plan.checks_earnings import LARGEST, by, earns, edges, rates
from compplan.plan.checks_weights import plan_years
from compplan.plan.currencies import exponents, find_currency, similar_code

_UNLIKELY = 20


def check(root: Node) -> Iterator[Diagnostic]:
    """Give every problem of meaning in a plan's tree."""
    yield from currency(root)
    yield from rounding(root)
    yield from calendar(root)
    yield from percent_signs(root)
    yield from checks_weights.check(root)
    yield from checks_measures.check(root)
    yield from checks_earnings.check(root)
    yield from checks_ranks.check(root)
    yield from checks_links.check(root)
    yield from checks_matrix.check(root)
    yield from checks_scorecards.check(root)
    yield from checks_limits.check(root)
    yield from checks_pools.check(root)
    yield from checks_report_cards.check(root)
    yield from checks_ratings.check(root)
    yield from checks_payment.check(root)
    yield from checks_rules.check(root)


def currency(root: Node) -> Iterator[Diagnostic]:
    """Check that the currency is one of ISO 4217 with a minor unit."""
    node = get(root, "currency")
    code = text(node)
    if not isinstance(node, Scalar) or not code or find_currency(code):
        return
    if code in exponents():
        message, hint = (
            f"{code} has no minor unit, so nothing can be paid in it",
            "write a currency, such as USD",
        )
        yield Diagnostic("CP223", message, node.place, hint)
    else:
        meant = similar_code(code)
        hint = f"did you mean '{meant}'?" if meant else "write a code of ISO 4217, such as USD"
        yield Diagnostic("CP222", f"unknown currency '{shown(code)}'", node.place, hint)


def rounding(root: Node) -> Iterator[Diagnostic]:
    """Check that lines are rounded to a multiple of the currency's minor unit."""
    node, unit = get(root, "rounding", "to"), find_currency(text(get(root, "currency")) or "")
    to = number(node)
    if node is None or unit is None or to is None or to <= 0:
        return
    if (to * 10**unit.exponent).denominator != 1:
        least = decimal_text(Fraction(1, 10**unit.exponent))
        message = f"{decimal_text(to)} is not a multiple of the minor unit of {unit.code}, {least}"
        yield Diagnostic("CP221", message, node.place, f"write {least}")


def calendar(root: Node) -> Iterator[Diagnostic]:
    """Check that the plan starts on the first of a month, announced by then, and ends by 2100."""
    node, years = get(root, "starts"), plan_years(root)
    starts = date(node)
    if starts is None or node is None:
        return
    if starts.day != 1:
        yield Diagnostic(
            "CP207",
            f"a plan starts on the first of a month, found {starts}",
            node.place,
            f"write {starts.replace(day=1)}",
        )
    elif years is not None and month_of(starts) + 12 * years > 12 * (LAST_YEAR + 1):
        yield Diagnostic("CP224", f"the plan ends after {LAST_YEAR}", node.place, "write an earlier day")
    announced = get(root, "announced")
    day = date(announced)
    if announced is not None and day is not None and day > starts:
        yield Diagnostic(
            "CP208",
            f"announced on {day}, after the plan starts on {starts}",
            announced.place,
            "a plan is announced on or before the day it starts",
        )


def percent_signs(root: Node) -> Iterator[Diagnostic]:
    """Warn of a rate or attainment of 20 or more without a percent sign: 150 is not 150%."""
    for node in _ratios(root):
        value = number(node)
        if (
            isinstance(node, Scalar)
            and value is not None
            and _UNLIKELY <= value <= LARGEST
            and not node.text.endswith("%")
        ):
            yield Diagnostic(
                "CP225",
                f"{node.text} means {percent(value)}",
                node.place,
                f"write {node.text}%, or {percent(value)} if that is meant",
                "warning",
            )


def _ratios(root: Node) -> Iterator[Node | None]:
    for _, measure in entries(get(root, "measures")):
        curve = get(measure, "curve")
        if by(measure) == "attainment":
            yield from edges(curve)
        if earns(measure) in ("target_incentive", "nothing"):
            yield from rates(curve)
            yield get(curve, "cap")
    for _, card in entries(get(root, "report_cards")):
        yield get(card, "attainment_cap")
    for _, value in entries(get(root, "assume")):
        yield value
