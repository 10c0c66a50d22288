"""Actions and why rules called for them, for JSON."""

from __future__ import annotations

from typing import Any

from compplan.engine.explaining.reasons import Reason, RowShown
from compplan.report.diagnostics_json import place_document


def reason_document(reason: Reason) -> dict[str, Any]:
    """Give an action and its reason for JSON."""
    names = ("rule", "subject", "month", "action", "who", "status", "opened", "due")
    return {
        **{name: getattr(reason, name) or None for name in names},
        "fired": _row_document(reason.fired),
        "nearest": _row_document(reason.nearest),
    }


def _row_document(row: RowShown | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {
        "row": row.number,
        "place": None if row.place is None else place_document(row.place),
        "tests": [{"fact": test.fact, "value": test.value, "cell": test.cell} for test in row.tests],
    }
