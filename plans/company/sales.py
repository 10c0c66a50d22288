"""Sales: ability, season, luck, returns, and the rush at year end when the quota is near."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from company import planted
from company.accounts import HOUSE_ACCOUNT, held_by
from company.calendar import FIRST, LAST, Day, Month, days, months
from company.chance import Chance
from company.people import IN_TOUCH, SELLERS, days_in, names, segment_on, segments_of
from company.quotas import quota_in, quota_to_date

ABILITY, ABILITY_SD, MONTH_SD, REGION_SD = 0.02, 0.24, 0.40, 0.05
DEALS = {"account_executive": 15.0, "key_account_manager": 11.0}
"""How many sales a month a role closes on average."""
PRODUCTS = {
    "sensors": (0.34, 1.0),
    "analysers": (0.14, 2.6),
    "software": (0.16, 1.4),
    "calibration": (0.20, 0.5),
    "spares": (0.16, 0.3),
}
"""Share of the sales and usual size relative to sensors."""
SATURDAY, HOLIDAYS = 5, frozenset({(1, 1), (7, 4), (12, 25), (12, 26)})
RETURNED, RUSH_FROM, RUSH_CHANCE = 0.022, 0.87, 0.65


@dataclass(frozen=True, slots=True)
class Sale:
    """An invoice line or, if negative, a return."""

    participant: str
    day: Day
    cents: int
    product: str
    account: str

    @property
    def month(self) -> Month:
        """Give the month of the sale."""
        return self.day.year, self.day.month


def all_sales() -> list[Sale]:
    """List all sales by day and participant."""
    sales = [sale for participant in sorted(names()) for sale in _sales_of(participant)]
    return sorted(sales, key=lambda sale: (sale.day, sale.participant))


def _sales_of(participant: str) -> list[Sale]:
    chance = Chance("sales", participant)
    ability = _ability(participant, chance)
    sales = [sale for month in months(FIRST, LAST) for sale in _month(chance, participant, month, ability)]
    sales += _returns(chance, sales)
    sales += _planted(participant, planted.SALES.get(participant, ()))
    for year in range(FIRST[0], LAST[0] + 1):
        sales += _rush(chance, participant, year, sales)
    for landing in planted.LANDINGS.get(participant, ()):
        sales = _land(sales, participant, *landing)
    return sales


def _ability(participant: str, chance: Chance) -> float:
    drawn = math.exp(chance.normal(ABILITY, ABILITY_SD))
    return planted.ABILITY.get(participant, drawn)


def _month(chance: Chance, participant: str, month: Month, ability: float) -> list[Sale]:
    if (participant, month) in planted.NO_SALES:
        return []
    if (participant, month) in planted.MONTHS:
        return _planted(participant, planted.MONTHS[participant, month])
    return _sold(chance, participant, month, ability) + _by_the_way(chance, participant, month)


def _planted(participant: str, rows: Sequence[planted.Extra]) -> list[Sale]:
    return [Sale(participant, *row, held_by(participant, row[0])[0].id) for row in rows]


def _sold(chance: Chance, participant: str, month: Month, ability: float) -> list[Sale]:
    open_days = days_in(participant, month, SELLERS)
    luck = math.exp(chance.normal(-MONTH_SD * MONTH_SD / 2, MONTH_SD)) * _region(participant, month)
    part = segment_on(participant, open_days[-1]) if open_days else None
    if part is None:
        return []
    count = chance.poisson(
        planted.DEALS.get(participant, DEALS[part.role]) * len(open_days) / len(days(month))
    )
    usual = planted.DEALS.get(participant, count)
    total = quota_in(participant, month) * ability * luck * (count / usual if usual else 0)
    return _split(chance, participant, open_days, total, count)


def _region(participant: str, month: Month) -> float:
    region = segments_of(participant)[0].region
    return math.exp(Chance("region", region, str(month)).normal(0.0, REGION_SD))


def _split(
    chance: Chance, participant: str, open_days: Sequence[Day], total: float, count: int
) -> list[Sale]:
    products = [chance.weighted({key: share for key, (share, _) in PRODUCTS.items()}) for _ in range(count)]
    sizes = [PRODUCTS[product][1] * math.exp(chance.normal(0.0, 0.8)) for product in products]
    return [
        _sale(chance, participant, open_days, round(100 * total * size / math.fsum(sizes)), product)
        for product, size in zip(products, sizes, strict=True)
    ]


def _sale(chance: Chance, participant: str, open_days: Sequence[Day], cents: int, product: str) -> Sale:
    work = [day for day in open_days if day.weekday() < SATURDAY and (day.month, day.day) not in HOLIDAYS]
    late = work[len(work) * 3 // 4 :]
    day = chance.pick(late if chance.happens(0.3) else work)
    return Sale(participant, day, max(cents, 1), product, chance.pick(held_by(participant, day)).id)


def _by_the_way(chance: Chance, participant: str, month: Month) -> list[Sale]:
    """Sell what falls to people without a quota: renewals of calibrations, and a manager's house account."""
    open_days = days_in(participant, month, IN_TOUCH - SELLERS)
    if open_days:
        count = chance.poisson(2.5 * len(open_days) / len(days(month)))
        return _split(chance, participant, open_days, 1800.0 * count, count)
    if participant == "P035" and month[1] % 3 == 2:
        house = dt.date(*month, chance.whole(4, 25))
        return [Sale(participant, house, chance.whole(1_200_000, 2_600_000), "calibration", HOUSE_ACCOUNT)]
    return []


