"""A plan as a tree of keys, lists and texts, and how it is written in many styles with known lines."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import dataclass, field
from random import Random

from compplan.documents.nodes import Mapping, Node, Scalar, Sequence
from compplan.documents.read import read_source

At = tuple[int, ...]
"""The way from the top to a node: the number of the key or item at each level."""
Names = tuple[str, ...]
"""The same way by keys; an item of a list is ``*``."""


@dataclass(slots=True)
class Keys:
    """Keys and values in order; a key may stand twice."""

    pairs: list[tuple[str, Tree]] = field(default_factory=list)


@dataclass(slots=True)
class Items:
    """A list."""

    items: list[Tree] = field(default_factory=list)


Tree = Keys | Items | str
"""A text is written as it stands, quotes included."""


def parse(text: str) -> Keys:
    """Read a right plan's text."""
    root, problems = read_source(text, "plan.yaml")
    assert root is not None, problems
    tree = _tree(root)
    assert isinstance(tree, Keys)
    return tree


def _tree(node: Node) -> Tree:
    match node:
        case Mapping(entries, _):
            return Keys([(key.text, _tree(value)) for key, value in entries])
        case Sequence(items, _):
            return Items([_tree(item) for item in items])
        case Scalar(text, quoted, _):
            return json.dumps(text, ensure_ascii=False) if quoted or set(text) & set(",[]{}") else text


def children(tree: Tree) -> list[tuple[str, Tree]]:
    """Give what stands in a mapping or list, with its key or ``*``; nothing of a text."""
    if isinstance(tree, Keys):
        return tree.pairs
    return [("*", item) for item in tree.items] if isinstance(tree, Items) else []


def node_at(tree: Tree, at: At) -> Tree:
    """Find a node."""
    for number in at:
        tree = children(tree)[number][1]
    return tree


def replaced(tree: Keys, at: At, value: Tree) -> Keys:
    """Give the tree with another value at a place."""
    copy = deepcopy(tree)
    owner = node_at(copy, at[:-1])
    if isinstance(owner, Keys):
        owner.pairs[at[-1]] = owner.pairs[at[-1]][0], value
    elif isinstance(owner, Items):
        owner.items[at[-1]] = value
    return copy


def with_pairs(tree: Keys, at: At, pairs: list[tuple[str, Tree]]) -> Keys:
    """Give the tree with other keys and values in the mapping at a place (the top: ``()``)."""
    return replaced(tree, at, Keys(pairs)) if at else Keys(pairs)


@dataclass(frozen=True, slots=True)
class Style:
    """How a tree is written: from which depth in brackets, how far indented, with which comments."""

    flow_from: int
    indent: int
    comments: float
    seed: int


def any_style(rng: Random) -> Style:
    """Choose a style."""
    return Style(
        rng.choice([1, 2, 2, 3, 3, 4, 9]), rng.choice([1, 2, 2, 4]), rng.choice([0, 0.2]), rng.randrange(99)
    )


def write(tree: Keys, style: Style) -> tuple[str, dict[At, int]]:
    """Write a tree as YAML, and tell on which line (from 1) each node, or the key that owns it, stands."""
    writer = _Writer(style, Random(style.seed))
    writer.block(tree, (), "")
    return "\n".join(writer.lines) + "\n", writer.at


@dataclass(slots=True)
class _Writer:
    style: Style
    rng: Random
    lines: list[str] = field(default_factory=list)
    at: dict[At, int] = field(default_factory=dict)

    def block(self, tree: Keys | Items, at: At, pad: str) -> None:
        for number, (name, child) in enumerate(children(tree)):
            where = (*at, number)
            if self.rng.random() < self.style.comments:
                self.lines.append(f"{pad}# by then: {{all}}" if self.rng.random() < 0.7 else "")
            head = f"{pad}- " if isinstance(tree, Items) else f"{pad}{name}:"
            inside = isinstance(child, (Keys, Items)) and bool(children(child)) and isinstance(tree, Keys)
            self.at[where] = len(self.lines) + 1
            if inside and len(where) < self.style.flow_from and isinstance(child, (Keys, Items)):
                self.lines.append(head)
                self.block(child, where, pad + " " * self.style.indent)
            else:
                text = self.flow(child, where)
                self.lines.append(f"{head}{text}" if isinstance(tree, Items) else f"{head} {text}".rstrip())

    def flow(self, tree: Tree, at: At) -> str:
        self.at[at] = len(self.lines) + 1
        parts = [
            (name, self.flow(child, (*at, number))) for number, (name, child) in enumerate(children(tree))
        ]
        if isinstance(tree, Keys):
            return "{" + ", ".join(f"{name}: {text}" for name, text in parts) + "}"
        return f"[{', '.join(text for _, text in parts)}]" if isinstance(tree, Items) else tree
