"""Plans spoiled in their keys: renamed, misspelt, left out, written twice, moved, added."""

from __future__ import annotations

from random import Random

from benchmarks.fuzz.change import Change, keys_of, pairs_at, with_key
from benchmarks.fuzz.trees import At, Items, Keys, Tree, replaced, with_pairs
from benchmarks.fuzz.values import misspelt, wrong_name
from benchmarks.fuzz.vocabulary import (
    WORDS,
    Spot,
    definition,
    is_closed,
    kinds_of,
    required_of,
    top,
    walk,
    words_of,
)


def rename_key(rng: Random, tree: Keys) -> Change | None:
    """Write another word in place of a key of the format."""
    spot = rng.choice(_words(tree))
    key = rng.choice(["colour", "x", "Weights", "rate2", "if", "42", "true", "a b"])
    return None if key in words_of(spot.owner) else Change(with_key(tree, spot, key), (spot.at,))


def misspell_key(rng: Random, tree: Keys) -> Change | None:
    """Misspell a key of the format."""
    spot = rng.choice(_words(tree))
    key = misspelt(rng, spot.names[-1])
    return None if key in WORDS else Change(with_key(tree, spot, key), (spot.at,))


def _words(tree: Keys) -> list[Spot]:
    return keys_of(tree, lambda spot: spot.is_word and is_closed(spot.owner))


def misname(rng: Random, tree: Keys) -> Change | None:
    """Write a name that a plan chooses, such as a measure's, in a way in which none can be written."""
    spot = rng.choice(keys_of(tree, lambda spot: spot.is_name))
    names = [schema["propertyNames"] for schema in spot.owner if "propertyNames" in schema]
    schema = next(({**definition(each["$ref"]), **each} if "$ref" in each else each for each in names), {})
    key = wrong_name(rng, schema)
    return None if key is None else Change(with_key(tree, spot, key), (spot.at, *users_of(tree, spot)))


def users_of(tree: Keys, spot: Spot) -> list[At]:
    """Give the places at which the name of a spot stands, as key or value."""
    name = spot.names[-1]
    return [other.at for other in walk(tree) if other.names[-1] == name or other.node == name]


def delete_key(rng: Random, tree: Keys) -> Change | None:
    """Leave out a key; one that must be there makes the plan wrong, another may."""
    spot = rng.choice(keys_of(tree, lambda spot: spot.is_word))
    must = spot.names[-1] in required_of(spot.owner)
    if not must and rng.random() < 0.6:
        return None
    pairs = pairs_at(tree, spot.at[:-1])
    del pairs[spot.at[-1]]
    return Change(with_pairs(tree, spot.at[:-1], pairs), (spot.at[:-1],), wrong=must or None)


def duplicate_key(rng: Random, tree: Keys) -> Change | None:
    """Write a key a second time."""
    spot = rng.choice(keys_of(tree, lambda _: True))
    pairs = pairs_at(tree, spot.at[:-1])
    to = rng.randint(0, len(pairs))
    pairs.insert(to, pairs[spot.at[-1]])
    first = spot.at[-1] + (to <= spot.at[-1])
    return Change(with_pairs(tree, spot.at[:-1], pairs), ((*spot.at[:-1], to), (*spot.at[:-1], first)))


def move_key(rng: Random, tree: Keys) -> Change | None:
    """Move a key of the format into a mapping where it has no place."""
    spot = rng.choice(keys_of(tree, lambda spot: spot.is_word))
    owners = [
        other
        for other in _closed(tree)
        if spot.names[-1] not in words_of(other.may) and other.at[: len(spot.at)] != spot.at
    ]
    if not owners:
        return None
    owner = rng.choice(owners)
    inside = [*pairs_at(tree, owner.at), (spot.names[-1], spot.node)]
    moved = with_pairs(tree, owner.at, inside)
    pairs = pairs_at(moved, spot.at[:-1])
    del pairs[spot.at[-1]]
    at = _shifted((*owner.at, len(inside) - 1), spot.at)
    return Change(with_pairs(moved, spot.at[:-1], pairs), (at, spot.at[:-1]))


def _closed(tree: Keys) -> list[Spot]:
    """Give the mappings that take no other keys than those of the format."""
    return [spot for spot in (top(tree), *walk(tree)) if isinstance(spot.node, Keys) and is_closed(spot.may)]


def _shifted(at: At, removed: At) -> At:
    """Give the way to a place after a key before it was taken out."""
    depth = len(removed) - 1
    if at[:depth] == removed[:-1] and len(at) > depth and at[depth] > removed[-1]:
        return (*at[:depth], at[depth] - 1, *at[depth + 1 :])
    return at


ORDERED = frozenset({"by_month"})
"""Mappings whose keys must stand in order."""


def reorder_keys(rng: Random, tree: Keys) -> Change | None:
    """Write the keys of a mapping in another order, which changes nothing."""
    spot = rng.choice([spot for spot in walk(tree) if isinstance(spot.node, Keys)])
    if spot.names[-1] in ORDERED:
        return None
    pairs = pairs_at(tree, spot.at)
    rng.shuffle(pairs)
    return Change(with_pairs(tree, spot.at, pairs), (), wrong=False)


def change_type(rng: Random, tree: Keys) -> Change | None:
    """Put a text in place of a mapping or list, a list in place of a mapping, or the other way round."""
    spot = rng.choice([spot for spot in walk(tree) if isinstance(spot.node, (Keys, Items))])
    kinds = kinds_of(spot.may)
    choices: list[Tree] = ["null", *([""] if spot.names[-1] != "*" else [])]
    if kinds <= {"array", "object"}:
        choices += ["nonsense", "12", "80%", "true"]
    choices += [Items(["a", "b"]), Items()] if "array" not in kinds else []
    choices += [Keys([("a", "b")]), Keys()] if "object" not in kinds else []
    if any("minItems" in schema for schema in spot.may):
        choices += [Items()]
    return Change(replaced(tree, spot.at, rng.choice(choices)), (spot.at,)) if kinds else None


def add_key(rng: Random, tree: Keys) -> Change | None:
    """Add a key that the format does not have there."""
    owner = rng.choice(_closed(tree))
    key = rng.choice(["note", "x", "comment", "2", "título", '""', "?"])
    if key in words_of(owner.may):
        return None
    pairs = [*pairs_at(tree, owner.at), (key, "80%")]
    return Change(with_pairs(tree, owner.at, pairs), ((*owner.at, len(pairs) - 1),))


MUTATIONS = (
    *(rename_key, misspell_key, misname, delete_key, duplicate_key, move_key, reorder_keys, change_type),
    add_key,
)
"""What can be spoiled knowing nothing but the schema."""
