"""January is posted; then a sale turns out to be larger."""

from pathlib import Path

from tests.ledger.commands import POST, ledger

ledger("init", f"{POST} 2027-01")
sales = Path("data/sales.csv")
sales.write_text(sales.read_text(encoding="utf-8").replace("9000.00", "9500.00"), encoding="utf-8")
