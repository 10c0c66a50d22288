"""Cases of the oracle (its small plan, its generated ones) as the engine takes them."""

from __future__ import annotations

from typing import Any

import compplan as cp
from tests.oracle.reading import Tables
from tests.oracle.small_case import IDENTITY, monthly, person, sales, small_plan
from tests.oracle.yaml_text import Raw, plan_text

Row = dict[str, str]
CARD: Raw = {
    "ratings": "ratings",
    "scale": ["poor", "good"],
    "favourable": ["good"],
    "minimum_responses": {"count": "1", "pool_previous_months": "0", "then": "neutral"},
    "attainment_cap": "none",
    "behaviours": {"listening": {"weight": "100%", "target": "50%"}},
}
SIDE_BY_SIDE: Tables = {
    "participants": [person(), person(participant_id="P2", target_incentive="24000")],
    "sales": sales(*["500"] * 3) + sales("1000", "0", "2000", who="P2"),
    "quotas": monthly(3) + monthly(3, who="P2"),
}
"""Two people and three months; P2 has twice the base of P1."""
REVENUE: Raw = small_plan({})["measures"]
"""The small plan's one measure, by its id."""


def panel(tables: Tables) -> cp.Panel:
    """Load tables of text cells; rows count from 1."""
    return cp.load_data({name: _columns(rows) for name, rows in tables.items() if rows})


def _columns(rows: list[Row]) -> dict[str, list[str | None]]:
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: [row.get(name) or None for row in rows] for name in names}


def plan_of(plan: Raw | None = None, measure: Raw | None = None) -> cp.Plan:
    """Give the small plan with some of its keys, or of its measure ``revenue``, replaced."""
    return cp.parse_plan(plan_text(small_plan(measure or {}) | (plan or {})))


def run(
    *,
    plan: Raw | None = None,
    measure: Raw | None = None,
    people: list[Row] | None = None,
    through: str | None = None,
    outside: Any = "error",
    **tables: list[Row],
) -> cp.Result:
    """Run the small plan on a few rows."""
    data = panel({"participants": people or [person()]} | tables)
    return cp.run(plan_of(plan, measure), data, through=through, outside=outside)


def paid(result: cp.Result) -> list[str]:
    """List what the lines pay, in order of participant, month and component."""
    return [row["paid"] for row in result.lines.rows()]


def report_card(**card: Any) -> Raw:
    """Give what the small plan needs to pay by a report card alone."""
    measure = {"type": "report_card", "report_card": "customer", "curve": IDENTITY}
    weights = {
        "before": {"relation": "100%"},
        "path": "monthly",
        "by_month": {"1": {"relation": "100%"}},
    }
    return {
        "weights": weights,
        "measures": {"relation": measure},
        "report_cards": {"customer": CARD | card},
    }


def rows_of(table: cp.ResultTable) -> list[dict[str, Any]]:
    """Give a table's rows as they are in memory: money in minor units, other numbers as floats."""
    names, columns = list(table.columns), [column.tolist() for column in table.columns.values()]
    return [dict(zip(names, cells, strict=True)) for cells in zip(*columns, strict=True)]
