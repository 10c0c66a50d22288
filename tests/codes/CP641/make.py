"""A trigger was dropped."""

import sqlite3

from tests.ledger.commands import POST, ledger

ledger("init", f"{POST} 2027-01")
connection = sqlite3.connect("ledger.sqlite")
with connection:
    connection.execute("DROP TRIGGER lines_stay")
connection.close()
