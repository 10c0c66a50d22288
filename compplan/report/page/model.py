"""What stands on a page for executives: questions with answers, sections with pictures and tables."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stop:
    """A place at which the slider can stand: a path that was computed."""

    name: str
    note: str


@dataclass(frozen=True, slots=True)
class Body:
    """An answer: a figure, and what it means."""

    figure: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A question, its answer at each stop of the slider, and a picture (SVG) that follows the slider."""

    question: str
    bodies: tuple[Body, ...]
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; ``stop`` is the stop of the slider at which it is marked."""

    cells: tuple[str, ...]
    stop: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption; the first ``left`` columns are text, the others figures."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    left: int = 1


@dataclass(frozen=True, slots=True)
class Framed:
    """Pictures and tables with a title, of one stop of the slider, or seen at every stop (``stop`` None)."""

    pictures: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    stop: int | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page below the first screen: heading, what to know, pictures and tables."""

    id: str
    title: str
    said: tuple[str, ...]
    parts: tuple[Framed, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page: what kind of figures it has, of what, answers first, then sections.

    ``shown`` is the stop at which the page opens, and at which it stays without a choice.
    """

    kind: str
    title: str
    lead: str
    warning: str
    stops: tuple[Stop, ...]
    cards: tuple[Card, ...]
    sections: tuple[Section, ...]
    shown: int = 0
