"""Ratings: much chance, a little of the person, and comments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from company import planted
from company.accounts import Account, held_by
from company.calendar import FIRST_RATINGS, LAST, Month, days, months
from company.chance import Chance
from company.comments import Planted, comment, planted_comments
from company.people import IN_TOUCH, days_in, names

BEHAVIOURS = {
    "listening": (0.14, 0.07),
    "empathising": (0.06, 0.05),
    "following_up": (-0.22, 0.13),
    "consulting": (-0.06, 0.09),
    "keeping_promises": (0.16, 0.03),
    "sharing_knowledge": (-0.16, 0.16),
}
"""Where each behaviour stands at first, and its drift a year (log-odds of a favourable rating)."""
SCALE = ((-2.05, "poor"), (-1.05, "fair"), (0.0, "average"), (1.60, "good"), (99.0, "excellent"))
"""The upper end of each rating on the scale on which above 0 is favourable."""
START, PERSON_SD, PERSON_BEHAVIOUR_SD, PERSON_DRIFT_SD, CONTACT_SD = 0.50, 0.44, 0.34, 0.08, 0.45
ANSWERED, UNSENT = 0.83, 0.03


@dataclass(frozen=True, slots=True)
class Rating:
    """What one contact said about one behaviour of one participant in one month."""

    participant: str
    month: Month
    behaviour: str
    rating: str
    account: str
    contact: str
    comment: str


def all_ratings() -> list[Rating]:
    """List all ratings by month and participant."""
    people = sorted(names())
    return [row for month in months(FIRST_RATINGS, LAST) for who in people for row in _in_month(who, month)]


def _in_month(participant: str, month: Month) -> list[Rating]:
    chance = Chance("ratings", participant, str(month))
    asked = _asked(chance, participant, month)
    rows = [
        row for account, contact in asked for row in _answers(chance, participant, month, account, contact)
    ]
    for story in planted_comments(participant, month):
        rows = _with_story(rows, story)
    return rows


def _asked(chance: Chance, participant: str, month: Month) -> list[tuple[Account, str]]:
    present = days_in(participant, month, IN_TOUCH)
    if month == planted.NO_SURVEY or not present or chance.happens(UNSENT):
        return []
    known = [account for account in held_by(participant, present[-1]) if account.answers]
    everyone = [(account, contact) for account in known for contact in account.contacts]
    if participant in planted.SELDOM_RATED:
        return chance.some(everyone, chance.poisson(0.9))
    return chance.some(everyone, round((3 + chance.binomial(5, 0.5)) * len(present) / len(days(month)) + 0.1))


def _answers(
    chance: Chance, participant: str, month: Month, account: Account, contact: str
) -> Iterator[Rating]:
    for behaviour in BEHAVIOURS:
        if not chance.happens(ANSWERED) or _unasked(participant, behaviour, month):
            continue
        rating = _rating(_leaning(participant, behaviour, month, contact) + chance.logistic())
        words = comment(chance, behaviour, rating)
        yield Rating(participant, month, behaviour, rating, account.id, contact, words)


def _unasked(participant: str, behaviour: str, month: Month) -> bool:
    who, what, until = planted.UNRATED_BEHAVIOUR
    return (participant, behaviour) == (who, what) and month < until


def _leaning(participant: str, behaviour: str, month: Month, contact: str) -> float:
    level, drift = BEHAVIOURS[behaviour]
    person, person_drift, person_behaviour = _person(participant, behaviour)
    years = month[0] - FIRST_RATINGS[0] + (month[1] - FIRST_RATINGS[1]) / 12
    return START + level + person + person_behaviour + years * (drift + person_drift) + _contact(contact)


@cache
def _person(participant: str, behaviour: str) -> tuple[float, float, float]:
    person, both = Chance("person", participant), Chance("person", participant, behaviour)
    level, drift = person.normal(0.0, PERSON_SD), person.normal(0.0, PERSON_DRIFT_SD)
    return level, drift, both.normal(0.0, PERSON_BEHAVIOUR_SD)


@cache
def _contact(contact: str) -> float:
    return Chance("contact", contact).normal(0.0, CONTACT_SD)


def _rating(leaning: float) -> str:
    return next(rating for upper, rating in SCALE if leaning < upper)


def _with_story(rows: list[Rating], story: Planted) -> list[Rating]:
    """Put a planted comment on the first answer on its behaviour with a rating that fits, if there is one."""
    fits = [row for row in rows if row.behaviour == story.behaviour]
    chosen = next((row for row in fits if row.rating in story.ratings), fits[0])
    told = replace(chosen, comment=story.text)
    return [told if row is chosen else row for row in rows]
