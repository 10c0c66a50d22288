"""A small company behind a sources file, with what is said about it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from compplan.data.model import DayColumn, NumberColumn, Table, TextColumn
from compplan.diagnostics import DiagnosticError
from compplan.sources.load import load_data

DEALS = "  deals: {path: %s}"
SALES = """\
  sales:
    from: deals
    columns: {participant_id: Rep, date: Closed, amount: Amount}
"""
_EPOCH = date(1970, 1, 1)
PEOPLE = "id,target,since\nP1,12000,2027-01-01\nP2,9000,2027-01-01\n"
MAPPED = """\
sources: 1
files:
  people: {path: people.csv}
%s
tables:
  participants:
    from: people
    columns: {participant_id: id, target_incentive: target, start_date: since}
    constants: {role: rep}
%s
"""


def lay_out(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Write files into a folder, with people; give the folder."""
    for name, content in {"people.csv": PEOPLE, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def sources(files: str = "", tables: str = "") -> str:
    """Give a sources file with people, and more files and tables as indented YAML."""
    return MAPPED % (files, tables)


def problems(source: Path) -> list[str]:
    """Load a folder and give what is said, a line each, with places inside the folder."""
    try:
        load_data(source)
    except DiagnosticError as error:
        return [str(each).replace(f"{source}/", "").replace(str(source), ".") for each in error.diagnostics]
    return []


def sales_of(folder: Path) -> Table:
    """Load a folder and give its sales."""
    return load_data(folder).tables["sales"]


def amounts(table: Table) -> list[int]:
    """Give the amounts of a table in 1 / SCALE."""
    column = table.columns["amount"]
    assert isinstance(column, NumberColumn)
    return [int(value) for value in column.scaled]


def days(table: Table) -> list[str]:
    """Give the dates of a table as text."""
    column = table.columns["date"]
    assert isinstance(column, DayColumn)
    return [date.fromordinal(_EPOCH.toordinal() + day).isoformat() for day in column.days.tolist()]


def texts(table: Table, name: str) -> list[str | None]:
    """Give the texts of a column."""
    column = table.columns[name]
    assert isinstance(column, TextColumn)
    return [column.values[code] if code >= 0 else None for code in column.codes.tolist()]


def at(folder: Path, word: str, name: str = "sources.yaml") -> str:
    """Say where a word first stands in a file of the folder, as a message does."""
    before = (folder / name).read_text(encoding="utf-8").partition(word)[0]
    return f"{name}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"
