"""A curve as the compiled kernel takes it: what attainment adds to the rate from each of its edges on."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from compplan.engine.curve import bends_of, value_at
from compplan.engine.exact.plain import NEAR
from compplan.plan.model import Curve

Floats = NDArray[np.float64]
Edge = tuple[float, float, float, float]
"""Attainment from which on it counts, knot, slope from the knot on, and jump at it."""
KNOWN = frozenset({"linear", "tiered_marginal", "step", "tiered_retroactive"})


def curves_of(curves: list[Curve]) -> tuple[Floats, Floats]:
    """Give each curve's start, threshold and cap [curves, 3], and its edges [curves, edges, 4].

    Curves of fewer edges than others are filled up with edges of no effect.
    """
    found = [_edges(curve) for curve in curves]
    heads, edges = np.zeros((len(found), 3)), np.zeros((len(found), max(len(each) for _, each in found), 4))
    for at, (curve, (start, own)) in enumerate(zip(curves, found, strict=True)):
        threshold = -np.inf if curve.threshold is None else _reached(float(curve.threshold))
        heads[at] = start, threshold, np.inf if curve.cap is None else float(curve.cap)
        edges[at, : len(own)] = own
    return heads, edges


def _edges(curve: Curve) -> tuple[float, list[Edge]]:
    if curve.type == "step":
        rates = [float(band.rate) for band in curve.bands]
        return rates[0], _bands(curve, [0.0] * len(rates), rates)
    if curve.type == "tiered_retroactive":
        rates, unpaid = [float(band.rate) for band in curve.bands], _unpaid(curve)
        levels = [-rate * begin for rate, begin in zip(rates, unpaid, strict=True)]
        return levels[0], [(0.0, 0.0, rates[0], 0.0), *_bands(curve, rates, levels)]
    start, bends = bends_of(curve)
    above = curve.pays == "above_threshold" and curve.threshold is not None
    start -= value_at(curve, curve.threshold) if above and curve.threshold is not None else 0
    return float(start), [(float(knot), float(knot), float(change), 0.0) for knot, change in bends] or [
        (0.0, 0.0, 0.0, 0.0)
    ]


def _unpaid(curve: Curve) -> list[float]:
    """Give the attainment that each band does not pay for."""
    if curve.pays == "above_band":
        return [0.0, *(float(band.to or 0) for band in curve.bands[:-1])]
    above = curve.pays == "above_threshold" and curve.threshold is not None
    return [float(curve.threshold or 0) if above else 0.0] * len(curve.bands)


def _bands(curve: Curve, slopes: list[float], levels: list[float]) -> list[Edge]:
    """Give the edges between bands, in each of which the rate is a level plus slope times attainment."""
    edges = []
    for at, band in enumerate(curve.bands[:-1]):
        edge, turn = float(band.to or 0), slopes[at + 1] - slopes[at]
        limit = _reached(edge) if curve.includes == "from" else np.nextafter(edge + NEAR * abs(edge), np.inf)
        edges.append((float(limit), edge, turn, levels[at + 1] - levels[at] + turn * edge))
    return edges


def _reached(edge: float) -> float:
    """Give from where on attainment is taken to reach an edge; see `exact.plain`."""
    return edge - NEAR * abs(edge)
