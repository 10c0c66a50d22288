"""Plans spoiled in their keys: renamed, misspelt, left out, written twice, moved, added."""

from __future__ import annotations

from random import Random

from benchmarks.fuzz.change import Change, keys_of, pairs_at, with_key
from benchmarks.fuzz.trees import At, Items, Keys, Spot, Tree, replaced, walk, with_pairs
from benchmarks.fuzz.values import misspelt
from benchmarks.fuzz.vocabulary import WORDS, is_own_name, may_be_left_out, shape_at


def rename_key(rng: Random, tree: Keys) -> Change | None:
    """Write another word in place of a key of the format."""
    spot = rng.choice(keys_of(tree, lambda spot: not is_own_name(spot.names)))
    key = rng.choice(["colour", "x", "Weights", "rate2", "if", "42", "true", "a b"])
    return Change(with_key(tree, spot, key), (spot.at,))


def misspell_key(rng: Random, tree: Keys) -> Change | None:
    """Misspell a key of the format."""
    spot = rng.choice(keys_of(tree, lambda spot: not is_own_name(spot.names)))
    key = misspelt(rng, spot.names[-1])
    return None if key in WORDS else Change(with_key(tree, spot, key), (spot.at,))


def delete_key(rng: Random, tree: Keys) -> Change | None:
    """Leave out a key; one that must be there makes the plan wrong."""
    spot = rng.choice(keys_of(tree, lambda spot: not is_own_name(spot.names)))
    pairs = pairs_at(tree, spot.at[:-1])
    siblings = [key for key, _ in pairs]
    optional = may_be_left_out(spot.names, siblings)
    if optional and rng.random() < 0.6:
        return None
    wrong = None if spot.names == ("report_cards",) else not optional
    del pairs[spot.at[-1]]
    partner = [
        (*spot.at[:-1], at) for at, (key, _) in enumerate(pairs) if key == PARTNERS.get(spot.names[-1])
    ]
    return Change(
        with_pairs(tree, spot.at[:-1], pairs), (*partner, *_last_band(spot), spot.at[:-1]), wrong=wrong
    )


PARTNERS = {"accumulate": "balance", "balance": "accumulate", "threshold": "pays"}
"""Keys of which one asks for the other, and is told where the other is missing."""


def _last_band(spot: Spot) -> tuple[At, ...]:
    """Give the places at which a band that lost its end is told."""
    return (spot.at, (*spot.at[:-1], 0)) if spot.names[-1] == "to" and "bands" in spot.names else ()


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
    spot = rng.choice(keys_of(tree, lambda spot: not is_own_name(spot.names)))
    owners = [
        other
        for other in walk(tree)
        if isinstance(other.node, Keys)
        and not is_own_name((*other.names, "x"))
        and spot.names[-1] not in (shape_at(other.names) or {})
        and other.at[: len(spot.at)] != spot.at
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


def _shifted(at: At, removed: At) -> At:
    """Give the way to a place after a key before it was taken out."""
    depth = len(removed) - 1
    if at[:depth] == removed[:-1] and len(at) > depth and at[depth] > removed[-1]:
        return (*at[:depth], at[depth] - 1, *at[depth + 1 :])
    return at


def reorder_keys(rng: Random, tree: Keys) -> Change | None:
    """Write the keys of a mapping in another order, which changes nothing."""
    spot = rng.choice([spot for spot in walk(tree) if isinstance(spot.node, Keys)])
    if spot.names[-1] == "by_month":
        return None
    pairs = pairs_at(tree, spot.at)
    rng.shuffle(pairs)
    return Change(with_pairs(tree, spot.at, pairs), (), wrong=False)


def change_type(rng: Random, tree: Keys) -> Change | None:
    """Put a text in place of a mapping or list, a list in place of a mapping, or the other way round."""
    spot = rng.choice([spot for spot in walk(tree) if isinstance(spot.node, (Keys, Items))])
    if is_own_name(spot.names) and spot.names[-2] == "where":
        return None
    choices: list[Tree] = ["nonsense", "12", "80%", "true", "null", *([""] if spot.names[-1] != "*" else [])]
    choices += (
        [Items(["a", "b"]), Items()] if isinstance(spot.node, Keys) else [Keys([("a", "b")]), Keys(), Items()]
    )
    return Change(replaced(tree, spot.at, rng.choice(choices)), (spot.at,))


def add_key(rng: Random, tree: Keys) -> Change | None:
    """Add a key that the format does not have there."""
    owners = [
        spot for spot in walk(tree) if isinstance(spot.node, Keys) and not is_own_name((*spot.names, "x"))
    ]
    owner = rng.choice(owners)
    pairs = [
        *pairs_at(tree, owner.at),
        (rng.choice(["note", "x", "comment", "2", "título", '""', "?"]), "80%"),
    ]
    return Change(with_pairs(tree, owner.at, pairs), ((*owner.at, len(pairs) - 1),))


MUTATIONS = (
    *(rename_key, misspell_key, delete_key, duplicate_key, move_key, reorder_keys, change_type, add_key),
)
