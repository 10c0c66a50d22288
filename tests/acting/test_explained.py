from __future__ import annotations

from fractions import Fraction

import pytest

import compplan as cp
from compplan.report.explanation_json import explanation_document
from compplan.report.explanation_text import explanation_text
from tests.acting.company import PLANS, plan_text


@pytest.fixture(scope="module")
def result() -> cp.Result:
    """Run the bold plan with rules of every kind."""
    return cp.run(cp.parse_plan(plan_text(), "rules.yaml"), PLANS / "data", through="2027-09")


def test_every_action_of_a_payment_has_its_reason(result: cp.Result) -> None:
    """What `explain` shows are the actions of the month, each with the row that counts in it."""
    for month in ("2027-04", "2027-09"):
        found = cp.explain(result, "P013", month).actions
        rows = [
            row for row in result.actions.rows() if (row["participant_id"], row["month"]) == ("P013", month)
        ]
        shown = {(each.rule, each.subject, each.action, each.status) for each in found}
        assert shown == {(row["rule"], row["subject"], row["action"], row["status"]) for row in rows}
        numbers = sorted(each.fired.number if each.fired else 0 for each in found)
        assert numbers == sorted(int(row["row"]) for row in rows)
        assert len(found) > 3


def test_the_nearest_row_names_what_keeps_it_from_holding(result: cp.Result) -> None:
    """The cells shown of the nearest row are those that do not hold."""
    found = [each for each in cp.explain(result, "P013", "2027-02").actions if each.rule == "below_target"]
    reason = next(each for each in found if each.fired and each.fired.number == 1)
    assert reason.fired is not None
    assert reason.nearest is not None
    assert reason.fired.place is not None
    assert [(asked.fact, asked.cell) for asked in reason.fired.tests] == [("share_to_target", "< 1")]
    assert [asked.fact for asked in reason.nearest.tests] == ["overdue"]


def test_text_and_json_hold_actions_and_awards(result: cp.Result) -> None:
    """The text names the row, its line and the nearest; JSON has the same."""
    row = next(iter(result.recognition.rows()))
    explanation = cp.explain(result, row["participant_id"], row["month"])
    text, document = explanation_text(explanation), explanation_document(explanation)
    assert f"{row['rule']}: " in text
    assert f"rank {row['rank']} of {row['ranked']} in {row['among']}" in text
    assert "counts: " in text
    assert "nearest that does not hold: row" in text
    assert [each["rule"] for each in document["actions"]] == [each.rule for each in explanation.actions]
    assert sum(Fraction(line["value"]) for line in document["payment"]["of"]) == explanation.payment.value


def test_points_are_explained_by_the_rows_that_gave_them(result: cp.Result) -> None:
    """What a sum of points comes to is the sum of the rows shown, each with its behaviour and line."""
    found = [
        (cp.explain(result, row["participant_id"], row["month"]), row)
        for row in result.actions.rows()
        if row["rule"] == "at_risk" and row["status"] == "opened"
    ][:5]
    assert found
    for explanation, row in found:
        reason = next(each for each in explanation.actions if each.rule == "at_risk")
        shown = [each for each in (reason.fired, reason.nearest) if each]
        asked = [test for each in shown for test in each.tests if test.fact == "points.signs"]
        assert asked or reason.fired
        for test in asked:
            assert sum(given.points for given in test.given) == int(test.value), row
            assert all(given.place and given.subject for given in test.given)
    assert any("points.signs" in explanation_text(explanation) for explanation, _ in found)
