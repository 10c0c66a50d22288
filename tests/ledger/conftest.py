"""Every test of the ledger runs on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from compplan.ledger.store import Store, open_store
from tests.sources.postgres_server import execute, running_server, url


@pytest.fixture(scope="session")
def durable_server() -> Iterator[Path]:
    """Give the socket's folder of a PostgreSQL server that syncs; skip where there is none."""
    pytest.importorskip("psycopg")
    with running_server(fsync="on") as folder:
        yield folder


@pytest.fixture(params=["sqlite", "postgres"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give an address at which there is no ledger yet."""
    if request.param == "sqlite":
        return str(tmp_path / "ledger.sqlite")
    folder: Path = request.getfixturevalue("durable_server")
    execute(folder, "DROP SCHEMA IF EXISTS compplan CASCADE")
    return url(folder)


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    """Give a new ledger."""
    made = open_store(address, create=True)
    yield made
    made.close()
