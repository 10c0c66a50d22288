"""The ledger as files: its entries, lines and payments as tables, for Beancount, and one person's record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from compplan.engine.results.table import ResultTable, money_text
from compplan.ledger.entries import entries, last_entry, names, posted_lines
from compplan.ledger.model import AMOUNTS, Entry, PostedLine
from compplan.ledger.money import exponent
from compplan.ledger.periods import periods
from compplan.ledger.privacy import Record
from compplan.ledger.store import Store
from compplan.ledger.sums import payments
from compplan.report.beancount import beancount_text
from compplan.report.files import writing
from compplan.report.table_files import write_results

FORMAT = "compplan.ledger/1"
PERSON_FORMAT = "compplan.person/1"
_BEANCOUNT = "ledger.beancount"
_ENTRY = ("entry", "kind", "month", "refers", "by", "made", "currency", "lines", "paid", "digest")
_LINE = ("entry", "line", "participant_id", "plan", "component", "month", "currency", *AMOUNTS)


def write_ledger(folder: str, store: Store, file_format: str) -> list[tuple[str, int | None]]:
    """Write a ledger to a folder; give each file's path and rows. DiagnosticError (CP401) if it cannot be."""
    if file_format == "beancount":
        return _write_beancount(folder, store)
    last = last_entry(store)
    facts = {"format": FORMAT, "head": last.head if last else None}
    tables = [_entries(store), _lines(store), _payments(store)]
    return write_results(folder, "ledger", facts, tables, "json" if file_format == "json" else "csv")


def record_document(name: str, record: Record) -> dict[str, Any]:
    """Give what is held about a person as a JSON document: lines with amounts as text, entries and texts."""
    currencies = {entry.number: entry.currency for entry in record.entries}
    return {
        "format": PERSON_FORMAT,
        "person": name,
        "lines": [_line_document(line, str(currencies[line.entry])) for line in record.lines],
        "entries": [_entry_document(entry, record.person) for entry in record.entries],
        "texts": [
            {
                "entry": text.entry,
                "kind": text.kind,
                "text": text.text,
                "salt": text.salt,
                "digest": text.digest,
            }
            for text in record.texts
        ],
    }


def _line_document(line: PostedLine, currency: str) -> dict[str, Any]:
    places = exponent(currency)
    amounts = {name: money_text(getattr(line, name), places) for name in AMOUNTS}
    names_ = {"line": f"{line.entry}.{line.number}", "plan": line.plan, "component": line.component}
    return {**names_, "month": line.month, "currency": currency, **amounts}


def _entry_document(entry: Entry, person: int) -> dict[str, Any]:
    kept = ("number", "kind", "month", "refers", "made", "facts", "currency", "digest")
    told = {name: value for name, value in asdict(entry).items() if name in kept}
    return {**told, "made_by_the_person": entry.person == person}


def _write_beancount(folder: str, store: Store) -> list[tuple[str, int | None]]:
    with writing(folder) as stage:
        stage.add(_BEANCOUNT, lambda file: file.writelines(f"{text}\n" for text in beancount_text(store)))
    return [(str(Path(folder) / _BEANCOUNT), None)]


def _entries(store: Store) -> ResultTable:
    people = names(store)
    rows = [
        (
            *(each.number, each.kind, each.month, each.refers, people[each.person], each.made, each.currency),
            *(each.lines, money_text(each.paid, exponent(each.currency)) if each.currency else None),
            each.digest,
        )
        for each in entries(store)
    ]
    return _table("entries", _ENTRY, rows)


def _lines(store: Store) -> ResultTable:
    people = names(store)
    currencies = {entry.number: str(entry.currency) for entry in entries(store, "lines > 0")}
    rows = [
        (
            *(line.entry, line.number, people[line.person], *line[3:6], currencies[line.entry]),
            *(money_text(amount, exponent(currencies[line.entry])) for amount in line[6:]),
        )
        for line in posted_lines(store, "entry > 0")
    ]
    return _table("lines", _LINE, rows)


def _payments(store: Store) -> ResultTable:
    rows = [
        (each.participant, each.month, each.currency, money_text(each.amount, exponent(each.currency)))
        for period in periods(store)
        for each in payments(store, period.month)
    ]
    return _table("payments", ("participant_id", "month", "currency", "amount"), rows)


def _table(name: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> ResultTable:
    """Give rows as a table of texts, amounts with the decimals of their own currency."""
    listed = list(rows)
    values = {
        column: np.array([None if row[at] is None else str(row[at]) for row in listed], dtype=object)
        for at, column in enumerate(columns)
    }
    return ResultTable(name, values)
