"""Plans spoiled in what they mean, which no schema sees: references, sums, orders, dates, currencies."""

from __future__ import annotations

from random import Random

from benchmarks.fuzz.change import Change, keys_of, named, pairs_at, texts_of, with_key
from benchmarks.fuzz.plan_keys import users_of
from benchmarks.fuzz.trees import Items, Keys, Names, replaced
from benchmarks.fuzz.values import misspelt
from benchmarks.fuzz.vocabulary import Spot, walk
from compplan.grammar import parse_number

MEANT = {
    "currency": ("XXX", "usd", "US", "DOLLAR", "XAU", "123", "€"),
    "report_card": ("nobody", "custome", "a_b"),
    "favourable": ("splendid", "god", "Goo d"),
}
"""Texts that are wrong for what a key means, by key."""


def wrong_word(rng: Random, tree: Keys) -> Change | None:
    """Write a currency, report card or category that does not exist."""
    spots = texts_of(tree, lambda spot: bool(MEANT.keys() & {*spot.names[-2:]}) and "where" not in spot.names)
    if not spots:
        return None
    spot = rng.choice(spots)
    key = next(name for name in reversed(spot.names) if name in MEANT)
    rounded = named(tree, "rounding", "to") if key == "currency" else None
    text = rng.choice(MEANT[key])
    return Change(replaced(tree, spot.at, text), (spot.at, *([rounded.at] if rounded else [])))


def finer_than_money(_: Random, tree: Keys) -> Change | None:
    """Round to a part of a minor unit."""
    to = named(tree, "rounding", "to")
    return Change(replaced(tree, to.at, "0.0001"), (to.at,)) if to else None


def wrong_reference(rng: Random, tree: Keys) -> Change | None:
    """Rename a measure or report card where it is described, or where it is referred to."""
    own = keys_of(tree, lambda spot: spot.is_name and _is_reference(spot.names))
    spot = rng.choice(own)
    name = rng.choice(["nobody", "x1", misspelt(rng, spot.names[-1]).replace("-", "_")])
    if name in {other.names[-1] for other in own} or not name.isascii():
        return None
    users = tuple(users_of(tree, spot))
    if spot.names[0] == "measures" and {*users} <= {spot.at}:
        return None
    return Change(with_key(tree, spot, name), (spot.at, *users))


def _is_reference(names: Names) -> bool:
    if names[0] in ("weights", "announced_weights"):
        return True
    return len(names) == 2 and names[0] in ("assume", "measures", "report_cards")


def broken_weights(rng: Random, tree: Keys) -> Change | None:
    """Change one share so that the shares no longer sum to 100%."""
    parts = texts_of(tree, _is_part)
    if not parts:
        return None
    spot = rng.choice(parts)
    old = parse_number(str(spot.node))
    text = rng.choice(["0%", "33.333333%", "0.5", "17%", "99.999999999%", "100%", "0.000000001"])
    if old is None or parse_number(text) == old:
        return None
    owner = spot.at[:-2] if "behaviours" in spot.names else spot.at[:-1]
    return Change(replaced(tree, spot.at, text), (spot.at, owner))


def _is_part(spot: Spot) -> bool:
    """Tell whether a text is a share of shares that sum to 100%."""
    in_row = spot.names[0] in ("weights", "announced_weights") and spot.is_name
    return in_row or (spot.names[-3:-2] == ("behaviours",) and spot.names[-1] == "weight")


def unordered(rng: Random, tree: Keys) -> Change | None:
    """Give a curve's points or bands another order, an end twice, or an end to the last."""
    lists = [
        spot for spot in walk(tree) if spot.names[-1] in ("points", "bands") and isinstance(spot.node, Items)
    ]
    if not lists:
        return None
    spot = rng.choice(lists)
    assert isinstance(spot.node, Items)
    items = list(spot.node.items)
    kind = rng.choice(["reverse", "twice", "last", "swap"])
    if kind == "last" and spot.names[-1] == "bands":
        last = items[-1]
        assert isinstance(last, Keys)
        items[-1] = Keys([("to", "900%"), *last.pairs])
    elif kind == "twice":
        items.insert(1, items[0])
    elif len(items) > 1 and kind == "reverse":
        items.reverse()
    elif len(items) > 2 and kind == "swap":
        items[0], items[1] = items[1], items[0]
    else:
        return None
    touched = tuple((*spot.at, number) for number in range(len(items)))
    return Change(replaced(tree, spot.at, Items(items)), touched)


def lost_end(rng: Random, tree: Keys) -> Change | None:
    """Leave out the end of a band that is not the last, or the key that another asks for."""
    pairs = {"to": "bands", "threshold": "pays", "accumulate": "balance", "balance": "accumulate"}
    spots = [spot for spot in keys_of(tree, lambda spot: spot.names[-1] in pairs) if _needed(tree, spot)]
    if not spots:
        return None
    spot = rng.choice(spots)
    kept = pairs_at(tree, spot.at[:-1])
    del kept[spot.at[-1]]
    spoiled = replaced(tree, spot.at[:-1], Keys(kept))
    return Change(spoiled, tuple((*spot.at[:-1], number) for number in range(len(kept))))


def _needed(tree: Keys, spot: Spot) -> bool:
    siblings = dict(pairs_at(tree, spot.at[:-1]))
    if spot.names[-3:] == ("bands", "*", "to"):
        return True
    if spot.names[-1] == "balance":
        return siblings.get("accumulate") == "year_to_date"
    return {"threshold": "pays", "accumulate": "balance"}.get(spot.names[-1]) in siblings


def wrong_calendar(rng: Random, tree: Keys) -> Change | None:
    """Start inside a month, be announced too late, end after 2100, or have other years than are weighted."""
    kind = rng.choice(["inside", "late", "after", "years", "over"])
    starts, announced = named(tree, "starts"), named(tree, "announced")
    assert starts
    if kind == "inside":
        dates = (starts.at, *([announced.at] if announced else []))  # it may now be announced too late
        return Change(replaced(tree, starts.at, f"2027-01-{rng.randint(2, 28):02d}"), dates)
    if kind == "late" and announced:
        return Change(replaced(tree, announced.at, "2031-01-01"), (announced.at,))
    if kind == "after":
        touched = (starts.at,)
        return Change(replaced(tree, starts.at, "2100-02-01"), touched)
    return _other_years(rng, tree)


def _other_years(rng: Random, tree: Keys) -> Change | None:
    years, by_year = named(tree, "years"), named(tree, "weights", "by_year")
    if years is None or by_year is None:
        return None
    count = rng.choice([number for number in range(1, 11) if str(number) != years.node])
    inner = [
        spot.at
        for spot in walk(tree)
        if spot.names[-2:-1] in (("by_year",), ("weights",), ("announced_weights",))
    ]
    return Change(replaced(tree, years.at, str(count)), (years.at, *inner))


MUTATIONS = (
    *(wrong_word, finer_than_money, wrong_reference, broken_weights, unordered, lost_end, wrong_calendar),
)
