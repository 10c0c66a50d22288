"""Advice with data as a whole: what it rests on, in which order it comes, and what it replaces."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

import compplan as cp
from compplan.advice.advise import advise, merged, typical_incentive
from compplan.advice.codes import RULES
from compplan.advice.history import history_of
from compplan.months import parse_month
from compplan.plan.load import check_text
from compplan.plan.thresholds import DEFAULTS
from tests.advice.company import PLAN, panel, tables
from tests.shared import ROOT

RUNS = cp.parse_plan(PLAN, "plan.yaml")
LATER = cp.parse_plan(PLAN.replace("starts: 2026-01-01", "starts: 2029-01-01"), "plan.yaml")


def _codes(diagnostics: tuple[cp.Diagnostic, ...]) -> list[str]:
    return [each.code for each in diagnostics]


def test_a_plan_that_runs_is_advised_upon_its_own_months() -> None:
    """Advice comes in order of place, as warnings and notes."""
    found = advise(RUNS, panel())
    assert _codes(found) == ["CP925", "CP925", "CP921", "CP922", "CP907", "CP921", "CP924", "CP923"]
    assert {each.severity for each in found} == {"warning", "note"}
    places = [(each.place.line or 0, each.place.column or 0) for each in found]
    assert places == sorted(places)


def test_a_plan_of_the_future_is_replayed_on_the_data_and_says_so() -> None:
    """What is told is the same as if the plan had started with the data, after a note of it."""
    found = advise(LATER, panel())
    assert str(found[0]) == (
        "plan.yaml:6:9: note CP920 the data ends before the plan starts; advice rests on 2026-01 to 2027-12, "
        "replayed as if the plan had started then and everybody had done what they did"
    )
    assert [str(each) for each in found[1:]] == [str(each) for each in advise(RUNS, panel())]


@pytest.mark.parametrize(
    ("starts", "from_month", "replayed"),
    [
        ("2029-01-01", "2026-01", "2026-01"),
        ("2029-01-01", "2026-02", "2027-01"),
        ("2029-07-01", "2026-02", "2026-07"),
        ("2029-11-01", "2027-11", "2027-10"),
    ],
)
def test_a_replay_keeps_the_months_of_the_year(starts: str, from_month: str, replayed: str) -> None:
    """It starts with the data in the plan's own month of the year or, where no period is left, at once."""
    kept = {
        name: [row for row in rows if name != "sales" or row["date"] >= from_month or replayed == "2027-10"]
        for name, rows in tables().items()
    }
    if replayed == "2027-10":
        kept["sales"] = [row for row in kept["sales"] if row["date"] >= "2027-10"]
    data = cp.load_data(
        {name: {key: [row[key] for row in rows] for key in rows[0]} for name, rows in kept.items()}
    )
    plan = cp.parse_plan(PLAN.replace("starts: 2026-01-01", f"starts: {starts}"))
    history = history_of(plan, data)
    assert history.shifted
    assert (history.plan.starts, history.through) == (parse_month(replayed), parse_month("2027-12"))


def test_data_after_the_plan_are_no_history() -> None:
    """A plan that ended before the data began is not replayed later than it was."""
    past = cp.parse_plan(
        PLAN.replace("starts: 2026-01-01", "starts: 2020-01-01").replace("2025-10", "2019-10")
    )
    assert not history_of(past, panel()).shifted
    with pytest.raises(cp.DiagnosticError, match="CP366"):
        advise(past, panel())


def test_two_report_cards_are_told_apart() -> None:
    """Behaviours of the same name on two report cards have their own targets and counts."""
    second = PLAN.replace(
        "report_cards:\n",
        "  strict:\n    type: report_card\n    report_card: strict\n"
        "    curve: {type: linear, points: [[0%, 0%], [100%, 100%]]}\nreport_cards:\n",
    )
    card = PLAN[PLAN.index("  customer:\n") : PLAN.index("rounding:")]
    strict = (
        card.replace("customer:", "strict:")
        .replace("target: 60%", "target: 100%")
        .replace("count: 3", "count: 8")
    )
    text = second.replace("rounding:", f"{strict}rounding:").replace(
        "relationship: 60%}", "relationship: 40%, strict: 20%}"
    )
    found = [each.message for each in advise(cp.parse_plan(text), panel()) if each.code == "CP922"]
    assert ["the target of 'following_up', 100%" in words for words in found if "following_up" in words] == [
        True
    ]


def test_an_assumed_measure_is_not_advised_upon() -> None:
    """What history did not record has no attainments, best values or noise; pay is replayed with it."""
    without = {name: rows for name, rows in tables().items() if name != "ratings"}
    data = cp.load_data(
        {name: {key: [row[key] for row in rows] for key in rows[0]} for name, rows in without.items()}
    )
    found = advise(RUNS, data, assume={"relationship": Fraction(9, 10)})
    assert _codes(found) == ["CP925", "CP921", "CP922", "CP907"]
    with pytest.raises(cp.DiagnosticError, match="CP350"):
        advise(RUNS, data)


def test_with_data_the_cliff_is_told_in_money_of_these_people() -> None:
    """The message for 1,000 of target incentive gives way to the one at the median."""
    _, told = check_text(PLAN, "plan.yaml")
    both = merged(told, advise(RUNS, panel()))
    cliffs = [each.message for each in both if each.code == "CP907"]
    assert typical_incentive(RUNS, panel()) == 24_500
    assert len(cliffs) == 1
    assert "2,572.50 USD a month" not in cliffs[0]
    assert (
        "857.50 USD a month in plan year 1, at the median yearly target incentive of 24,500.00 USD"
        in cliffs[0]
    )
    assert {each.code for each in told} <= {each.code for each in both}


def test_the_typical_incentive_is_the_median_of_the_latest() -> None:
    """Each participant counts once, with the latest segment in the plan's roles."""
    people = {
        "participant_id": ["A", "A", "B", "C"],
        "role": ["seller", "seller", "seller", "clerk"],
        "target_incentive": ["1", "30000", "10000", "99999"],
        "start_date": ["2026-01-01", "2027-01-01", "2026-01-01", "2026-01-01"],
        "end_date": ["2027-01-01", "", "", ""],
    }
    assert typical_incentive(RUNS, cp.load_data({"participants": people})) == 20_000
    nobody = people | {"role": ["clerk"] * 4}
    assert typical_incentive(RUNS, cp.load_data({"participants": nobody})) is None


def test_every_code_of_advice_with_data_has_a_page() -> None:
    """Each code given here is explained here, and each explained one is given."""
    files = [file for file in (ROOT / "compplan" / "advice").glob("*.py") if file.stem != "codes"]
    given = {
        code for file in files for code in re.findall(r'"(CP[0-9]{3})"', file.read_text(encoding="utf-8"))
    }
    assert given == {rule.code for rule in RULES}
    assert all(rule.what.endswith(".") and rule.why.endswith(".") for rule in RULES)


def test_thresholds_are_settings_here_too() -> None:
    """The defaults are those that are used where none are given."""
    assert advise(RUNS, panel(), thresholds=DEFAULTS) == advise(RUNS, panel())
