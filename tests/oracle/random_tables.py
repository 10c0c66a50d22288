"""Random data on which a plan runs without an error."""

from __future__ import annotations

from random import Random
from typing import Any

from tests.oracle.dates import day_text, first_day, month_text
from tests.oracle.people import Person, read_people
from tests.oracle.random_people import Row, Setting, leave_table, participant_table
from tests.oracle.random_quotas import quota_table
from tests.oracle.random_sales import sales_table
from tests.oracle.random_scores import with_accounts
from tests.oracle.reading import Plan, Tables


def random_tables(rng: Random, plan: Plan, participants: int) -> Tables:
    """Make tables on which the plan runs without an error."""
    setting = Setting(rng, plan, _last_month(rng, plan), 100 if plan["exponent"] == 0 else 1)
    tables: Tables = {"participants": participant_table(setting, participants)}
    if plan["leave"]:
        tables["leave"] = leave_table(setting, tables["participants"])
    people = read_people(plan, tables)
    attainment = {key: each for key, each in plan["measures"].items() if "table" in each.get("target", {})}
    if attainment:
        tables["quotas"] = quota_table(setting, people, attainment)
        tables["sales"] = sales_table(setting, people, attainment, tables["quotas"])
    if any(each.get("actual", {}).get("table") == "events" for each in plan["measures"].values()):
        tables["events"] = _events(Random(plan["id"]), setting, people)
    if plan["conversion"] and "sales" in tables:
        tables["rates"] = _in_currencies(setting, tables["sales"])
    if plan["report_cards"]:
        tables["ratings"] = _ratings(setting, people)
    return tables


def _in_currencies(setting: Setting, sales: list[Row]) -> list[Row]:
    """Let some sales be in another currency, and give its rates."""
    rng = Random(f"{setting.plan['id']} rates")  # draws that leave those of the setting as they are
    for row in sales:
        row["currency"] = rng.choice([setting.plan["currency"], "SEK"])
    days = [first_day(setting.plan["starts"] - 13), *(first_day(month) + 9 for month in setting.months)]
    own = {"currency": "SEK", "to": setting.plan["currency"], "units": rng.choice(["1", "100"])}
    rates = [f"{rng.randrange(1, 20)}.{rng.randrange(10_000):04d}" for _ in days]
    return [own | {"date": day_text(day), "rate": rate} for day, rate in zip(days, rates, strict=True)]


def _last_month(rng: Random, plan: Plan) -> int:
    months = 12 * plan["years"]
    if rng.random() < 0.4:
        months = rng.randrange(max(plan["payout"], plan["performance"]), months + 1)
    return int(plan["starts"] + months - 1)


def _events(rng: Random, setting: Setting, people: dict[str, Person]) -> list[Row]:
    """Give everyone some positive values in each month in which he takes part."""
    return [
        {
            "participant_id": person.id,
            "date": day_text(rng.choice(days)),
            "kind": "delivery",
            "value": rng.choice(["6", "7", "9.5", "12.5", "14", "25"]),
        }
        for person in people.values()
        for month in setting.months
        if (days := [day for day in range(first_day(month), first_day(month + 1)) if person.covered(day)])
        for _ in range(rng.choice([1, 1, 2, 3]))
    ]


def _ratings(setting: Setting, people: dict[str, Person]) -> list[Row]:
    (card,) = setting.plan["report_cards"].values()
    months = range(setting.plan["starts"] - 8, setting.last + 1)
    rows = [
        {"participant_id": person, "month": month_text(month), "behaviour": behaviour, "rating": rating}
        for person in people
        for behaviour in card["behaviours"]
        for month in months
        for rating in _answers(setting.rng, card)
    ]
    setting.rng.shuffle(rows)
    return with_accounts(rows)


def _answers(rng: Random, card: dict[str, Any]) -> list[str]:
    """Give the ratings of one behaviour in one month: often none, often four of five favourable."""
    favourable = sorted(card["favourable"])
    others = [each for each in card["scale"] if each not in favourable]
    responses = rng.choice([0, 0, 0, 1, 1, 2, 3, 5, 5])
    good = 4 if responses == 5 and rng.random() < 0.6 else rng.randrange(responses + 1)
    return [rng.choice(favourable) for _ in range(good)] + [
        rng.choice(others) for _ in range(responses - good)
    ]
