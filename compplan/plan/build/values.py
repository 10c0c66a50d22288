"""Values of a checked tree: each that must be there is."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any, TypeVar

from compplan.documents import nodes
from compplan.documents.nodes import Node, get, items

_T = TypeVar("_T")


def title_of(identifier: str) -> str:
    """Make a title from an id: ``following_up`` becomes ``Following up``."""
    words = identifier.replace("_", " ").replace("-", " ")
    return words[:1].upper() + words[1:]


def title(identifier: str, node: Node) -> str:
    """Take a title, or make one from the id."""
    return nodes.text(get(node, "title")) or title_of(identifier)


def values(node: Node | None) -> tuple[str, ...]:
    """Take one text or a list of texts."""
    return tuple(map(text, items(node))) or (text(node),)


def any_of(node: Node | None) -> tuple[str, ...]:
    """Take texts whose order means nothing."""
    return tuple(sorted(values(node)))


def word(node: Node | None, key: str, default: str | None = None) -> Any:
    """Take one of the words that the schema allows here."""
    return found(nodes.text(get(node, key)) or default)


def text(node: Node | None) -> str:
    """Take a text."""
    return found(nodes.text(node))


def number(node: Node | None) -> Fraction:
    """Take an exact number."""
    return found(nodes.number(node))


def integer(node: Node | None) -> int:
    """Take a whole number."""
    return found(nodes.integer(node))


def date(node: Node | None) -> dt.date:
    """Take a day."""
    return found(nodes.date(node))


def found(value: _T | None) -> _T:
    """Take what a checked tree has."""
    if value is None:
        message = "only a tree without errors can be built"
        raise ValueError(message)
    return value
