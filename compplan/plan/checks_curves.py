"""Checks of payout curves: points and bands follow each other and cover every attainment once."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from compplan.diagnostics import Diagnostic, Place
from compplan.documents.mends import lacks
from compplan.documents.nodes import Node, entries, get, items, key_of, number, text
from compplan.documents.words import percent

MOST = 1000
"""The largest attainment that the schema allows a band to end at."""


def check(curve: Node | None) -> Iterator[Diagnostic]:
    """Give every problem of a curve."""
    yield from pays(curve)
    yield from points(curve)
    yield from ends(curve)
    yield from order(curve)


def pays(curve: Node | None) -> Iterator[Diagnostic]:
    """Check that a curve with `pays` has the threshold that it speaks of."""
    key = key_of(curve, "pays")
    if key and text(get(curve, "type")) != "step" and lacks(curve, "threshold"):
        yield Diagnostic("CP217", "'pays' needs 'threshold'", key.place, "add 'threshold', or delete 'pays'")


def points(curve: Node | None) -> Iterator[Diagnostic]:
    """Check that the attainments of a linear curve's points increase."""
    firsts = [next(iter(items(point)), None) for point in items(get(curve, "points"))]
    for before, node in pairwise(firsts):
        last, attainment = number(before), number(node)
        if node is not None and last is not None and attainment is not None and attainment <= last:
            found = "stands twice" if attainment == last else f"comes after {percent(last)}"
            message = f"attainment {percent(attainment)} {found}"
            yield Diagnostic("CP214", message, node.place, "order the points by attainment, each once")


def ends(curve: Node | None) -> Iterator[Diagnostic]:
    """Check that the last band, and no other, has no end."""
    *most, last = items(get(curve, "bands")) or (None,)
    for band in most:
        if entries(band) and lacks(band, "to"):
            message = "this band has no end, so the bands after it are never reached"
            yield Diagnostic("CP216", message, _place(band), "give it a 'to'")
    to = get(last, "to")
    end = number(to)
    if to is not None and end is not None:
        message = f"the last band ends at {percent(end)}, so nothing says what is paid from there on"
        yield Diagnostic("CP216", message, to.place, "delete its 'to', or add a band without 'to'")


def order(curve: Node | None) -> Iterator[Diagnostic]:
    """Check that each band but the last, which has no end, ends above the one before."""
    begin = Fraction()
    for band in items(get(curve, "bands"))[:-1]:
        to = get(band, "to")
        end = number(to)
        if to is not None and end is not None and 0 < end <= begin:
            yield Diagnostic("CP215", _overlap(begin, end), to.place, "order the bands by 'to', each once")
        begin = end if end is not None and end <= MOST else begin


def _overlap(begin: Fraction, end: Fraction) -> str:
    if begin == end:
        return f"this band is empty: it begins and ends at {percent(end)}"
    return f"this band ends at {percent(end)}, but begins at {percent(begin)}, so it overlaps the one before"


def _place(band: Node) -> Place:
    return next((key.place for key, _ in entries(band)), band.place)
