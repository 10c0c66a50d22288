"""Checks of payout curves: points and bands follow each other and cover every attainment once."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from compplan.diagnostics import Diagnostic, Place
from compplan.documents.mends import lacks
from compplan.documents.nodes import Node, entries, get, items, key_of, number, text
from compplan.documents.words import percent
from compplan.grammar import decimal_text

MOST = 1000
"""The largest attainment that the schema allows a band to end at."""


def check(curve: Node | None, by: str) -> Iterator[Diagnostic]:
    """Give every problem of a curve that goes by an attainment, a value or an excess."""
    yield from pays(curve)
    yield from above_band(curve)
    yield from points(curve, by)
    yield from ends(curve, by)
    yield from order(curve, by)


def pays(curve: Node | None) -> Iterator[Diagnostic]:
    """Check that a curve with `pays` has the threshold that it speaks of."""
    key = key_of(curve, "pays")
    above_band = text(get(curve, "pays")) == "above_band"
    if key and not above_band and text(get(curve, "type")) != "step" and lacks(curve, "threshold"):
        yield Diagnostic("CP217", "'pays' needs 'threshold'", key.place, "add 'threshold', or delete 'pays'")


def above_band(curve: Node | None) -> Iterator[Diagnostic]:
    """Check that what is above a band's beginning is asked of a curve with one rate for it."""
    node, kind = get(curve, "pays"), text(get(curve, "type"))
    if node is not None and text(node) == "above_band" and kind in ("linear", "tiered_marginal"):
        message = "'pays: above_band' is for a tiered_retroactive curve"
        yield Diagnostic("CP217", message, node.place, "delete 'pays', or change the curve's type")


def points(curve: Node | None, by: str) -> Iterator[Diagnostic]:
    """Check that the attainments of a linear curve's points increase."""
    firsts = [next(iter(items(point)), None) for point in items(get(curve, "points"))]
    for before, node in pairwise(firsts):
        last, attainment = number(before), number(node)
        if node is not None and last is not None and attainment is not None and attainment <= last:
            found = "stands twice" if attainment == last else f"comes after {written(by, last)}"
            message = f"{by} {written(by, attainment)} {found}"
            yield Diagnostic("CP214", message, node.place, f"order the points by {by}, each once")


def ends(curve: Node | None, by: str) -> Iterator[Diagnostic]:
    """Check that the last band, and no other, has no end."""
    *most, last = items(get(curve, "bands")) or (None,)
    for band in most:
        if entries(band) and lacks(band, "to"):
            message = "this band has no end, so the bands after it are never reached"
            yield Diagnostic("CP216", message, _place(band), "give it a 'to'")
    to = get(last, "to")
    end = number(to)
    if to is not None and end is not None:
        message = f"the last band ends at {written(by, end)}, so nothing says what is paid from there on"
        yield Diagnostic("CP216", message, to.place, "delete its 'to', or add a band without 'to'")


def order(curve: Node | None, by: str) -> Iterator[Diagnostic]:
    """Check that each band but the last, which has no end, ends above the one before."""
    begin = Fraction()
    for band in items(get(curve, "bands"))[:-1]:
        to = get(band, "to")
        end = number(to)
        if to is not None and end is not None and 0 < end <= begin:
            yield Diagnostic(
                "CP215", _overlap(by, begin, end), to.place, "order the bands by 'to', each once"
            )
        begin = end if end is not None and (end <= MOST or by != "attainment") else begin


def written(by: str, edge: Fraction) -> str:
    """Write an edge: an attainment as a percentage, a value as a number."""
    return percent(edge) if by == "attainment" and edge <= MOST else decimal_text(edge)


def _overlap(by: str, begin: Fraction, end: Fraction) -> str:
    low, high = written(by, begin), written(by, end)
    if begin == end:
        return f"this band is empty: it begins and ends at {high}"
    return f"this band ends at {high}, but begins at {low}, so it overlaps the one before"


def _place(band: Node) -> Place:
    return next((key.place for key, _ in entries(band)), band.place)
