"""A ledger that another process holds, until it ends."""

import atexit
import sqlite3

from tests.ledger.commands import POST, ledger

ledger("init", f"{POST} 2027-01")
held = sqlite3.connect("ledger.sqlite", isolation_level=None)
held.execute("BEGIN IMMEDIATE")
atexit.register(held.close)  # keeps it open when this script has ended
