"""Close a month, without patience."""

from compplan.ledger.periods import close
from compplan.ledger.store import open_store

store = open_store("ledger.sqlite", wait=0)
try:
    close(store, "2027-01", by="Ann")
finally:
    store.close()
