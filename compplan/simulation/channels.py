"""What a measure answers to: product effort, relationship building, a campaign, or nothing."""

from __future__ import annotations

from compplan.diagnostics import Diagnostic, DiagnosticError, Place
from compplan.plan.model import AttainmentMeasure, Measure, Plan, ReportCard, ReportCardMeasure, ValueMeasure
from compplan.plan.model.measures import RespondsTo

SALES = "sales"


def channel_of(measure: Measure) -> RespondsTo:
    """Give what a measure answers to, as the plan says or as its type has it."""
    if measure.responds_to is not None:
        return measure.responds_to
    if isinstance(measure, ReportCardMeasure):
        return "relationship"
    if isinstance(measure, ValueMeasure):
        return "product" if measure.actual.table == SALES and measure.earns != "nothing" else "none"
    return "product" if isinstance(measure, AttainmentMeasure) else "none"


def product_measure(plan: Plan) -> str:
    """Give the id of the first measure that answers to product revenue; DiagnosticError (CP506) without."""
    found = next((measure.id for measure in plan.measures if channel_of(measure) == "product"), None)
    if found is None:
        text = f"plan '{plan.id}' has no measure that answers to product revenue"
        hint = "write responds_to: product in the measure that does"
        place = Place(plan.source.file if plan.source else plan.id)
        raise DiagnosticError([Diagnostic("CP506", text, place, hint)])
    return found


def cards_of(plan: Plan) -> list[ReportCard]:
    """List the report cards that measures of the relationship channel look at."""
    ids = [
        measure.report_card
        for measure in plan.measures
        if isinstance(measure, ReportCardMeasure) and channel_of(measure) == "relationship"
    ]
    return [plan.report_card(each) for each in dict.fromkeys(ids)]
