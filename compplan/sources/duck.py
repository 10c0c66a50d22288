"""SQL over files, by DuckDB in memory: it sees the files of a query as tables, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from compplan.data.frames import raw_polars
from compplan.data.model import Origin
from compplan.data.raw import RawTable
from compplan.sources.libraries import needed
from compplan.sources.model import Named
from compplan.sources.problems import bad_query, refuse_repeated

_CLOSED = """
    set autoinstall_known_extensions = false;
    set autoload_known_extensions = false;
    set enable_external_access = false;
    set lock_configuration = true
"""


def query_files(query: Named, tables: Mapping[str, Any], name: str) -> RawTable:
    """Ask one SELECT of Arrow tables; DiagnosticError if it is none, or fails."""
    duckdb = needed("duckdb", "sql", query.place)
    with duckdb.connect(":memory:", config={"python_enable_replacements": False}) as connection:
        for title, table in tables.items():
            connection.register(title, table)
        connection.execute(_CLOSED)
        try:
            statements = connection.extract_statements(query.text)
            if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
                raise bad_query(query, "is not one SELECT")
            found = connection.sql(statements[0].query)
            refuse_repeated(query, found.columns)
            frame = found.pl()
        except duckdb.Error as error:
            raise bad_query(query, f"fails: {error}") from None
    return raw_polars(frame, Origin(f"query of {name}", first=1))
