"""Gates and modifiers: what the attainments of other measures do to what a measure earns."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from tests.oracle.curves import payout_rate

Link = dict[str, Any]
Attained = Callable[[str], Fraction | None]
"""Gives the attainment of a measure (its actual, without target); None in a period without target."""
ONE = Fraction(1)


def meant(plan: dict[str, Any], kind: str, measure_id: str) -> list[Link]:
    """List the gates or modifiers that act on a measure."""
    return [link for link in plan[kind] if not link["applies_to"] or measure_id in link["applies_to"]]


def met(condition: Link, attained: Attained) -> bool:
    """Tell whether a condition is met."""
    value = attained(condition["measure"])
    if value is None:
        return False
    level = condition["level"]
    met_if: dict[str, bool] = {
        "at_least": value >= level,
        "above": value > level,
        "at_most": value <= level,
        "below": value < level,
    }
    return met_if[condition["comparison"]]


def limited(
    gates: list[Link], curve: dict[str, Any], rate: Fraction, by: Fraction, attained: Attained
) -> Fraction:
    """Limit a rate by the soft gates that are closed."""
    for gate in gates:
        if gate["type"] != "soft" or met(gate, attained):
            continue
        if gate["limit"] == "payout_at_target":
            rate = min(rate, payout_rate(curve, ONE))
        else:
            rate = payout_rate(_flattened(curve), by)
    return rate


def acted(
    plan: dict[str, Any], measure_id: str, earned: Fraction, attained: Attained, applies: str | None
) -> Fraction:
    """Multiply by the factors, then pay nothing behind a hard gate that is closed."""
    modifiers = [each for each in meant(plan, "modifiers", measure_id) if applies in (None, each["applies"])]
    factors = [_factor(each, attained) for each in modifiers]
    if plan["stacking"] == "additive":
        earned *= ONE + sum((factor - ONE for factor in factors), Fraction(0))
    else:
        for factor in factors:
            earned *= factor
    for gate in meant(plan, "gates", measure_id):
        if gate["type"] == "hard" and applies in (None, gate["applies"]) and not met(gate, attained):
            return Fraction(0)
    return earned


def _factor(modifier: Link, attained: Attained) -> Fraction:
    value = attained(modifier["measure"])
    if value is None or (modifier["when"] is not None and not met(modifier["when"], attained)):
        return ONE
    return payout_rate(modifier["curve"], value)


def _flattened(curve: dict[str, Any]) -> dict[str, Any]:
    """Let no band pay more than the last that begins below target; by value, than the first."""
    begin, most, bands = Fraction(0), Fraction(0), []
    for to, rate in curve["bands"]:
        if begin == 0 or (curve["by"] == "attainment" and begin < ONE):
            most = rate
        bands.append([to, rate])
        begin = to if to is not None else begin
    return curve | {"bands": [(to, min(rate, most)) for to, rate in bands]}
