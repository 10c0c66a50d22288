"""The files and the JSON document of a comparison, every row labelled with what it assumes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from compplan import __version__
from compplan import months as calendar
from compplan.data.model import Panel
from compplan.engine.compare import Comparison
from compplan.engine.results.table import ResultTable
from compplan.plan.model import Plan
from compplan.report.assumptions import labelled, resting
from compplan.report.explanation_json import exact_text
from compplan.report.ratings_share import ratings_share
from compplan.report.run_files import plan_facts
from compplan.report.run_text import last_month
from compplan.report.table_files import table_document, write_results

FORMAT = "compplan.comparison/1"


def write_comparison(
    folder: str, comparison: Comparison, plans: Sequence[Plan], panel: Panel
) -> list[tuple[str, int | None]]:
    """Write the tables of a comparison with compare.json; give each file's path and rows.

    All or nothing; DiagnosticError (CP401) if it cannot be written.
    """
    return write_results(folder, "compare", comparison_facts(comparison, plans, panel), _tables(comparison))


def comparison_document(comparison: Comparison, plans: Sequence[Plan], panel: Panel) -> dict[str, Any]:
    """Give a comparison as a JSON document of the format ``compplan.comparison/1``."""
    tables = {table.name: table_document(table) for table in _tables(comparison)}
    return {**comparison_facts(comparison, plans, panel), "tables": tables}


def comparison_facts(comparison: Comparison, plans: Sequence[Plan], panel: Panel) -> dict[str, Any]:
    """Say what a comparison is: a replay, of which plans and data, over which months, resting on what.

    ``plans`` are those given, whose digests count; a comparison may have shifted them.
    """
    return {
        "format": FORMAT,
        "kind": "replay: behaviour as it was, not a forecast",
        "engine": __version__,
        "plans": [
            {
                **facts,
                "from": calendar.month_text(plan.starts),
                "through": calendar.month_text(last_month(result.plans[0])),
            }
            for facts, plan, result in zip(
                plan_facts(plans), comparison.plans, comparison.results, strict=True
            )
        ],
        "difference_to": comparison.plans[0].id,
        "data": {"digest": panel.digest},
        "assumed": [
            {"plan": plan, "measure": measure, "attainment": exact_text(attainment)}
            for plan, measure, attainment in resting(comparison)
        ],
        "notes": list(comparison.notes),
    }


def _tables(comparison: Comparison) -> list[ResultTable]:
    tables = [
        comparison.by_month,
        comparison.by_year,
        comparison.distribution,
        comparison.participants,
        ratings_share(comparison),
    ]
    return [labelled(table, comparison) for table in tables]
