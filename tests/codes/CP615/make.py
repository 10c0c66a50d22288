"""January was posted in dollars."""

from pathlib import Path

from tests.ledger.commands import POST, ledger

ledger("init", f"{POST} 2027-01")
plan = Path("plan.yaml")
plan.write_text(plan.read_text(encoding="utf-8").replace("USD", "EUR"), encoding="utf-8")
