"""Report cards: windows, pooling, shares and the attainment of the measure."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tests.oracle.dates import month_index, month_text
from tests.oracle.people import Person
from tests.oracle.reading import OracleError, Tables

Tally = dict[str, dict[tuple[str, int], tuple[int, int]]]
"""By participant, behaviour and month: responses and those of them that are favourable."""
_WITHOUT = {"neutral": Fraction(1), "zero": Fraction(0), "excluded": None}


@dataclass(frozen=True, slots=True)
class Window:
    """Months first to last, and the first month of the stretch, before which it may not reach."""

    first: int
    last: int
    stretch: int


def tally_ratings(card: dict[str, Any], tables: Tables) -> Tally:
    """Count responses and favourable ones by participant, behaviour and month of the answer."""
    tally: Tally = {}
    for row in tables.get(card["ratings"], []):
        if row["rating"] not in card["scale"]:
            kind = "rating"
            raise OracleError(kind, row["participant_id"], row["month"])
        own, key = tally.setdefault(row["participant_id"], {}), (row["behaviour"], month_index(row["month"]))
        responses, favourable = own.get(key, (0, 0))
        own[key] = responses + 1, favourable + (row["rating"] in card["favourable"])
    return tally


def _cut_window(person: Person, first: int, last: int) -> Window:
    """Cut months first to last to the person's stretch at the last of them in which he takes part."""
    stretch_first, stretch_last = person.stretch(person.months(first, last)[-1])
    return Window(max(first, stretch_first), min(last, stretch_last), stretch_first)


def card_lines(
    card: dict[str, Any], person: Person, tally: Tally, first: int, last: int, starts: int
) -> list[dict[str, Any]]:
    """Work out each behaviour of the report card of months first to last, which is named by the last."""
    own, window = tally.get(person.id, {}), _cut_window(person, first, last)
    return [
        {"participant_id": person.id, "month": month_text(last), "behaviour": behaviour}
        | _behaviour(card, behaviour, own, window, last - starts + 1)
        for behaviour in card["behaviours"]
    ]


def card_attainment(card: dict[str, Any], lines: list[dict[str, Any]]) -> Fraction:
    """Weigh the attainments of the behaviours that count; neutral (100 %) if none does."""
    counted = [(card["behaviours"][line["behaviour"]]["weight"], line["attainment"]) for line in lines]
    counted = [(weight, attainment) for weight, attainment in counted if attainment is not None]
    total = sum((weight for weight, _ in counted), Fraction(0))
    if not total:
        return Fraction(1)
    return sum((weight * attainment for weight, attainment in counted), Fraction(0)) / total


def _behaviour(
    card: dict[str, Any],
    behaviour: str,
    own: dict[tuple[str, int], tuple[int, int]],
    window: Window,
    month: int,
) -> dict[str, Any]:
    responses, favourable, pooled = _pool(card, behaviour, own, window)
    target, enough = target_in(card["behaviours"][behaviour], month), responses >= card["count"]
    share = Fraction(favourable, responses) if responses else None
    counted = "counted" if enough else {"exclude": "excluded"}.get(card["then"], card["then"])
    attainment = _capped(card, share / target) if enough and share is not None else _WITHOUT[counted]
    return {
        "responses": responses,
        "favourable": favourable,
        "favourable_share": share,
        "target": target,
        "attainment": attainment,
        "pooled_months": pooled,
        "counted": counted,
    }


def target_in(behaviour: dict[str, Any], month: int) -> Fraction:
    """Give a behaviour's target in a plan month: one for all, or that of the rows around it."""
    if "target" in behaviour:
        target: Fraction = behaviour["target"]
        return target
    rows: dict[int, Fraction] = behaviour["rows"]
    first = max(at for at in rows if at <= month)
    later = [at for at in rows if at > month]
    if not behaviour["line"] or not later:
        return rows[first]
    part = Fraction(month - first, min(later) - first)
    return rows[first] * (1 - part) + rows[min(later)] * part


def _pool(
    card: dict[str, Any], behaviour: str, own: dict[tuple[str, int], tuple[int, int]], window: Window
) -> tuple[int, int, int]:
    """Count responses and favourable ones in the window, extended back as far as needed and allowed."""
    first, pooled = window.first, 0
    responses, favourable = _count(own, behaviour, first, window.last)
    while responses < card["count"] and pooled < card["pool"] and first > window.stretch:
        first, pooled = first - 1, pooled + 1
        responses, favourable = _count(own, behaviour, first, window.last)
    return responses, favourable, pooled


def _count(
    own: dict[tuple[str, int], tuple[int, int]], behaviour: str, first: int, last: int
) -> tuple[int, int]:
    months = [own.get((behaviour, month), (0, 0)) for month in range(first, last + 1)]
    return sum(responses for responses, _ in months), sum(favourable for _, favourable in months)


def _capped(card: dict[str, Any], attainment: Fraction) -> Fraction:
    return attainment if card["cap"] is None else min(attainment, card["cap"])
