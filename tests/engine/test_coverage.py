"""What plan and data must meet together: each small wrong case is told with its place and its mend."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import compplan as cp
from compplan.engine.checks.codes import RULES
from tests.engine.small import Row, panel, plan_of, report_card, rows_of, run
from tests.engine.wrong_cases import Case, cases
from tests.oracle.small_case import monthly, person, ratings, sales, small_plan
from tests.oracle.yaml_text import Raw, plan_text

SALES, QUOTAS = sales("1000", "1000", "1000"), monthly(3)


def sale(date: str, amount: str = "1000", who: str = "P1") -> Row:
    """Give one sale."""
    return {"participant_id": who, "date": date, "amount": amount}


def quota(period: str, amount: str, who: str = "P1") -> Row:
    """Give one quota."""
    return {"participant_id": who, "period": period, "quota": amount}


def actual(**words: Any) -> Raw:
    """Give the measure's actual with more words."""
    return {"actual": {"table": "sales", "sum": "amount"} | words}


def target(**words: str) -> Raw:
    """Give the measure's target with more words."""
    return {"target": {"table": "quotas", "value": "quota"} | words}


CASES = cases()


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_wrong_case_is_told(case: Case, tmp_path: Path) -> None:
    """Exactly this is said: what is wrong, where, and how to mend it."""
    assert case.told(tmp_path) == case.expected


def test_every_code_is_shown() -> None:
    """Each of the engine's codes up to CP367 is produced by a case; two plans that cover one are below.

    Later ones need words of the plan that few use, and are shown in tests/codes.
    """
    shown = {line.split(" error ")[1][:5] for case in CASES.values() for line in case.expected}
    early = {rule.code for rule in RULES if rule.code < "CP370"}
    assert early - shown == {"CP363"}
    assert CASES["nothing wrong"].expected == []


BOSS: Raw = {"applies_to": {"roles": ["boss"]}}


def told_together(people: list[Row], *plans: Raw) -> list[str]:
    """Run several small plans together and give what is said."""
    files = [(f"{plan['id']}.yaml", plan_text(small_plan({}) | plan)) for plan in plans]
    data = panel({"participants": people, "sales": SALES, "quotas": QUOTAS})
    try:
        cp.run([cp.parse_plan(text, name) for name, text in files], data)
    except cp.DiagnosticError as error:
        return [str(each) for each in error.diagnostics]
    return []


@pytest.mark.parametrize(
    ("people", "second", "month"),
    [
        ([person()], {"id": "b"}, "2027-01"),
        ([person(end="2027-02-10"), person(start="2027-02-10", role="boss")], {"id": "b"} | BOSS, "2027-02"),
    ],
    ids=["the same role", "a change in mid-month"],
)
def test_two_plans_for_one_are_told_once(people: list[Row], second: Raw, month: str) -> None:
    """A participant whom two plans cover is told with the first month, however many there are."""
    mend = "let the plans apply to different roles, or move the change of role to a month's end"
    said = f"participants: error CP363 P1 is covered by 'a' and 'b' in {month} ({mend})"
    assert told_together(people, {"id": "a"}, second) == [said]


def test_a_change_of_plan_at_the_end_of_a_month_is_fine() -> None:
    """From one plan to another between two months, each month has one plan."""
    people = [person(end="2027-03-01"), person(start="2027-03-01", role="boss")]
    assert told_together(people, {"id": "a"}, {"id": "b"} | BOSS) == []


def test_plans_of_two_currencies_do_not_run_together() -> None:
    """Their amounts cannot stand in one table."""
    euro = {"id": "b", "currency": "EUR"} | BOSS
    assert told_together([person(), person(participant_id="P2", role="boss")], {"id": "a"}, euro) == [
        "b.yaml: error CP352 plan 'b' pays in EUR, plan 'a' in USD (run plans of one currency together)"
    ]


def test_rows_outside_the_plan_can_be_left_out() -> None:
    """With ``outside="ignore"`` such rows count for nothing, and the run says how many there are."""
    case: dict[str, Any] = {
        "quotas": [*QUOTAS, quota("2028-01", "5")],
        "sales": [sale("2026-12-31", "7"), *SALES],
    }
    result = run(outside="ignore", **case)
    assert result.notes == (
        "1 rows of quotas are dated outside the plan and were left out",
        "1 rows of sales are dated outside the plan and were left out",
    )
    assert result.payments["amount"].tolist() == [100_000] * 3


