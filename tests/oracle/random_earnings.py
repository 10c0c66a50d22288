"""Commissions and amounts in random plans, beside the measures that earn target incentive."""

from __future__ import annotations

from random import Random

from tests.oracle.yaml_text import Raw

VALUES = ["1000", "2500.5", "5000", "10000", "20000", "33333.33"]
SHARES = ["0%", "1%", "2.5%", "3.333%", "5%", "8%", "12%"]
AMOUNTS = ["0", "10", "33.33", "100", "250.5", "500", "1000"]


def add_earnings(rng: Random, plan: Raw) -> None:
    """Let a plan's only measure earn commission, or add a measure of sales that earns something else."""
    measures = plan["measures"]
    if list(measures) == ["product_revenue"] and rng.random() < 0.4:
        measures["product_revenue"] |= {
            "earns": "commission",
            "curve": random_curve(rng, SHARES, "attainment"),
        }
        plan.pop("weights")
        plan.pop("announced_weights", None)
        return
    if "product_revenue" in measures and rng.random() < 0.5:
        measures["deals"] = _extra(rng)


def add_matrix(rng: Random, plan: Raw) -> None:
    """Let two measures that accumulate in the same way give an amount together."""
    measures = plan["measures"]
    spans = {key: each.get("accumulate", "period") for key, each in measures.items()}
    first = rng.choice(sorted(measures))
    others = [key for key, span in spans.items() if span == spans[first] and key != first]
    if not others or rng.random() < 0.5:
        return
    sides = [{"measure": key, "breaks": _breaks(rng, measures[key])} for key in (first, rng.choice(others))]
    grid = [sorted(rng.sample(AMOUNTS, len(sides[1]["breaks"])), key=float) for _ in sides[0]["breaks"]]
    keys = {key: measures[first][key] for key in ("accumulate", "balance") if key in measures[first]}
    kind = {"type": "matrix", "earns": "amount", "cells": rng.choice(["step", "interpolated"])}
    measures["matrix"] = kind | {"rows": sides[0], "columns": sides[1], "grid": grid} | keys


def _breaks(rng: Random, measure: Raw) -> list[str]:
    edges = ["1000", "5000", "20000"] if measure["type"] == "value" else ["50%", "90%", "1.1"]
    return sorted(rng.sample(edges, rng.choice([1, 2, 3])), key=edges.index)


def _extra(rng: Random) -> Raw:
    earns = rng.choice(["commission", "amount", "nothing"])
    actual = {"table": "sales", "sum": "amount", "if_missing": "zero", "missing_months": "zero"}
    measure: Raw = {"type": rng.choice(["value", "attainment"]), "earns": earns, "actual": actual}
    by = "value"
    if measure["type"] == "attainment":
        measure["target"] = rng.choice(["5000", "12000", "80%"])
        by = rng.choice(["attainment", "value", "excess"])
    if measure["type"] == "value" and earns != "nothing" and rng.random() < 0.4:
        measure |= {"per": "transaction", "caps": {"transaction": rng.choice(["20", "99.99", "500", "1%"])}}
    if rng.random() < 0.4:
        measure |= {"accumulate": "year_to_date", "balance": rng.choice(["lapse", "carry", "recover"])}
    if earns != "nothing" or rng.random() < 0.5:
        measure["curve"] = random_curve(rng, AMOUNTS if earns == "amount" else SHARES, by)
        if measure["type"] == "value" and rng.random() < 0.5:
            del measure["curve"]["by"]
    return measure


def random_curve(rng: Random, rates: list[str], by: str) -> Raw:
    """Make a curve with rates out of a list, and edges of what it goes by."""
    kind = rng.choice(["flat", "linear", "step", "tiered_marginal", "tiered_retroactive"])
    edges = ["50%", "80%", "100%", "125%"] if by == "attainment" else VALUES
    edges = sorted(rng.sample(edges, rng.choice([1, 2, 3])), key=lambda text: float(text.rstrip("%")))
    curve: Raw = {"type": kind, "by": by}
    if kind == "flat":
        return curve | {"rate": rates[-2]} | _negative(rng)
    if kind == "linear":
        return curve | {"points": [[edge, rng.choice(rates)] for edge in edges]}
    bands = [{"to": edge, "rate": rng.choice(rates)} for edge in edges]
    curve |= {"bands": [*bands, {"rate": rng.choice(rates)}]} | _negative(rng)
    if rng.random() < 0.4:
        curve["includes"] = rng.choice(["from", "to"])
    if kind == "tiered_retroactive" and rng.random() < 0.4:
        curve["pays"] = "above_band"
    elif rng.random() < 0.4:
        curve["threshold"] = rng.choice(edges)
        if kind != "step" and rng.random() < 0.5:
            curve["pays"] = "above_threshold"
    return curve


def _negative(rng: Random) -> Raw:
    return {"negative": rng.choice(["nothing", "deducts"])} if rng.random() < 0.5 else {}
