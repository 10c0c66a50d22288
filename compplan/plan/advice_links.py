"""What is surely not meant about gates: those that never open, or never close."""

from __future__ import annotations

from collections.abc import Iterator

from compplan.diagnostics import Diagnostic
from compplan.documents.words import percent
from compplan.plan.advice_words import place_of, warning
from compplan.plan.model import Gate, Plan, ValueMeasure
from compplan.plan.rates import reach_of


def advise(plan: Plan) -> Iterator[Diagnostic]:
    """Warn of gates that nothing opens or closes."""
    for gate in plan.gates:
        yield from never_moves(plan, gate)


def never_moves(plan: Plan, gate: Gate) -> Iterator[Diagnostic]:
    """Warn of a gate whose condition all attainments meet, or none."""
    condition = gate.condition
    if isinstance(plan.measure(condition.measure), ValueMeasure):
        return
    place = place_of(plan, "gates", gate.id, condition.comparison)
    reach, level = reach_of(plan, condition.measure), condition.level
    beyond = reach is not None and (level > reach or (level == reach and condition.comparison == "above"))
    if reach is not None and beyond:
        said = f"the highest attainment of '{condition.measure}' is {percent(reach)}"
        never = condition.comparison in ("at_least", "above")
        message = f"this gate {'can never open' if never else 'is always open'}: {said}"
        yield warning("CP290", message, place, f"write {percent(reach)} or less")
    if condition.comparison == "at_least" and level <= 0:
        message = f"this gate is always open: no attainment counts as less than {percent(level)}"
        yield warning("CP290", message, place, "write what is to be reached")
