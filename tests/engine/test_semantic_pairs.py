"""Choices on which plans differ: the same data, two results, by one word of the plan."""

from __future__ import annotations

from copy import deepcopy
from fractions import Fraction
from typing import Any

import pytest

import compplan as cp
from tests.engine.small import panel, rows_of
from tests.oracle.small_case import monthly, person, quotas, sales, small_plan
from tests.oracle.yaml_text import Raw, plan_text

Words = dict[str, str]
"""Two values of one word, each with what it pays in all."""
DEFAULT = ""
"""Stands for the word left out."""
SALES: Raw = {"table": "sales", "sum": "amount", "if_missing": "zero", "missing_months": "zero"}


def commission(curve: Raw, **words: Any) -> Raw:
    """Make a plan that pays on the value of sales."""
    measure = {"type": "value", "earns": "commission", "actual": SALES, "curve": curve} | words
    plan = small_plan({}) | {"measures": {"m": measure}}
    del plan["weights"]
    return plan


def of_quota(**words: Any) -> Raw:
    """Make the small plan, which pays 1 for 1 of sales at a quota of 1,000 a month."""
    return small_plan(words)


def bands(*pairs: tuple[str | None, str], kind: str = "tiered_marginal") -> Raw:
    """Make a curve of bands."""
    return {
        "type": kind,
        "bands": [{"rate": rate} | ({} if to is None else {"to": to}) for to, rate in pairs],
    }


def stacked() -> Raw:
    """Make a commission of 8 % with factors of 1.5 and 1.25."""
    plan = commission({"type": "flat", "rate": "8%"})
    factors = {
        name: {"measure": "m", "curve": {"type": "step", "bands": [{"rate": rate}]}}
        for name, rate in (("half", "1.5"), ("quarter", "1.25"))
    }
    return plan | {"modifiers": factors, "stacking": ""}


def gated(limit: str | None = None) -> Raw:
    """Make a plan of the year so far whose gate is closed until sales to date reach 1,500."""
    plan = of_quota(accumulate="year_to_date", balance="lapse")
    seen = {"type": "value", "earns": "nothing", "actual": SALES, "accumulate": "year_to_date"}
    plan["measures"]["seen"] = seen | {"balance": "lapse"}
    gate = {"measure": "seen", "at_least": "1500", "applies": "", "applies_to": ["revenue"], "type": "hard"}
    return plan | {"gates": {"gate": gate if limit is None else gate | {"limit": limit}}}


def softly() -> Raw:
    """Make a plan that doubles above target, with a soft gate that is closed."""
    plan = of_quota(curve=bands(("90%", "1"), ("100%", "1.5"), (None, "2")))
    plan["measures"]["seen"] = {"type": "value", "earns": "nothing", "actual": SALES}
    gate = {"measure": "seen", "at_least": "9999", "type": "soft", "limit": "", "applies_to": ["revenue"]}
    return plan | {"gates": {"gate": gate}}


def matrix() -> Raw:
    """Make a plan that pays an amount by sales and the number of them."""
    count = SALES | {"sum": None, "count": "rows"}
    measures: Raw = {
        "revenue": {"type": "value", "earns": "nothing", "actual": SALES},
        "deals": {
            "type": "value",
            "earns": "nothing",
            "actual": {k: word for k, word in count.items() if word},
        },
        "m": {
            "type": "matrix",
            "earns": "amount",
            "rows": {"measure": "revenue", "breaks": ["1000", "2000"]},
            "columns": {"measure": "deals", "breaks": ["1", "3"]},
            "grid": [["100", "200"], ["300", "400"]],
            "cells": "",
        },
    }
    plan = small_plan({}) | {"measures": measures}
    del plan["weights"]
    return plan


ECLIPSE = bands(("200", "2%"), ("500", "3%"), ("1000", "4%"), (None, "5.5%"))
STEPS = bands(("1000", "1%"), ("3000", "2%"), ("8000", "3%"), (None, "5%"))
TWO = [person(), person(participant_id="P2", target_incentive="24000")]
EARNBASE = bands(("100000", "50%"), (None, "60%"))
MYTIME = bands(("45", "1"), (None, "2"), kind="tiered_retroactive")
FROM_HALF = {"type": "linear", "points": [["0%", "0%"], ["100%", "100%"]], "threshold": "50%"}
STARTS_LATE = [person(start="2027-01-17")]
SMALL = [{"participant_id": "P1", "date": "2027-01-15", "amount": "0.30"}]
FUSION = [
    {"participant_id": "P1", "date": f"2027-01-1{at}", "amount": amount}
    for at, amount in enumerate(("200", "300", "1500", "1200", "2000", "4500"))
]
ONE: dict[str, Any] = {"sales": sales("1200")}

