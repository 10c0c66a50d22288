"""What a sheet of paper holds: blocks of plain texts, to be written as HTML or PDF. None is markup."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Title:
    """The heading of a sheet, and what stands small below it."""

    text: str
    below: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of what follows."""

    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph; a ``large`` one is what the sheet is about."""

    text: str
    large: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of sentences."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cells:
    """A table of texts; ``numbers`` says of each column whether it is one; the last row may be a total.

    What follows the end of a line in a cell stands small below.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[bool, ...]
    total: bool = False


@dataclass(frozen=True, slots=True)
class Steps:
    """Sentences, each with the depth (0, 1, ...) at which it explains the one above."""

    lines: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """An SVG of our own."""

    svg: str


@dataclass(frozen=True, slots=True)
class Sign:
    """Lines to sign on."""

    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """Questions with a box to tick for each choice; what follows the end of a line stands small below."""

    choices: tuple[str, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Room:
    """Labels, each with room to write."""

    labels: tuple[str, ...]


Block = Title | Heading | Words | Bullets | Cells | Steps | Picture | Sign | Form | Room
Sheet = Sequence[Block]


def cells(
    header: Sequence[str], rows: Sequence[Sequence[str]], texts: int = 1, *, total: bool = False
) -> Cells:
    """Make a table whose first ``texts`` columns are texts, the others numbers."""
    numbers = tuple(at >= texts for at in range(len(header)))
    return Cells(tuple(header), tuple(map(tuple, rows)), numbers, total)
