"""What is held against targets: responses weighed by account, mean values, and shrinkage to others."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tests.oracle.dates import first_day, month_index
from tests.oracle.people import Person
from tests.oracle.reading import OracleError, Tables

ZERO, HALF = Fraction(0), Fraction(1, 2)
STRONGEST = 10_000


@dataclass(frozen=True, slots=True)
class Sums:
    """What responses come to, each with its weight: their number, the favourable ones, values and squares."""

    responses: Fraction = ZERO
    favourable: Fraction = ZERO
    values: Fraction = ZERO
    squares: Fraction = ZERO

    def __add__(self, other: Sums) -> Sums:
        """Add up."""
        return Sums(
            self.responses + other.responses,
            self.favourable + other.favourable,
            self.values + other.values,
            self.squares + other.squares,
        )


Tally = dict[str, dict[tuple[str, int], Sums]]
"""By participant, behaviour and month."""


def tally_ratings(card: dict[str, Any], tables: Tables) -> Tally:
    """Weigh and sum the ratings of each participant, behaviour and month."""
    answers: dict[tuple[str, str, int], dict[str, list[str]]] = {}
    for number, row in enumerate(tables.get(card["ratings"], [])):
        if row["rating"] not in card["scale"]:
            kind = "rating"
            raise OracleError(kind, row["participant_id"], row["month"])
        cell = row["participant_id"], row["behaviour"], month_index(row["month"])
        account = row.get("customer_id") or f" {number}"
        answers.setdefault(cell, {}).setdefault(account, []).append(row["rating"])
    tally: Tally = {}
    for (who, behaviour, month), accounts in answers.items():
        total = sum((_weighed(card, ratings) for ratings in accounts.values()), Sums())
        tally.setdefault(who, {})[behaviour, month] = total
    return tally


def _weighed(card: dict[str, Any], ratings: list[str]) -> Sums:
    most = card["most_per_account"]
    weight = Fraction(1) if most is None else min(Fraction(1), Fraction(most, len(ratings)))
    found = Sums()
    for rating in ratings:
        good = Fraction(rating in card["favourable"])
        value = card["values"][rating] if card["by_mean"] else good
        found += Sums(weight, weight * good, weight * value, weight * value**2)
    return found


def team_of(person: Person, roles: set[str], first: int, last: int) -> str:
    """Name the team of the person's latest segment in the plan's roles in months first to last."""
    held = [
        each
        for each in person.segments
        if each.role in roles and each.start < first_day(last + 1) and each.end > first_day(first)
    ]
    return held[-1].team if held else ""


def strength(card: dict[str, Any], behaviour: str, tally: Tally, last: int) -> Fraction:
    """Give how many responses of the others are added."""
    if "strength" in card["shrinkage"]:
        return Fraction(card["shrinkage"]["strength"])
    people = []
    for own in tally.values():
        mine = [each for (name, month), each in own.items() if name == behaviour and month <= last]
        if mine:
            people.append(sum(mine, Sums()))
    groups, total = len(people), sum((each.responses for each in people), ZERO)
    if groups < 2 or total <= groups:
        return ZERO
    grand = sum((each.values for each in people), ZERO) / total
    between = sum((each.responses * (each.values / each.responses - grand) ** 2 for each in people), ZERO) / (
        groups - 1
    )
    inside = sum((each.squares - each.values**2 / each.responses for each in people), ZERO)
    within = inside / (total - groups)
    size = (total - sum((each.responses**2 for each in people), ZERO) / total) / (groups - 1)
    if between <= within:
        return Fraction(STRONGEST)
    rounded = (size * within / (between - within) + HALF).__floor__()
    return Fraction(min(rounded, STRONGEST))


def shrunk(own: Sums, others: Sums, added: Fraction) -> Fraction:
    """Add so many responses at the level of the others."""
    return (own.values + added * others.values / others.responses) / (own.responses + added)
