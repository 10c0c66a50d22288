"""Where a ledger is kept: one small protocol, and how a database is chosen by its address."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from compplan.ledger.model import PostedLine
from compplan.ledger.problems import refuse, without_password

Row = tuple[Any, ...]
WAIT_SECONDS = 60


class Store(Protocol):
    """A database with the tables of a ledger. Parameters of queries are marked with ``?``.

    Whatever the database reports comes out as DiagnosticError (CP603 to CP605).
    """

    name: str
    """What messages call it: a path, or an address without a password."""

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> Iterable[Row]:
        """Give the rows of a query, as they are read."""
        ...

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        """Change something."""
        ...

    def execute_many(self, sql: str, rows: Iterable[Row]) -> None:
        """Change something for each of many rows of parameters."""
        ...

    def add_lines(self, lines: Iterable[PostedLine]) -> None:
        """Add lines, any number of them."""
        ...

    def writing(self) -> AbstractContextManager[None]:
        """Hold a transaction, the only one that writes; on disk when the block ends, or gone if it fails."""
        ...

    def reading(self) -> AbstractContextManager[None]:
        """Hold a transaction that sees the ledger as it is now."""
        ...

    def faults(self) -> Iterable[str]:
        """Name what is wrong with the database itself: damaged pages, guards that were taken away."""
        ...

    def scrub(self) -> None:
        """Remove from the files what was erased."""
        ...

    def close(self) -> None:
        """End the connection."""
        ...


def open_store(address: str, *, create: bool = False, wait: int = WAIT_SECONDS) -> Store:
    """Open the ledger of a path or of a URL ``postgresql://user@host/name``; ``create`` makes a new one.

    ``wait`` is how many seconds a change waits for that of another process.
    DiagnosticError if there is none (CP601), or one already, or it is of another version (CP602).
    """
    if urlsplit(address).scheme in ("postgresql", "postgres"):
        from compplan.ledger.postgres import open_postgres

        return open_postgres(address, create=create, wait=wait)
    if "://" in address:
        hint = "write a file's path, or postgresql://user@host/name"
        refuse("CP601", "the address is of no database that is known", without_password(address), hint)
    from compplan.ledger.sqlite import open_sqlite

    return open_sqlite(Path(address), create=create, wait=wait)
