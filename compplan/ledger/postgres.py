"""Ledgers in PostgreSQL, in a schema named ``compplan``: one writer at a time, synced before it counts."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from itertools import chain
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from compplan.diagnostics import DiagnosticError
from compplan.ledger import schema
from compplan.ledger.migrate import migrate
from compplan.ledger.model import PostedLine
from compplan.ledger.problems import fault, first_line, refuse, without_password
from compplan.ledger.store import Row

if TYPE_CHECKING:
    import psycopg

# Of a connection that is lost it warns where nobody listens too, beside the error that is told here.
logging.getLogger("psycopg").addHandler(logging.NullHandler())

_CONNECT_SECONDS = 10
_DURABLE = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
"""Settings without which the server may lose what it said was recorded; ``remote_apply`` is safer still."""
_COPY = f"COPY lines ({', '.join(PostedLine._fields)}) FROM STDIN"
_GUARDS = """
SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
WHERE relnamespace = 'compplan'::regnamespace AND tgenabled IN ('O', 'A') AND NOT tgisinternal
"""


class PostgresStore:
    """A ledger in a database of PostgreSQL."""

    def __init__(self, name: str, connection: psycopg.Connection[Row], wait: int) -> None:
        """Hold a connection to the database."""
        self.name, self.wait = name, wait
        self.connection = connection
        self._cursors, self._reading = 0, False

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[Row]:
        """Give the rows of a query, as they are read."""
        import psycopg

        with self._told():
            if not self._reading:  # else rows come piece by piece, which needs a transaction
                yield from self.connection.execute(_marked(sql), parameters).fetchall()
                return
            self._cursors += 1
            cursor = self.connection.cursor(f"rows_{self._cursors}")
            try:
                cursor.itersize = 20_000
                cursor.execute(_marked(sql), parameters)
                yield from chain(cursor)
            finally:
                with suppress(psycopg.Error):  # a lost connection has no cursor to close
                    cursor.close()

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        """Change something."""
        with self._told():
            self.connection.execute(_marked(sql), parameters)

    def execute_many(self, sql: str, rows: Iterable[Row]) -> None:
        """Change something for each of many rows of parameters."""
        with self._told(), self.connection.cursor() as cursor:
            cursor.executemany(_marked(sql), list(rows))

    def add_lines(self, lines: Iterable[PostedLine]) -> None:
        """Add lines, any number of them."""
        with self._told(), self.connection.cursor() as cursor, cursor.copy(_COPY) as copy:
            for line in lines:
                copy.write_row(line)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the write lock; what was changed is on disk when the block ends, or gone if it fails."""
        with self._told(), self.connection.transaction():
            self.connection.execute("LOCK TABLE entries IN EXCLUSIVE MODE")
            yield

    @contextmanager
    def reading(self) -> Iterator[None]:
        """See the ledger as it is now."""
        with self._told(), self.connection.transaction():
            self.connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            self._reading = True
            try:
                yield
            finally:
                self._reading = False

    def faults(self) -> Iterator[str]:
        """Name triggers that were dropped or switched off."""
        found = {name for (name,) in self.query(_GUARDS)}
        yield from (f"'{name}' is missing or off" for name in _guards() if name not in found)

    def scrub(self) -> None:
        """Remove from the table what was erased; the server's own log and backups keep it for their time."""
        self.execute("VACUUM FULL texts")

    def close(self) -> None:
        """End the connection."""
        self.connection.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        import psycopg

        try:
            yield
        except psycopg.Error as error:
            raise _failed(self.name, error, self.wait) from error


def open_postgres(address: str, *, create: bool, wait: int) -> PostgresStore:
    """Connect to a database and find its ledger, or make one; DiagnosticError if that cannot be done."""
    name = without_password(address)
    _refuse_password(address, name)
    try:
        psycopg = import_module("psycopg")
    except ImportError:
        message = "a ledger in PostgreSQL needs psycopg, which is not installed"
        problem = fault("CP603", message, name, "pip install 'compplan[postgres]'")
        raise problem from None
    try:
        connection = psycopg.connect(
            address, autocommit=True, connect_timeout=_CONNECT_SECONDS, fallback_application_name="compplan"
        )
    except psycopg.Error as error:
        told = f"the database cannot be reached: {first_line(error)}"
        problem = fault("CP603", told, name, "check the address, and that you may connect")
        raise problem from None
    store = PostgresStore(name, connection, wait)
    try:
        _prepare(store, create=create)
    except BaseException:
        connection.close()
        raise
    return store


def _refuse_password(address: str, name: str) -> None:
    parts = urlsplit(address)
    if parts.password is not None or "password" in dict(parse_qsl(parts.query)):
        hint = "remove it, and set PGPASSWORD or a password file; what is typed is kept in histories"
        refuse("CP606", "the address holds a password", name, hint)


def _prepare(store: PostgresStore, *, create: bool) -> None:
    store.execute(f"SET lock_timeout = '{store.wait}s'")
    store.execute("SET search_path = compplan")
    for setting, value in _DURABLE.items():
        ((found,),) = store.query("SELECT current_setting(?)", (setting,))
        if found != value and not (setting == "synchronous_commit" and found == "remote_apply"):
            told = f"the server runs with {setting} {found} and may lose what it said was recorded"
            refuse("CP604", told, store.name, f"set {setting} = {value}")
    ((there,),) = store.query("SELECT to_regclass('compplan.ledger') IS NOT NULL")
    if create and there:
        refuse("CP601", "the database has a ledger already", store.name, "give another database")
    if create:
        with store._told(), store.connection.transaction():  # noqa: SLF001  the tables to lock are not there yet
            store.connection.execute("CREATE SCHEMA IF NOT EXISTS compplan")
            store.connection.execute(schema.POSTGRES)
            store.connection.execute("INSERT INTO ledger VALUES (%s)", (schema.VERSION,))
        return
    if not there:
        refuse("CP601", "there is no ledger here", store.name, "make one with compplan ledger init")
    migrate(store)


def _guards() -> list[str]:
    return [line.split()[2] for line in schema.POSTGRES.splitlines() if line.startswith("CREATE TRIGGER")]


def _marked(sql: str) -> str:
    return sql.replace("?", "%s")


def _failed(name: str, error: psycopg.Error, wait: int) -> DiagnosticError:
    import psycopg

    if isinstance(error, psycopg.errors.LockNotAvailable):
        told = f"another process has held the ledger for {wait} seconds"
        return fault("CP605", told, name, "try again; nothing was recorded")
    if isinstance(error, psycopg.OperationalError) and error.sqlstate in (None, "57P01", "57P02", "57P03"):
        hint = "give the command again: what was recorded is found and not recorded twice"
        return fault("CP603", f"the connection was lost: {first_line(error)}", name, hint)
    hint = "nothing was recorded by this command; mend the cause, then give it again"
    return fault("CP603", f"the database reports: {first_line(error)}", name, hint)
