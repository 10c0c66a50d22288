"""Accounts, the people in them, and who looks after them when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache

from company.calendar import Day
from company.chance import Chance
from company.people import IN_TOUCH, names, segments_of

SUCCESSORS: dict[str, tuple[tuple[dt.date, str], ...]] = {
    "P003": ((dt.date(2028, 7, 1), "P014"),),
    "P019": ((dt.date(2027, 10, 11), "P031"),),
    "P023": ((dt.date(2028, 11, 13), "P020"), (dt.date(2029, 7, 30), "P032")),
    "P027": ((dt.date(2027, 10, 15), "P018"), (dt.date(2029, 2, 5), "P027")),
}
"""Who takes over the accounts of a seller who leaves or is promoted, and from which day on."""
HOUSE_ACCOUNT = "A001"
"""The one account that manager P035 looks after himself."""
FEW = {"P033": 3, "P032": 4, "P016": 6}
"""Sellers with fewer accounts than others."""

FIRST_HALVES = (
    "Osk Vell Tarn Brin Hask Quor Lund Merr Fend Ild Garr Sôl Øst Pell Wex Drav Kirr Nym Thal Ulv Zab"
)
SECOND_HALVES = "mere by holt wick stad combe dale ford aven ický ória thorpe"
TRADES = {
    "dairy": ("Dairy", "Creamery", "Milk & Whey"),
    "brewing": ("Brewing", "Brewers' Guild", "Maltings"),
    "beverages": ("Beverages", "Springs", "Juices"),
    "bakery": ("Bakeries", "Mills", "Bread, Cakes"),
    "ingredients": ("Ingredients", "Starch", "Flavours"),
    "meat": ("Provisions", "Meats", "Smokehouse"),
}
FORMS = ("", "", "", " Group", " Co.", ", Inc.", " GmbH", " & Sons")


@dataclass(frozen=True, slots=True)
class Account:
    """A customer: its contacts, whether they ever answer, and its holders with the day each begins."""

    id: str
    name: str
    region: str
    cohort: str
    potential: str
    decision_makers: int
    contacts: tuple[str, ...]
    answers: bool
    holders: tuple[tuple[Day, str], ...]

    def holder(self, day: Day) -> str:
        """Tell who looks after the account on a day."""
        return [who for start, who in self.holders if start <= day][-1]


@cache
def accounts() -> tuple[Account, ...]:
    """List all accounts by id."""
    chance, made = Chance("accounts"), [_house()]
    for participant in sorted(names()):
        parts = [part for part in segments_of(participant) if part.role in IN_TOUCH]
        key = any(part.role == "key_account_manager" for part in parts)
        count = FEW.get(participant, chance.whole(5, 7) if key else chance.whole(7, 11)) if parts else 0
        for number in range(count):
            made.append(_account(chance, participant, made, silent=number % 5 == 1, key=key))
    return tuple(made)


@cache
def held_by(participant: str, day: Day) -> tuple[Account, ...]:
    """List the accounts that a participant looks after on a day."""
    return tuple(account for account in _ever_held_by(participant) if account.holder(day) == participant)


@cache
def _ever_held_by(participant: str) -> tuple[Account, ...]:
    return tuple(account for account in accounts() if any(who == participant for _, who in account.holders))


def _house() -> Account:
    return Account(
        id=HOUSE_ACCOUNT,
        name="Ildaven Springs",
        region="central",
        cohort="beverages",
        potential="high",
        decision_makers=5,
        contacts=("C001", "C002"),
        answers=False,
        holders=((dt.date.min, "P035"),),
    )


def _account(chance: Chance, owner: str, before: list[Account], *, silent: bool, key: bool) -> Account:
    cohort = chance.pick(list(TRADES))
    known = sum(len(account.contacts) for account in before)
    count = chance.whole(3, 6) if key else chance.whole(2, 4)
    return Account(
        id=f"A{len(before) + 1:03d}",
        name=_name(chance, cohort, {account.name for account in before}),
        region=segments_of(owner)[0].region,
        cohort=cohort,
        potential=chance.weighted({"low": 0.4, "medium": 0.4, "high": 0.6 if key else 0.2}),
        decision_makers=count + chance.whole(0, 4),
        contacts=tuple(f"C{known + number:03d}" for number in range(1, count + 1)),
        answers=not silent,
        holders=((dt.date.min, owner), *SUCCESSORS.get(owner, ())),
    )


def _name(chance: Chance, cohort: str, taken: set[str]) -> str:
    parts = (
        chance.pick(FIRST_HALVES.split()),
        chance.pick(SECOND_HALVES.split()),
        chance.pick(TRADES[cohort]),
        chance.pick(FORMS),
    )
    name = f"{parts[0]}{parts[1]} {parts[2]}{parts[3]}"
    return _name(chance, cohort, taken) if name in taken else name
