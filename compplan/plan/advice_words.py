"""Words of advice: warnings and notes, their places, and figures short enough to read."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from compplan.diagnostics import Diagnostic, Place
from compplan.plan.model import Currency, Measure, Period, Plan

EACH: dict[Period, str] = {"month": "a month", "quarter": "a quarter", "year": "a year"}


def warning(code: str, message: str, place: Place, hint: str | None = None) -> Diagnostic:
    """Make a warning."""
    return Diagnostic(code, message, place, hint, "warning")


def note(code: str, message: str, place: Place, hint: str | None = None) -> Diagnostic:
    """Make a note."""
    return Diagnostic(code, message, place, hint, "note")


def place_of(plan: Plan, *path: str | int) -> Place:
    """Find the place of a value, or of the nearest thing around it that the file names."""
    if plan.source is None:
        return Place(plan.id)
    while path not in plan.source.places:
        path = path[:-1]
    return plan.source.places[path]


def row_place(plan: Plan, year: int, measure_id: str) -> Place:
    """Find where a measure's weight in a plan year stands, as near as the path has a place for it."""
    if plan.weights.type == "steps":
        return place_of(plan, "weights", "by_year", str(year), measure_id)
    if plan.weights.type == "monthly":
        return place_of(plan, "weights", "by_month")
    return place_of(plan, "weights", "to", measure_id)


def roughly(share: Fraction | float) -> str:
    """Write a share as a percentage of at most three digits, such as ``12.6%``."""
    value = float(share * 100)
    return f"{value:.0f}%" if abs(value) >= 100 else f"{value:.3g}%"


def money(amount: Fraction, currency: Currency) -> str:
    """Write an amount rounded to the currency's minor unit, such as ``1,250.00 USD``."""
    minor = round(amount * 10**currency.exponent)
    return f"{Decimal(minor).scaleb(-currency.exponent):,.{currency.exponent}f} {currency.code}"


def incentive_measures(plan: Plan) -> list[Measure]:
    """Give the measures that earn target incentive by attainment: the rules of thumb are about them."""
    return [
        measure
        for measure in plan.measures
        if measure.earns == "target_incentive" and measure.curve.by == "attainment"
    ]
