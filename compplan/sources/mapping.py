"""From the columns of a source to those of a table, with what is stated of their cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from compplan.data.columns import read_column
from compplan.data.definition import ColumnDefinition, TableDefinition
from compplan.data.forms import PLAIN, Form
from compplan.data.frames import raw_polars
from compplan.data.model import Origin
from compplan.data.raw import ListText, Raw, RawTable
from compplan.data.readers import Known
from compplan.data.texts import coded
from compplan.diagnostics import Diagnostic, DiagnosticError
from compplan.sources.files import lacking
from compplan.sources.model import ColumnSource, Named, TableSource

if TYPE_CHECKING:
    import polars as pl


def known_columns(table: TableSource, definition: TableDefinition) -> Known:
    """Make a search for what the columns of a source hold, by the names that they have there."""
    if table.columns is None:
        return lambda name: definition.column(name) if definition.has(name) else None
    held = {
        source.column.text: replace(definition.column(name), name=source.column.text)
        for name, source in table.columns.items()
    }
    return held.get


def needed_columns(table: TableSource) -> list[Named] | None:
    """List the columns of the source that a table needs; None if it takes all."""
    if table.columns is None:
        return None
    return [column for column, _ in table.where.values()] + [each.column for each in table.columns.values()]


def kept_rows(
    frame: pl.DataFrame, origin: Origin, table: TableSource, what: str
) -> tuple[pl.DataFrame, Origin]:
    """Keep the rows that ``where`` names, and where they stand."""
    if not table.where:
        return frame, origin
    told = lacking([column for column, _ in table.where.values()], frame.columns, what)
    if told:
        raise DiagnosticError(told)
    keep = np.ones(len(frame), np.bool_)
    for name, (_, wanted) in table.where.items():
        codes, values = coded(raw_polars(frame.select(name), origin).columns[name])
        keep &= np.array([*(value in wanted for value in values), False], np.bool_)[codes]
    rows = np.flatnonzero(keep).astype(np.int64)
    standing = rows + origin.first if origin.rows is None else origin.rows[rows]
    files = tuple((int(keep[:start].sum()), file) for start, file in origin.files)
    return frame.filter(keep), replace(origin, rows=standing, files=files)


def mapped(raw: RawTable, table: TableSource, definition: TableDefinition, base: Form, what: str) -> RawTable:
    """Give the columns of a source their names in the table, and add its constants.

    ``base`` is how the source writes its cells, ``what`` what it is called. DiagnosticError if a column is
    not there, or a constant cannot be what its column holds.
    """
    chosen = table.columns
    if chosen is None:
        chosen = {name: ColumnSource(Named(name, table.place)) for name in raw.columns}
    told = lacking([each.column for each in chosen.values()], list(raw.columns), what)
    told += [
        problem
        for name, value in table.constants.items()
        for problem in _wrong(value, definition.column(name))
    ]
    if told:
        raise DiagnosticError(told)
    columns: dict[str, Raw] = {name: raw.columns[each.column.text] for name, each in chosen.items()}
    columns |= {name: constant(value.text, raw.rows) for name, value in table.constants.items()}
    forms = {name: _form(each, base, definition.column(name)) for name, each in chosen.items()}
    fields = {name: each.column.text for name, each in chosen.items() if each.column.text != name}
    return RawTable(replace(raw.origin, fields=fields), columns, raw.rows, forms)


def constant(value: str, rows: int) -> Raw:
    """Give a column that has the same text in every row."""
    import polars as pl

    from compplan.data.polarstext import PolarsText

    return PolarsText(pl.Series([value]).cast(pl.Categorical(pl.Categories.random())).new_from_index(0, rows))


def _form(source: ColumnSource, base: Form, column: ColumnDefinition) -> Form:
    """Combine what is stated of a column with what is of its file, whose date format is not for periods."""
    date = "" if column.kind == "period" else base.date
    stated = source.form
    return replace(base, date=source.date or date, part=stated.part, to=stated.to, mode=stated.mode)


def _wrong(value: Named, column: ColumnDefinition) -> Sequence[Diagnostic]:
    _, problems = read_column(ListText([value.text]), column, PLAIN)
    return [Diagnostic(each.code, each.message, value.place, each.hint) for each in problems]
