"""Many participants on monthly plans of one year, every line an exact tie or everybody on a step."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import ceil
from random import Random

from tests.oracle.reading import EXPONENTS, Tables
from tests.oracle.yaml_text import Raw, decimal, plan_text

Row = dict[str, str]
MONTHS = [f"2027-{month:02d}" for month in range(1, 13)]
PRODUCTS = {"product_revenue": "hardware", "new_business": "services"}
# All of them map an attainment of odd percent to a rate of odd percent.
ODD_CURVES: list[Raw] = [
    {"type": "linear", "points": [["0%", "0%"], ["100%", "100%"], ["300%", "700%"]]},
    {"type": "step", "bands": [{"to": "80%", "rate": "25%"}, {"to": "1", "rate": "75%"}, {"rate": "125%"}]},
    {
        "type": "tiered_marginal",
        "bands": [{"to": "100%", "rate": "1"}, {"to": "150%", "rate": "3"}, {"rate": "5"}],
    },
    {"type": "tiered_retroactive", "bands": [{"to": "100%", "rate": "1"}, {"rate": "3"}]},
    {
        "type": "tiered_marginal",
        "threshold": "50%",
        "pays": "above_threshold",
        "bands": [{"to": "100%", "rate": "1"}, {"rate": "3"}],
    },
    {"type": "linear", "threshold": "50%", "points": [["0", "0"], ["1", "1"], ["3", "7"]], "cap": "399%"},
]
EDGE_CURVES: list[Raw] = [
    {"type": "step", "bands": [{"to": "70%", "rate": "0"}, {"to": "110%", "rate": "50%"}, {"rate": "150%"}]},
    {
        "type": "tiered_retroactive",
        "threshold": "70%",
        "bands": [{"to": "100%", "rate": "1"}, {"to": "115%", "rate": "1.5"}, {"rate": "2"}],
    },
    {"type": "step", "threshold": "60%", "bands": [{"to": "90%", "rate": "0.5"}, {"rate": "107.25%"}]},
]
EDGES = [[70, 110], [70, 100, 115], [60, 90]]


def tie_case(rng: Random, rows: int) -> tuple[str, Tables]:
    """Make at least ``rows`` lines, each half a rounding unit from both its neighbours."""
    currency, weights = (
        rng.choice(["USD", "USD", "EUR", "JPY", "KWD", "CLF"]),
        rng.choice([[100], [50, 50], [25, 75]]),
    )
    unit = rng.choice([Fraction(1, 10 ** EXPONENTS[currency]), Fraction(1)])
    ids = list(PRODUCTS)[: len(weights)]
    plan = _plan(rng, currency, dict(zip(ids, weights, strict=True)), unit)
    for measure_id in ids:
        plan["measures"][measure_id]["curve"] = rng.choice(ODD_CURVES)
    participants = ceil(rows / (12 * len(ids)))
    # One percent of the base is an odd number of half units: base = odd x 50 units.
    step = {1: 600, 2: 1200}.get(len(ids), 600) * unit if weights != [25, 75] else 2400 * unit
    incentives = [step * (2 * rng.randrange(10, 60) + 1) for _ in range(participants)]
    months = [
        (person, measure_id, month, 100 * rng.randrange(10, 400), 2 * rng.randrange(25, 95) + 1)
        for person in range(participants)
        for measure_id in ids
        for month in MONTHS
    ]
    quotas = [_quota(person, measure, month, str(quota)) for person, measure, month, quota, _ in months]
    sales = [
        _sale(person, measure, month, Fraction(quota * percent, 100))
        for person, measure, month, quota, percent in months
    ]
    return plan_text(plan), {"participants": _participants(incentives), "sales": sales, "quotas": quotas}


def edge_case(rng: Random, rows: int) -> tuple[str, Tables]:
    """Make at least ``rows`` lines of participants who end exactly on a step of the curve.

    Monthly, each month ends on a step; to date, each month comes as near from below as the currency allows
    and the year ends on the step.
    """
    to_date, at = rng.random() < 0.7, rng.randrange(len(EDGE_CURVES))
    plan = _plan(rng, "USD", {"product_revenue": 100}, Fraction(1, 100))
    measure = plan["measures"]["product_revenue"]
    measure["curve"] = EDGE_CURVES[at]
    if to_date:
        measure |= {"accumulate": "year_to_date", "balance": rng.choice(["lapse", "carry", "recover"])}
    participants = ceil(rows / 12)
    tables: Tables = {"sales": [], "quotas": []}
    for person in range(participants):
        quota, edges = Fraction(rng.randrange(10_000, 10_000_000), 100), EDGES[at]
        quota -= quota % Fraction(1, 5)
        percents = [rng.choice(edges)] * 12 if to_date else [rng.choice(edges) for _ in MONTHS]
        tables["quotas"] += _edge_quotas(person, quota, to_date=to_date)
        tables["sales"] += _edge_sales(person, quota, percents, to_date=to_date)
    incentives = [Fraction(1000 * rng.randrange(10, 120)) for _ in range(participants)]
    return plan_text(plan), {"participants": _participants(incentives)} | tables


def _edge_quotas(person: int, quota: Fraction, *, to_date: bool) -> list[Row]:
    if to_date:
        return [_quota(person, "product_revenue", "2027", decimal(quota))]
    return [_quota(person, "product_revenue", month, decimal(quota)) for month in MONTHS]


def _edge_sales(person: int, quota: Fraction, percents: list[int], *, to_date: bool) -> list[Row]:
    if not to_date:
        amounts = [quota * percent / 100 for percent in percents]
    else:
        goals = [quota * percents[0] * month // 12 for month in range(13)]
        amounts = [Fraction(high - low, 100) for low, high in pairwise(goals)]
    return [
        _sale(person, "product_revenue", month, amount) for month, amount in zip(MONTHS, amounts, strict=True)
    ]


def _plan(rng: Random, currency: str, weights: dict[str, int], unit: Fraction) -> Raw:
    row = {measure: f"{weight}%" for measure, weight in weights.items()}
    return {
        "compplan": "1",
        "id": "exact-case",
        "title": "Exact cases",
        "currency": currency,
        "starts": "2027-01-01",
        "years": "1",
        "performance_period": "month",
        "payout_period": "month",
        "applies_to": {"roles": ["account_executive"]},
        "weights": {"before": row, "path": "steps", "by_year": {"1": row}},
        "measures": {
            measure: {
                "type": "attainment",
                "actual": {"table": "sales", "sum": "amount", "where": {"product": PRODUCTS[measure]}},
                "target": {"table": "quotas", "value": "quota", "spread": "months"},
                "quota_proration": "as_given",
            }
            for measure in weights
        },
        "rounding": {
            "to": decimal(unit),
            "mode": rng.choice(["half_up", "half_even", "half_down"]),
            "at": "component",
        },
        "proration": {"basis": "calendar_days"},
    }


def _participants(incentives: list[Fraction]) -> list[Row]:
    return [
        {
            "participant_id": _id(person),
            "role": "account_executive",
            "target_incentive": decimal(incentive),
            "start_date": "2026-01-01",
            "end_date": "",
        }
        for person, incentive in enumerate(incentives)
    ]


def _quota(person: int, measure: str, period: str, quota: str) -> Row:
    return {"participant_id": _id(person), "period": period, "quota": quota, "measure": measure}


def _sale(person: int, measure: str, month: str, amount: Fraction) -> Row:
    return {
        "participant_id": _id(person),
        "date": f"{month}-15",
        "amount": decimal(amount),
        "product": PRODUCTS[measure],
    }


def _id(person: int) -> str:
    return f"P{person + 1:06d}"
