"""Fixtures of the tests of sources."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sources.postgres_server import PASSWORD, READER, execute, running_server

_TABLES = f"""
    create table people (id text, role text, target numeric(12, 4), since date);
    insert into people values ('P1', 'rep', 12000.0001, '2027-01-01'), ('P2', 'rep', 0.1, '2027-01-01');
    create table deals (rep text, closed timestamp, amount numeric(30, 10), fee float8, won bool, note text,
                        seen timestamptz);
    insert into deals values
        ('P1', '2027-01-05 10:30', 1234.5600000000, 0.1, true, E'a,"b"\\n\\\\.', now()),
        ('P2', '2027-01-06 00:00', -99999999999.9999, 1e-5, false, null, now()),
        ('P2', '2027-01-07 23:59:59.5', 0.1 + 0.2, 1e20, true, '', null);
    create role {READER} login password '{PASSWORD}';
    grant select on people, deals to {READER};
"""


@pytest.fixture(scope="session")
def server() -> Iterator[Path]:
    """Give the socket's folder of a PostgreSQL server with a few tables; skip where there is none."""
    pytest.importorskip("psycopg")
    with running_server() as folder:
        execute(folder, _TABLES)
        yield folder
