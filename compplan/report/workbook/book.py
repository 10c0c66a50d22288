"""A workbook in the making: sheets of tables with a heading, ready to print, the same bytes every time."""

from __future__ import annotations

import datetime as dt
import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from xlsxwriter import Workbook
from xlsxwriter.utility import quote_sheetname, xl_col_to_name

from compplan.report.workbook.cells import FORMS, Column, Given, Grid, Kind, Value, plain
from compplan.report.workbook.live import Live, total

Style = Literal["", "head", "total", "input", "title", "say", "note", "left", "open"]
_MADE = dt.datetime(2000, 1, 1)  # noqa: DTZ001  workbooks have no time zones, and this one never changes
_INK, _PAPER, _LINE, _INPUT = "#1F2A37", "#E8EDF3", "#9AA5B1", "#FFF2CC"
_STYLES: dict[Style, dict[str, Any]] = {
    "": {},
    "head": {"bold": True, "bg_color": _PAPER, "bottom": 1, "bottom_color": _LINE, "text_wrap": True},
    "total": {"bold": True, "top": 1, "top_color": _LINE},
    "input": {"bg_color": _INPUT, "font_color": "#1B4F9C", "border": 1, "border_color": _LINE},
    "title": {"bold": True, "font_size": 15},
    "say": {"text_wrap": True, "valign": "top"},
    "note": {"text_wrap": True, "valign": "top", "font_color": "#52606D"},
    "left": {"bold": True, "font_size": 11.5},
    "open": {"bg_color": _INPUT, "border": 1, "border_color": _LINE, "locked": False},
}
_PAGE = 105
"""Characters on a printed line."""


@dataclass(frozen=True, slots=True)
class Span:
    """Where a table stands: its sheet, first and last row (from 0), and its cells' values."""

    sheet: str
    first: int
    grid: Grid

    @property
    def last(self) -> int:
        """Give the last row of data."""
        return self.first + max(len(self.grid.rows), 1) - 1

    def cell(self, row: int, column: int) -> Live:
        """Refer to a cell of the table from anywhere in the workbook."""
        value = self.grid.rows[row][column]
        known = value.value if isinstance(value, Live | Given) else value
        return Live(f"{quote_sheetname(self.sheet)}!{ref(self.first + row, column)}", known or 0.0)

    def cells(self, column: int, rows: slice | None = None) -> list[Any]:
        """Name a column's cells as charts do."""
        start, stop, _ = (rows or slice(None)).indices(len(self.grid.rows))
        return [self.sheet, self.first + start, column, self.first + stop - 1, column]

    def whole(self, column: int) -> str:
        """Name a column's cells as formulas do."""
        name = xl_col_to_name(column, col_abs=True)
        return f"{quote_sheetname(self.sheet)}!{name}${self.first + 1}:{name}${self.last + 1}"

    def part(self, column: int, rows: slice) -> str:
        """Name some of a column's cells as formulas do."""
        first, last = ref(self.first + rows.start, column), ref(self.first + rows.stop - 1, column)
        return f"{quote_sheetname(self.sheet)}!{first}:{last}"

    def block(self, columns: range) -> str:
        """Name the cells of neighbouring columns as formulas do."""
        first, last = ref(self.first, columns.start), ref(self.last, columns.stop - 1)
        return f"{quote_sheetname(self.sheet)}!{first}:{last}"

    def head(self, column: int) -> list[Any]:
        """Name a column's heading as charts do."""
        return [self.sheet, self.first - 1, column]


