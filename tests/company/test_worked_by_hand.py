"""The page worked by hand: its arithmetic is right, and its figures are those of engine and oracle."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

import pytest

import compplan as cp
from compplan.engine.explaining.node import Node
from tests.company.tables import Company
from tests.company.worked_page import Figure, calculate, figures, shown
from tests.engine.small import rows_of
from tests.oracle.cases import Outcome
from tests.oracle.evaluate import evaluate
from tests.oracle.reading import read_plan, read_tables
from tests.shared import ROOT

Key = tuple[str, ...]
PLANS = ROOT / "plans"
FIGURES = figures()
MONEY_PLACES = 2


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    """Run the plan with the oracle."""
    plan = read_plan((PLANS / "bold.yaml").read_text(encoding="utf-8"))
    return evaluate(plan, read_tables(PLANS / "data"))


@pytest.fixture(scope="module")
def result() -> cp.Result:
    """Run the plan with the engine."""
    return cp.load_plan(PLANS / "bold.yaml").run(cp.load_data(PLANS / "data"))


def test_the_arithmetic_is_right() -> None:
    """A result is what its arithmetic gives: money to the cent, long decimals to the last digit but one."""
    values = {figure: calculate(figure.arithmetic) for figure in FIGURES}
    wrong = [figure for figure, value in values.items() if not _agrees(figure, value)]
    assert wrong == []
    assert len(FIGURES) > 150


def _agrees(figure: Figure, value: Fraction) -> bool:
    if figure.places <= MONEY_PLACES:
        return shown(value, figure.places) == figure.result
    return abs(value - Fraction(figure.result)) <= Fraction(2, 10**figure.places)


def test_the_figures_are_those_of_the_oracle(outcome: Outcome) -> None:
    """Every figure of the page that the oracle gives is the oracle's, and most are such figures."""
    exact = _lines_of(outcome) | _cards_of(outcome)
    for each in outcome.payments:
        exact[each["participant_id"], each["month"], "payment", "payment"] = Fraction(each["amount"], 100)
    known = [figure for figure in FIGURES if figure.key in exact]
    assert [f for f in known if shown(exact[f.key], f.places) != f.result] == []
    assert len(known) > len(FIGURES) * 0.75


def _lines_of(outcome: Outcome) -> dict[Key, Fraction]:
    exact: dict[Key, Fraction] = {}
    paid: dict[Key, Fraction] = {}
    for line in outcome.lines:
        key = line["participant_id"], line["month"], line["component"]
        year = line["participant_id"], line["month"][:4], line["component"]
        names = ("actual", "target", "attainment", "payout_rate", "base")
        values = {name: line[name] for name in names if line[name] is not None}
        values |= {"due": line["base"] * line["payout_rate"], "paid": Fraction(line["paid"], 100)}
        values["paid before"] = paid.get(year, Fraction(0))
        paid[year] = values["paid before"] + values["paid"]
        exact |= {(*key, name): value for name, value in values.items()}
    return exact


def _cards_of(outcome: Outcome) -> dict[Key, Fraction]:
    return {
        (line["participant_id"], line["month"], "relationship", f"{name} {line['behaviour']}"): Fraction(
            line[name]
        )
        for line in outcome.report_card
        for name in ("responses", "favourable", "attainment")
        if line[name] is not None
    }


def test_the_figures_are_those_of_the_engine(result: cp.Result) -> None:
    """Lines, payments and report cards of the engine show the figures of the page."""
    engine: dict[Key, float] = {}
    for row in rows_of(result.lines):
        key = row["participant_id"], row["month"], row["component"]
        names = ("actual", "target", "attainment", "payout_rate")
        engine |= {(*key, name): row[name] for name in names}
        engine |= {(*key, "brought in"): row["brought_in"] / 100, (*key, "paid"): row["paid"] / 100}
    for row in rows_of(result.payments):
        engine[row["participant_id"], row["month"], "payment", "payment"] = row["amount"] / 100
    for row in rows_of(result.report_card):
        of = row["participant_id"], row["month"], "relationship"
        counted = ("responses", "favourable", "attainment")
        engine |= {(*of, f"{name} {row['behaviour']}"): row[name] for name in counted}
    known = [figure for figure in FIGURES if figure.key in engine]
    assert [f for f in known if abs(engine[f.key] - float(f.result)) > 0.500001 / 10**f.places] == []
    assert {f.name for f in known} >= {*names, "brought in", "paid", "payment", "responses listening"}


def test_the_explanation_holds_the_figures(result: cp.Result) -> None:
    """Base, due and what was paid before stand in the engine's explanations of the same payments."""
    names = {"base": "base", "due": "rounded", "paid before": "paid before"}
    for figure in (each for each in FIGURES if each.name in names):
        payment = cp.explain(result, figure.who, figure.month).payment
        (line,) = (part for part in payment.of if part.name == figure.component)
        values = [part.value for part in _below(line) if part.name == names[figure.name]]
        assert [shown(value, figure.places) for value in values] == [figure.result], figure


def _below(node: Node) -> Iterator[Node]:
    yield node
    for part in node.of:
        yield from _below(part)


def test_the_sales_are_those_of_the_table(company: Company) -> None:
    """What the page adds up as a month's sales are the amounts of the rows, in their order."""
    rows = [each for each in FIGURES if each.name.startswith("sales ")]
    for figure in rows:
        year, month = map(int, figure.name.removeprefix("sales ").split("-"))
        written = [amount.replace(" ", "") for amount in re.findall(r"(?:- )?[\d.]+", figure.arithmetic)]
        assert written == [str(amount) for amount in company.sales(figure.who, (year, month))]
    assert len(rows) >= 6


def test_each_block_ends_with_what_is_paid() -> None:
    """The page is about three people, and comes to a paid amount wherever it begins to work one out."""
    assert {figure.who for figure in FIGURES} == {"P007", "P014", "P022"}
    ends = {figure.key[:3] for figure in FIGURES if figure.name in ("paid", "payment")}
    assert {figure.key[:3] for figure in FIGURES} == ends
