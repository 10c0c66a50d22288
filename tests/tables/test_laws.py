from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compplan.tables.evaluate import compile_table, firing, holding
from compplan.tables.model import HitPolicy, Table
from compplan.tables.nearest import Value, answer, is_in
from compplan.tables.proof import prove
from tests.tables.random_tables import INPUTS, VALUES, column_of, tables

POLICIES: list[HitPolicy] = ["unique", "any", "priority", "first", "collect"]
ANY_POLICY = st.sampled_from(POLICIES).flatmap(tables)
AT_LEISURE = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""Tables take a while to make where the machine is busy; that says nothing about them."""
POINTS = list(product(*VALUES))
COLUMNS = [column_of(number, [point[number] for point in POINTS]) for number in range(len(INPUTS))]


def rows_holding(table: Table, point: tuple[Value, ...]) -> list[int]:
    """Find by looking the rows whose every cell holds."""
    return [
        number
        for number, row in enumerate(table.rows)
        if all(is_in(value, cell) for value, cell in zip(point, row.cells, strict=True))
    ]


@AT_LEISURE
@given(ANY_POLICY)
def test_arrays_give_what_looking_at_each_row_gives(table: Table) -> None:
    """The row that counts, and all rows that hold, are those found one cell at a time."""
    compiled = compile_table(table)
    fired = firing(compiled, COLUMNS)
    cells, rows = holding(compiled, COLUMNS)
    held = [rows[cells == at].tolist() for at in range(len(POINTS))]
    for at, point in enumerate(POINTS):
        expected = sorted(rows_holding(table, point), key=table.order.index)
        assert held[at] == expected
        assert fired[at] == (expected[0] if expected else -1)
        assert answer(table, point).row == (expected[0] if expected else None)


@AT_LEISURE
@given(st.sampled_from(POLICIES[:4]).flatmap(tables))
def test_a_gap_is_found_exactly_if_there_is_one(table: Table) -> None:
    """A table without a gap holds at every point; where there is one, no row holds at the point shown."""
    found = prove(table).gap
    lacking = [point for point in POINTS if not rows_holding(table, point)]
    assert (found is None) == (not lacking)


@AT_LEISURE
@given(st.sampled_from(POLICIES[:2]).flatmap(tables))
def test_overlaps_are_found_exactly_where_they_are(table: Table) -> None:
    """The pairs given are those that hold together somewhere, for ``any`` if they give different outputs."""
    pairs = set()
    for point in POINTS:
        held = rows_holding(table, point)
        pairs |= {(a, b) for a in held for b in held if a < b}
    if table.hit_policy == "any":
        pairs = {(a, b) for a, b in pairs if table.rows[a].output != table.rows[b].output}
    assert {(each.first, each.second) for each in prove(table).overlaps} == pairs


@AT_LEISURE
@given(st.sampled_from(POLICIES[2:4]).flatmap(tables))
def test_rows_that_never_count_are_found(table: Table) -> None:
    """A row is told to be hidden exactly if it counts at no point."""
    counts = {int(row) for row in np.unique(firing(compile_table(table), COLUMNS))}
    assert prove(table).hidden == tuple(row for row in range(len(table.rows)) if row not in counts)


@AT_LEISURE
@given(ANY_POLICY, st.data())
def test_the_nearest_row_lacks_the_fewest_cells(table: Table, data: st.DataObject) -> None:
    """No row that does not hold has fewer cells that fail than the one that is called nearest."""
    point = data.draw(st.sampled_from(POINTS))
    failing = [
        sum(not is_in(value, cell) for value, cell in zip(point, row.cells, strict=True))
        for row in table.rows
    ]
    found = answer(table, point)
    assert len(found.failing) == min([number for number in failing if number], default=0)
    assert found.nearest is None or failing[found.nearest] == len(found.failing)
