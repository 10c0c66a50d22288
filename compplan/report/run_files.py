"""The files of a run: its tables, and run.json that says what they were made from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from compplan import __version__
from compplan import months as calendar
from compplan.data.model import Panel
from compplan.engine.results.evaluated import PlanResult
from compplan.engine.results.result import Result
from compplan.plan.digest import digest
from compplan.plan.model import Plan
from compplan.report.run_text import last_month
from compplan.report.table_files import Format, write_results
from compplan.signoff.sidecar import signatures_of
from compplan.signoff.status import status_of

FORMAT = "compplan.run/1"


def write_run(
    folder: str, result: Result, panel: Panel, *, outside: str = "error", file_format: Format = "csv"
) -> list[tuple[str, int | None]]:
    """Write payments, lines and run.json, and each other table of the result that has rows.

    Give each file's path and rows. All or nothing; DiagnosticError (CP401) if it cannot be written.
    """
    always = [result.payments, result.lines]
    if_any = [
        result.report_card,
        result.actions,
        result.recognition,
        result.surveys,
        result.comments,
        result.balances,
        result.conversions,
        result.uncovered,
    ]
    tables = [*always, *(table for table in if_any if len(table))]
    return write_results(folder, "run", run_facts(result, panel, outside), tables, file_format)


def run_facts(result: Result, panel: Panel, outside: str) -> dict[str, Any]:
    """Say what a result was made from: plans and data by digest, engine version, last month paid."""
    return {
        "format": FORMAT,
        "engine": __version__,
        "plans": [_plan_facts(plan) for plan in result.plans],
        "data": {"digest": panel.digest},
        "outside": outside,
        "notes": list(result.notes),
    }


def plan_facts(plans: Sequence[Plan]) -> list[dict[str, Any]]:
    """Name plans by id, title, file and digest."""
    return [
        {
            "id": plan.id,
            "title": plan.title,
            "file": plan.source.file if plan.source else None,
            "digest": digest(plan),
            "signed_by": _signed_by(plan),
        }
        for plan in plans
    ]


def _signed_by(plan: Plan) -> list[dict[str, str]]:
    valid = status_of(plan, signatures_of(plan)).valid if plan.sign_off else ()
    return [{"name": each.name, "title": each.title, "signed": str(each.signed)} for each in valid]


def _plan_facts(result: PlanResult) -> dict[str, Any]:
    (facts,) = plan_facts([result.compiled.plan])
    return {**facts, "through": calendar.month_text(last_month(result))}
