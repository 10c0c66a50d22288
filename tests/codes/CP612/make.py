"""January is posted and closed."""

from tests.ledger.commands import POST, ledger

ledger("init", f"{POST} 2027-01", "close 2027-01 --as Ann")
