"""Read the tables of a sources file: from files, from queries over files, and from databases."""

from __future__ import annotations

from typing import Any

from compplan.data.definition import TableDefinition
from compplan.data.forms import PLAIN
from compplan.data.frames import raw_polars
from compplan.data.raw import RawTable
from compplan.sources.databases import Connection, connect
from compplan.sources.duck import query_files
from compplan.sources.files import read_files
from compplan.sources.mapping import kept_rows, known_columns, mapped, needed_columns
from compplan.sources.model import Named, Sources, TableSource
from compplan.sources.typed import arrow_table


class Session:
    """What is opened and read once for all tables of a sources file."""

    def __init__(self, sources: Sources) -> None:
        """Begin with nothing open."""
        self.sources = sources
        self.connections: dict[str, Connection] = {}
        self.files: dict[str, Any] = {}

    def connection(self, name: str) -> Connection:
        """Give the connection to a database; all queries of one see it as it was at one moment."""
        if name not in self.connections:
            self.connections[name] = connect(self.sources.databases[name], self.sources.folder)
        return self.connections[name]

    def file(self, name: str, place: Named) -> Any:
        """Give a file as queries see it, for the query that needs it."""
        if name not in self.files:
            self.files[name] = arrow_table(self.sources.files[name], place)
        return self.files[name]

    def close(self) -> None:
        """Close what was opened."""
        for connection in self.connections.values():
            connection.close()
        self.files.clear()


def read_table(session: Session, table: TableSource, definition: TableDefinition) -> RawTable:
    """Read one table; DiagnosticError with what is wrong with its source, or with what is stated of it."""
    if table.query is None:
        return _from_file(session, table, definition)
    first = table.origins[0]
    if first in session.sources.databases:
        found = session.connection(first).query(table.query, table.name)
    else:
        tables = {name: session.file(name, table.query) for name in table.origins}
        found = query_files(table.query, tables, table.name)
    return mapped(found, table, definition, PLAIN, f"the query of {table.name}")


def _from_file(session: Session, table: TableSource, definition: TableDefinition) -> RawTable:
    file = session.sources.files[table.origins[0]]
    known = known_columns(table, definition)
    frame, origin = read_files(file, known, needed_columns(table))
    frame, origin = kept_rows(frame, origin, table, file.path.text)
    return mapped(raw_polars(frame, origin), table, definition, file.form, file.path.text)
