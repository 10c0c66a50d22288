"""The database of a ledger: what it refuses, how it fails, and that it syncs."""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from compplan.diagnostics import DiagnosticError
from compplan.ledger.entries import appended, entries
from compplan.ledger.model import Draft
from compplan.ledger.periods import close
from compplan.ledger.posting import post
from compplan.ledger.schema import VERSION
from compplan.ledger.store import Store, open_store
from compplan.ledger.verify import verify
from tests.ledger.company import run
from tests.ledger.reading import code_of, kinds
from tests.sources.postgres_server import execute, running_server, url

REST = "kind, month, refers, person, made, facts, currency, lines, paid"
CHANGES = (
    "UPDATE entries SET paid = 0",
    "UPDATE lines SET paid = 0",
    "UPDATE texts SET text = 'eve'",
    "UPDATE texts SET digest = ''",
    "DELETE FROM entries",
    "DELETE FROM lines",
    "DELETE FROM texts",
    "INSERT INTO lines SELECT entry, 99, person, plan, component, month, 0, 0, 0, 0, 0 FROM lines",
    "INSERT INTO texts SELECT 99, 1, kind, subject, salt, text, digest FROM texts WHERE number = 1",
    "INSERT INTO lines SELECT 3, number, person, plan, component, month, 0, 0, 0, 0, 0 FROM lines",
    f"INSERT INTO entries SELECT 99, {REST}, previous, digest FROM entries",
    f"INSERT INTO entries SELECT 2, {REST}, 'other', digest FROM entries",
    f"INSERT INTO entries SELECT 2, {REST}, digest, digest FROM entries",
)
REPLACE = "INSERT OR REPLACE INTO {0} SELECT * FROM {0} WHERE {1} = 1"


@pytest.mark.parametrize("change", CHANGES)
def test_the_database_refuses_changes(store: Store, change: str) -> None:
    """Nothing is updated, deleted, put into an entry that is there, or out of order."""
    post(store, run("2027-01"), by="Cy")
    before = verify(store)
    with pytest.raises(DiagnosticError, match="CP603"):
        store.execute(change)
    assert verify(store) == before


@pytest.mark.parametrize(("table", "key"), [("entries", "number"), ("lines", "entry"), ("texts", "number")])
def test_sqlite_refuses_to_replace(tmp_path: Path, table: str, key: str) -> None:
    """A replacing insert deletes without a trigger on deleting being asked."""
    with closing(open_store(str(tmp_path / "ledger"), create=True)) as store:
        post(store, run("2027-01"), by="Cy")
        with pytest.raises(DiagnosticError, match="CP603"):
            store.execute(REPLACE.format(table, key))
        verify(store)


def test_postgres_refuses_to_truncate(durable_server: Path) -> None:
    """Emptying a table at one stroke is a deletion too."""
    execute(durable_server, "DROP SCHEMA IF EXISTS compplan CASCADE")
    with closing(open_store(url(durable_server), create=True)) as store:
        post(store, run("2027-01"), by="Cy")
        for table in ("entries", "lines", "texts"):
            with pytest.raises(DiagnosticError, match="CP603"):
                store.execute(f"TRUNCATE {table}")
        verify(store)


def test_a_ledger_is_made_once(address: str) -> None:
    """Making it again is refused, and what is there stays."""
    with closing(open_store(address, create=True)) as store:
        post(store, run("2027-01"), by="Cy")
    assert code_of(lambda: open_store(address, create=True)) == "CP601"
    with closing(open_store(address)) as store:
        assert kinds(store) == ["post"]


def test_no_ledger_is_made_by_opening(address: str) -> None:
    """A slip in the address does not begin an empty ledger."""
    assert code_of(lambda: open_store(address)) == "CP601"
    assert code_of(lambda: open_store(address)) == "CP601"


@pytest.mark.parametrize("version", [0, VERSION + 1])
def test_another_version_is_refused(address: str, version: int) -> None:
    """Neither an unknown older one nor a newer one is read or changed."""
    with closing(open_store(address, create=True)) as store:
        store.execute("UPDATE ledger SET version = ?", (version,))
    assert code_of(lambda: open_store(address)) == "CP602"


def test_an_older_version_is_brought_up_to_date(address: str) -> None:
    """The first version had another index; its entries stay as they are, and are posted to."""
    with closing(open_store(address, create=True)) as store:
        post(store, run("2027-01"), by="Cy")
        before = verify(store)
        store.execute("DROP INDEX lines_by_plan")
        store.execute("CREATE INDEX lines_by_month ON lines (month)")
        store.execute("UPDATE ledger SET version = 1")
    with closing(open_store(address)) as store:
        assert verify(store, before.head) == before
        post(store, run("2027-02"), by="Cy")
        assert list(store.query("SELECT version FROM ledger")) == [(VERSION,)]


def test_what_is_no_ledger_is_refused(tmp_path: Path) -> None:
    """Neither another database nor another file, and no file is changed."""
    with closing(sqlite3.connect(tmp_path / "other")) as other:
        other.execute("CREATE TABLE entries (number)")
    (tmp_path / "text").write_text("no database, but long enough to look like one" * 40, encoding="utf-8")
    (tmp_path / "empty").touch()
    for name in ("other", "text", "empty"):
        before = (tmp_path / name).read_bytes()
        assert code_of(partial(open_store, str(tmp_path / name))) == "CP601"
        assert (tmp_path / name).read_bytes() == before
    assert code_of(lambda: open_store("mysql://db.example.org/pay")) == "CP601"


