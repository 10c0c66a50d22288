"""A person was erased whom the data still hold."""

from tests.ledger.commands import POST, ledger

ledger(
    "init", f"{POST} 2027-01", "approve 2027-01 --as Bob", "close 2027-01 --as Ann", "pay 2027-01 --as Ann"
)
ledger("erase P2 --as Ann")
