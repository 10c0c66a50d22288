"""Actions and why rules called for them, for JSON."""

from __future__ import annotations

from typing import Any

from compplan.engine.explaining.reasons import Asked, Reason, RowShown
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
        "tests": [_test_document(test) for test in row.tests],
    }


def _test_document(test: Asked) -> dict[str, Any]:
    document: dict[str, Any] = {"fact": test.fact, "value": test.value, "cell": test.cell}
    if test.given:
        document["given"] = [
            {
                "subject": each.subject or None,
                "points": each.points,
                "row": each.row,
                "place": None if each.place is None else place_document(each.place),
            }
            for each in test.given
        ]
    return document