PAIRS: dict[str, tuple[Raw, str, Words, dict[str, Any]]] = {
    # The first five are published: Earnbase, Epicor Eclipse, Prowi, MyTime and Oracle Fusion.
    "all or part of the amount": (
        commission(EARNBASE),
        "measures.m.curve.type",
        {"tiered_retroactive": "108000", "tiered_marginal": "98000"},
        {"sales": sales("180000")},
    ),
    "all or part of the profit": (
        commission(ECLIPSE),
        "measures.m.curve.type",
        {"tiered_retroactive": "66", "tiered_marginal": "44"},
        ONE,
    ),
    "factors": (
        stacked(),
        "stacking",
        {"multiplicative": "10500", "additive": "9800"},
        {"sales": sales("70000")},
    ),
    "above the band, or all": (
        commission(MYTIME, earns="amount"),
        "measures.m.curve.pays",
        {"above_band": "62", DEFAULT: "152"},
        {"sales": sales("76")},
    ),
    "each sale, or their sum": (
        commission(STEPS),
        "measures.m.per",
        {"transaction": "164", "period": "285"},
        {"sales": FUSION},
    ),
    "whose an edge is": (
        commission(bands(("1200", "1%"), (None, "2%"), kind="step")),
        "measures.m.curve.includes",
        {"from": "24", "to": "12"},
        ONE,
    ),
    "what a return does": (
        commission({"type": "flat", "rate": "5%"}),
        "measures.m.curve.negative",
        {"nothing": "0", "deducts": "-60"},
        {"sales": sales("-1200")},
    ),
    "from where it pays": (
        of_quota(curve=FROM_HALF),
        "measures.revenue.curve.pays",
        {"from_zero": "800", "above_threshold": "300"},
        {"sales": sales("800"), "quotas": monthly(1)},
    ),
    "between cells": (
        matrix(),
        "measures.m.cells",
        {"step": "100", "interpolated": "200"},
        {"sales": sales("1500")},
    ),
    "what a closed gate costs": (
        gated(),
        "gates.gate.applies",
        {"period": "1000", "to_date": "2000"},
        {"sales": sales("1000", "1000"), "quotas": monthly(2)},
    ),
    "what a soft gate limits": (
        softly(),
        "gates.gate.limit",
        {"payout_at_target": "1050", "rate_below_target": "1350"},
        {"sales": sales("1200"), "quotas": monthly(1)},
    ),
    "quotas of who joins": (
        of_quota(),
        "measures.revenue.quota_proration",
        {"as_given": "387.10", "calendar_days": "800"},
        {"participants": STARTS_LATE, "sales": sales("800", day=20), "quotas": monthly(1)},
    ),
    "the year so far, or all of it": (
        of_quota(
            target={"table": "quotas", "value": "quota", "spread": "months"},
            accumulate="year_to_date",
            balance="lapse",
        ),
        "measures.revenue.target.over",
        {"to_date": "1000", "plan_year": "83.33"},
        {"sales": sales("1000"), "quotas": quotas(m2027="12000")},
    ),
    "months or days": (
        of_quota(target={"table": "quotas", "value": "quota"}),
        "measures.revenue.target.spread",
        {"months": "1000", "days": "967.74"},
        {"sales": sales("1000"), "quotas": quotas(m2027_Q1="3000")},
    ),
    "half a cent": (
        commission({"type": "flat", "rate": "5%"}),
        "rounding.mode",
        {"half_up": "0.02", "half_down": "0.01"},
        {"sales": SMALL},
    ),
    "a share of a pool": (
        commission({"type": "flat", "rate": "10%"}, pool={"within": "all", "shared": ""}),
        "measures.m.pool.shared",
        {"equally": "60", "by_target_incentive": "40"},
        {"participants": TWO, "sales": sales("1200")},
    ),
}


def _with(plan: Raw, path: str, word: str) -> Raw:
    """Write one word into a plan."""
    changed = deepcopy(plan)
    *above, last = path.split(".")
    at = changed
    for key in above:
        at = at[key]
    if word != DEFAULT:
        at[last] = word
    return changed


@pytest.mark.parametrize(("plan", "path", "words", "tables"), PAIRS.values(), ids=PAIRS)
def test_one_word_decides(plan: Raw, path: str, words: Words, tables: dict[str, Any]) -> None:
    """P1 is paid each of the two results, and nothing else of the plan or the data is changed."""
    assert len(set(words.values())) == 2
    for word, expected in words.items():
        text = plan_text(_with(plan, path, word))
        result = cp.run(cp.parse_plan(text), panel({"participants": [person()]} | tables))
        paid = sum(row["amount"] for row in rows_of(result.payments) if row["participant_id"] == "P1")
        assert Fraction(paid, 100) == Fraction(expected), word
