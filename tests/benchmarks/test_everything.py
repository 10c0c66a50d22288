"""The plan that uses every kind of word at once is right on a small company."""

from __future__ import annotations

import compplan as cp
from benchmarks.everything import PLAN, tables_of


def test_a_plan_of_every_word_pays_what_it_explains() -> None:
    """Every line of a payment is explained, and together they sum to it."""
    result = cp.load_plan(PLAN).run(cp.load_data(tables_of(30)), through="2027-06")
    for row in list(result.payments.rows())[::12]:
        explained = cp.explain(result, row["participant_id"], row["month"])
        assert f"{float(explained.payment.value):.2f}" == row["amount"]
    components = {row["component"] for row in result.lines.rows()}
    assert {
        "revenue",
        "deals",
        "team",
        "draw",
        "guarantee",
        "clawback",
        "held_back",
        "hold_back_paid",
    } <= components
