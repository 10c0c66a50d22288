"""The files of a study: its tables and what it is, in ``simulate.json``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from compplan import __version__
from compplan import months as calendar
from compplan.engine.results.table import ResultTable
from compplan.plan.path import boldness
from compplan.report.run_files import plan_facts
from compplan.report.table_files import table_document, write_results
from compplan.simulation.study import Study

FORMAT = "compplan.study/1"


def write_study(folder: str, study: Study) -> list[tuple[str, int | None]]:
    """Write the tables of a study with simulate.json; give each file's path and rows.

    All or nothing; DiagnosticError (CP401) if it cannot be written.
    """
    return write_results(folder, "simulate", study_facts(study), _tables(study))


def study_document(study: Study) -> dict[str, Any]:
    """Give a study as a JSON document of the format ``compplan.study/1``."""
    tables = {table.name: table_document(table) for table in _tables(study)}
    return {**study_facts(study), "tables": tables}


def study_facts(study: Study) -> dict[str, Any]:
    """Say what a study is: scenarios, of which plans, over which months, by which assumptions."""
    starts = study.paths[0].plan.starts
    return {
        "format": FORMAT,
        "kind": "scenarios of a model, not forecasts",
        "engine": __version__,
        "seed": study.setting.seed,
        "samples": study.samples,
        "from": calendar.month_text(starts),
        "through": calendar.month_text(starts + study.setting.months - 1),
        "paths": [
            {**facts, "boldness": _boldness(plan.weights, plan.months)}
            for facts, plan in zip(plan_facts(study.plans), study.plans, strict=True)
        ],
        "difference_to": study.paths[0].name,
        "worldviews": {view: dict(study.setting.library.worldviews[view]) for view in study.worldviews},
        "parameters": {
            name: {
                "symbol": each.symbol,
                "unit": each.unit,
                "distribution": each.prior.distribution,
                "centre": each.prior.centre,
                "spread": each.prior.spread,
                "source": each.source,
                "certainty": each.certainty,
            }
            for name, each in study.setting.library.priors.items()
        },
        "notes": list(study.notes),
    }


def _boldness(path: Any, months: int) -> float | None:
    found = boldness(path, months)
    return None if found is None else float(found)


def _tables(study: Study) -> Sequence[ResultTable]:
    return [study.summary, study.difference, study.participants, study.regret]
