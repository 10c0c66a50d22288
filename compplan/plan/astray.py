"""Measures at the wrong depth: told once, and the rest checked as if they stood right."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from compplan.diagnostics import Diagnostic
from compplan.documents.nodes import Mapping, Node, Scalar, entries, get, key_of, text
from compplan.documents.schema import known_keys, takes_word
from compplan.documents.words import shown

Entry = tuple[Scalar, Node]


def settled(tree: Node) -> tuple[Node, list[Diagnostic]]:
    """Give the tree with each measure where it belongs, and what is wrong with those that stood elsewhere."""
    told: list[Diagnostic] = []
    top = list(entries(tree))
    inside = [*entries(get(tree, "measures")), *_at_the_top(tree, top, told)]
    whole = Mapping(tuple(_indented(inside, told)), tree.place)
    moved = [(key, whole if key.text == "measures" else value) for key, value in top]
    return (Mapping(tuple(moved), tree.place), told) if told else (tree, [])


def _at_the_top(tree: Node, top: list[Entry], told: list[Diagnostic]) -> Iterator[Entry]:
    """Take the measures that stand beside ``measures`` out of the file's own keys."""
    known = known_keys("plan", (), tree) if key_of(tree, "measures") else frozenset()
    for key, value in list(top) if known else ():
        kind = text(get(value, "type"))
        if key.text not in known and kind and takes_word("plan", ("measures", key.text, "type"), kind):
            top.remove((key, value))
            told.append(_stray(key, "indent it and its lines, to stand below 'measures'"))
            yield key, value


def _indented(measures: list[Entry], told: list[Diagnostic]) -> Iterator[Entry]:
    """Put the keys of a measure that stand beside its name below it."""
    rest = measures
    while rest:
        (name, value), *rest = rest
        below = (
            _keys_below(name, rest) if isinstance(value, Scalar) and not (value.text or value.quoted) else []
        )
        if below:
            more = f" and {len(below) - 1} below it" if len(below) > 1 else ""
            told.append(_stray(below[0][0], f"indent it{more}, to stand below '{shown(name.text)}'"))
            value, rest = Mapping(tuple(below), name.place), rest[len(below) :]
        yield name, value


def _keys_below(name: Scalar, rest: list[Entry]) -> list[Entry]:
    """Give the keys right after a measure's name that are its own, if they say its type."""
    known = known_keys("plan", ("measures", name.text), Mapping(tuple(rest), name.place))
    below = list(takewhile(lambda entry: entry[0].text in known, rest))
    return below if any(key.text == "type" for key, _ in below) else []


def _stray(key: Scalar, hint: str) -> Diagnostic:
    return Diagnostic("CP101", f"unknown key '{shown(key.text)}'", key.place, hint)
