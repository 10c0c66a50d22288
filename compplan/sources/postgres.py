"""PostgreSQL databases, through psycopg: one transaction that can only read, one SELECT at a time."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from compplan.data.compact import Rows
from compplan.data.frames import raw_polars
from compplan.data.model import Origin
from compplan.data.raw import Other, RawTable
from compplan.diagnostics import Diagnostic, DiagnosticError
from compplan.sources import urls
from compplan.sources.libraries import needed
from compplan.sources.model import Database, Named
from compplan.sources.problems import bad_query, refuse_repeated

if TYPE_CHECKING:
    import polars as pl

_PLAIN = "set local datestyle to 'ISO, YMD'; set local extra_float_digits to 1"
_CHUNK = 1 << 23
_WAIT_SECONDS = 10
_BOOL, _FLOAT4, _FLOAT8, _TIMESTAMP, _TIMESTAMPTZ = 16, 700, 701, 1114, 1184
"""Types, as PostgreSQL numbers them, of which the text is not what a file would hold."""


class Postgres:
    """A connection to a database of PostgreSQL."""

    def __init__(self, database: Database) -> None:
        """Connect; DiagnosticError if there is no password, no server, or no entry."""
        self.psycopg = needed("psycopg", "postgres", database.url.place)
        given = {"connect_timeout": str(_WAIT_SECONDS), **urls.postgresql(database.url.text)}
        try:
            self.connection = self.psycopg.connect(
                **given, **_password(database), client_encoding="utf8", fallback_application_name="compplan"
            )
        except self.psycopg.Error as error:
            first = next(iter(str(error).strip().splitlines()), "no reason given")
            message, hint = (
                f"'{database.name}' cannot be reached: {first}",
                "check the URL, and that you may connect",
            )
            raise DiagnosticError([Diagnostic("CP347", message, database.url.place, hint)]) from None
        self.connection.isolation_level = self.psycopg.IsolationLevel.REPEATABLE_READ
        self.connection.read_only = True
        self.connection.execute(_PLAIN)

    def query(self, query: Named, name: str) -> RawTable:
        """Ask one SELECT for a table of a name; DiagnosticError if it is none, or fails.

        Only what is one SELECT can stand in the brackets of another.
        """
        inner = query.text.rstrip().removesuffix(";")
        select = f"select * from (\n{inner}\n) as result"  # noqa: S608  # its own query is all that may be asked
        try:
            with self.connection.transaction():
                asked = self.connection.execute(f"{select} limit 0", prepare=True)
                refuse_repeated(query, [column.name for column in asked.description])
                types = {column.name: column.type_code for column in asked.description}
                frame = self._frame(select, list(types))
        except self.psycopg.Error as error:
            # Its full text counts lines from the brackets around the query.
            raise bad_query(query, f"fails: {error.diag.message_primary or error}") from None
        origin = Origin(f"query of {name}", first=1)
        raw = raw_polars(frame.select(_typed(frame[column], kind) for column, kind in types.items()), origin)
        zoned = {
            column: Other("times with a time zone", len(frame))
            for column, kind in types.items()
            if kind == _TIMESTAMPTZ
        }
        return RawTable(origin, raw.columns | zoned, len(frame))

    def close(self) -> None:
        """End the connection."""
        self.connection.close()

    def _frame(self, select: str, names: list[str]) -> pl.DataFrame:
        """Read the rows of a query as text, which is exact for decimals and much quicker than objects."""
        import polars as pl

        rows = Rows()
        rows.add(rows.part(pl.DataFrame(schema=dict.fromkeys(names, pl.String)), names))
        for chunk in self._chunks(select):
            frame = pl.read_csv(chunk, has_header=False, new_columns=names, infer_schema=False)
            if rows.kinds is None:
                rows.begin(frame, names)
            rows.add(rows.part(frame, names))
        return rows.frame()

    def _chunks(self, select: str) -> Iterator[bytes]:
        held = bytearray()
        with self.connection.cursor().copy(f"copy ({select}) to stdout (format csv)") as copy:
            for row in copy:
                held += row
                if len(held) >= _CHUNK:
                    yield bytes(held)
                    held.clear()
        if held:
            yield bytes(held)


def _password(database: Database) -> dict[str, str]:
    named = database.password_from
    if named is None:
        return {}
    password = os.environ.get(named.text)
    if not password:
        message, hint = f"the environment variable {named.text} is not set", "set it to the password"
        raise DiagnosticError([Diagnostic("CP347", message, named.place, hint)])
    return {"password": password}


def _typed(series: pl.Series, kind: int) -> pl.Series:
    """Give a column of text the type that its values have, where text is not what a file would hold."""
    import polars as pl

    if kind == _BOOL:
        return series.cast(pl.String) == "t"
    if kind in (_FLOAT4, _FLOAT8):
        return series.cast(pl.String).cast(pl.Float32 if kind == _FLOAT4 else pl.Float64)
    if kind == _TIMESTAMP:
        times = series.cast(pl.String).str.to_datetime("%Y-%m-%d %H:%M:%S%.f", strict=False)
        return times if times.null_count() == series.null_count() else series
    return series
