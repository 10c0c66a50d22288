"""What a measure earns: the base that its rate is paid on, and what its curve goes by."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tests.oracle.curves import payout_rate

Measure = dict[str, Any]
NOTHING = Fraction(0)


def earned_on(
    measure: Measure, incentive: Fraction, actual: Fraction | None, target: Fraction | None
) -> Fraction:
    """Give the base in units of the currency; ``incentive`` is the measure's part of the target incentive."""
    whole = measure["curve"]["type"] in ("linear", "step")
    if measure["earns"] == "target_incentive":
        return incentive
    if measure["earns"] == "commission" and whole:
        paid_on = actual or NOTHING
        return abs(paid_on) if measure["curve"]["negative"] == "deducts" else max(paid_on, NOTHING)
    if measure["earns"] == "commission" and measure["curve"]["by"] == "attainment":
        return target or NOTHING
    return Fraction(measure["earns"] != "nothing")


def rate_of(
    measure: Measure, attainment: Fraction, actual: Fraction | None, target: Fraction | None
) -> Fraction:
    """Give what the curve gives at what it goes by."""
    return payout_rate(measure["curve"], goes_by(measure, attainment, actual, target))


def goes_by(
    measure: Measure, attainment: Fraction, actual: Fraction | None, target: Fraction | None
) -> Fraction:
    """Give what the curve goes by."""
    return {
        "attainment": attainment,
        "value": actual or NOTHING,
        "excess": (actual or NOTHING) - (target or NOTHING),
        "rank": NOTHING,  # known once everybody's figures are
    }[measure["curve"]["by"]]


def shown_rate(measure: Measure, base: Fraction, rate: Fraction, actual: Fraction | None) -> Fraction | None:
    """Give the payout rate that lines show: of a commission, what each unit of the actual earns."""
    if measure["earns"] == "amount":
        return None
    if measure["earns"] == "commission":
        return base * rate / actual if actual else NOTHING
    return rate


def of_deal(measure: Measure, value: Fraction, incentive: Fraction) -> Fraction:
    """Give what one transaction earns, within its floor and cap; ``incentive`` is that of its plan year."""
    if value < 0:
        deducts = measure["curve"]["negative"] == "deducts"
        return -of_deal(measure, -value, incentive) if deducts else NOTHING
    earned = payout_rate(measure["curve"], value) * earned_on(measure, NOTHING, value, None)
    if earned and "transaction" in measure["floors"]:
        least, is_share = measure["floors"]["transaction"]
        earned = max(earned, least * incentive if is_share else least)
    if "transaction" in measure["caps"]:
        most, is_share = measure["caps"]["transaction"]
        earned = min(earned, most * incentive if is_share else most)
    return earned
