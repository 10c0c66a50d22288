"""Payout curves in sentences and tables, for whoever is paid by them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from compplan.grammar import decimal_text, percent_text
from compplan.plan.model import Curve, Measure
from compplan.report.statements.blocks import Block, Cells, Words, cells
from compplan.report.tables_text import grouped

_HOW = {
    "linear": "Between two points the rate moves along a straight line; beyond them it stays where it is.",
    "step": "The band that is reached has one fixed rate.",
    "tiered_marginal": "Each part earns at the rate of its own band.",
    "tiered_retroactive": "The rate of the band that is reached counts for all of it.",
}
_PAYS = {
    "from_zero": "from there on all of it counts",
    "above_threshold": "only what is above it counts",
    "above_band": "only what is above the beginning of the band counts",
}
_AMONG = {
    "all": "all whom the plan covers",
    "role": "those of your role",
    "team": "those of your team",
    "region": "those of your region",
}
_TIES = {
    "best": "those who share a place all have the best of the places that they fill",
    "average": "those who share a place have the average of the places that they fill",
}
_BY = {
    "attainment": "Attainment",
    "value": "Amount",
    "excess": "Above target",
    "rank": "Place among others",
}


def curve_blocks(measure: Measure, currency: str) -> Iterator[Block]:
    """Explain a measure's curve: how it works, where it begins and ends, and its table."""
    curve = measure.curve
    if measure.earns == "nothing":
        return
    said = [_HOW[curve.type]]
    if curve.threshold is not None:
        said.append(f"Below {_x(curve, curve.threshold)} nothing is paid; {_PAYS[curve.pays]}.")
    if curve.cap is not None:
        said.append(f"The rate is never above {_rate(measure, curve.cap, currency)}.")
    if curve.negative == "deducts":
        said.append("What is below zero is deducted in the same way.")
    if curve.by == "rank":
        said.append(
            f"Your place is that among {_AMONG[curve.within or 'all']}; {_TIES[curve.ties or 'best']}."
        )
    yield Words(" ".join(said))
    yield _table(measure, currency)


def rate_words(measure: Measure) -> str:
    """Say of what a rate is."""
    words = {"target_incentive": "of what is at stake", "commission": "of what counts", "amount": "in money"}
    return words.get(measure.earns, "")


def _table(measure: Measure, currency: str) -> Cells:
    curve = measure.curve
    pays = f"Rate, {rate_words(measure)}"
    if curve.type == "linear":
        points = [(_x(curve, x), _rate(measure, y, currency)) for x, y in curve.points]
        return cells((_BY[curve.by], pays), points)
    rows, low = [], Fraction(0)
    for band in curve.bands:
        start = f"from {_x(curve, low)}" if curve.includes == "from" else f"above {_x(curve, low)}"
        end = (
            ""
            if band.to is None
            else f" {'below' if curve.includes == 'from' else 'to'} {_x(curve, band.to)}"
        )
        rows.append((start + end, _rate(measure, band.rate, currency)))
        low = low if band.to is None else band.to
    return cells((_BY[curve.by], pays), rows)


def _x(curve: Curve, value: Fraction) -> str:
    return percent_text(value) if curve.by == "attainment" else grouped(decimal_text(value, places=2))


def _rate(measure: Measure, value: Fraction, currency: str) -> str:
    if measure.earns == "amount":
        return f"{grouped(decimal_text(value, places=2))} {currency}"
    return percent_text(value)
