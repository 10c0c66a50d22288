"""A ledger of a version to come."""

import sqlite3

from tests.ledger.commands import ledger

ledger("init")
connection = sqlite3.connect("ledger.sqlite")
with connection:
    connection.execute("UPDATE ledger SET version = 9")
connection.close()
