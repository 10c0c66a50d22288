"""What a mutation of a plan gives: the changed tree, and the places that were touched in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from benchmarks.fuzz.trees import At, Keys, Tree, node_at, with_pairs
from benchmarks.fuzz.vocabulary import Spot, walk


@dataclass(frozen=True, slots=True)
class Change:
    """A changed tree, the places that were touched in it, and whether that makes it wrong."""

    tree: Keys
    touched: tuple[At, ...]
    wrong: bool | None = True


Mutation = Callable[[Random, Keys], Change | None]


def pairs_at(tree: Keys, at: At) -> list[tuple[str, Tree]]:
    """Give the keys and values of the mapping at a place."""
    owner = node_at(tree, at)
    assert isinstance(owner, Keys)
    return list(owner.pairs)


def keys_of(tree: Keys, wanted: Callable[[Spot], bool]) -> list[Spot]:
    """Give the nodes that keys own, of those that are wanted."""
    return [spot for spot in walk(tree) if spot.names[-1] != "*" and wanted(spot)]


def texts_of(tree: Keys, wanted: Callable[[Spot], bool]) -> list[Spot]:
    """Give the texts that are wanted."""
    return [spot for spot in walk(tree) if isinstance(spot.node, str) and wanted(spot)]


def with_key(tree: Keys, spot: Spot, key: str) -> Keys:
    """Give the tree with another key in place of a node's."""
    pairs = pairs_at(tree, spot.at[:-1])
    pairs[spot.at[-1]] = key, pairs[spot.at[-1]][1]
    return with_pairs(tree, spot.at[:-1], pairs)


def named(tree: Keys, *names: str) -> Spot | None:
    """Find a node by its keys."""
    return next((spot for spot in walk(tree) if spot.names == names), None)
