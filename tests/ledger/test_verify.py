"""What verification finds."""

from __future__ import annotations

import random
import re
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from compplan.diagnostics import DiagnosticError
from compplan.ledger.entries import entries
from compplan.ledger.posting import correct, post
from compplan.ledger.store import Store, open_store
from compplan.ledger.verify import verify
from tests.ledger.company import SALES, run
from tests.ledger.reading import code_of, sums
from tests.ledger.tampering import FIRST_BAD, KINDS, cut_tail, unguarded

MORE = {**SALES, ("ann", "2027-01"): 20_000}


@pytest.fixture
def posted(address: str) -> str:
    """Give the address of a ledger with three entries."""
    with closing(open_store(address, create=True)) as store:
        _fill(store)
    return address


def _fill(store: Store) -> None:
    post(store, run("2027-01"), by="Cy")
    correct(store, run("2027-01", MORE), by="Cy", reason="a late sale")
    post(store, run("2027-02", MORE), by="Cy")


def test_a_ledger_as_it_was_written_verifies(posted: str) -> None:
    """All entries, lines and texts are counted, and the head is that of the last entry."""
    with closing(open_store(posted)) as store:
        found = verify(store)
        last = list(entries(store))[-1]
    assert (found.entries, found.lines, found.head) == (3, 10, last.head)


@pytest.mark.parametrize("kind", KINDS)
def test_tampering_is_found_and_its_entry_named(posted: str, kind: str) -> None:
    """Whatever is altered behind the ledger's back, the first bad entry is named."""
    with unguarded(posted) as execute:
        for statement in KINDS[kind]:
            execute(statement)
    with closing(open_store(posted)) as store, pytest.raises(DiagnosticError) as caught:
        verify(store)
    (problem,) = caught.value.diagnostics
    found = re.search(r"entry (\d+)", problem.message)
    assert found
    assert (problem.code, int(found[1])) == ("CP640", FIRST_BAD.get(kind, 2))


def test_a_cut_tail_is_found_with_an_anchor(posted: str) -> None:
    """Without one, a ledger that ends earlier looks whole."""
    with closing(open_store(posted)) as store:
        anchor = verify(store).head
    with unguarded(posted) as execute:
        for statement in cut_tail(3):
            execute(statement)
    with closing(open_store(posted)) as store:
        assert verify(store).entries == 2
        assert code_of(lambda: verify(store, anchor)) == "CP642"


def test_an_anchor_of_any_entry_is_held(posted: str) -> None:
    """Also a shortened one; another digest, or what is no anchor, is refused."""
    with closing(open_store(posted)) as store:
        for entry in list(entries(store)):
            verify(store, entry.head)
            verify(store, entry.head[:12])
        for wrong in ("2:" + "0" * 64, "9:" + "0" * 64, "2", "", "2:xyz"):
            assert code_of(partial(verify, store, wrong)) == "CP642"


def test_a_history_written_anew_is_found_with_an_anchor(tmp_path: Path) -> None:
    """Another ledger with other amounts is whole in itself."""
    heads = []
    for name, sales in (("one", SALES), ("two", MORE)):
        with closing(open_store(str(tmp_path / name), create=True)) as store:
            post(store, run("2027-01", sales), by="Cy")
            heads.append(verify(store).head)
            assert code_of(lambda: verify(store, heads[0])) == ("CP642" if name == "two" else "nothing")


def test_guards_that_were_taken_away_are_found(posted: str) -> None:
    """The chain is whole, and yet the tables could be changed."""
    if "://" in posted:
        import psycopg

        with psycopg.connect(posted) as connection:
            connection.execute("ALTER TABLE compplan.lines DISABLE TRIGGER lines_stay")
    else:
        import sqlite3

        with closing(sqlite3.connect(posted)) as held:
            held.execute("DROP TRIGGER lines_stay")
    with closing(open_store(posted)) as store:
        assert code_of(lambda: verify(store)) == "CP641"


def test_a_flipped_bit_is_found_or_harmless(tmp_path: Path) -> None:
    """Of an SQLite file: either something is told, or every sum is as it was."""
    with closing(open_store(str(tmp_path / "whole"), create=True)) as store:
        _fill(store)
        right = sums(store)
    whole = (tmp_path / "whole").read_bytes()
    chance = random.Random(7)
    found = 0
    for _ in range(60):
        flipped = bytearray(whole)
        flipped[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        (tmp_path / "flipped").write_bytes(flipped)
        try:
            with closing(open_store(str(tmp_path / "flipped"))) as store:
                verify(store)
                assert sums(store) == right
        except DiagnosticError:
            found += 1
        for rest in tmp_path.glob("flipped-*"):
            rest.unlink()
    assert 0 < found < 60
