"""Random sales that often end exactly on an edge of the curve, or one minor unit beside it."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

from tests.oracle.dates import day_number, day_text, days_in, first_day, month_text
from tests.oracle.people import Person
from tests.oracle.random_people import Row, Setting
from tests.oracle.targets import Part, quota_parts, target_of, unit_length
from tests.oracle.yaml_text import decimal


def sales_table(
    setting: Setting, people: dict[str, Person], attainment: dict[str, Any], quotas: list[Row]
) -> list[Row]:
    """Make sales such that each measure that reads them ends where it is aimed at."""
    rows: list[Row] = []
    for person in people.values():
        own = _extra_sales(setting, person)
        for measure_id, measure in reversed(attainment.items()):
            parts = quota_parts(setting.plan, measure_id, people, quotas).get(person.id, [])
            product = "services" if measure_id == "new_business" else "hardware"
            for months, total in _aims(setting, measure, person, parts, own):
                if person.id == "P001":
                    own += _split_total(setting, person, product, months, total, missing=0)
                elif measure["actual"]["if_missing"] == "error" or setting.rng.random() < 0.85:
                    own += _split_total(setting, person, product, months, total, missing=0.15)
        rows += own
    setting.rng.shuffle(rows)
    return rows


def _extra_sales(setting: Setting, person: Person) -> list[Row]:
    """Make some rows of a third product, on days in and out of the plan's roles."""
    months = [month for month in setting.months if setting.rng.random() < 0.2]
    days = [first_day(month) + setting.rng.randrange(days_in(month)) for month in months]
    amount = Fraction(setting.scale * 100)
    return [_sale(person, "other", day, amount) for day in days if person.employed(day)]


def _aims(
    setting: Setting, measure: dict[str, Any], person: Person, parts: list[Part], own: list[Row]
) -> list[tuple[list[int], Fraction]]:
    """List groups of months and the sum that brings each group, or the year to date, to an attainment."""
    plan, to_date, length = setting.plan, measure["to_date"], unit_length(setting.plan, measure)
    done, target, aims = Fraction(0), Fraction(0), []
    for first in range(plan["starts"], setting.last + 1, length):
        if not to_date or (first - plan["starts"]) % 12 == 0:
            done = target = Fraction(0)
        months = [month for month in person.months(first, first + length - 1) if month <= setting.last]
        quota = target_of(parts, first, first + length - 1)
        if not months or (quota is None and to_date):
            continue
        target += quota or 0
        total = _aim(setting, measure, target or Fraction(1000 * setting.scale)) - done
        done += total
        aims.append((months, total - _counted(measure, person, own, months)))
    return _with_unaimed(setting, person, aims) if to_date else aims


def _with_unaimed(
    setting: Setting, person: Person, aims: list[tuple[list[int], Fraction]]
) -> list[tuple[list[int], Fraction]]:
    """Add some sales in months without quota, since each month needs a row."""
    aimed = {month for months, _ in aims for month in months}
    rest = [month for month in setting.months if person.days[month] and month not in aimed]
    return aims + [([month], Fraction(setting.scale * 500)) for month in rest]


def _aim(setting: Setting, measure: dict[str, Any], target: Fraction) -> Fraction:
    """Choose an actual: exactly on an edge, one minor unit beside it, or on some whole percent."""
    rng, curve, minor = setting.rng, measure["curve"], 10 ** setting.plan["exponent"]
    edges = [edge for edge, _ in curve["points"]] + [edge for edge, _ in curve["bands"] if edge is not None]
    edges += [Fraction(1), *([curve["threshold"]] if curve["threshold"] is not None else [])]
    chosen = rng.random()
    attainment = rng.choice(edges) if chosen < 0.5 else Fraction(rng.randrange(0, 220), 100)
    attainment = Fraction(-rng.randrange(1, 30), 100) if chosen > 0.93 else attainment
    beside = rng.choice([0, 0, 0, 0, 1, -1])
    return Fraction(round(attainment * target * minor) + beside, minor)


def _counted(measure: dict[str, Any], person: Person, own: list[Row], months: list[int]) -> Fraction:
    """Sum the rows made so far that count for the measure in months."""
    products = measure["actual"]["where"].get("product")
    texts = {month_text(month) for month in months}
    counted = [
        row for row in own if row["date"][:7] in texts and (not products or row["product"] in products)
    ]
    amounts = [Fraction(row["amount"]) for row in counted if person.covered(day_number(row["date"]))]
    return sum(amounts, Fraction(0))


def _split_total(
    setting: Setting, person: Person, product: str, months: list[int], total: Fraction, *, missing: float
) -> list[Row]:
    """Split a sum over rows in months, the last of which takes what is left."""
    rng, rows = setting.rng, []
    for month in months[:-1]:
        if rng.random() >= missing:
            part = Fraction(round(total / len(months)))
            rows.append(_sale(person, product, _day(rng, person, month), part))
            total -= part
    if rng.random() < 0.3:
        part = Fraction(round(total * rng.randrange(-20, 130) / 100))
        rows.append(_sale(person, product, _day(rng, person, months[-1]), part))
        total -= part
    return [*rows, _sale(person, product, _day(rng, person, months[-1]), total)]


def _day(rng: Random, person: Person, month: int) -> int:
    """Choose a day of a month on which the plan covers the person, often the first or the last."""
    days = [day for day in range(first_day(month), first_day(month + 1)) if person.covered(day)]
    return rng.choice([days[0], days[-1], rng.choice(days)])


def _sale(person: Person, product: str, day: int, amount: Fraction) -> Row:
    return {
        "participant_id": person.id,
        "date": day_text(day),
        "amount": decimal(amount),
        "product": product,
    }
