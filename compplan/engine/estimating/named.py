"""What can be stated of a plan: the actual of a measure, its attainment, or a behaviour's share."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from compplan.data.problems import closest
from compplan.diagnostics import Diagnostic, Place
from compplan.grammar import decimal_text
from compplan.plan.model import AttainmentMeasure, Plan, ReportCardMeasure, ValueMeasure

Kind = Literal["actual", "attainment", "share", "mean"]


@dataclass(frozen=True, slots=True)
class Named:
    """A figure by the name that states it: of a measure, and of a behaviour (by index) of its report card.

    A behaviour's figure is at most ``highest``; a figure of which less is better is above 0.
    """

    name: str
    title: str
    kind: Kind
    measure: int
    behaviour: int = -1
    highest: Fraction = Fraction(1)
    lower: bool = False


def names_of(plan: Plan) -> dict[str, Named]:
    """Give all that can be stated by name: measures, then behaviours, these also as ``card.behaviour``."""
    found: dict[str, Named] = {}
    kind: Kind
    for at, measure in enumerate(plan.measures):
        if isinstance(measure, ReportCardMeasure):
            card = plan.report_card(measure.report_card)
            kind = "share" if card.attains_by == "favourable_share" else "mean"
            for index, each in enumerate(card.behaviours):
                for name in (each.id, f"{card.id}.{each.id}"):
                    found.setdefault(name, Named(name, each.title, kind, at, index, card.highest))
    for at, measure in enumerate(plan.measures):
        counted = isinstance(measure, AttainmentMeasure | ValueMeasure)
        lower = isinstance(measure, AttainmentMeasure) and measure.direction == "lower_is_better"
        kind = "actual" if counted else "attainment"
        found[measure.id] = Named(measure.id, measure.title, kind, at, lower=lower)
    return found


def problem_of(plan: Plan, name: str, value: Fraction) -> Diagnostic | None:
    """Tell what is wrong with a stated figure, if anything is."""
    names = names_of(plan)
    if name not in names:
        text = f"'{name}' is neither a measure of plan '{plan.id}' nor a behaviour that it pays for"
        known = [each for each in names if "." not in each]
        near = closest(known)(name)
        hint = f"did you mean '{near}'?" if near else f"state one of {', '.join(known)}"
        return Diagnostic("CP390", text, Place("--set"), hint)
    kind, highest = names[name].kind, names[name].highest
    if names[name].lower and value <= 0:
        text = f"{name} is an actual above 0, as a lower one is better, found {decimal_text(value)}"
        return Diagnostic("CP392", text, Place("--set"))
    if value < 0 or (kind in ("share", "mean") and value > highest):
        text = f"{name} is {_range(kind, highest)}, found {decimal_text(value)}"
        return Diagnostic("CP392", text, Place("--set"), "write 85% or 0.85" if kind == "share" else None)
    return None


def _range(kind: Kind, highest: Fraction) -> str:
    if kind == "share":
        return "a share of 0% to 100%"
    return f"a mean value of 0 to {decimal_text(highest)}" if kind == "mean" else f"an {kind} of 0 or more"
