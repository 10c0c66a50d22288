"""Gates and modifiers, worked by hand, and laws of theirs."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import compplan as cp
from compplan.report.explanation_json import explanation_document
from compplan.report.explanation_text import explanation_text
from tests.engine.recalculate import recalculate
from tests.engine.small import paid, panel
from tests.oracle.small_case import IDENTITY, monthly, person, sales, small_plan
from tests.oracle.yaml_text import Raw, plan_text

SURVEY: Raw = {
    "type": "value",
    "earns": "nothing",
    "actual": {"table": "events", "average": "value", "if_missing": "zero", "missing_months": "zero"},
}
STEP: Raw = {"type": "step", "bands": [{"to": "30", "rate": "75%"}, {"rate": "1.5"}]}
TIERS: Raw = {"type": "tiered_marginal", "bands": [{"to": "100%", "rate": "1"}, {"rate": "2"}]}
HARD: Raw = {"type": "hard", "measure": "survey", "at_least": "40"}
SOFT: Raw = {"type": "soft", "measure": "survey", "at_least": "40"}


def run(scores: list[str], *amounts: str, revenue: Raw | None = None, **plan: Any) -> cp.Result:
    """Pay P1 by revenue, 1 for 1 of a quota of 1,000 a month, linked with a monthly survey score."""
    measure = small_plan({})["measures"]["revenue"] | (revenue or {})
    text = plan_text(small_plan({}) | {"measures": {"revenue": measure, "survey": SURVEY}} | plan)
    surveys = [
        {"participant_id": "P1", "date": f"2027-{month:02d}-10", "kind": "survey", "value": score}
        for month, score in enumerate(scores, 1)
    ]
    tables = {"participants": [person()], "sales": sales(*amounts), "quotas": monthly(len(amounts))}
    return cp.run(cp.parse_plan(text), panel(tables | {"events": surveys}))


def revenue_paid(result: cp.Result) -> list[str]:
    """List what revenue pays, month by month."""
    return [row["paid"] for row in result.lines.rows() if row["component"] == "revenue"]


def gate(**words: str) -> Raw:
    """Give a plan's one gate."""
    return {"gates": {"satisfied": words}}


WORKED = {
    "open": (["40"], gate(**HARD), "1000.00"),
    "closed": (["39.99"], gate(**HARD), "0.00"),
    "above is not at least": (["40"], gate(type="hard", measure="survey", above="40"), "0.00"),
    "at most": (["40"], gate(type="hard", measure="survey", at_most="40"), "1000.00"),
    "below": (["40"], gate(type="hard", measure="survey", below="40"), "0.00"),
    "modified": (["25"], {"modifiers": {"nps": {"measure": "survey", "curve": STEP}}}, "750.00"),
    "modified only when": (
        ["25"],
        {
            "modifiers": {
                "nps": {"measure": "survey", "curve": STEP, "when": {"measure": "revenue", "below": "100%"}}
            }
        },
        "1000.00",
    ),
}


@pytest.mark.parametrize(("scores", "plan", "expected"), WORKED.values(), ids=WORKED)
def test_what_a_link_does(scores: list[str], plan: Raw, expected: str) -> None:
    """Each comparison, and a modifier with and without its condition, does what it says."""
    assert revenue_paid(run(scores, "1000", **plan)) == [expected]


@pytest.mark.parametrize(("stacking", "expected"), [("multiplicative", "1875.00"), ("additive", "1750.00")])
def test_one_word_says_how_modifiers_meet(stacking: str, expected: str) -> None:
    """Factors of 1.5 and 1.25 come to 1.875 multiplied and to 1.75 added."""
    flat = {"type": "step", "bands": [{"rate": "1.25"}]}
    modifiers = {
        "first": {"measure": "survey", "curve": STEP},
        "second": {"measure": "survey", "curve": flat},
    }
    assert revenue_paid(run(["40"], "1000", stacking=stacking, modifiers=modifiers)) == [expected]


