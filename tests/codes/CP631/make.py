"""Entry 2 is a dispute without an answer."""

from tests.ledger.commands import POST, ledger

ledger("init", f"{POST} 2027-01", "dispute 1.1 --question 'Is this all?' --as P1")
