"""What a payout curve pays at an attainment, and the straight pieces that it is made of, exactly."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from compplan.plan.model import Band, Curve, Plan, ReportCard

ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Piece:
    """A straight piece of a curve, from attainment ``begin`` on: the rate there, and how it rises."""

    begin: Fraction
    rate: Fraction
    slope: Fraction

    def at(self, attainment: Fraction) -> Fraction:
        """Give the rate at an attainment of the piece, or at its end."""
        return self.rate + self.slope * (attainment - self.begin)


def rate_at(curve: Curve, attainment: Fraction) -> Fraction:
    """Give a curve's rate at an attainment, before its cap."""
    threshold = curve.threshold or Fraction()
    if attainment < threshold:
        return Fraction()
    if curve.type == "tiered_retroactive" and curve.pays == "above_threshold":
        return _band_rate(curve, attainment) * (attainment - threshold)
    if curve.pays == "above_band":
        return _band_rate(curve, attainment) * (attainment - _band_begin(curve, attainment))
    start = _from_zero(curve, threshold) if curve.pays == "above_threshold" else Fraction()
    return _from_zero(curve, attainment) - start


def pieces(curve: Curve) -> tuple[Piece, ...]:
    """Cut a curve, before its cap, into straight pieces that cover every attainment from 0 on."""
    edges = {Fraction(), curve.threshold or Fraction(), *(edge for edge, _ in curve.points)}
    begins = sorted(edges | {band.to for band in curve.bands if band.to is not None})
    ends = [*begins[1:], begins[-1] + 1]
    return tuple(_piece(curve, begin, end) for begin, end in zip(begins, ends, strict=True))


def jumps(curve: Curve) -> tuple[tuple[Fraction, Fraction], ...]:
    """Give each attainment at which the capped rate rises or falls at a stroke, and by how much."""
    found = [
        (piece.begin, _capped(curve, piece.rate) - _capped(curve, before.at(piece.begin)))
        for before, piece in pairwise(pieces(curve))
    ]
    return tuple((edge, height) for edge, height in found if height)


def cut_from(curve: Curve) -> Fraction | None:
    """Find the attainment from which on a curve's cap cuts what it pays; None if it never does."""
    cut = pieces(curve)
    for piece, after in zip(cut, (*cut[1:], None), strict=True):
        if curve.cap is None or piece.rate > curve.cap:
            return None if curve.cap is None else piece.begin
        if piece.slope > 0:
            reached = piece.begin + (curve.cap - piece.rate) / piece.slope
            if after is None or reached < after.begin:
                return reached
    return None


def highest_attainment(card: ReportCard) -> Fraction:
    """Give the highest attainment that a report card can have, whatever responses there are."""
    cap, rule = card.attainment_cap, card.minimum_responses.then
    lowest = [min([each.target, *(target for _, target in each.targets)]) for each in card.behaviours]
    reach = [card.highest / target for target in lowest]
    reach = [share if cap is None else min(share, cap) for share in reach]
    if rule == "exclude":
        return max(ONE, *(share for share, item in zip(reach, card.behaviours, strict=True) if item.weight))
    reach = [max(share, ONE) if rule == "neutral" else share for share in reach]
    return sum((item.weight * share for share, item in zip(reach, card.behaviours, strict=True)), Fraction())


def reach_of(plan: Plan, measure_id: str) -> Fraction | None:
    """Give the highest attainment that a measure can have; None if it has no end."""
    card = getattr(plan.measure(measure_id), "report_card", None)
    return highest_attainment(plan.report_card(card)) if card is not None else None


def _piece(curve: Curve, begin: Fraction, end: Fraction) -> Piece:
    middle, rate = (begin + end) / 2, rate_at(curve, begin)
    return Piece(begin, rate, (rate_at(curve, middle) - rate) / (middle - begin))


def _capped(curve: Curve, rate: Fraction) -> Fraction:
    return rate if curve.cap is None else min(rate, curve.cap)


def _from_zero(curve: Curve, attainment: Fraction) -> Fraction:
    if curve.type == "linear":
        return _between_points(curve, attainment)
    if curve.type == "tiered_marginal":
        return _over_bands(curve, attainment)
    rate = _band_rate(curve, attainment)
    return rate if curve.type == "step" else rate * attainment


def _between_points(curve: Curve, attainment: Fraction) -> Fraction:
    if attainment <= curve.points[0][0]:
        return curve.points[0][1]
    for (left, low), (right, high) in pairwise(curve.points):
        if attainment <= right:
            return low + (high - low) * (attainment - left) / (right - left)
    return curve.points[-1][1]


def _over_bands(curve: Curve, attainment: Fraction) -> Fraction:
    total = begin = Fraction()
    for band in curve.bands:
        end = attainment if band.to is None else min(band.to, attainment)
        total += band.rate * max(end - begin, Fraction())
        begin = max(begin, end)
    return total


def _band_rate(curve: Curve, attainment: Fraction) -> Fraction:
    return next(band.rate for band in curve.bands if _inside(curve, band, attainment))


def _band_begin(curve: Curve, attainment: Fraction) -> Fraction:
    begins = (band.to or Fraction() for band in curve.bands if not _inside(curve, band, attainment))
    return max(begins, default=Fraction())


def _inside(curve: Curve, band: Band, attainment: Fraction) -> bool:
    """Tell whether a band does not end before an attainment."""
    if band.to is None:
        return True
    return attainment < band.to or (curve.includes == "to" and attainment == band.to)
