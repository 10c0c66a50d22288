"""Matrices, worked by hand and explained."""

from __future__ import annotations

import pytest

import compplan as cp
from compplan.report.explanation_json import explanation_document
from tests.engine.recalculate import recalculate
from tests.engine.small import panel
from tests.oracle.small_case import monthly, person, sales, small_plan
from tests.oracle.yaml_text import Raw, plan_text

EVENTS = {"type": "value", "earns": "nothing", "actual": {"table": "events", "sum": "value"}}


def run(cells: str, amount: str, value: str) -> cp.Result:
    """Pay P1 by attainment of revenue and a value, of a grid of two by three."""
    plan = small_plan({})
    matrix: Raw = {
        "type": "matrix",
        "earns": "amount",
        "rows": {"measure": "revenue", "breaks": ["80%", "100%"]},
        "columns": {"measure": "calls", "breaks": ["10", "20", "40"]},
        "grid": [["100", "200", "300"], ["200", "400", "900"]],
        "cells": cells,
    }
    revenue = plan["measures"]["revenue"] | {"earns": "nothing"}
    plan["measures"] = {"revenue": revenue, "calls": EVENTS, "both": matrix}
    del plan["weights"]
    events = [{"participant_id": "P1", "date": "2027-01-10", "kind": "call", "value": value}]
    tables = {"participants": [person()], "sales": sales(amount), "quotas": monthly(1), "events": events}
    return cp.run(cp.parse_plan(plan_text(plan)), panel(tables))


@pytest.mark.parametrize(
    ("amount", "value", "step", "between"),
    [
        ("1000", "20", "400.00", "400.00"),
        ("999.99", "20", "200.00", "399.99"),
        ("900", "30", "200.00", "450.00"),
        ("799.99", "40", "0.00", "300.00"),
        ("2000", "9.99", "0.00", "200.00"),
        ("2000", "100", "900.00", "900.00"),
    ],
)
def test_one_word_says_what_lies_between_cells(amount: str, value: str, step: str, between: str) -> None:
    """By step a cell holds from its breaks on; interpolated, pay goes in straight lines between them."""
    for cells, expected in (("step", step), ("interpolated", between)):
        result = run(cells, amount, value)
        assert [row["paid"] for row in result.lines.rows() if row["component"] == "both"] == [expected]
        explanation, wrong = cp.explain(result, "P1", "2027-01"), list[str]()
        assert f"{float(recalculate(explanation_document(explanation)['payment'], wrong)):.2f}" == expected
        assert wrong == []
