"""An amount was changed in the file, and its trigger put back."""

import sqlite3

from tests.ledger.commands import POST, ledger

ledger("init", f"{POST} 2027-01", f"{POST} 2027-02")
connection = sqlite3.connect("ledger.sqlite")
((trigger,),) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'lines_stay'")
with connection:
    connection.execute("DROP TRIGGER lines_stay")
    connection.execute("UPDATE lines SET paid = paid + 100 WHERE entry = 2 AND number = 1")
    connection.execute(trigger)
connection.close()
