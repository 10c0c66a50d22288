"""What a panel holds, and laws of the checks between rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from itertools import combinations
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from compplan.data.model import NEVER, NumberColumn, PeriodColumn, TextColumn
from compplan.diagnostics import DiagnosticError
from compplan.months import month_index
from compplan.sources.load import load_data
from tests.data.forms import company

Columns = dict[str, list[Any]]
EPOCH = dt.date(1970, 1, 1)


def test_participants_and_segments_are_in_order() -> None:
    """Participants stand by id, segments by participant and start, each with its row in the source."""
    panel = load_data(company())
    segments = panel.segments
    assert panel.participants == ("007", "P1", "Å 1")
    assert segments.participant.tolist() == [0, 1, 1, 2]
    assert segments.row.tolist() == [1, 2, 4, 3]
    assert [segments.role.values[code] for code in segments.role.codes] == [
        "seller",
        "seller",
        "manager",
        "manager",
    ]
    assert segments.target_incentive.tolist() == [120_000_000, 150_005_000, 200_002_500, 1_000]
    ends = [NEVER, (dt.date(2028, 1, 1) - EPOCH).days, NEVER, NEVER]
    assert segments.end.tolist() == ends
    assert segments.manager.tolist() == [1, 2, 2, -1]
    assert set(segments.columns) == {"currency", "badge"}


def test_tables_keep_their_rows_as_they_stand() -> None:
    """The rows of the other tables are in the order of the source, with their participants as indices."""
    table = load_data(company()).tables["quotas"]
    period, quota = table.columns["period"], table.columns["quota"]
    assert isinstance(period, PeriodColumn)
    assert isinstance(quota, NumberColumn)
    assert table.participant.tolist() == [1, 1, 0]
    january = month_index(2027, 1)
    assert (period.first.tolist(), period.months.tolist()) == (
        [january, january + 3, january + 12],
        [1, 3, 12],
    )
    assert quota.scaled.tolist() == [1_000_000, 2_500_000, 10_000_000]
    assert table.place(2, "quota").row == 3


def test_ids_keep_zeros_case_and_accents() -> None:
    """An id is text: 007 is not 7, and case and normal form count."""
    ids = ["007", "7", "p1", "P1", "\u00c5", "A\u030a", "nan", "null", "1E3"]
    people = {
        "participant_id": ids,
        "role": ["x"] * 9,
        "target_incentive": [1] * 9,
        "start_date": ["2027-01-01"] * 9,
    }
    assert load_data({"participants": people}).participants == tuple(sorted(ids))


def test_a_column_that_must_be_filled_in_all_rows_or_none_may_be_empty() -> None:
    """A column of currencies without any is as if it were not there."""
    people: Columns = {
        "participant_id": ["P1"],
        "role": ["x"],
        "target_incentive": [1],
        "start_date": ["2027-01-01"],
    }
    assert "currency" not in load_data({"participants": {**people, "currency": [None]}}).segments.columns
    mixed: Columns = {name: values * 2 for name, values in people.items()} | {
        "start_date": ["2027-01-01", "2028-01-01"]
    }
    mixed |= {"end_date": ["2028-01-01", None], "currency": ["USD", "EUR"]}
    column = load_data({"participants": mixed}).segments.columns["currency"]
    assert isinstance(column, TextColumn)
    assert column.values == ("EUR", "USD")


def _said(source: Mapping[str, Any]) -> list[tuple[str, int | None]]:
    try:
        load_data(source)
    except DiagnosticError as error:
        return [(diagnostic.code, diagnostic.place.row) for diagnostic in error.diagnostics]
    return []


SPAN = st.tuples(st.sampled_from(["P1", "P2"]), st.integers(0, 20), st.integers(1, 12), st.booleans())


@given(st.lists(SPAN, min_size=1, max_size=7))
@settings(max_examples=80, deadline=None)
def test_segments_that_share_a_day_are_found(spans: list[tuple[str, int, int, bool]]) -> None:
    """There is an overlap or a repetition exactly if two segments of one participant share a day."""
    days = [(who, range(start, 99 if still else start + length)) for who, start, length, still in spans]
    first = dt.date(2027, 1, 1)
    people = {
        "participant_id": [who for who, _ in days],
        "role": ["x"] * len(days),
        "target_incentive": [1] * len(days),
        "start_date": [first + dt.timedelta(days=held.start) for _, held in days],
        "end_date": [None if held.stop == 99 else first + dt.timedelta(days=held.stop) for _, held in days],
    }
    said = _said({"participants": people})
    wrong = {
        row + 1
        for one, other in combinations(range(len(days)), 2)
        if days[one][0] == days[other][0] and set(days[one][1]) & set(days[other][1])
        for row in (one, other)
    }
    assert {code for code, _ in said} <= {"CP331", "CP333"}
    assert bool(said) == bool(wrong)
    assert {row for _, row in said} <= wrong


PERIODS = {
    "2027-01": {1},
    "2027-02": {2},
    "2027-Q1": {1, 2, 3},
    "2027-Q2": {4, 5, 6},
    "2027": set(range(1, 13)),
}
QUOTA = st.tuples(
    st.sampled_from(["P1", "P2"]), st.sampled_from(sorted(PERIODS)), st.sampled_from(["a", "b"])
)


@given(st.lists(QUOTA, min_size=1, max_size=7))
@settings(max_examples=80, deadline=None)
def test_quotas_that_share_a_month_are_found(quotas: list[tuple[str, str, str]]) -> None:
    """There is an overlap or a repetition exactly if two quotas of a person and measure share a month."""
    people = {
        "participant_id": ["P1", "P2"],
        "role": ["x"] * 2,
        "target_incentive": [1, 1],
        "start_date": ["2027-01-01"] * 2,
    }
    table: Columns = {
        "participant_id": [who for who, _, _ in quotas],
        "period": [period for _, period, _ in quotas],
        "measure": [measure for _, _, measure in quotas],
        "quota": [1] * len(quotas),
    }
    said = _said({"participants": people, "quotas": table})
    shared = [
        (one, other)
        for one, other in combinations(quotas, 2)
        if (one[0], one[2]) == (other[0], other[2]) and PERIODS[one[1]] & PERIODS[other[1]]
    ]
    assert {code for code, _ in said} <= {"CP331", "CP337"}
    assert bool(said) == bool(shared)
    assert ("CP331" in {code for code, _ in said}) == (len(set(quotas)) < len(quotas))


LINE = st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(0, 3))


@given(st.lists(LINE, max_size=8, unique_by=lambda line: (line[0], line[2])))
@settings(max_examples=120, deadline=None)
def test_circles_of_managers_are_found_on_their_day(lines: list[tuple[int, int, int]]) -> None:
    """There is a circle exactly if on some day somebody is above himself."""
    boss = {(who, year): above for who, above, year in lines if who != above}
    rows = sorted({(who, year) for who in range(5) for year in range(4)})
    people = {
        "participant_id": [f"P{who}" for who, _ in rows],
        "role": ["x"] * len(rows),
        "target_incentive": [1] * len(rows),
        "start_date": [f"{2027 + year}-01-01" for _, year in rows],
        "end_date": [f"{2028 + year}-01-01" for _, year in rows],
        "manager_id": [f"P{boss[row]}" if row in boss else None for row in rows],
    }
    assert bool(_said({"participants": people})) == any(
        _is_above_himself(who, {one: above for (one, at), above in boss.items() if at == year})
        for who, year in rows
    )


def _is_above_himself(who: int, above: Mapping[int, int]) -> bool:
    seen, at = set[int](), who
    while at in above and at not in seen:
        seen.add(at)
        at = above[at]
    return at in seen and at == who
