"""The bundled company under rules of every kind."""

from __future__ import annotations

from pathlib import Path

import compplan as cp
from tests.oracle.cases import Outcome
from tests.oracle.evaluate import evaluate
from tests.oracle.reading import Tables, read_plan, read_tables
from tests.shared import ROOT

PLANS = ROOT / "plans"
RULES = (Path(__file__).parent / "rules.yaml").read_text(encoding="utf-8")


def plan_text(period: str = "month") -> str:
    """Give the bold plan with rules of every kind, by months or by quarters."""
    bold = (PLANS / "bold.yaml").read_text(encoding="utf-8")
    begin, end = bold.index("\nrules:"), bold.index("\nrounding:")
    text = f"{bold[:begin]}\n{RULES}\n{bold[end:]}"
    if period == "month":
        return text
    for name in ("performance_period", "payout_period"):
        text = text.replace(f"{name}: month", f"{name}: {period}")
    return text.replace("every: month", f"every: {period}").replace("over_months: 1\n", "over_months: 3\n")


def run_both(text: str, through: str, more: Tables | None = None) -> tuple[cp.Result, Outcome]:
    """Run a plan on the bundled data, and a table or two more, with the engine and with the oracle."""
    tables = read_tables(PLANS / "data") | (more or {})
    data = {name: _columns(rows) for name, rows in tables.items()}
    result = cp.run(cp.parse_plan(text), cp.load_data(data), through=through)
    return result, evaluate(read_plan(text), tables, through=through)


def _columns(rows: list[dict[str, str]]) -> dict[str, list[str | None]]:
    return {name: [row[name] or None for row in rows] for name in rows[0]}
