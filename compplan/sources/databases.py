"""Connections to databases: opened once for all tables, and able to read alone."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from compplan.data.raw import RawTable
from compplan.sources import urls
from compplan.sources.model import Database, Named
from compplan.sources.postgres import Postgres
from compplan.sources.sqlite import Sqlite


class Connection(Protocol):
    """A database that answers queries, all as it was at one moment."""

    def query(self, query: Named, name: str) -> RawTable:
        """Ask one SELECT for a table of a name; DiagnosticError if it is none, or fails."""
        ...

    def close(self) -> None:
        """End the connection."""
        ...


def connect(database: Database, folder: Path) -> Connection:
    """Connect to a database; DiagnosticError if that cannot be done."""
    if urlsplit(database.url.text).scheme == urls.SQLITE:
        return Sqlite(database, folder / urls.sqlite_path(database.url.text))
    return Postgres(database)
