"""Write what the bundled plans pay on the bundled data, worked out by the oracle, never by the engine.

``python -m tests.company.make_expected`` writes ``tests/company/expected`` anew, the same bytes each time; a
folder as argument is written instead.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.oracle.cases import Outcome
from tests.oracle.evaluate import evaluate
from tests.oracle.reading import Plan, Tables, read_plan_file, read_tables
from tests.shared import ROOT

PLANS = ROOT / "plans"
EXPECTED = ROOT / "tests" / "company" / "expected"
NAMES = (
    "bold",
    "gradual",
    "immediate",
    "status-quo",
    "managers",
    "network-breadth",
    "account-retention",
    "leading-indicators",
    "campaign-coverage",
    "account-potential",
    "manager-coaching",
)
BALANCES = "balances"


def expected_files(tables: Tables) -> dict[str, str]:
    """Give each file's text by its name: one of payments and lines per plan, one of open balances."""
    files, balances = {}, ["plan,participant_id,component,month,amount"]
    for name in NAMES:
        plan = read_plan_file(PLANS / f"{name}.yaml")
        outcome = evaluate(plan, tables)
        files[name] = _payments(plan, outcome)
        balances += [
            f"{name},{b['participant_id']},{b['component']},{b['month']},{_money(plan, b['amount'])}"
            for b in outcome.balances
        ]
    return files | {BALANCES: "\n".join(balances) + "\n"}


def _payments(plan: Plan, outcome: Outcome) -> str:
    """Write a row for each payment, with the paid amount of each of its lines."""
    paid = {
        (line["participant_id"], line["month"], line["component"]): _money(plan, line["paid"])
        for line in outcome.lines
    }
    components = [
        *plan["measures"],
        *(key for key, rule in plan["rules"].items() if rule["type"] == "recognition"),
    ]
    rows = [",".join(["participant_id", "month", *components, "payment"])]
    for payment in outcome.payments:
        key = payment["participant_id"], payment["month"]
        lines = [paid.get((*key, measure), "") for measure in components]
        rows.append(",".join([*key, *lines, _money(plan, payment["amount"])]))
    return "\n".join(rows) + "\n"


def _money(plan: Plan, minor: int) -> str:
    places: int = plan["exponent"]
    sign, digits = ("-" if minor < 0 else ""), f"{abs(minor):0{places + 1}d}"
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else sign + digits


def main(folder: Path) -> None:
    """Write every file into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in expected_files(read_tables(PLANS / "data")).items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else EXPECTED)