def _returns(chance: Chance, sales: Sequence[Sale]) -> list[Sale]:
    back = [_back(chance, sale) for sale in sales if chance.happens(RETURNED)]
    return [sale for sale in back if sale is not None]


def _back(chance: Chance, sale: Sale) -> Sale | None:
    day = sale.day + dt.timedelta(days=chance.whole(5, 70))
    part = 1.0 if chance.happens(0.4) else chance.uniform(0.15, 0.8)
    away = day.year > LAST[0] or segment_on(sale.participant, day) is None
    if sale.cents < 0 or away or planted.is_fixed(sale.participant, sale.month, (day.year, day.month)):
        return None
    return replace(sale, day=day, cents=-max(round(sale.cents * part), 1))


def _rush(chance: Chance, participant: str, year: int, sales: Sequence[Sale]) -> list[Sale]:
    """Close what is missing in the last weeks, if the quota is near: some, not all, manage."""
    open_days = days_in(participant, (year, 12), SELLERS)
    rushes, aim = chance.happens(RUSH_CHANCE), chance.uniform(1.0, 1.03)
    quota, sold = quota_to_date(participant, (year, 12)), _sold_in(sales, months((year, 1), (year, 12)))
    if (
        not rushes
        or not open_days
        or not RUSH_FROM <= sold / 100 / quota < 1
        or (participant, year) in planted.NO_RUSH
    ):
        return []
    return _split(
        chance, participant, open_days[len(open_days) // 2 :], quota * aim - sold / 100, chance.whole(2, 5)
    )


def _land(sales: list[Sale], participant: str, through: Month, share: float) -> list[Sale]:
    """Scale a month so that the year to date ends exactly at a share of its quota."""
    inside = [sale for sale in sales if sale.month == through]
    others = [sale for sale in sales if sale.month != through]
    so_far = _sold_in(others, months((through[0], 1), through))
    aim = round(100 * share * quota_to_date(participant, through)) - so_far
    factor = aim / sum(sale.cents for sale in inside)
    scaled = [replace(sale, cents=round(sale.cents * factor)) for sale in inside]
    rest = aim - sum(sale.cents for sale in scaled)
    return [*others, *scaled[:-1], replace(scaled[-1], cents=scaled[-1].cents + rest)]


def _sold_in(sales: Sequence[Sale], wanted: Sequence[Month]) -> int:
    return sum(sale.cents for sale in sales if sale.month in wanted)
