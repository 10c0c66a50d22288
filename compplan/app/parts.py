"""What a page shows, before it is HTML: figures, pictures, tables with links, texts."""

from __future__ import annotations

from dataclasses import dataclass

MOST_ROWS = 200
"""Rows of a table that a page shows."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A text, perhaps a link."""

    text: str
    address: str = ""


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption; the first ``left`` columns are text, the others figures.

    ``more`` counts the rows that are left out.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    left: int = 1
    more: int = 0


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure, what it is, and a note."""

    name: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Steps:
    """How a number came about, as indented text under a heading."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Pictures:
    """Pictures (SVG) that belong together, under a heading."""

    title: str
    each: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What a page is about; of most, what follows the slider. ``trail`` leads to it from the company."""

    title: str
    trail: tuple[Cell, ...]
    said: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    pictures: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    steps: tuple[Steps, ...] = ()
    groups: tuple[Pictures, ...] = ()
    notes: tuple[str, ...] = ()
    asks: tuple[tuple[str, str], ...] = ()
    """Fields that go along when a participant is asked for; not asked if there are none."""
    downloads: tuple[tuple[str, str], ...] = ()
    more: tuple[tuple[str, str], ...] = ()
    """Pages to go on to."""


def row(*cells: str | Cell) -> Row:
    """Make a row of texts and links.

    >>> row("a", Cell("b", "/b"))[0]
    Cell(text='a', address='')
    """
    return tuple(cell if isinstance(cell, Cell) else Cell(cell) for cell in cells)


def shortened(table: Table) -> Table:
    """Leave out the rows of a table that a page has no room for."""
    if len(table.rows) <= MOST_ROWS:
        return table
    more = len(table.rows) - MOST_ROWS
    return Table(table.caption, table.header, table.rows[:MOST_ROWS], table.left, more)
