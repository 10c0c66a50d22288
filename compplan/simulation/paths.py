"""Transition paths: the same end, reached in different ways."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from compplan.diagnostics import Diagnostic, DiagnosticError, Place
from compplan.plan.model import Path, Plan, Weights
from compplan.plan.path import weights_by_month

ONE, ZERO = Fraction(1), Fraction(0)
_DIGITS = 10**9
FAMILIES = "step, osing, linear:MONTHS, s_curve:MONTHS, hold:MONTHS, boldness:SHARE or status_quo"
_OSING = (Fraction(2, 7), Fraction(5, 7), ONE)
"""20, 50 and 70 % of relationship weight, year by year, as shares of the last."""
Progress = Callable[[int, int], Fraction]
"""How far a plan month (from 1) of so many is on the way, from 0 to 1."""


def step(_month: int, _months: int) -> Fraction:
    """Move at once."""
    return ONE


def status_quo(_month: int, _months: int) -> Fraction:
    """Stay."""
    return ZERO


def osing(month: int, months: int) -> Fraction:
    """Move at the start of each third of the plan: to two, five and seven sevenths."""
    return _OSING[min((month - 1) * 3 // months, 2)]


def linear(over: int) -> Progress:
    """Move by the same step each month."""
    return lambda month, _: min(Fraction(month, over), ONE)


def s_curve(over: int) -> Progress:
    """Move slowly, fast, and slowly again."""

    def progress(month: int, _months: int) -> Fraction:
        x = min(Fraction(month, over), ONE)
        return x * x * (3 - 2 * x)

    return progress


def hold(until: int) -> Progress:
    """Stay for so many months, then move at once."""
    return lambda month, _: ONE if month > until else ZERO


def bold(boldness: float) -> Progress:
    """Move along a power of time of about the boldness given: 1 at once, 1/2 linear, near 0 late."""

    def progress(month: int, months: int) -> Fraction:
        share = (month / months) ** (1 / boldness - 1)
        return Fraction(round(share * _DIGITS), _DIGITS)

    return progress


def monthly(shares: list[Fraction]) -> Progress:
    """Follow a list of shares of the way, one for each month."""
    return lambda month, _: shares[min(month, len(shares)) - 1]


def along(plan: Plan, progress: Progress, name: str) -> Plan:
    """Give a plan that goes from its weights of old to its last ones in another way."""
    last = weights_by_month(plan.weights, plan.months)[-1]
    rows = [
        (month, _between(plan.weights.before, last, progress(month, plan.months))) for month in _months(plan)
    ]
    path = Path("monthly", plan.weights.before, tuple(_changes(rows)))
    return replace(plan, id=name, title=name, weights=path, announced_weights=None)


def family(text: str) -> Progress:
    """Read the name of a path; DiagnosticError (CP504) if it is none."""
    word, _, number = text.partition(":")
    simple = {"step": step, "osing": osing, "status_quo": status_quo, "status-quo": status_quo}
    if word in simple and not number:
        return simple[word]
    if word in ("linear", "s_curve", "hold") and re.fullmatch(r"[1-9][0-9]{0,2}", number):
        return {"linear": linear, "s_curve": s_curve, "hold": hold}[word](int(number))
    if word == "boldness" and re.fullmatch(r"0?\.[0-9]{1,6}|1(\.0*)?", number) and float(number) > 0:
        return bold(float(number))
    problem = Diagnostic("CP504", f"'{text}' is no path", Place("--path"), f"write {FAMILIES}")
    raise DiagnosticError([problem])


def _months(plan: Plan) -> range:
    return range(1, plan.months + 1)


def _between(old: Weights, new: Weights, share: Fraction) -> Weights:
    return tuple(before + (after - before) * share for before, after in zip(old, new, strict=True))


def _changes(rows: list[tuple[int, Weights]]) -> list[tuple[int, Weights]]:
    return [row for at, row in enumerate(rows) if at == 0 or row[1] != rows[at - 1][1]]
