from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import FrozenInstanceError, fields, is_dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import compplan as cp
from compplan.frozen import arrays_in, freeze
from tests.library.company import PLANS, panel, plan, small_arrays

FORMS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "arrays": lambda table: table,
    "polars": pl.DataFrame,
    "pandas": pd.DataFrame,
    "pyarrow": pa.table,
}


@pytest.mark.parametrize("form", FORMS)
def test_a_panel_can_not_be_written_to(form: str) -> None:
    """Every array of a panel refuses a new value, whatever the data came in."""
    loaded = cp.load_data({name: FORMS[form](table) for name, table in small_arrays().items()})
    arrays = list(arrays_in(loaded))
    assert len(arrays) > 15
    for array in arrays:
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0


def test_a_panel_from_files_can_not_be_written_to() -> None:
    """Every array of a panel that was read from files refuses a new value."""
    assert not any(array.flags.writeable for array in arrays_in(panel()))


@pytest.mark.parametrize(
    "value", [plan("bold.yaml"), panel(), panel().tables["sales"]], ids=["plan", "panel", "table"]
)
def test_plans_and_panels_are_frozen(value: Any) -> None:
    """No field of a plan, panel or table can be set."""
    for field in fields(value):
        with pytest.raises(FrozenInstanceError):
            setattr(value, field.name, None)


def test_a_plan_holds_nothing_that_can_be_changed() -> None:
    """All that a plan is made of can be hashed, so none of it can be changed."""
    for name in PLANS:
        hash(plan(name))


def test_the_arrays_of_a_caller_stay_the_callers() -> None:
    """Loading leaves a caller's arrays writable, and the panel does not change with them."""
    tables = small_arrays()
    loaded = cp.load_data(tables)
    before = copy.deepcopy(loaded)
    for table in tables.values():
        for array in table.values():
            if isinstance(array, np.ndarray):
                array[:] = array[::-1].copy()
    _assert_same(loaded, before)


def test_a_caller_s_frame_stays_the_callers() -> None:
    """Loading leaves a pandas frame writable, and the panel does not change with it."""
    tables = {name: pd.DataFrame(table) for name, table in small_arrays().items()}
    loaded = cp.load_data(tables)
    before = copy.deepcopy(loaded)
    tables["sales"].loc[:, "amount"] = 0.0
    tables["quotas"].loc[:, "quota"] = 1
    _assert_same(loaded, before)


def test_running_changes_neither_plan_nor_panel() -> None:
    """Running, comparing, explaining and showing leave plans and panel as they were, to the last cell."""
    used, plans = replace(panel()), [plan(name) for name in PLANS]
    kept, kept_plans = copy.deepcopy(used), copy.deepcopy(plans)
    result = cp.run(plans[::2], used)
    cp.compare([plans[0], plans[3]], used, assume={"relationship": "90%"})
    cp.explain(result, "P001", "2027-03")
    for table in (result.payments, result.lines, result.report_card, result.balances):
        assert list(table.rows())
    _assert_same(used, kept)
    assert plans == kept_plans


def test_what_runs_share_can_not_be_written_to() -> None:
    """Writing to what a result shares with later runs is refused, not carried into their payments."""
    result = plan("bold.yaml").run(panel())
    for part in result.plans[0].components:
        for array in arrays_in((part.component.source, part.component.counted, part.component.payable)):
            assert not array.flags.writeable
    assert not any(array.flags.writeable for array in arrays_in(result.plans[0].compiled.who))


def test_frames_of_results_are_the_callers_to_change() -> None:
    """Changing a frame changes nothing but the frame."""
    result = plan("bold.yaml").run(panel(), through="2027-03")
    rows = list(result.uncovered.rows())
    frame = result.uncovered.to_frame()
    frame["role"][:] = "changed"
    own = result.lines.to_frame("pandas")
    own["weight"] *= 0
    assert list(result.uncovered.rows()) == rows
    assert result.lines["weight"].any()


def test_freezing_reaches_every_depth() -> None:
    """Arrays in tuples, mappings and dataclasses are all found, and the value itself comes back."""
    inner = [np.zeros(2) for _ in range(3)]
    value = ({"a": inner[0]}, (inner[1], cp.ResultTable("t", {"x": inner[2]})), "text")
    assert list(map(id, arrays_in(value))) == list(map(id, inner))
    assert freeze(value) is value
    assert not any(array.flags.writeable for array in inner)


def _assert_same(one: Any, other: Any) -> None:
    if isinstance(one, np.ndarray):
        np.testing.assert_array_equal(one, other)
    elif is_dataclass(one):
        for field in fields(one):
            _assert_same(getattr(one, field.name), getattr(other, field.name))
    elif isinstance(one, dict):
        assert list(one) == list(other)
        for name in one:
            _assert_same(one[name], other[name])
    else:
        assert one == other
