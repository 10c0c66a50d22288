"""Words that few plans use, in random plans: ranks, seasons, ramps, lower is better."""

from __future__ import annotations

from random import Random

from tests.oracle.yaml_text import Raw

SEASONS = [["19%", "24.5%", "28%", "28.5%"], ["40%", "10%", "0%", "50%"], [*["6%", "11%"] * 5, "7%", "8%"]]


def add_words(rng: Random, plan: Raw) -> None:
    """Let some of a plan's measures go by other words."""
    for measure in plan["measures"].values():
        if "table" in measure.get("target", {}) and rng.random() < 0.6:
            _spread(rng, plan, measure)
        if "table" in measure.get("target", {}) and rng.random() < 0.3:
            _add_ramp(rng, measure)
    if rng.random() < 0.3:
        _add_pace(rng, plan)
    if rng.random() < 0.9:
        _add_scorecard(rng, plan)
    watched = {gate["measure"] for gate in plan.get("gates", {}).values()}
    watched |= set(plan["measures"].get("scorecard", {}).get("of", {}))
    soft = any(gate["type"] == "soft" for gate in plan.get("gates", {}).values())
    if "product_revenue" in plan["measures"] and not soft and rng.random() < 0.5:
        plan["measures"]["pool"] = _pool(rng)
    for key, measure in plan["measures"].items():
        by_sum = measure.get("per") != "transaction" and "curve" in measure and "pool" not in measure
        if by_sum and not soft and key not in watched and rng.random() < 0.25:
            measure["curve"] = _by_rank(rng, measure)
            if measure["type"] == "value":
                measure["direction"] = rng.choice(["higher_is_better", "lower_is_better"])


def _add_ramp(rng: Random, measure: Raw) -> None:
    """Let new participants begin with a part of their quotas."""
    months = ["1", *map(str, sorted(rng.sample(range(2, 14), rng.choice([1, 2]))))]
    shares = rng.choice([["25%", "62.5%", "100%"], ["33.3%", "100%", "100%"], ["0.1", "0.4", "0.9"]])
    measure["target"]["ramp"] = dict(zip(months, shares, strict=False))


def _spread(rng: Random, plan: Raw, measure: Raw) -> None:
    """Spread quotas in another way, or look at the quotas of the whole year."""
    target, kind = measure["target"], rng.choice(["days", "seasons", "seasons", "year"])
    if kind == "days":
        target["spread"] = "days"
    if kind == "seasons" and plan["starts"].endswith("-01-01"):
        target.pop("spread", None)
        target["seasonality"] = rng.choice(SEASONS)
        target |= {"if_zero": "no_pay"}
    if kind == "year" and measure.get("accumulate") == "year_to_date":
        target["over"] = "plan_year"


def _add_pace(rng: Random, plan: Raw) -> None:
    """Add an amount for a mean of days, of which fewer are better."""
    actual = {"table": "events", "average": "value", "if_missing": "zero", "missing_months": "zero"}
    edges = sorted(rng.sample(["50%", "80%", "100%", "125%"], 2), key=lambda text: int(text[:-1]))
    plan["measures"]["pace"] = {
        "type": "attainment",
        "earns": "amount",
        "direction": "lower_is_better",
        "actual": actual,
        "target": rng.choice(["7", "12.5"]),
        "curve": {"type": "linear", "points": [[edges[0], "0"], [edges[1], "333.33"]]},
    }


def _add_scorecard(rng: Random, plan: Raw) -> None:
    """Add an amount for two measures that give rates, by period."""
    parts = [
        key
        for key, each in plan["measures"].items()
        if each.get("earns", "target_incentive") in ("target_incentive", "nothing")
        and each["type"] != "matrix"
        and each.get("accumulate") != "year_to_date"
    ]
    if len(parts) > 1:
        curve = {"type": "linear", "points": [["50%", "0"], ["110%", "777.77"], ["2000%", "5000"]]}
        weights = rng.choice([("60%", "40%"), ("33.3%", "66.7%"), ("0.5", "0.5")])
        of = dict(zip(rng.sample(parts, 2), weights, strict=True))
        plan["measures"]["scorecard"] = {"type": "scorecard", "earns": "amount", "of": of, "curve": curve}


def _pool(rng: Random) -> Raw:
    """Make a pool of sales, of which each payout period has its share."""
    pool: Raw = {"within": rng.choice(["all", "role", "team", "region"])}
    pool["shared"] = rng.choice(["equally", "by_weight", "by_target_incentive", "by_points"])
    actual: Raw = {"table": "sales", "sum": "amount", "if_missing": "zero", "missing_months": "zero"}
    if pool["shared"] == "by_points":
        pool["points"] = actual | {"where": {"product": "services"}}
    curve: Raw = {"type": "tiered_marginal", "bands": [{"to": "5000", "rate": "1%"}, {"rate": "2.55%"}]}
    if rng.random() < 0.5:
        curve["negative"] = "deducts"
    return {"type": "value", "earns": "commission", "actual": actual, "curve": curve, "pool": pool}


def _by_rank(rng: Random, measure: Raw) -> Raw:
    rates = {"amount": ["500", "99.99", "0"], "commission": ["5%", "2.5%", "1%"]}
    high, middle, low = rates.get(measure.get("earns", ""), ["150%", "100%", "33.3%"])
    words = {"by": "rank", "within": rng.choice(["all", "role", "team", "region"])}
    words["ties"] = rng.choice(["best", "average"])
    if rng.random() < 0.5:
        return {"type": "linear", "points": [["1", high], ["2", middle], ["4", low]]} | words
    bands = [{"to": "1", "rate": high}, {"to": "2", "rate": middle}, {"rate": low}]
    return {"type": "step", "includes": "to", "bands": bands} | words
