"""Ways to alter a ledger behind its back, with its guards put aside as somebody with all rights could."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

Execute = Callable[[str], Any]

KINDS: dict[str, tuple[str, ...]] = {
    "an amount": ("UPDATE lines SET paid = paid + 100 WHERE entry = 2 AND number = 1",),
    "two amounts of the same sum": (
        "UPDATE lines SET paid = paid + 100 WHERE entry = 2 AND number = 1",
        "UPDATE lines SET paid = paid - 100 WHERE entry = 2 AND number = 2",
    ),
    "an entry in the middle": (
        "DELETE FROM lines WHERE entry = 2",
        "DELETE FROM texts WHERE entry = 2",
        "DELETE FROM entries WHERE number = 2",
    ),
    "the order of two entries": (
        "UPDATE entries SET number = 99 WHERE number = 2",
        "UPDATE entries SET number = 2 WHERE number = 3",
        "UPDATE entries SET number = 3 WHERE number = 99",
    ),
    "a byte of what it was made from": (
        "UPDATE entries SET facts = replace(facts, '1', '2') WHERE number = 2",
    ),
    "who receives a line": ("UPDATE lines SET person = 3 WHERE entry = 2 AND number = 1",),
    "a name": ("UPDATE texts SET text = 'eve' WHERE number = 2",),
    "a line that was added": (
        "INSERT INTO lines VALUES (2, 99, 3, 'revenue', 'sales', '2027-01', 0, 0, 0, 0, 0)",
    ),
    "a name that is gone without a word": ("UPDATE texts SET salt = NULL, text = NULL WHERE number = 2",),
}
"""What is altered, and the statements that do it."""
FIRST_BAD = {"a name": 1, "a name that is gone without a word": 1}
"""The entry that is to be named; 2 if not given."""


def cut_tail(entry: int) -> tuple[str, ...]:
    """Give the statements that take the last entry away, without a trace in those before it."""
    tables = ("lines WHERE entry", "texts WHERE entry", "entries WHERE number")
    return tuple(f"DELETE FROM {table} = {entry}" for table in tables)


@contextmanager
def unguarded(address: str) -> Iterator[Execute]:
    """Execute statements on a ledger without its guards, which are put back."""
    if "://" in address:
        import psycopg

        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("SET search_path = compplan")
            connection.execute("SET session_replication_role = replica")
            yield connection.execute
        return
    held = sqlite3.connect(address, isolation_level=None)
    triggers = [row[0] for row in held.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]
    made = [row[0] for row in held.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'")]
    for name in triggers:
        held.execute(f"DROP TRIGGER {name}")
    try:
        yield held.execute
    finally:
        for sql in made:
            held.execute(sql)
        held.close()
