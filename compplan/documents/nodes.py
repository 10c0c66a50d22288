"""The tree of a YAML file: text as written, each node with its place.

The accessors take None or a node of another kind and give None, so that a check may read a file in which
other things are wrong.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from compplan.diagnostics import Place
from compplan.grammar import parse_number
from compplan.months import parse_date

NO_VALUE = frozenset({"", "~", "null", "Null", "NULL"})
"""What stands where a value is missing, if not in quotes."""
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,14})")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text as written; ``quoted`` if in quotes or a block, and so never a number."""

    text: str
    quoted: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys, each with its own place, and values, in the order of the file."""

    entries: tuple[tuple[Scalar, Node], ...]
    place: Place


Node = Scalar | Sequence | Mapping
Path = tuple[str | int, ...]


def entries(node: Node | None) -> tuple[tuple[Scalar, Node], ...]:
    """Give the keys and values of a mapping; none of anything else."""
    return node.entries if isinstance(node, Mapping) else ()


def items(node: Node | None) -> tuple[Node, ...]:
    """Give the items of a list; none of anything else."""
    return node.items if isinstance(node, Sequence) else ()


def key_of(node: Node | None, name: str) -> Scalar | None:
    """Find a mapping's key."""
    return next((key for key, _ in entries(node) if key.text == name), None)


def get(node: Node | None, *names: str) -> Node | None:
    """Follow keys into nested mappings."""
    for name in names:
        node = next((value for key, value in entries(node) if key.text == name), None)
    return node


def text(node: Node | None) -> str | None:
    """Read a scalar's text; None where a value is missing."""
    if not isinstance(node, Scalar) or (not node.quoted and node.text in NO_VALUE):
        return None
    return node.text


def number(node: Node | None) -> Fraction | None:
    """Read an unquoted number or percentage as an exact rational."""
    return parse_number(node.text) if isinstance(node, Scalar) and not node.quoted else None


def integer(node: Node | None) -> int | None:
    """Read an unquoted whole number."""
    if not isinstance(node, Scalar) or node.quoted or not _INTEGER.fullmatch(node.text):
        return None
    return int(node.text)


def date(node: Node | None) -> dt.date | None:
    """Read a date."""
    return parse_date(node.text) if isinstance(node, Scalar) else None


def places_in(key: Scalar | None, node: Node) -> Iterator[Place]:
    """Give the places of a value, of the key that owns it, and of all keys and values in it."""
    if key is not None:
        yield key.place
    yield node.place
    for name, value in entries(node):
        yield from places_in(name, value)
    for item in items(node):
        yield from places_in(None, item)


def places(root: Node) -> dict[Path, Place]:
    """Give the place of each value by its path; of a mapping or list that a key owns, the key's."""
    return dict(_places((), root, root.place))


def _places(path: Path, node: Node, place: Place) -> Iterator[tuple[Path, Place]]:
    yield path, place
    for key, value in entries(node):
        owner = value.place if isinstance(value, Scalar) else key.place
        yield from _places((*path, key.text), value, owner)
    for index, item in enumerate(items(node)):
        yield from _places((*path, index), item, item.place)
