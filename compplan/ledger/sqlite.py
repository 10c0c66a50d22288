"""Ledgers in one file of SQLite: written ahead, synced before a change counts as made."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

from compplan.diagnostics import DiagnosticError
from compplan.ledger import schema
from compplan.ledger.migrate import migrate
from compplan.ledger.model import PostedLine
from compplan.ledger.problems import fault, refuse
from compplan.ledger.store import Row

_APPLICATION = 0x636F_6D70
"""Marks a file as a ledger of compplan ("comp")."""
_SETTINGS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "trusted_schema": 0,
    "secure_delete": 1,
}
"""Pragmas that are set and read back; a ledger that lacks one could lose or keep what it must not."""
_INSERT = f"INSERT INTO lines VALUES ({', '.join('?' * len(PostedLine._fields))})"


class SqliteStore:
    """A ledger in a file of SQLite."""

    def __init__(self, path: Path, connection: sqlite3.Connection, wait: int) -> None:
        """Hold a connection to the file."""
        self.name, self.wait = str(path), wait
        self.connection = connection

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[Row]:
        """Give the rows of a query, as they are read."""
        with self._told():
            yield from chain(
                self.connection.execute(sql, parameters)
            )  # a bare cursor would be closed too late

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        """Change something."""
        with self._told():
            self.connection.execute(sql, parameters)

    def execute_many(self, sql: str, rows: Iterable[Row]) -> None:
        """Change something for each of many rows of parameters."""
        with self._told():
            self.connection.executemany(sql, rows)

    def add_lines(self, lines: Iterable[PostedLine]) -> None:
        """Add lines, any number of them."""
        with self._told():
            self.connection.executemany(_INSERT, lines)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the write lock; what was changed is on disk when the block ends, or gone if it fails."""
        with self._transaction("BEGIN IMMEDIATE"):
            yield

    @contextmanager
    def reading(self) -> Iterator[None]:
        """See the ledger as it is now."""
        with self._transaction("BEGIN"):
            yield

    def faults(self) -> Iterator[str]:
        """Name damaged pages and indexes, and triggers that are not as they were made."""
        with self._told():
            for (told,) in self.connection.execute("PRAGMA integrity_check(10)"):
                if told != "ok":
                    yield str(told)
            made = dict(self.connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
        yield from (
            f"'{name}' is missing or changed" for name, sql in _made().items() if made.get(name) != sql
        )

    def scrub(self) -> None:
        """Remove from the files what was erased: pages are overwritten, and the log is emptied."""
        with self._told():
            self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        """End the connection."""
        self.connection.close()

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[None]:
        with self._told():
            self.connection.execute(begin)
            try:
                yield
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise _failed(self.name, error, self.wait) from error


def open_sqlite(path: Path, *, create: bool, wait: int) -> SqliteStore:
    """Open the ledger of a file, or make one; DiagnosticError if that cannot be done."""
    if create:
        _make(path)
    elif not path.is_file():
        refuse("CP601", "there is no ledger here", str(path), "make one with compplan ledger init")
    try:
        connection = sqlite3.connect(_uri(path), uri=True, isolation_level=None, timeout=wait)
        store = SqliteStore(path, connection, wait)
        try:
            _prepare(store, create=create)
        except BaseException:
            connection.close()
            raise
    except sqlite3.Error as error:
        raise _failed(str(path), error, wait) from error
    return store


def _make(path: Path) -> None:
    """Make an empty file that its owner alone may read; one that exists is left as it is."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        problem = fault("CP601", "the file exists already", str(path), "give another name")
        raise problem from None
    except OSError as error:
        told = f"cannot be made: {(error.strerror or str(error)).lower()}"
        problem = fault("CP603", told, str(path), "give a folder that you may write to")
        raise problem from None


def _uri(path: Path) -> str:
    """Give the address of the file; on a medium that cannot be written, nothing beside it is looked for."""
    readable_only = not (os.access(path, os.W_OK) and os.access(path.resolve().parent, os.W_OK))
    log = path.with_name(f"{path.name}-wal")
    sealed = readable_only and not (log.exists() and log.stat().st_size)
    return f"{path.resolve().as_uri()}?mode={'ro&immutable=1' if sealed else 'rw'}"


def _prepare(store: SqliteStore, *, create: bool) -> None:
    if not create:
        _check_application(store)
    _set(store, create=create)
    if create:
        _fill(store)
    migrate(store)


def _check_application(store: SqliteStore) -> None:
    (application,) = store.connection.execute("PRAGMA application_id").fetchone()
    if application != _APPLICATION:
        refuse("CP601", "the file is no ledger", store.name, "name the file that compplan ledger init made")


def _set(store: SqliteStore, *, create: bool) -> None:
    """Set what makes commits durable, and read it back; the file itself keeps the kind of its journal."""
    sealed = "immutable" in _uri(Path(store.name))
    for name, value in _SETTINGS.items():
        if create or name != "journal_mode":
            store.connection.execute(f"PRAGMA {name} = {value}").fetchall()
        (found,) = store.connection.execute(f"PRAGMA {name}").fetchone()
        if found != value and not (sealed and name == "journal_mode"):
            told = f"the database runs with {name} {found}, not {value}, and may lose what it acknowledged"
            refuse("CP604", told, store.name, f"set it with PRAGMA {name} = {value}, on a local disk")


def _fill(store: SqliteStore) -> None:
    with store.writing():
        store.connection.execute(f"PRAGMA application_id = {_APPLICATION}")
        for statement in _statements():
            store.connection.execute(statement)
        store.connection.execute("INSERT INTO ledger VALUES (?)", (schema.VERSION,))


def _statements() -> list[str]:
    """Cut the schema into statements; only those of triggers hold others."""
    statements: list[str] = []
    held = ""
    for part in schema.SQLITE.rstrip().removesuffix(";").split(";"):
        held += f"{part};"
        if sqlite3.complete_statement(held):
            statements.append(held.strip())
            held = ""
    return statements


def _made() -> dict[str, str]:
    """Give what SQLite keeps of the schema, by name."""
    return {statement.split()[2]: statement.removesuffix(";") for statement in _statements()}


def _failed(name: str, error: sqlite3.Error, wait: int) -> DiagnosticError:
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None and code & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        told = f"another process has held the ledger for {wait} seconds"
        return fault("CP605", told, name, "try again; nothing was recorded")
    if code is not None and code & 0xFF == sqlite3.SQLITE_NOTADB:
        return fault("CP601", "the file is no ledger", name, "name the file that compplan ledger init made")
    hint = "nothing was recorded by this command; mend the cause, then give it again"
    return fault("CP603", f"the database reports: {error}", name, hint)
