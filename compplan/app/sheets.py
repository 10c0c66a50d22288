"""Sheets to hand out: a participant's statement, and the plan in plain language."""

from __future__ import annotations

from contextlib import suppress

from compplan.app.view import View
from compplan.data.model import Panel
from compplan.diagnostics import DiagnosticError
from compplan.engine.estimating.estimate import Estimate, estimate
from compplan.engine.explaining.explain import explain
from compplan.engine.results.result import Result
from compplan.months import parse_month
from compplan.plan.model import Plan
from compplan.report.plain_plan.document import plan_document
from compplan.report.statements.html import html_of
from compplan.report.statements.statement import Told, statement
from compplan.report.statements.who import records_of


def statement_html(result: Result, view: View) -> str:
    """Write the statement of a view's participant and month; DiagnosticError if there is no such payment."""
    told = explain(result, view.participant, view.month)
    month = parse_month(view.month)
    assert month is not None
    compiled = result.plans[0].compiled
    next_step = _estimate(compiled.plan, compiled.panel, view.participant, month)
    sheet = statement(Told(compiled.plan, told, next_step), records_of(result, month))
    return html_of(f"Statement, {view.month}", [sheet])


def plain_html(plan: Plan) -> str:
    """Write a plan in plain language."""
    return html_of(plan.title, [plan_document(plan)])


def _estimate(plan: Plan, panel: Panel, who: str, month: int) -> Estimate | None:
    """Estimate what the next step of each figure would bring; nothing where that cannot be told."""
    with suppress(DiagnosticError):
        return estimate([plan], panel, who, month, {}, outside="ignore")
    return None
