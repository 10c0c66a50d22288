"""Random plans that are valid and realistic, with many exact edges."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from tests.oracle.random_earnings import add_earnings, add_matrix
from tests.oracle.random_limits import add_limits
from tests.oracle.random_links import add_links
from tests.oracle.random_scores import random_score
from tests.oracle.random_words import add_words
from tests.oracle.yaml_text import Raw, share

ROLES = ["account_executive", "key_account_manager", "sales_manager"]
CURRENCIES = ["USD", "USD", "USD", "EUR", "JPY", "CLP", "KWD", "BHD", "CLF"]
UNITS = {
    0: ["1", "1", "5", "10"],
    2: ["0.01", "0.01", "0.01", "0.05", "0.1", "1", "5"],
    3: ["0.001", "0.001", "0.005", "0.01", "1"],
    4: ["0.0001", "0.0001", "0.0005", "0.01", "1"],
}
STARTS = ["2027-01", "2027-01", "2027-01", "2028-01", "2027-04", "2026-07", "2027-10", "2027-02"]
MODES = ["half_up", "half_up", "half_even", "half_down", "up", "down"]
PERIODS = ["month", "month", "quarter", "year"]
EDGES = [50, 60, 70, 75, 80, 85, 90, 95, 100, 105, 110, 115, 120, 125, 130, 150, 200]
RATES = ["0", "7.25", "12.5", "25", "33", "50", "62.5", "75", "90", "100", "110", "125", "150", "200", "300"]


def random_plan(rng: Random, exponents: dict[str, int]) -> Raw:
    """Make a plan whose leaves are text, as it stands in a file."""
    currency, years = rng.choice(CURRENCIES), rng.choice([1, 1, 2, 2, 3])
    attainments = rng.choice(
        [["product_revenue"], ["product_revenue"], ["product_revenue", "new_business"], []]
    )
    ids = [*attainments, *(["relationship"] if not attainments or rng.random() < 0.6 else [])]
    plan: Raw = {
        "compplan": "1",
        "id": f"random-{rng.randrange(10**6)}",
        "title": "Random plan",
        "currency": currency,
        "starts": rng.choice(STARTS) + "-01",
        "years": str(years),
        "performance_period": rng.choice(PERIODS),
        "payout_period": rng.choice(PERIODS),
        "applies_to": {"roles": ROLES[: rng.choice([1, 2, 2, 3])]},
        "weights": {"before": _row(rng, ids)} | _path(rng, ids, years),
    }
    if rng.random() < 0.2:
        plan["announced_weights"] = _path(rng, ids, years)
    plan["measures"] = {each: _measure(rng, each) for each in ids}
    if "relationship" in ids:
        plan["report_cards"] = {"customer": _card(rng)}
    add_earnings(rng, plan)
    add_matrix(rng, plan)
    add_links(rng, plan)
    add_limits(rng, plan)
    add_words(Random(plan["id"]), plan)  # draws that leave those of ``rng`` as they are
    unit = rng.choice(UNITS[exponents[currency]])
    plan["rounding"] = {"to": unit, "mode": rng.choice(MODES), "at": "component"}
    add_proration(plan)
    currencies = Random(f"{plan['id']} conversion")
    if currencies.random() < 0.25:
        plan["conversion"] = {"table": "rates", "date": currencies.choice(["transaction", "payout"])}
    return plan


def add_proration(plan: Raw) -> None:
    """Choose bases of proration; the draws leave those of the rest of the plan as they are."""
    rng = Random(f"{plan['id']} proration")
    basis = rng.choice(["calendar_days", "calendar_days", "working_days", "days_of_year", "months_12"])
    plan["proration"] = {"basis": basis}
    bases = ["calendar_days", "working_days", "weeks_52"]
    if rng.random() < 0.3:
        lowers = rng.choice([["quota"], ["target_incentive"], ["quota", "target_incentive"]])
        plan["proration"]["leave"] = {"table": "leave"} | {each: rng.choice(bases) for each in lowers}
    for measure in plan["measures"].values():
        if measure.get("quota_proration") == "calendar_days" and rng.random() < 0.4:
            measure["quota_proration"] = "working_days"
        target = measure.get("target")
        days_lack = "leave" in plan["proration"] or measure.get("quota_proration") == "working_days"
        if days_lack and isinstance(target, dict) and "table" in target:
            target["if_zero"] = rng.choice(["no_pay", "at_target"])


def parts_of_100(rng: Random, count: int, step: int = 5) -> list[int]:
    """Split 100 percent into whole parts."""
    cuts = sorted(rng.randrange(0, 100 // step + 1) * step for _ in range(count - 1))
    return [high - low for low, high in zip([0, *cuts], [*cuts, 100], strict=True)]


def _row(rng: Random, ids: list[str]) -> Raw:
    weights = [Fraction(each) for each in parts_of_100(rng, len(ids))]
    if len(ids) > 1 and weights[0] and rng.random() < 0.2:
        shift = Fraction(rng.choice(["0.01", "0.5", "1.67", "3.33"]))
        weights[0], weights[-1] = weights[0] - shift, weights[-1] + shift
    named = {key: share(rng, weight) for key, weight in zip(ids, weights, strict=True)}
    zeros = [key for key, weight in zip(ids, weights, strict=True) if not weight]
    return {key: text for key, text in named.items() if key not in zeros or rng.random() < 0.5}


def _path(rng: Random, ids: list[str], years: int) -> Raw:
    kind = rng.choice(["steps", "linear", "s_curve", "monthly"])
    if kind == "steps":
        return {"path": kind, "by_year": {str(year + 1): _row(rng, ids) for year in range(years)}}
    if kind == "monthly":
        months = sorted({1, *(rng.randrange(1, 12 * years + 1) for _ in range(rng.randrange(4)))})
        return {"path": kind, "by_month": {str(month): _row(rng, ids) for month in months}}
    path: Raw = {"path": kind, "to": _row(rng, ids)}
    if rng.random() < 0.6:
        path["over_months"] = str(rng.choice([1, 3, 6, 7, 9, 12, 12 * years, 12 * years - 1]))
    return path


def _measure(rng: Random, measure_id: str) -> Raw:
    measure: Raw = {"type": "report_card", "report_card": "customer"}
    if measure_id != "relationship":
        measure = {"type": "attainment"} | _sources(rng, measure_id)
    if rng.random() < 0.55:
        measure |= {"accumulate": "year_to_date", "balance": rng.choice(["lapse", "carry", "recover"])}
    elif rng.random() < 0.3:
        measure["accumulate"] = "period"
    return measure | {"curve": _curve(rng)}


def _sources(rng: Random, measure_id: str) -> Raw:
    actual: Raw = {"table": "sales", "sum": "amount"}
    if measure_id == "new_business":
        actual["where"] = {"product": rng.choice(["services", ["services", "training"]])}
    elif rng.random() < 0.5:
        actual["where"] = {"product": rng.choice(["hardware", ["hardware", "other"]])}
    actual["credit"] = rng.choice(["own", "own", "own", "own_and_reports", "reports"])
    actual["if_missing"] = "zero" if actual["credit"] == "reports" else rng.choice(["error", "zero"])
    target: Raw = {"table": "quotas", "value": "quota"}
    if rng.random() < 0.5:
        target["spread"] = "months"
    target["if_missing"] = rng.choice(["error", "no_pay"])
    target["if_zero"] = rng.choice(["error", "no_pay", "at_target"])
    for source, key, default in ((actual, "credit", "own"), (target, "if_zero", "error")):
        if source[key] == default and rng.random() < 0.5:
            del source[key]
    proration = rng.choice(["as_given", "calendar_days"])
    return {"actual": actual, "target": target, "quota_proration": proration}


def _curve(rng: Random) -> Raw:
    kind = rng.choice(["linear", "step", "tiered_marginal", "tiered_retroactive"])
    edges = sorted(rng.sample(EDGES, rng.choice([1, 2, 2, 3, 4])))
    rates = sorted(rng.sample([Fraction(each) for each in RATES], len(edges) + 1))
    if kind == "linear":
        start = [[share(rng, 0), share(rng, 0)]] if rng.random() < 0.5 else []
        points = [[share(rng, edge), share(rng, rate)] for edge, rate in zip(edges, rates[1:], strict=True)]
        curve: Raw = {"type": kind, "points": start + points}
    else:
        bands = [
            {"to": share(rng, edge), "rate": share(rng, rate)}
            for edge, rate in zip(edges, rates, strict=False)
        ]
        curve = {"type": kind, "bands": [*bands, {"rate": share(rng, rates[-1])}]}
    if rng.random() < 0.5:
        curve["threshold"] = share(rng, rng.choice([50, 60, 80, edges[0], edges[-1]]))
        if kind != "step" and rng.random() < 0.7:
            curve["pays"] = rng.choice(["from_zero", "above_threshold"])
    if rng.random() < 0.4:
        curve["cap"] = share(rng, rng.choice([100, 125, 150, 200, 250]))
    return curve


def _card(rng: Random) -> Raw:
    ids = ["listening", "following_up", "consulting", "keeping_promises"][: rng.choice([1, 2, 3, 4])]
    weights = parts_of_100(rng, len(ids), step=10)
    behaviours = {
        key: {"weight": share(rng, weight), "target": _target_share(rng, weight)}
        for key, weight in zip(ids, weights, strict=True)
        if weight
    }
    card = {
        "ratings": "ratings",
        "scale": ["poor", "fair", "average", "good", "excellent"],
        "favourable": rng.choice([["good", "excellent"], ["excellent"], ["average", "good", "excellent"]]),
        "minimum_responses": {
            "count": str(rng.choice([1, 2, 3, 5, 5, 8])),
            "pool_previous_months": str(rng.choice([0, 1, 2, 5, 5, 12])),
            "then": rng.choice(["exclude", "neutral", "zero"]),
        },
        "attainment_cap": rng.choice(["none", "100%", "125%", "1.5"]),
        "behaviours": behaviours,
    }
    return card | random_score(card)


def _target_share(rng: Random, weight: Fraction | int) -> Raw | str:
    """Give a behaviour's target: mostly one for the whole plan, else one that moves in its first year."""
    levels = [50, 60, 75, 80, 80, 100]
    alone = share(rng, rng.choice(levels))
    moving = Random(f"{alone} {weight}")  # draws that leave those of ``rng`` as they are
    if moving.random() < 0.7:
        return alone
    months = ["1", *map(str, sorted(moving.sample(range(2, 13), moving.choice([1, 2]))))]
    rows = {month: share(moving, moving.choice(levels)) for month in months}
    return {"by_month": rows, "between": moving.choice(["steps", "linear"])}
