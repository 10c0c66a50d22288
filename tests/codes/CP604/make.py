"""A ledger that somebody switched to a journal whose removal is not synced."""

import sqlite3

from tests.ledger.commands import ledger

ledger("init")
connection = sqlite3.connect("ledger.sqlite")
connection.execute("PRAGMA journal_mode = delete")
connection.close()
