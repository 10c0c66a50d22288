"""Bring the tables of an older ledger to the version of this compplan; entries stay as they are."""

from __future__ import annotations

from compplan.ledger.problems import refuse
from compplan.ledger.schema import MIGRATIONS, VERSION
from compplan.ledger.store import Store


def migrate(store: Store) -> None:
    """Bring the tables up to this version, in one transaction; DiagnosticError if it is unknown (CP602)."""
    if _version(store) == VERSION:
        return
    with store.writing():
        version = _version(store)  # once more: another process may have been faster
        if not isinstance(version, int) or version not in {*MIGRATIONS, VERSION}:
            told = f"the ledger is of version {version}; this compplan knows versions 1 to {VERSION}"
            refuse("CP602", told, store.name, "use the version of compplan that wrote it, or a newer one")
        for step in range(version, VERSION):
            for statement in MIGRATIONS[step]:
                store.execute(statement)
        store.execute("UPDATE ledger SET version = ?", (VERSION,))


def _version(store: Store) -> object:
    return next(iter(store.query("SELECT version FROM ledger")), (None,))[0]
