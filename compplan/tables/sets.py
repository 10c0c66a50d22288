"""Sets of values that a cell of a decision table stands for, exactly."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

Cut = tuple[Fraction | float, int]
"""A place between numbers: just before (0) or just after (1) one; infinite ones end a line."""
Span = tuple[Cut, Cut]
"""The numbers between two cuts, the first below the second."""

BELOW_ALL: Cut = (float("-inf"), 0)
ABOVE_ALL: Cut = (float("inf"), 0)


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers in disjoint spans, in order; ``missing`` if the set holds a missing value too."""

    spans: tuple[Span, ...]
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """Texts: the ``names``, or if ``others`` all but these; ``missing`` if a missing value is in it too."""

    names: frozenset[str]
    others: bool = False
    missing: bool = False


Values = Numbers | Names


def union(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Join spans that touch or overlap, in order."""
    joined: list[Span] = []
    for low, high in sorted(spans):
        if joined and low <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], high)
        else:
            joined.append((low, high))
    return tuple(joined)


def complement(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Give the numbers in none of the spans."""
    rest, low = [], BELOW_ALL
    for span in union(spans):
        if low < span[0]:
            rest.append((low, span[0]))
        low = span[1]
    return (*rest, (low, ABOVE_ALL)) if low < ABOVE_ALL else tuple(rest)


def within(spans: Iterable[Span], domain: Span) -> tuple[Span, ...]:
    """Give the parts of spans inside a domain."""
    cut = [(max(low, domain[0]), min(high, domain[1])) for low, high in spans]
    return tuple((low, high) for low, high in cut if low < high)


def whole(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Give spans that hold the same whole numbers, cut just before whole numbers only."""
    return union((low, high) for low, high in (map(_before_whole, span) for span in spans) if low < high)


def _before_whole(cut: Cut) -> Cut:
    value, after = cut
    if isinstance(value, float):
        return cut
    return Fraction(value.__floor__() + 1 if after else value.__ceil__()), 0