def test_sqlite_syncs_at_every_commit(tmp_path: Path) -> None:
    """The settings lose nothing in a power cut, whoever opens the file; nobody but its owner may read it."""
    path = tmp_path / "ledger"
    open_store(str(path), create=True).close()
    with closing(open_store(str(path))) as store:
        wanted = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "trusted_schema": 0}
        for name, value in wanted.items():
            assert list(store.query(f"PRAGMA {name}")) == [(value,)], name
    assert path.stat().st_mode & 0o077 == 0


def test_a_journal_that_may_lose_payments_is_refused(tmp_path: Path) -> None:
    """Somebody switched the file to another journal."""
    path = tmp_path / "ledger"
    open_store(str(path), create=True).close()
    with closing(sqlite3.connect(path)) as held:
        held.execute("PRAGMA journal_mode = delete")
    assert code_of(lambda: open_store(str(path))) == "CP604"


def test_a_server_that_may_lose_payments_is_refused() -> None:
    """PostgreSQL with ``fsync`` off is no place for a ledger."""
    pytest.importorskip("psycopg")
    with running_server() as folder:
        assert code_of(lambda: open_store(url(folder), create=True)) == "CP604"


def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path) -> None:
    """What does not fit is not recorded at all; with room, the same posting succeeds."""
    with closing(open_store(str(tmp_path / "ledger"), create=True)) as store:
        post(store, run("2027-01"), by="Cy")
        before = verify(store)
        list(store.query("PRAGMA max_page_count = 1"))  # gives the number of pages in use: not one more
        problem = _told(lambda: [post(store, run(f"2027-{at:02}"), by="Cy") for at in range(2, 13)])
        assert "full" in problem
        found = verify(store, before.head)
        list(store.query("PRAGMA max_page_count = 100000"))
        for at in range(2, 13):
            post(store, run(f"2027-{at:02}"), by="Cy")
        assert verify(store).entries == 12 > found.entries


def test_a_read_only_copy_can_be_read_but_not_posted_to(tmp_path: Path) -> None:
    """As an auditor gets it; on a medium on which nothing can be written beside it."""
    path = tmp_path / "ledger"
    with closing(open_store(str(path), create=True)) as store:
        post(store, run("2027-01"), by="Cy")
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as held:
        assert held.execute("SELECT count(*) FROM entries").fetchone() == (1,)
    path.chmod(0o400)
    with closing(open_store(str(path))) as store:
        assert verify(store).entries == 1
        store.execute("PRAGMA query_only = 1")  # as root, the file's rights would not hold
        assert code_of(lambda: post(store, run("2027-02"), by="Cy")) == "CP603"


def test_a_lost_connection_is_told_and_loses_nothing(durable_server: Path) -> None:
    """The server ends the connection in the middle of a posting; given again, it is posted once."""
    execute(durable_server, "DROP SCHEMA IF EXISTS compplan CASCADE")
    address = url(durable_server)
    with closing(open_store(address, create=True)) as store:
        post(store, run("2027-01"), by="Cy")

        def clock() -> dt.datetime:  # called when the lines are written and the entry is not
            ends = (
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'compplan'"
            )
            execute(durable_server, ends)
            return dt.datetime.now(dt.UTC)

        assert "connection was lost" in _told(lambda: post(store, run("2027-02"), by="Cy", clock=clock))
    with closing(open_store(address)) as store:
        assert verify(store).entries == 1
        assert not post(store, run("2027-02"), by="Cy").already
        assert post(store, run("2027-02"), by="Cy").already


def test_a_ledger_that_is_held_is_told(address: str) -> None:
    """Who waits in vain is told; the other's change goes through."""
    with closing(open_store(address, create=True)) as holder, closing(open_store(address, wait=1)) as other:
        post(holder, run("2027-01"), by="Cy")
        with holder.writing():
            assert code_of(lambda: close(other, "2027-01", by="Cy")) == "CP605"
            appended(holder, Draft("close", "Cy", "2027-01"))
        assert close(other, "2027-01", by="Cy").already


def test_a_clock_that_goes_backwards_is_noted(store: Store) -> None:
    """The entry is recorded with the time that the clock shows; its number gives the order."""
    post(store, run("2027-01"), by="Cy")
    earlier = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    done = post(store, run("2027-02"), by="Cy", clock=lambda: earlier)
    assert [note.startswith("the clock shows 2020-01-01T00:00:00Z") for note in done.notes] == [True]
    assert [entry.number for entry in entries(store)] == [1, 2]
    verify(store)


def test_an_address_with_a_password_is_refused() -> None:
    """Wherever in the address it stands, and it is not repeated."""
    for address in ("postgresql://a:secret@h/d", "postgresql://a@h/d?password=secret"):
        told = _told(partial(open_store, address))
        assert "CP606" in told
        assert "secret" not in told


def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    """With the address, and what to check."""
    pytest.importorskip("psycopg")
    assert "cannot be reached" in _told(lambda: open_store(f"postgresql://pay@/pay?host={tmp_path}"))


def _told(call: object) -> str:
    assert callable(call)
    with pytest.raises(DiagnosticError) as caught:
        call()
    return str(caught.value)
