"""January is posted."""

from tests.ledger.commands import POST, ledger

ledger("init", f"{POST} 2027-01")
