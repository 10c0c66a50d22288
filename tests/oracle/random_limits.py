"""Caps, floors and groups in random plans."""

from __future__ import annotations

from random import Random

from tests.oracle.yaml_text import Raw

AMOUNTS = ["50", "333", "1000", "2500", "9999", "80%", "133.3%", "0%"]


def add_limits(rng: Random, plan: Raw) -> None:
    """Limit some measures, and the plan."""
    measures: Raw = plan["measures"]
    by_period = [
        key
        for key, each in measures.items()
        if each.get("accumulate") != "year_to_date" and each.get("earns") != "nothing"
    ]
    for key, measure in measures.items():
        if measure.get("earns") == "nothing" or rng.random() < 0.7:
            continue
        spans = ["payout_period", "plan_year"] if key in by_period else ["plan_year"]
        measure["caps"] = {
            span: rng.choice(AMOUNTS) for span in rng.sample(spans, rng.randint(1, len(spans)))
        }
        if rng.random() < 0.5:
            measure["floors"] = {spans[0]: rng.choice(["1", "20", "50", "2.5%"])}
    if rng.random() < 0.25:
        spans = rng.sample(["payout_period", "plan_year", "total"], rng.randint(1, 3))
        plan["caps"] = {span: rng.choice(AMOUNTS) for span in spans}
    if len(by_period) > 1 and rng.random() < 0.4:
        plan["best_of"] = [rng.sample(by_period, 2)]
