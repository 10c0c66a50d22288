"""Plans spoiled in single values, by what their schema says of them."""

from __future__ import annotations

from random import Random

from benchmarks.fuzz.change import Change, texts_of
from benchmarks.fuzz.trees import Keys, replaced
from benchmarks.fuzz.values import respelt, wrong_value
from benchmarks.fuzz.vocabulary import takes_percent


def wrong_text(rng: Random, tree: Keys) -> Change | None:
    """Write a value that its kind does not allow: in another spelling, out of range, or of another kind."""
    spot = rng.choice(texts_of(tree, lambda _: True))
    text = wrong_value(rng, spot.flat)
    return None if text is None else Change(replaced(tree, spot.at, text), (spot.at,))


def respell(rng: Random, tree: Keys) -> Change | None:
    """Write a percentage in another way that means the same."""
    found = texts_of(tree, lambda spot: takes_percent(spot.flat))
    if not found:
        return None
    spot = rng.choice(found)
    text = respelt(rng, str(spot.node))
    return None if text is None else Change(replaced(tree, spot.at, text), (), wrong=False)


MUTATIONS = (wrong_text, wrong_text, respell)
