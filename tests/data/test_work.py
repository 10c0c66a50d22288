"""How much work reading and crediting do: a guard against slowness that does not look at a clock."""

from __future__ import annotations

import sys
import tracemalloc
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import compplan as cp
from benchmarks.aggregate import write_data
from benchmarks.large import write_company
from compplan.data import csvchunks, parquetfile
from compplan.data.lookup import Lookup
from compplan.engine import selection

ROWS, PEOPLE = 20_000, 50
OPENED = {"sales.csv": 3, "participants.csv": 2}
"""How often a file is opened: to see of what kind it is, for its header, and for its rows; few
rows come with the header."""
BYTES = 17
"""Of each row, what a panel holds of the columns that are read: who, the day, the amount, and little more."""

_opened: Counter[str] = Counter()
_watching: list[Path] = []


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open" and _watching and isinstance(arguments[0], str | Path):
        path = Path(arguments[0])
        if path.parent == _watching[0]:
            _opened[path.name] += 1


sys.addaudithook(_audit)


def _load(folder: Path, ending: str) -> cp.Panel:
    return cp.load_data({"participants": folder / "participants.csv", "sales": folder / f"sales.{ending}"})


def test_a_file_is_opened_a_known_number_of_times(tmp_path: Path) -> None:
    """Reading a table opens its file no more often than somebody decided here."""
    write_data(tmp_path, ROWS, PEOPLE)
    _opened.clear()
    _watching.append(tmp_path)
    try:
        _load(tmp_path, "csv")
    finally:
        _watching.clear()
    assert dict(_opened) == OPENED


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_each_cell_is_read_once(ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clean file is gone through once, and of texts that come again and again each is read once."""
    write_data(tmp_path, ROWS, PEOPLE)
    monkeypatch.setattr(csvchunks, "_SIZE", 1 << 16)
    monkeypatch.setattr(parquetfile, "_SAMPLE", 1000)
    monkeypatch.setattr(parquetfile, "_PART", 4000)
    looked_up: Counter[str] = Counter()
    plain = Lookup.values

    def values(lookup: Lookup, series: Any) -> Any:
        looked_up[series.name] += len(series)
        return plain(lookup, series)

    monkeypatch.setattr(Lookup, "values", values)
    panel = _load(tmp_path, ending)
    assert len(panel.tables["sales"]) == ROWS
    texts = {"participant_id"} | ({"date"} if ending == "csv" else set())
    assert looked_up == dict.fromkeys(texts, ROWS)


def test_what_a_row_holds_stays_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a large file is read, arrays hold little more than the typed columns."""
    write_data(tmp_path, 4 * ROWS, PEOPLE)
    monkeypatch.setattr(csvchunks, "_SIZE", 1 << 16)
    _load(tmp_path, "csv")
    tracemalloc.start()
    try:
        panel = _load(tmp_path, "csv")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    rows = len(panel.tables["sales"])
    assert peak < 2 * BYTES * rows


def test_a_measure_looks_at_each_row_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run with one measure credits each row of its table once, whatever it checks beside."""
    write_company(tmp_path, ROWS, PEOPLE)
    seen: list[int] = []
    plain = selection.chosen

    def chosen(*arguments: Any) -> Any:
        rows = plain(*arguments)
        seen.append(len(rows))
        return rows

    monkeypatch.setattr("compplan.engine.credit.chosen", chosen)
    tables = {"participants": "csv", "sales": "parquet", "quotas": "parquet"}
    panel = cp.load_data({name: tmp_path / f"{name}.{ending}" for name, ending in tables.items()})
    cp.run(cp.load_plan(tmp_path / "plan.yaml"), panel)
    assert sum(seen) == ROWS
