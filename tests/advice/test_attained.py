"""How many reach threshold, target and excellence on the history."""

from __future__ import annotations

from fractions import Fraction

import pytest

import compplan as cp
from compplan.advice.attained import attained, levels_of, unusual_shares
from compplan.advice.history import history_of
from compplan.plan.thresholds import DEFAULTS, Thresholds
from tests.advice.company import PLAN, TO_DATE, panel, told

MONTHLY = PLAN.replace("payout_period: quarter", "payout_period: month")


def _plain(text: str, measure: str) -> list[Fraction]:
    """List a measure's attainments from the oracle's monthly lines, one after the other."""
    lines = [line for line in told(text).lines if line["component"] == measure]
    if measure == "relationship":
        cards = told(text).report_card
        counted = {(row["participant_id"], row["month"]) for row in cards if row["counted"] == "counted"}
        lines = [line for line in lines if (line["participant_id"], line["month"]) in counted]
    return [line["attainment"] for line in lines]


def _shares(values: list[Fraction], *levels: str) -> list[float]:
    return [sum(value >= Fraction(level) for value in values) / len(values) for level in levels]


@pytest.mark.parametrize(
    ("measure", "levels"), [("revenue", ("0.6", "1", "1.3")), ("relationship", ("1", "1.25"))]
)
def test_shares_are_those_of_every_performance_period(measure: str, levels: tuple[str, ...]) -> None:
    """Months are counted one by one, also where pay comes by the quarter."""
    history = history_of(cp.parse_plan(PLAN), panel())
    found = {each.measure: each for each in attained(history, history.replay(), DEFAULTS)}[measure]
    expected = _plain(MONTHLY, measure)
    assert (found.unit, len(found.attainments)) == ("month", len(expected))
    assert [level.share for level in levels_of(found, DEFAULTS)] == _shares(expected, *levels)


def test_shares_to_date_are_those_of_the_years_ends() -> None:
    """With year to date, what counts is where each participant stands at the end of each plan year."""
    history = history_of(cp.parse_plan(TO_DATE), panel())
    found = attained(history, history.replay(), DEFAULTS)[0]
    lines = [line for line in told(TO_DATE).lines if line["component"] == "revenue"]
    ends = [line["attainment"] for line in lines if line["month"] in ("2026-12", "2027-12")]
    assert (found.unit, len(found.attainments)) == ("year", 20)
    assert [level.share for level in levels_of(found, DEFAULTS)] == _shares(ends, "0.6", "1", "1.3")


def test_what_is_unusual_is_told_with_all_figures() -> None:
    """The message has the share at each level, what is usual, and whose rule it is."""
    history = history_of(cp.parse_plan(PLAN, "plan.yaml"), panel())
    first, second = unusual_shares(history, history.replay(), DEFAULTS)
    assert str(first) == (
        "plan.yaml:18:3: warning CP921 on 2026-01 to 2027-12, of 232 participant-months of 'revenue' "
        "85.8% reach the threshold of 60% (usual: at least 90%); 39.2% reach the target (usual: 50% to 90%); "
        "8.62% reach 130% (usual: 5% to 20%) (Aurochs: 5% to 10% of people stay below; Prowi after Alexander "
        "Group: aim at 60% to 70%) (set targets that most can reach and some exceed)"
    )
    assert second.place.line == 27


def test_what_is_usual_is_not_told() -> None:
    """With ranges that hold the figures there is nothing to say."""
    wide = Thresholds(
        reach_threshold=Fraction(0), reach_target_from=Fraction(0), reach_excellence_from=Fraction(0)
    )
    history = history_of(cp.parse_plan(PLAN), panel())
    assert list(unusual_shares(history, history.replay(), wide)) == []
