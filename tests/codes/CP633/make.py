"""Entry 2 is a dispute that was answered."""

from tests.ledger.commands import POST, ledger

ledger("init", f"{POST} 2027-01", "dispute 1.1 --question 'Is this all?' --as P1")
ledger("answer 2 --wrong --text 'All sales are there.' --as Ann")