def test_ratings_before_the_plan_are_no_mistake() -> None:
    """Pooling may reach before the plan, so that ratings of earlier months are welcome."""
    answers = ratings("listening", "2026-01", 1, 0) + ratings("listening", "2027-01", 1, 0)
    assert run(plan=report_card(), ratings=answers).notes == ()


def test_ratings_of_months_without_a_segment_are_counted() -> None:
    """Ratings after an exit count for nobody, and the run says how many there are."""
    people = [person(end="2027-03-01"), person(participant_id="P2")]
    answers = ratings("listening", "2027-02", 0, 1) + ratings("listening", "2027-03", 2, 0)
    result = run(plan=report_card(), people=people, ratings=answers)
    assert result.notes == (
        "2 rows of ratings are of months in which their participant has no segment: not counted",
    )


@pytest.mark.parametrize(
    ("words", "paid"),
    [
        (actual(if_missing="zero", missing_months="zero"), [1000, 0, 1000]),
        (actual(if_missing="zero", missing_months="zero") | target(if_missing="no_pay"), [1000, 0, 1000]),
    ],
    ids=["zero", "with no_pay"],
)
def test_what_is_missing_is_zero_if_the_plan_says_so(words: Raw, paid: list[int]) -> None:
    """A month without rows pays nothing, by the plan's words."""
    result = run(measure=words, sales=sales("1000", "", "1000"), quotas=QUOTAS)
    assert (result.payments["amount"] / 100).tolist() == paid


@pytest.mark.parametrize(
    ("words", "goal", "attainment", "paid"),
    [("no_pay", 0.0, None, 0), ("at_target", 0.0, 1.0, 1000)],
)
def test_a_zero_quota_pays_as_the_plan_says(
    words: str, goal: float, attainment: float | None, paid: int
) -> None:
    """The line shows sales and the quota of zero, and an attainment only if that counts as reached."""
    (line,) = rows_of(run(measure=target(if_zero=words), sales=sales("700"), quotas=monthly(1, "0")).lines)
    assert (line["actual"], line["target"], line["paid"]) == (700.0, goal, paid * 100)
    assert line["attainment"] == attainment or (
        attainment is None and line["attainment"] != line["attainment"]
    )


def test_without_quota_the_line_shows_the_sales_and_no_target() -> None:
    """``if_missing: no_pay`` pays nothing for the month, and shows what was sold all the same."""
    lines = rows_of(run(measure=target(if_missing="no_pay"), sales=SALES, quotas=monthly(2)).lines)
    assert [line["actual"] for line in lines] == [1000.0] * 3
    assert [line["paid"] for line in lines] == [100_000, 100_000, 0]
    assert lines[2]["target"] != lines[2]["target"]


def test_many_rows_of_one_kind_are_counted() -> None:
    """Twenty rows outside the plan are told one by one, and the last says how many more there are."""
    rows = [*SALES, *(sale("2028-01-05", str(number)) for number in range(25))]
    with pytest.raises(cp.DiagnosticError) as error:
        run(sales=rows, quotas=QUOTAS)
    assert len(error.value.diagnostics) == 20
    assert error.value.diagnostics[-1].message.endswith("(and 5 more rows)")


def test_problems_of_all_tables_are_told_in_one_run() -> None:
    """Rows outside the plan of two tables, and a sale without a segment, are told together."""
    with pytest.raises(cp.DiagnosticError) as error:
        run(
            people=[person(end="2027-03-01")],
            sales=[*SALES[:2], sale("2028-05-05"), sale("2027-05-05")],
            quotas=[*QUOTAS, quota("2028", "1")],
        )
    assert [each.code for each in error.value.diagnostics] == ["CP353", "CP353", "CP354"]


def test_uncovered_months_are_listed_with_the_role() -> None:
    """Months of another role up to the run's end are listed; those of no segment are not."""
    people = [person(), person("2027-02-15", "2027-03-02", participant_id="P2", role="buyer")]
    table = run(people=people, sales=SALES, quotas=QUOTAS).uncovered
    assert list(table.rows()) == [
        {"participant_id": "P2", "month": "2027-02", "role": "buyer"},
        {"participant_id": "P2", "month": "2027-03", "role": "buyer"},
    ]


def test_the_plan_is_left_as_it_is() -> None:
    """A run changes neither the plan nor what is said of it the next time."""
    plan, data = plan_of(), panel({"participants": [person()], "sales": SALES, "quotas": monthly(2)})
    said = []
    for _ in range(2):
        with pytest.raises(cp.DiagnosticError) as error:
            cp.run(plan, data)
        said.append(str(error.value))
    assert said[0] == said[1]
