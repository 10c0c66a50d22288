"""The plan document: a plan in plain language, with examples that the engine pays."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

import compplan as cp
from compplan.plan.model import Condition, Gate, Guarantee, HoldBack, Limits, Modifier, Payment
from compplan.plan.model.curves import PLAIN
from compplan.report.plain_plan.document import plan_document
from compplan.report.plain_plan.examples import paid_by_year
from compplan.report.statements.blocks import Sheet
from compplan.report.statements.html import html_of
from tests.cli.company import PLAN
from tests.shared import ROOT

ALL = sorted((ROOT / "plans").glob("*.yaml"))


def _page(plan: cp.Plan) -> str:
    sheet: Sheet = plan_document(plan)
    return html_of(plan.title, [sheet])


def test_examples_are_what_the_plan_pays() -> None:
    """At 80, 100 and 120 % an example gets what can be worked out by hand."""
    plan = cp.parse_plan(PLAN)
    # Revenue carries 75 %, and pays 1.5 above target; relationship 25 %, and pays 140 % at 120 %.
    expected = {80: 48_000, 100: 60_000, 120: 60_000 * (0.75 * 1.3 + 0.25 * 1.4)}
    for share, amount in expected.items():
        assert paid_by_year(plan, {}, Fraction(share, 100)) == [round(amount * 100)]
    alone = paid_by_year(plan, {"revenue": Fraction(4, 5)}, Fraction(1))
    assert alone == [(75 * 80 + 25 * 100) * 60_000 * 100 // 10_000]
    assert "79,500.00" in _page(plan)


@pytest.mark.parametrize("file", ALL, ids=lambda file: file.stem)
def test_every_example_plan_can_be_told(file: object) -> None:
    """Each bundled plan has a document that names its measures and rules by their titles."""
    plan = cp.load_plan(str(file))
    page = _page(plan)
    for named in (*plan.measures, *plan.rules):
        assert f"<h2>{named.title}</h2>" in page
    assert "Acknowledgement" in page
    drawn = any(each.earns == "target_incentive" for each in plan.measures)
    assert ("<svg" in page) == drawn


def test_what_decides_on_pay_beside_measures_is_told() -> None:
    """Gates, modifiers, caps and payment are sentences; titles from the file are text."""
    plan = cp.parse_plan(PLAN)
    met = Condition("relationship", "at_least", Fraction(1, 2))
    told = replace(
        plan,
        title="<b>Bold</b>",
        gates=(Gate("door", "Door", met, "hard", None, ("revenue",), "period"),),
        modifiers=(Modifier("lift", "Lift", "relationship", PLAIN, met, (), "period"),),
        caps=Limits(plan_year=Fraction(5000)),
        best_of=(("revenue", "relationship"),),
        payment=Payment(
            guarantee=Guarantee(3, ((1, Fraction(1)),)),
            hold_back=HoldBack(Fraction(1, 5), ((3, Fraction(1)),)),
        ),
    )
    page = _page(told)
    for said in (
        "Door: nothing is paid for Revenue unless Relationship is at least 50%.",
        "Lift: what is earned is multiplied by a factor that follows Relationship",
        "At most 5,000 USD is paid in a plan year.",
        "in the first 3 months at least 100% of the target incentive",
        "20% of each payment is held and paid later.",
        "&lt;b&gt;Bold&lt;/b&gt;",
    ):
        assert said in page, said
    assert "<b>Bold" not in page


WORDS = """
compplan: 1
id: told
title: Told
currency: USD
starts: 2027-01-01
years: 1
performance_period: month
payout_period: month
applies_to: {roles: [rep]}
weights: {before: {revenue: 100%}, path: steps, by_year: {1: {revenue: 100%}}}
measures:
  revenue:
    type: attainment
    actual: {table: sales, sum: amount}
    target: {table: quotas, value: quota, ramp: {1: 25%, 4: 100%}}
    quota_proration: as_given
    curve: {type: linear, by: rank, within: region, ties: average, points: [[1, 200%], [5, 50%]]}
  pool:
    type: value
    earns: commission
    actual: {table: milestones, count: rows, dated: done, until: due}
    curve: {type: flat, rate: 2%}
    pool: {within: team, shared: equally}
rounding: {to: 0.01, mode: half_up, at: component}
proration: {basis: calendar_days}
"""


def test_ranks_ramps_pools_and_deadlines_are_told() -> None:
    """What depends on others, on the start or on a deadline is a sentence."""
    page = _page(cp.parse_plan(WORDS))
    for said in (
        "When you are new, 25% from month 1 on and 100% from month 4 on of it count.",
        "Your place is that among those of your region; those who share a place have the average",
        "What your team comes to together is paid and shared in equal parts.",
        "the number of entries in milestones, in time for due",
    ):
        assert said in page, said


def test_cells_of_rules_are_said_as_people_say_them() -> None:
    """Shares are percentages, truths yes and no, spans words; facts of one rule or measure have its title."""
    plan = cp.load_plan(ROOT / "plans" / "steady-progress.yaml")
    text = html_of("", [plan_document(plan)])
    for said in (
        "below 70%",
        "100% or more",
        "<td>not known</td>",
        "<td>yes</td><td>any</td>",
        "<td>1 to 2</td>",
    ):
        assert said in text, said
    assert "<td>no</td><td>0</td><td>nothing</td>" in text
    assert "Points: Signs of risk" in text
    assert "2 points" in text
