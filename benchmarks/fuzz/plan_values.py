"""Plans spoiled in their values: numbers, references, weights, bands and dates."""

from __future__ import annotations

from random import Random

from benchmarks.fuzz.change import Change, keys_of, named, pairs_at, texts_of, with_key
from benchmarks.fuzz.trees import At, Items, Keys, Names, replaced, walk
from benchmarks.fuzz.values import misspelt, respelt, wrong_value
from benchmarks.fuzz.vocabulary import NUMBERS, is_own_name, kind_at
from compplan.grammar import parse_number


def wrong_text(rng: Random, tree: Keys) -> Change | None:
    """Write a value that its kind does not allow: in another spelling, out of range, or of another kind."""
    spot = rng.choice([spot for spot in walk(tree) if isinstance(spot.node, str)])
    text = wrong_value(rng, kind_at(spot.names))
    if text is None or (kind_at(spot.names) == "money" and "JPY" not in str(tree) and text == "0.05"):
        return None
    touched = [spot.at]
    if kind_at(spot.names) == "currency":
        return Change(replaced(tree, spot.at, text), (spot.at, *_at(tree, "rounding", "to")))
    return Change(replaced(tree, spot.at, text), tuple(touched))


def _at(tree: Keys, *names: str) -> tuple[At, ...]:
    spot = named(tree, *names)
    return (spot.at,) if spot else ()


def respell(rng: Random, tree: Keys) -> Change | None:
    """Write a number in another way that means the same."""
    spot = rng.choice(texts_of(tree, *sorted(NUMBERS)))
    text = respelt(rng, str(spot.node), kind_at(spot.names))
    return None if text is None else Change(replaced(tree, spot.at, text), (), wrong=False)


def wrong_reference(rng: Random, tree: Keys) -> Change | None:
    """Rename a measure or report card where it is described, or where it is referred to."""
    own = keys_of(tree, lambda spot: is_own_name(spot.names) and _is_reference(spot.names))
    spot = rng.choice(own)
    changed = with_key(
        tree, spot, rng.choice(["nobody", "x1", misspelt(rng, spot.names[-1]).replace("-", "_")])
    )
    name = pairs_at(changed, spot.at[:-1])[spot.at[-1]][0]
    if name in {other.names[-1] for other in own} or not name.isascii():
        return None
    users = [
        other.at for other in walk(tree) if other.names[-1] == spot.names[-1] or other.node == spot.names[-1]
    ]
    return Change(changed, (spot.at, *users))


def _is_reference(names: Names) -> bool:
    owners = ("before", "to", "assume", "measures", "report_cards")
    return names[-2] in owners or (len(names) > 2 and names[-3] in ("by_year", "by_month"))


def broken_weights(rng: Random, tree: Keys) -> Change | None:
    """Change one share so that the shares no longer sum to 100%."""
    spot = rng.choice(texts_of(tree, "share"))
    old = parse_number(str(spot.node))
    text = rng.choice(["0%", "33.333333%", "0.5", "17%", "99.999999999%", "100%", "0.000000001"])
    if old is None or parse_number(text) == old:
        return None
    behaviours = "behaviours" in spot.names
    owner = spot.at[:-2] if behaviours else spot.at[:-1]
    return Change(replaced(tree, spot.at, text), (spot.at, owner))


def unordered(rng: Random, tree: Keys) -> Change | None:
    """Give a curve's points or bands another order, an end twice, or an end to the last."""
    lists = [
        spot for spot in walk(tree) if spot.names[-1] in ("points", "bands") and isinstance(spot.node, Items)
    ]
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
    return Change(
        replaced(tree, spot.at, Items(items)), tuple((*spot.at, number) for number in range(len(items)))
    )


def wrong_calendar(rng: Random, tree: Keys) -> Change | None:
    """Start inside a month, be announced too late, end after 2100, or have other years than are weighted."""
    kind = rng.choice(["inside", "late", "after", "years", "over"])
    starts, announced = named(tree, "starts"), named(tree, "announced")
    assert starts
    if kind == "inside":
        return Change(replaced(tree, starts.at, f"2027-01-{rng.randint(2, 28):02d}"), (starts.at,))
    if kind == "late" and announced:
        return Change(replaced(tree, announced.at, "2031-01-01"), (announced.at,))
    if kind == "after":
        touched = (starts.at,)
        return Change(replaced(tree, starts.at, "2100-01-01"), touched)
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


MUTATIONS = (wrong_text, wrong_text, respell, wrong_reference, broken_weights, unordered, wrong_calendar)
