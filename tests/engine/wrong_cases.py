"""Small cases in a file: words of the plan that differ, tables that differ, and what is said about them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import compplan as cp
from tests.engine.small import report_card
from tests.oracle.small_case import small_plan
from tests.oracle.yaml_text import plan_text

CASES = Path(__file__).with_name("coverage.cases")
TABLES = {
    "participants.csv": "participant_id,role,target_incentive,start_date\nP1,seller,12000,2026-01-01\n",
    "sales.csv": "participant_id,date,amount\nP1,2027-01-15,1000\n",
    "quotas.csv": "participant_id,period,quota\nP1,2027-01,1000\n",
}
"""The tables of a case unless it gives its own; a table given without rows is left out."""


@dataclass(frozen=True, slots=True)
class Case:
    """Words of the plan by their path and of the run, tables by file, and the expected messages."""

    words: dict[str, str]
    tables: dict[str, str]
    expected: list[str]

    def told(self, folder: Path) -> list[str]:
        """Write the case into a folder, run it, and give what is said, with places inside the folder."""
        for name, rows in (TABLES | self.tables).items():
            if rows:
                (folder / name).write_text(rows, encoding="utf-8")
        (folder / "plan.yaml").write_text(plan_text(self.plan()), encoding="utf-8")
        try:
            result = cp.run(
                cp.load_plan(folder / "plan.yaml"), cp.load_data(folder), through=self.words.get("through")
            )
            if "explain" in self.words:
                cp.explain(result, *self.words["explain"].split())
        except cp.DiagnosticError as error:
            return [str(each).replace(f"{folder}/", "") for each in error.diagnostics]
        return []

    def plan(self) -> dict[str, Any]:
        """Give the small plan with the case's words."""
        plan = small_plan({}) | (report_card() if self.words.get("pays by") == "ratings" else {})
        for path, value in self.words.items():
            *above, key = path.split(".")
            inner = plan
            for step in above:
                inner = inner[step]
            if path not in ("pays by", "through", "explain"):
                inner[key] = value
        return plan


def cases() -> dict[str, Case]:
    """Read the cases by name: words, an empty line, tables and, after '->', what is said."""
    found = {}
    for block in CASES.read_text(encoding="utf-8").split("== ")[1:]:
        title, _, body = block.partition("\n")
        given, _, expected = body.partition("->\n")
        parts = [part for part in given.strip("\n").split("\n\n") if part]
        words = parts.pop(0).splitlines() if parts and ".csv" not in parts[0] else []
        tables = {name: rows + "\n" if rows else "" for name, _, rows in (p.partition("\n") for p in parts)}
        pairs = (word.partition(": ") for word in words)
        found[title] = Case(
            {key: value for key, _, value in pairs}, tables, expected.strip("\n").splitlines()
        )
    return found
