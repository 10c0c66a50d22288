"""SQLite databases, opened so that they can be read alone."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from compplan.data.arrays import raw_list
from compplan.data.model import Origin
from compplan.data.raw import RawTable
from compplan.data.sniff import check_file
from compplan.diagnostics import Diagnostic, DiagnosticError
from compplan.sources.model import Database, Named
from compplan.sources.problems import bad_query, refuse_repeated

_READING = frozenset(
    {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
)


class Sqlite:
    """A connection to a file of SQLite."""

    def __init__(self, database: Database, path: Path) -> None:
        """Open the file; DiagnosticError if it is no database."""
        check_file(path, "sqlite")
        self.connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None
        )
        try:
            self.connection.execute("begin")
            self.connection.execute("select count(*) from sqlite_master").fetchone()
        except sqlite3.Error as error:
            self.connection.close()
            hint = "name a database of SQLite that can be read"
            message = f"'{database.name}' cannot be opened: {error}"
            raise DiagnosticError([Diagnostic("CP347", message, database.url.place, hint)]) from None
        self.connection.set_authorizer(_may_read)

    def query(self, query: Named, name: str) -> RawTable:
        """Ask one SELECT for a table of a name; DiagnosticError if it is none, or fails."""
        try:
            cursor = self.connection.execute(query.text)
            columns = [each[0] for each in cursor.description or ()]
            refuse_repeated(query, columns)
            rows = cursor.fetchall()
        except (sqlite3.Error, sqlite3.Warning) as error:
            raise bad_query(query, f"fails: {error}") from None
        values = zip(*rows, strict=True) if rows else ([] for _ in columns)
        raw = {column: raw_list(list(cells)) for column, cells in zip(columns, values, strict=True)}
        return RawTable(Origin(f"query of {name}", first=1), raw, len(rows))

    def close(self) -> None:
        """End the connection."""
        self.connection.close()


def _may_read(action: int, *_: str | None) -> int:
    return sqlite3.SQLITE_OK if action in _READING else sqlite3.SQLITE_DENY
