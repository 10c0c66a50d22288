"""An estimate in words: what would be paid, line by line, and what the next step of each figure brings."""

from __future__ import annotations

from fractions import Fraction

from compplan.engine.estimating.estimate import Estimate, EstimatedLine, NextStep
from compplan.engine.estimating.named import Kind
from compplan.grammar import decimal_text
from compplan.report.plain import one_line
from compplan.report.tables_text import exact_share, grouped, money, table


def estimate_text(found: Estimate) -> str:
    """Write the estimated payment, its lines and the next steps."""
    plan, exponent = found.plan, found.plan.currency.exponent
    stated = ", ".join(f"{named.name} {_figure(named.kind, value)}" for named, value in found.stated)
    head = f"{one_line(plan.title)} ({plan.id})\n{found.participant}, {found.month}"
    said = f"if {stated}; all else as in the data" if stated else "as in the data"
    lines = table(
        ("line", "attainment", f"paid ({plan.currency.code})"),
        [*(_line(line, exponent) for line in found.lines), ("payment", "", money(found.payment, exponent))],
        indent="  ",
    )
    return f"{head}, {said}\n\n{lines}\n\n{_steps(found)}"


def _line(line: EstimatedLine, exponent: int) -> tuple[str, str, str]:
    attainment = "" if line.attainment is None else exact_share(line.attainment)
    return line.title, attainment, money(line.paid, exponent)


def _steps(found: Estimate) -> str:
    if not found.steps:
        return "No figure has a next step that would change the payment."
    exponent = found.plan.currency.exponent
    rows = [(each.name, _figure(each.kind, each.value), *_gain(each, exponent)) for each in found.steps]
    header = ("next step", "at", "change", f"payment ({found.plan.currency.code})")
    return "Each alone would bring:\n\n" + table(header, rows, indent="  ")


def _gain(step: NextStep, exponent: int) -> tuple[str, str]:
    return money(step.more, exponent, signed=True), money(step.payment, exponent)


def _figure(kind: Kind, value: Fraction) -> str:
    return grouped(decimal_text(value)) if kind in ("actual", "mean") else exact_share(value)
