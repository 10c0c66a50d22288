"""Gates and modifiers in random plans."""

from __future__ import annotations

from random import Random

from tests.oracle.yaml_text import Raw

WORDS = ["at_least", "above", "at_most", "below"]


def add_links(rng: Random, plan: Raw) -> None:
    """Let some of a plan's measures act on others, or on themselves."""
    measures, late = plan["measures"], _late(plan)
    earning = [key for key, each in measures.items() if each.get("earns") != "nothing"]
    watched = [key for key in measures if not late or measures[key].get("accumulate") == "year_to_date"]
    if rng.random() < 0.5 or not watched or not earning:
        return
    gates = {f"gate{n}": _gate(rng, measures, watched, earning) for n in range(rng.choice([0, 1, 2]))}
    modifiers = {
        f"factor{n}": _modifier(rng, measures, watched, earning) for n in range(rng.choice([0, 1, 2]))
    }
    if gates:
        plan["gates"] = gates
    if modifiers:
        plan |= {"modifiers": modifiers, "stacking": rng.choice(["multiplicative", "additive"])}


def _late(plan: Raw) -> bool:
    lengths = {"month": 1, "quarter": 3, "year": 12}
    return lengths[plan["payout_period"]] < lengths[plan["performance_period"]]


def _gate(rng: Random, measures: Raw, watched: list[str], earning: list[str]) -> Raw:
    gate: Raw = _condition(rng, measures, watched) | _acts(rng, earning)
    soft = list(gate.get("applies_to", earning))
    if any(measures[key].get("per") == "transaction" for key in soft):
        return gate | {"type": "hard"}
    flat = all(measures[key].get("curve", {"type": "linear"})["type"] != "linear" for key in soft)
    if flat and rng.random() < 0.5:
        return gate | {"type": "soft", "limit": "rate_below_target"}
    if all(_by(measures[key]) == "attainment" for key in soft) and rng.random() < 0.5:
        return gate | {"type": "soft", "limit": "payout_at_target"}
    return gate | {"type": "hard"}


def _modifier(rng: Random, measures: Raw, watched: list[str], earning: list[str]) -> Raw:
    measure = rng.choice(watched)
    edge = "100%" if measures[measure]["type"] != "value" else "10000"
    bands = [
        {"to": edge, "rate": rng.choice(["50%", "0.8", "1"])},
        {"rate": rng.choice(["1", "1.1", "1.25"])},
    ]
    modifier: Raw = {"measure": measure, "curve": {"type": "step", "bands": bands}} | _acts(rng, earning)
    if rng.random() < 0.3:
        modifier["when"] = _condition(rng, measures, watched)
    return modifier


def _condition(rng: Random, measures: Raw, watched: list[str]) -> Raw:
    measure = rng.choice(watched)
    levels = ["80%", "100%", "1.1"] if measures[measure]["type"] != "value" else ["1000", "10000", "25000"]
    return {"measure": measure, rng.choice(WORDS): rng.choice(levels)}


def _acts(rng: Random, earning: list[str]) -> Raw:
    found: Raw = {"applies": rng.choice(["period", "to_date"])} if rng.random() < 0.5 else {}
    return found | ({"applies_to": rng.sample(earning, 1)} if rng.random() < 0.5 else {})


def _by(measure: Raw) -> str:
    return "value" if measure["type"] == "value" else str(measure.get("curve", {}).get("by", "attainment"))
