"""Report cards: windows, pooling, shares and the attainment of the measure."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tests.oracle.dates import month_text
from tests.oracle.people import Person
from tests.oracle.reading import Plan
from tests.oracle.scores import Sums, Tally, shrunk, strength, team_of

_WITHOUT = {"neutral": Fraction(1), "zero": Fraction(0), "excluded": None}


@dataclass(frozen=True, slots=True)
class Window:
    """Months first to last, and the first month of the stretch, before which it may not reach."""

    first: int
    last: int
    stretch: int


def _cut_window(person: Person, first: int, last: int) -> Window:
    """Cut months first to last to the person's stretch at the last of them in which he takes part."""
    stretch_first, stretch_last = person.stretch(person.months(first, last)[-1])
    return Window(max(first, stretch_first), min(last, stretch_last), stretch_first)


@dataclass(frozen=True, slots=True)
class Survey:
    """What a report card is made from: its words, everybody's ratings, and who takes part in the plan."""

    card: dict[str, Any]
    tally: Tally
    people: dict[str, Person]
    plan: Plan


def card_lines(survey: Survey, person: Person, first: int, last: int) -> list[dict[str, Any]]:
    """Work out each behaviour of the report card of months first to last, which is named by the last."""
    return [
        {"participant_id": person.id, "month": month_text(last), "behaviour": behaviour}
        | _behaviour(survey, behaviour, person, first, last)
        for behaviour in survey.card["behaviours"]
    ]


def card_attainment(card: dict[str, Any], lines: list[dict[str, Any]]) -> Fraction:
    """Weigh the attainments of the behaviours that count; neutral (100 %) if none does."""
    counted = [(card["behaviours"][line["behaviour"]]["weight"], line["attainment"]) for line in lines]
    counted = [(weight, attainment) for weight, attainment in counted if attainment is not None]
    total = sum((weight for weight, _ in counted), Fraction(0))
    if not total:
        return Fraction(1)
    return sum((weight * attainment for weight, attainment in counted), Fraction(0)) / total


def _behaviour(survey: Survey, behaviour: str, person: Person, first: int, last: int) -> dict[str, Any]:
    card, month = survey.card, last - survey.plan["starts"] + 1
    own, pooled = _pool(survey, behaviour, person, first, last)
    target, enough = target_in(card["behaviours"][behaviour], month), own.responses >= card["count"]
    share = own.favourable / own.responses if own.responses else None
    counted = "counted" if enough else {"exclude": "excluded"}.get(card["then"], card["then"])
    score = _score(survey, behaviour, person, own, first, last) if own.responses else None
    attainment = _capped(card, score / target) if enough and score is not None else _WITHOUT[counted]
    return {
        "responses": own.responses,
        "favourable": own.favourable,
        "favourable_share": share,
        "score": score,
        "target": target,
        "attainment": attainment,
        "pooled_months": pooled,
        "counted": counted,
    }


def _score(survey: Survey, behaviour: str, person: Person, own: Sums, first: int, last: int) -> Fraction:
    """Give what is held against the target."""
    card, roles = survey.card, survey.plan["roles"]
    if card["shrinkage"] is None:
        return own.values / own.responses
    there = [each for each in survey.people.values() if each.takes_part(first, last)]
    team = team_of(person, roles, first, last) if card["shrinkage"]["to"] == "team" else ""
    if team:
        there = [each for each in there if team_of(each, roles, first, last) == team]
    others = sum((_pool(survey, behaviour, each, first, last)[0] for each in there), Sums())
    return shrunk(own, others, strength(card, behaviour, survey.tally, last))


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


def _pool(survey: Survey, behaviour: str, person: Person, first: int, last: int) -> tuple[Sums, int]:
    """Sum the responses in the window, extended back as far as needed and allowed."""
    card, own, window = survey.card, survey.tally.get(person.id, {}), _cut_window(person, first, last)
    begin, pooled = window.first, 0
    found = _sum(own, behaviour, begin, window.last)
    while found.responses < card["count"] and pooled < card["pool"] and begin > window.stretch:
        begin, pooled = begin - 1, pooled + 1
        found = _sum(own, behaviour, begin, window.last)
    return found, pooled


def _sum(own: dict[tuple[str, int], Sums], behaviour: str, first: int, last: int) -> Sums:
    return sum((own.get((behaviour, month), Sums()) for month in range(first, last + 1)), Sums())


def _capped(card: dict[str, Any], attainment: Fraction) -> Fraction:
    return attainment if card["cap"] is None else min(attainment, card["cap"])
