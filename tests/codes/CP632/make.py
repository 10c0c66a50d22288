"""Entry 1 has four lines."""

from tests.ledger.commands import POST, ledger

ledger("init", f"{POST} 2027-01")
