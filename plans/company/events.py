"""Events: what sellers note of their work in the CRM, and when customers call them."""

from __future__ import annotations

from dataclasses import dataclass

from company.accounts import Account, held_by
from company.calendar import FIRST, LAST, Day, Month, months
from company.chance import Chance
from company.people import SELLERS, days_in, names

KINDS = {
    "meeting": 0.40,
    "answer_documented": 0.22,
    "knowledge_shared": 0.14,
    "pitch": 0.16,
    "inbound_enquiry": 0.08,
}
"""How often each kind of event comes: inbound enquiries are rare, and not of a seller's own making."""
A_MONTH, HABIT_SD = 6.0, 1.6
LOVED = {"low": 1.3, "medium": 1.0, "high": 0.9}
"""Comfortable accounts draw more time than their potential is worth."""
QUARTER_END = 1.25


@dataclass(frozen=True, slots=True)
class Event:
    """Something a seller did with a contact of an account, or that the contact did."""

    participant: str
    day: Day
    kind: str
    account: str
    contact: str


def all_events() -> list[Event]:
    """List all events by day and participant."""
    events = [event for participant in sorted(names()) for event in _events_of(participant)]
    return sorted(events, key=lambda event: (event.day, event.participant))


def _events_of(participant: str) -> list[Event]:
    chance = Chance("events", participant)
    habit = max(2.0, chance.normal(A_MONTH, HABIT_SD))
    return [event for month in months(FIRST, LAST) for event in _month(chance, participant, month, habit)]


def _month(chance: Chance, participant: str, month: Month, habit: float) -> list[Event]:
    held = days_in(participant, month, SELLERS)
    count = chance.poisson(habit * (QUARTER_END if month[1] % 3 == 0 else 1.0)) if held else 0
    days = sorted(chance.pick(held) for _ in range(count))
    return [event for day in days if (event := _event(chance, participant, day)) is not None]


def _event(chance: Chance, participant: str, day: Day) -> Event | None:
    accounts = held_by(participant, day)
    if not accounts:
        return None
    account = _account(chance, accounts)
    return Event(participant, day, chance.weighted(KINDS), account.id, chance.pick(account.contacts))


def _account(chance: Chance, accounts: tuple[Account, ...]) -> Account:
    by_id = {account.id: account for account in accounts}
    return by_id[chance.weighted({account.id: LOVED[account.potential] for account in accounts})]