@pytest.mark.parametrize(
    ("limit", "expected"), [("payout_at_target", "1000.00"), ("rate_below_target", "1500.00")]
)
def test_one_word_says_what_a_soft_gate_limits(limit: str, expected: str) -> None:
    """At 150 %, with twice the rate above target, a closed gate pays up to target or without the double."""
    result = run(["30"], "1500", revenue={"curve": TIERS}, **gate(**SOFT, limit=limit))
    assert revenue_paid(result) == [expected]
    assert revenue_paid(run(["40"], "1500", revenue={"curve": TIERS}, **gate(**SOFT, limit=limit))) == [
        "2000.00"
    ]


@pytest.mark.parametrize(
    ("applies", "expected"),
    [("period", ["1000.00", "0.00", "1000.00"]), ("to_date", ["1000.00", "0.00", "2000.00"])],
)
def test_one_word_says_what_a_closed_month_costs(applies: str, expected: list[str]) -> None:
    """To date, a month behind a closed gate is lost; or it waits until the gate opens again."""
    to_date = {"accumulate": "year_to_date", "balance": "lapse"}
    result = run(["50", "30", "60"], "1000", "1000", "1000", revenue=to_date, **gate(**HARD, applies=applies))
    assert revenue_paid(result) == expected


@pytest.mark.parametrize("applies", ["period", "to_date"])
@pytest.mark.parametrize("accumulate", [{}, {"accumulate": "year_to_date", "balance": "recover"}])
@pytest.mark.parametrize("stacking", ["multiplicative", "additive"])
def test_links_are_explained(applies: str, accumulate: Raw, stacking: str) -> None:
    """With gates and modifiers a payment can be computed again from its explanation."""
    plan = {
        "gates": {"hard": HARD | {"applies": applies}, "soft": SOFT | {"limit": "payout_at_target"}},
        "modifiers": {
            "first": {"measure": "survey", "curve": STEP, "applies": applies},
            "second": {
                "measure": "revenue",
                "curve": {"type": "linear", "points": [["0%", "0.5"], ["200%", "1.5"]]},
            },
        },
        "stacking": stacking,
    }
    result = run(["50", "30", "60"], "900", "1500", "700", revenue=accumulate | {"curve": TIERS}, **plan)
    for month, expected in zip(("2027-01", "2027-02", "2027-03"), revenue_paid(result), strict=True):
        explanation, wrong = cp.explain(result, "P1", month), list[str]()
        assert f"{float(recalculate(explanation_document(explanation)['payment'], wrong)):.2f}" == expected
        assert wrong == []
        assert expected in explanation_text(explanation).replace(",", "")


def test_a_closed_gate_is_told() -> None:
    """The page says which gate is closed and what closes it."""
    text = explanation_text(cp.explain(run(["30"], "1000", **gate(**HARD)), "P1", "2027-01"))
    assert "as survey 30 is below gate satisfied 40" in text


@settings(max_examples=40, deadline=None)
@given(
    scores=st.lists(st.integers(0, 100), min_size=3, max_size=3),
    amounts=st.lists(st.integers(0, 3000), min_size=3, max_size=3),
    applies=st.sampled_from(["period", "to_date"]),
)
def test_an_open_gate_and_a_factor_of_one_change_nothing(
    scores: list[int], amounts: list[int], applies: str
) -> None:
    """A gate that everybody passes, and a factor of 1, pay what a plan without them pays."""
    one = {"type": "step", "bands": [{"rate": "1"}]}
    links = gate(type="hard", measure="survey", at_least="0", applies=applies) | {
        "modifiers": {"one": {"measure": "survey", "curve": one, "applies": applies}}
    }
    to_date = {"accumulate": "year_to_date", "balance": "carry", "curve": TIERS}
    texts, amounts_text = list(map(str, scores)), list(map(str, amounts))
    with_links = run(texts, *amounts_text, revenue=to_date, **links)
    assert paid(with_links) == paid(run(texts, *amounts_text, revenue=to_date))


def test_identity_is_what_revenue_pays() -> None:
    """Without links the small plan pays its sales."""
    assert revenue_paid(run(["0"], "777", revenue={"curve": IDENTITY})) == ["777.00"]
