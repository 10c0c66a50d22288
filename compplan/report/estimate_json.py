"""An estimate as a JSON document: exact figures as text, money in units of the currency."""

from __future__ import annotations

from typing import Any

from compplan.engine.estimating.estimate import Estimate
from compplan.engine.results.table import money_text
from compplan.report.explanation_json import exact_text

FORMAT = "compplan.estimate/1"


def estimate_document(found: Estimate) -> dict[str, Any]:
    """Give an estimate as a JSON document of the format ``compplan.estimate/1``."""
    exponent = found.plan.currency.exponent
    return {
        "format": FORMAT,
        "plan": found.plan.id,
        "title": found.plan.title,
        "participant": found.participant,
        "month": found.month,
        "currency": found.plan.currency.code,
        "stated": {named.name: exact_text(value) for named, value in found.stated},
        "lines": [
            {
                "component": line.name,
                "title": line.title,
                "attainment": None if line.attainment is None else exact_text(line.attainment),
                "paid": money_text(line.paid, exponent),
            }
            for line in found.lines
        ],
        "payment": money_text(found.payment, exponent),
        "next_steps": [
            {
                "figure": step.name,
                "title": step.title,
                "kind": step.kind,
                "value": exact_text(step.value),
                "payment": money_text(step.payment, exponent),
                "more": money_text(step.more, exponent),
            }
            for step in found.steps
        ],
    }
