"""From a file to a plan: values, places, and what a wrong file raises."""

from __future__ import annotations

import datetime as dt
import hashlib
import pickle
from fractions import Fraction
from pathlib import Path

import pytest

from compplan import resources
from compplan.diagnostics import DiagnosticError, Place
from compplan.months import parse_month
from compplan.plan.load import check_plan, load_plan, parse_plan
from compplan.plan.model import Band, Currency, Curve, CurveType
from compplan.plan.model import Path as WeightPath
from compplan.plan.path import boldness
from compplan.plan.rates import rate_at
from tests.plan.edits import BASE, replaced, with_block

BUNDLED = sorted(resources.path("plans").glob("*.yaml"))
HALF = Fraction(1, 2)


@pytest.mark.parametrize("file", BUNDLED, ids=lambda file: file.stem)
def test_bundled_plans_are_right(file: Path) -> None:
    """Every plan that ships loads without an error or a warning, other than by rules of thumb."""
    plan, problems = check_plan(file)
    assert [problem for problem in problems if not problem.code.startswith("CP9")] == []
    assert plan
    assert plan.source
    assert plan.source.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()


def test_the_bold_plan_is_the_one_of_three_years() -> None:
    """The example goes 80/20, 50/50, 30/70 and is two thirds as bold as an immediate change."""
    plan = load_plan(resources.path("plans") / "bold.yaml")
    shares = [row[1][1] for row in plan.weights.rows]
    assert shares == [Fraction(1, 5), HALF, Fraction(7, 10)]
    assert boldness(plan.weights, plan.months) == Fraction(2, 3)


def test_values_are_exact() -> None:
    """Numbers, dates and defaults arrive as written."""
    plan = parse_plan(BASE)
    assert plan.currency == Currency("USD", 2)
    assert (plan.announced, plan.starts, plan.months) == (dt.date(2026, 10, 1), parse_month("2027-01"), 24)
    assert plan.weights == WeightPath(
        "steps", (Fraction(1), Fraction(0)), ((1, (Fraction(4, 5), Fraction(1, 5))), (2, (HALF, HALF)))
    )
    assert plan.measure("revenue").title == "Revenue"
    assert plan.measure("revenue").accumulate == "period"
    assert plan.report_card("customer").attainment_cap == Fraction(5, 4)
    assert plan.rounding.to == Fraction(1, 100)


def test_a_path_takes_all_months_unless_it_says_otherwise() -> None:
    """`over_months` defaults to the plan's months, and announced weights begin where the others do."""
    path = "{before: {revenue: 100%}, path: s_curve, to: {relationship: 100%}}"
    text = with_block(f"weights: {path}\nannounced_weights: {{path: linear, to: {{relationship: 1}}}}")
    plan = parse_plan(text)
    assert plan.announced_weights
    assert (plan.weights.over_months, plan.announced_weights.over_months) == (24, 24)
    assert plan.announced_weights.before == plan.weights.before


def test_where_takes_one_value_or_several() -> None:
    """Values are texts as written, and their order means nothing."""
    plan = parse_plan(replaced(("sum: amount}", "sum: amount, where: {b: 007, a: [y, NO]}}")))
    assert getattr(plan.measure("revenue"), "actual").where == (("a", ("NO", "y")), ("b", ("007",)))  # noqa: B009


def test_every_value_knows_its_place() -> None:
    """The source of a plan gives a value's place by its path, and a block's by its key."""
    plan = parse_plan(BASE, "plans/base.yaml")
    assert plan.source
    assert plan.source.file == "plans/base.yaml"
    places = plan.source.places
    assert places["weights", "by_year", "2", "relationship"] == Place("plans/base.yaml", 16, 37, 3)
    assert places["measures", "relationship", "curve", "points", 1, 0] == Place("plans/base.yaml", 27, 47, 4)
    assert places["report_cards", "customer"] == Place("plans/base.yaml", 29, 3, 8)


def test_plans_are_equal_if_they_mean_the_same() -> None:
    """Comments, spelling and file do not matter to equality."""
    assert parse_plan(BASE, "a") == parse_plan("# b\n" + BASE.replace("80%", "0.8"), "b")
    assert parse_plan(BASE) != parse_plan(replaced(("count: 5", "count: 6")))


def test_a_plan_can_be_sent_to_another_process() -> None:
    """A plan survives pickling, with its source."""
    plan = parse_plan(BASE)
    again = pickle.loads(pickle.dumps(plan))  # noqa: S301 (our own bytes)
    assert (again, again.source) == (plan, plan.source)


def test_a_wrong_plan_raises_all_its_errors_and_no_warning() -> None:
    """The exception lists each error once."""
    text = replaced(
        ("count: 5", "count: 0"), ("[100%, 100%]]", "[100%, 100%], [2, 20]]"), ("to: 0.01", "to: 0.005")
    )
    with pytest.raises(DiagnosticError) as caught:
        parse_plan(text, "plan.yaml")
    assert str(caught.value).splitlines() == [
        "plan.yaml:33:32: error CP107 'count' is '0': expected a whole number, 1 to 1000000",
        "plan.yaml:38:16: error CP221 0.005 is not a multiple of the minor unit of USD, 0.01 (write 0.01)",
    ]


def test_warnings_do_not_stop_a_plan() -> None:
    """A plan with advice loads, and checking it gives the advice."""
    text = replaced(("[100%, 100%]]", "[100%, 100%]], cap: 80%"))
    assert parse_plan(text).id == "base"


BANDS = (Band(Fraction(1), Fraction(1)), Band(None, Fraction(2)))
POINTS = ((HALF, Fraction(0)), (Fraction(1), Fraction(1)))


def _above(kind: CurveType) -> Curve:
    return Curve(kind, bands=BANDS, threshold=HALF, pays="above_threshold")


RATES = {
    "between points": (Curve("linear", points=POINTS), Fraction(3, 4), HALF),
    "before the first point": (Curve("linear", points=POINTS), Fraction(1, 4), Fraction(0)),
    "after the last point": (Curve("linear", points=POINTS), Fraction(3), Fraction(1)),
    "step at its edge": (Curve("step", bands=BANDS), Fraction(1), Fraction(2)),
    "marginal": (Curve("tiered_marginal", bands=BANDS), Fraction(3, 2), Fraction(2)),
    "retroactive": (Curve("tiered_retroactive", bands=BANDS), Fraction(3, 2), Fraction(3)),
    "below the threshold": (Curve("step", bands=BANDS, threshold=HALF), Fraction(49, 100), Fraction(0)),
    "above a threshold, marginal": (_above("tiered_marginal"), Fraction(3, 2), Fraction(3, 2)),
    "above a threshold, retroactive": (_above("tiered_retroactive"), Fraction(3, 2), Fraction(2)),
}


@pytest.mark.parametrize(("curve", "attainment", "expected"), RATES.values(), ids=RATES)
def test_advice_knows_what_a_curve_pays(curve: Curve, attainment: Fraction, expected: Fraction) -> None:
    """The rate that advice compares a cap with is that of the curve."""
    assert rate_at(curve, attainment) == expected
