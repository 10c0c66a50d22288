"""Which rows count for whom, and that their sums are exact however many there are."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

import compplan as cp
from compplan.data.model import NEVER, Origin, Segments, TextColumn
from compplan.engine.credit_sums import credits_of
from compplan.engine.participation import holders, segment_within
from compplan.plan.model import Actual
from tests.engine.small import plan_of

FIRST, DAYS = np.datetime64("2027-01-01"), 90
SALES, MEAN = Actual("sales", "amount"), Actual("sales", average="amount")
PEOPLE = st.lists(
    st.lists(st.tuples(st.integers(1, 5), st.integers(0, 5)), min_size=1, max_size=9), max_size=4
)
"""Segments of each participant: days that it lasts, and days until the next one."""


def segments_of(people: list[list[tuple[int, int]]]) -> Segments:
    """Lay the segments of each participant one after another, the last one open."""
    rows: list[tuple[int, int, int]] = []
    for who, spans in enumerate(people):
        day = 100
        for lasts, pause in spans:
            rows.append((who, day, day + lasts))
            day += lasts + pause
        rows[-1] = (*rows[-1][:2], NEVER)
    participant, start, end = np.array(rows, np.int32).reshape(-1, 3).T
    none = np.full(len(rows), -1, np.int32)
    whole, role = none.astype(np.int64), TextColumn(none, ())
    return Segments(participant, start, end, role, whole, none, Origin("participants"), whole)


@given(PEOPLE.filter(bool), st.data())
def test_a_day_finds_the_segment_that_holds(people: list[list[tuple[int, int]]], data: st.DataObject) -> None:
    """However many segments participants have, with gaps or without, it is the one a plain search finds."""
    segments = segments_of(people)
    who, first, length = data.draw(
        st.tuples(st.integers(0, len(people) - 1), st.integers(90, 200), st.integers(0, 40))
    )
    last = first + length
    held = [
        row
        for row in range(len(segments.start))
        if segments.participant[row] == who and segments.start[row] <= last and first < segments.end[row]
    ]
    found = segment_within(segments, _codes(who), _codes(first), _codes(last))
    assert found.tolist() == [max(held, default=-1)]


@given(PEOPLE.filter(bool), st.data())
def test_who_stays_needs_no_search(people: list[list[tuple[int, int]]], data: st.DataObject) -> None:
    """Whether somebody stays all the time or comes and goes: who is there on a day is as a search finds."""
    segments = segments_of(people)
    begin, length = data.draw(st.tuples(st.integers(90, 150), st.integers(1, 40)))
    kept = np.array(data.draw(st.lists(st.booleans(), min_size=len(segments.start), max_size=99)))
    kept = kept[: len(segments.start)]
    who = np.repeat(np.arange(-1, len(people)), length).astype(np.int32)
    days = np.tile(np.arange(begin, begin + length), len(people) + 1).astype(np.int32)
    held = holders(segments)
    at = segment_within(segments, who, days, days)
    found = held.holds(kept, held.stayers(kept, begin, begin + length), who, days)
    assert found.tolist() == ((at >= 0) & kept[at]).tolist()


def test_many_rows_add_up_exactly() -> None:
    """Three hundred thousand sales, more than are credited at once, give each month's sum to the cent."""
    generator = np.random.default_rng(7)
    cents, day, who = (generator.integers(0, most, 300_000) for most in (10**9, DAYS, 3))
    panel = cp.load_data(
        {
            "participants": {
                "participant_id": ["P0", "P1", "P2"],
                "role": ["seller"] * 3,
                "target_incentive": [12000] * 3,
                "start_date": ["2027-01-01"] * 3,
            },
            "sales": {
                "participant_id": np.array(["P0", "P1", "P2"])[who],
                "date": FIRST + day,
                "amount": cents / 100,
            },
        }
    )
    found, mean = (credits_of(plan_of(), panel, actual) for actual in (SALES, MEAN))
    month = (FIRST + day).astype("datetime64[M]").astype(int) - FIRST.astype("datetime64[M]").astype(int)
    for at in np.ndindex(3, 3):
        mine = (month == at[0]) & (who == at[1])
        assert found.amount[at] == 100 * sum(cents[mine].tolist())
        assert found.rows[at] == mine.any()
        assert mean.rows[at] == mine.sum()


def _codes(value: int) -> NDArray[np.int32]:
    return np.array([value], np.int32)
