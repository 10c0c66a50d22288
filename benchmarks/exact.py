"""The exact result of single cells of the engine benchmark, in rationals; shares no code with the engine."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import floor
from typing import Any

from benchmarks.arrays import MONTHS, Inputs, days_of_months
from tests.oracle.curves import payout_rate
from tests.oracle.reading import read_plan
from tests.oracle.weights import weights_by_month


def exact_cents(text: str, inputs: Inputs, cells: Sequence[int]) -> list[tuple[int, int]]:
    """Give the cents of both components of the plan at some cells, counted through month by month."""
    plan = read_plan(text)
    weights, days = weights_by_month(plan["weights"], MONTHS), days_of_months().tolist()
    (card,) = plan["report_cards"].values()
    found = []
    for month, person in (divmod(int(cell), inputs.people) for cell in cells):
        incentive = Fraction(int(inputs.incentive_days[month, person]), 12 * days[month])
        sold = Fraction(int(inputs.actual[month, person]), int(inputs.target[month, person]))
        attainments = (sold, _card_attainment(card, inputs, month, person))
        cents = [
            _half_up(incentive * weights[month][name] * payout_rate(measure["curve"], attainment))
            for (name, measure), attainment in zip(plan["measures"].items(), attainments, strict=True)
        ]
        found.append((cents[0], cents[1]))
    return found


def _card_attainment(card: dict[str, Any], inputs: Inputs, month: int, person: int) -> Fraction:
    total = Fraction(0)
    for index, behaviour in enumerate(card["behaviours"].values()):
        counts = inputs.favourable[index, month, person], inputs.responses[index, month, person]
        attainment = Fraction(int(counts[0]), int(counts[1])) / behaviour["target"]
        total += behaviour["weight"] * min(attainment, card["cap"])
    return total


def _half_up(amount: Fraction) -> int:
    """Round an amount that is not negative."""
    return floor(amount + Fraction(1, 2))
