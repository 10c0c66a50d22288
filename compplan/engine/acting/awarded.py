"""Awards of recognition, kept with the panel: plans that differ in weights or payout curves share them."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from typing import Any

from compplan.engine.acting.recognise import Awards, recognise
from compplan.engine.compile import Compiled
from compplan.engine.inputs import kept, reading_of
from compplan.plan.model import Measure, Plan, Recognition, ReportCardMeasure, ScorecardMeasure


def awarded(compiled: Compiled, rule: Recognition) -> Awards:
    """Give the awards of a rule, or take what the panel keeps of them."""
    if compiled.assumed is None:
        return recognise(compiled, rule)
    return kept(compiled.panel, _key(compiled, rule), lambda: recognise(compiled, rule))


def _key(compiled: Compiled, rule: Recognition) -> Hashable:
    """Name all that awards depend on: what a plan reads, and what the attainments ranked are made of."""
    plan = compiled.plan
    reading = replace(
        reading_of(plan), rounding=plan.rounding, **_attaining(plan, plan.measure(rule.measure))
    )
    return "awards", reading, rule, compiled.months, compiled.assumed


def _attaining(plan: Plan, measure: Measure) -> dict[str, Any]:
    """Give the parts of a plan that the attainment of a measure depends on beside what is read."""
    if isinstance(measure, ScorecardMeasure):  # it attains what the curves of others pay
        return {"measures": plan.measures, "report_cards": plan.report_cards}
    return {"report_cards": plan.report_cards} if isinstance(measure, ReportCardMeasure) else {}
