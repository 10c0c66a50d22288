"""What is known and how, as a JSON document."""

from __future__ import annotations

from math import isfinite
from typing import Any

from compplan import __version__
from compplan.learning.backtest.result import Backtest
from compplan.learning.known import Known
from compplan.learning.noise.model import NoiseAudit
from compplan.report.calibration_files import calibration_document
from compplan.report.learning.words import NOT_SCENARIOS, backtest_says, noise_says
from compplan.report.run_files import plan_facts
from compplan.report.table_files import table_document

FORMAT = "compplan.known/1"


def known_document(known: Known) -> dict[str, Any]:
    """Give what is known as ``compplan.known/1``; a part that is missing is null."""
    return {
        "format": FORMAT,
        "engine": __version__,
        "plans": list(plan_facts([known.past.plan])),
        "data": known.past.panel.digest,
        "backtest": None if known.backtest is None else _backtest(known.backtest),
        "survey_noise": None if known.noise is None else _noise(known.noise),
        "calibration": None if known.calibration is None else calibration_document(known.calibration),
        "missing": list(known.missing),
    }


def _backtest(found: Backtest) -> dict[str, Any]:
    origins = found.rolled.origins
    return {
        "kind": "forecasts, tested on the past; not scenarios",
        "figure": found.figure,
        "currency": found.currency,
        "horizons": list(found.horizons),
        "tested": list(found.tested),
        "first_origin": found.series.month(origins[0]),
        "last_origin": found.series.month(origins[-1]),
        "best_naive": found.best,
        "says": list(backtest_says(found)),
        "notes": [*found.notes, NOT_SCENARIOS],
        "tables": {each.name: table_document(each) for each in (found.scores, found.skill, found.pit)},
    }


def _noise(audit: NoiseAudit) -> dict[str, Any]:
    return {
        "currency": audit.currency,
        "months": audit.months,
        "measures": [
            {
                "measure": each.measure,
                "chance": _known(each.chance.value),
                "chance_low": _known(each.chance.low),
                "chance_high": _known(each.chance.high),
                "paid": each.paid,
                "says": list(noise_says(audit, each)),
            }
            for each in audit.measures
        ],
        "notes": list(audit.notes),
        "tables": {each.name: table_document(each) for each in (audit.behaviours, audit.remedies)},
    }


def _known(value: float) -> float | None:
    """Give null for what is not known."""
    return value if isfinite(value) else None
