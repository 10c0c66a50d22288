"""Entry 2 is an approval."""

from tests.ledger.commands import POST, ledger

ledger("init", f"{POST} 2027-01", "approve 2027-01 --as Bob")
