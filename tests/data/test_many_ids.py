"""Tables of many participants, read in parts: everybody is found, and how far they are read is told."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from compplan.data import csvchunks, parquetfile
from compplan.sources.load import load_data

PEOPLE = 4_000


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read some hundred rows at a time, as if every file were large."""
    monkeypatch.setattr(csvchunks, "_SIZE", 1 << 14)
    monkeypatch.setattr(parquetfile, "_SAMPLE", 1_000)
    monkeypatch.setattr(parquetfile, "_PART", 700)


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_everybody_of_many_is_found(ending: str, tmp_path: Path) -> None:
    """Each of some thousand ids is found, also where several share a place in the table of hashes."""
    people = pl.DataFrame({"participant_id": [f"P{number:04}" for number in range(PEOPLE)]})
    fixed = {"role": "account_executive", "target_incentive": "9000", "start_date": "2027-01-01"}
    given = people.with_columns(pl.lit(text).alias(name) for name, text in fixed.items())
    given.write_csv(tmp_path / "participants.csv")
    sales = people.reverse().with_columns(date=pl.lit("2027-01-05"), amount=pl.lit("1.5"))
    getattr(sales, f"write_{ending}")(tmp_path / f"sales.{ending}")
    told: list[tuple[str, int, int]] = []
    panel = load_data(tmp_path, progress=lambda *rows: told.append(rows))
    assert panel.tables["sales"].participant.tolist() == list(range(PEOPLE))[::-1]
    done = [rows for table, rows, _ in told if table == "sales"]
    assert len(done) > PEOPLE // 700
    assert done == sorted(done)
    assert (done[0], done[-1]) == (0, PEOPLE)
    assert all(rows <= of < 1.2 * PEOPLE for table, rows, of in told if table == "sales")
