"""The mess of real life that chance would not reliably bring; ``plans/data/README.md`` lists it."""

from __future__ import annotations

import datetime as dt

from company.calendar import Day, Month

Extra = tuple[Day, int, str]
"""Day, cents, product."""

ABILITY = {"P007": 1.03, "P010": 0.99, "P022": 0.98, "P025": 1.05}
"""How good those are whose story needs it."""
DEALS = {"P033": 1.6}
"""Sales a month of those who close few."""
NO_SALES = frozenset({("P013", (2027, 7)), ("P024", (2028, 7)), ("P029", (2029, 8))})
"""Months without any sale."""
MONTHS: dict[tuple[str, Month], tuple[Extra, ...]] = {
    ("P026", (2028, 8)): (
        (dt.date(2028, 8, 9), 4_812_050, "analysers"),
        (dt.date(2028, 8, 28), -4_812_050, "analysers"),
    ),
}
"""Months that hold these sales and no others: here they cancel to zero."""
SALES: dict[str, tuple[Extra, ...]] = {
    "P016": ((dt.date(2027, 6, 8), 182_000, "calibration"),),
    "P018": (
        (dt.date(2028, 12, 19), 16_500_000, "analysers"),
        (dt.date(2029, 1, 17), -16_500_000, "analysers"),
    ),
    "P019": ((dt.date(2027, 7, 21), 9_800_000, "software"), (dt.date(2027, 9, 14), -9_800_000, "software")),
    "P022": ((dt.date(2027, 11, 23), 24_800_000, "sensors"), (dt.date(2027, 12, 16), -24_800_000, "sensors")),
}
"""A sale in the days before a role change; large ones that are taken back whole."""
NO_RUSH = frozenset({("P022", 2027)})
LANDINGS: dict[str, tuple[tuple[Month, float], ...]] = {
    "P010": (((2027, 12), 1.0),),
    "P025": (((2028, 1), 0.5),),
}
"""Months that end exactly at a share of the quota to date."""
NO_SURVEY: Month = (2028, 12)
"""The month in which nobody was asked."""
SELDOM_RATED = frozenset({"P033"})
UNRATED_BEHAVIOUR = ("P033", "sharing_knowledge", (2028, 7))
"""Who was not asked about which behaviour before which month."""


def is_fixed(participant: str, *months: Month) -> bool:
    """Tell whether a planted story needs one of the months as it is."""
    landed = {month for month, _ in LANDINGS.get(participant, ())}
    return any((participant, month) in MONTHS or month in landed for month in months)