class Book:
    """Collects sheets; ``close`` gives the file. ``large`` books keep rows on disk while they are written."""

    def __init__(self, title: str, sheets: Sequence[str], *, large: bool = False) -> None:
        """Begin a workbook with empty sheets, to be filled in any order."""
        self._bytes = io.BytesIO()
        options = {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": large}
        self.file = Workbook(self._bytes, options)
        self.file.set_properties({"title": plain(title), "author": "", "created": _MADE})
        self.file.set_calc_mode("auto")
        self.pages = {name: self.file.add_worksheet(name) for name in sheets}
        self._formats: dict[tuple[Kind, Style], Any] = {}
        self._plain = {"font_name": "Arial", "font_size": 10, "font_color": _INK}

    def form(self, kind: Kind, style: Style = "") -> Any:
        """Give the format of a kind of cell."""
        if (kind, style) not in self._formats:
            align = {"align": "left" if kind in ("text", "label") else "right"}
            wrap = {"text_wrap": True, "valign": "top"} if kind == "label" else {}
            properties = self._plain | align | wrap | {"num_format": FORMS[kind]} | _STYLES[style]
            self._formats[kind, style] = self.file.add_format(properties)
        return self._formats[kind, style]

    def sheet(self, name: str, title: str, widths: Sequence[float]) -> Sheet:
        """Begin a sheet with a title and columns of these widths."""
        return Sheet(self, name, title, widths)

    def define(self, name: str, cell: Live) -> Live:
        """Give a cell a name, and refer to it by that."""
        self.file.define_name(name, f"={cell.formula}")
        return Live(name, cell.value)

    def close(self) -> bytes:
        """Finish the workbook and give its bytes."""
        self.file.close()
        return self._bytes.getvalue()


class Sheet:
    """A sheet that is written from top to bottom."""

    def __init__(self, book: Book, name: str, title: str, widths: Sequence[float]) -> None:
        """Begin a sheet of a book, set up to print on the width of a page."""
        self.book, self.name, self.widths = book, name, list(widths)
        self.page = book.pages[name]
        for at, width in enumerate(self.widths):
            self.page.set_column(at, at, width)
        self.page.set_landscape()
        self.page.set_paper(9)
        self.page.fit_to_pages(1, 0)
        self.page.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.6)
        self.page.set_footer("&L&A&RPage &P of &N")
        self.page.hide_gridlines(2)
        self.page.write_string(0, 0, plain(title), book.form("text", "title"))
        self.page.set_row(0, 22)
        self.row = 1

    def say(self, text: str, style: Style = "say") -> None:
        """Write a sentence over the width of the page."""
        across = self._across()
        room = sum(self.widths[:across])
        lines = math.ceil(len(text) * 1.05 / room)
        form = self.book.form("text", style)
        self.page.set_row(self.row, 14 * lines)
        if across > 1:
            self.page.merge_range(self.row, 0, self.row, across - 1, "", form)
        self.page.write_string(self.row, 0, plain(text), form)
        self.row += 1

    def heading(self, text: str) -> None:
        """Write the heading of what follows."""
        self.row += 1
        self.page.write_string(self.row, 0, plain(text), self.book.form("text", "left"))
        self.page.set_row(self.row, 20)
        self.row += 1

    def here(self, row: int, column: int, value: Value) -> Live:
        """Refer, from this sheet, to a cell of the table that is written next."""
        known = value.value if isinstance(value, Live | Given) else value
        return Live(ref(self.row + 1 + row, column), known or 0.0)

    def table(self, grid: Grid, *, main: bool = False) -> Span:
        """Write a table; the ``main`` one of a sheet keeps its headings in sight, and can be filtered."""
        head, first = self.row, self.row + 1
        for at, column in enumerate(grid.columns):
            kind: Kind = "text" if column.kind == "label" else column.kind
            form = self.book.form("text" if kind == "text" else "count", "head")
            self.page.write_string(head, at, plain(column.title), form)
        self.page.set_row(head, 14.5 * self._head_lines(grid))
        forms = [self.book.form(column.kind) for column in grid.columns]
        for at, row in enumerate(grid.rows, first):
            for place, (value, form) in enumerate(zip(row, forms, strict=True)):
                self.put(at, place, value, form)
        span = Span(self.name, first, grid)
        if main:
            self.page.freeze_panes(first, min(grid.texts, 2))
            self.page.repeat_rows(head)
            if grid.rows:
                self.page.autofilter(head, 0, span.last, len(grid.columns) - 1)
        self.row = span.last + 1
        self._totals(span)
        self.row += 1
        return span

    def put(self, row: int, column: int, value: Value, form: Any) -> None:
        """Write one cell: text as text, formulas only of our own."""
        if isinstance(value, str):
            self.page.write_string(row, column, plain(value), form)
        elif isinstance(value, Live):
            self.page.write_formula(row, column, f"={value.formula}", form, value.value)
        elif isinstance(value, Given):
            self.page.write_number(row, column, value.value, self.book.form(value.kind, "input"))
        elif value is None or not math.isfinite(value):
            self.page.write_blank(row, column, None, form)
        else:
            self.page.write_number(row, column, value, form)

    def _totals(self, span: Span) -> None:
        columns = span.grid.columns
        if not any(column.summed for column in columns) or not span.grid.rows:
            return
        for at, column in enumerate(columns):
            form = self.book.form(column.kind, "total")
            found: Value = "Total" if at == 0 else ""
            if column.summed:
                where = f"{ref(span.first, at)}:{ref(span.last, at)}"
                found = total(where, list(numbers(span.grid, at)))
            self.put(self.row, at, found, form)
        self.row += 1

    def _across(self) -> int:
        """Count the columns over which a sentence goes: about a page, and no more than there are."""
        across, room = 0, 0.0
        for width in self.widths:
            if room >= _PAGE:
                break
            across, room = across + 1, room + width
        return max(across, 1)

    def _head_lines(self, grid: Grid) -> int:
        pairs = zip(grid.columns, self.widths, strict=False)
        return max(_lines(column, width) for column, width in pairs)


def ref(row: int, column: int) -> str:
    """Name a cell of the same sheet.

    >>> ref(4, 2)
    '$C$5'
    """
    return f"{xl_col_to_name(column, col_abs=True)}${row + 1}"


def numbers(grid: Grid, column: int) -> Iterator[float]:
    """Give the numbers of a column; what is empty counts as 0."""
    for row in grid.rows:
        value = row[column]
        known = value.value if isinstance(value, Live | Given) else value
        yield known if isinstance(known, int | float) and math.isfinite(known) else 0.0


def _lines(column: Column, width: float) -> int:
    """Count the lines that a heading takes, broken between words."""
    lines, room = 1, 0.0
    for word in column.title.split():
        need = float(len(word))
        lines, room = (lines + 1, need) if room and room + 1 + need > width - 1 else (lines, room + 1 + need)
    return lines
