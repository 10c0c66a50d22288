"""Laws of the grammar: what reads a whole column agrees with what reads one cell."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

import numpy as np
import polars as pl
from hypothesis import example, given
from hypothesis import strategies as st

from compplan.data.dates import day_of, months_of, period_of
from compplan.data.decimals import float_text, scaled_cell, scaled_floats
from compplan.data.forms import DIGITS
from compplan.data.mends_numbers import number_reason
from compplan.data.model import SCALE
from compplan.data.numbers import scaled
from compplan.data.polarstext import PolarsText
from compplan.data.raw import ListText
from compplan.months import month_index, month_text

WHOLE = st.integers(0, 10 ** (DIGITS + 1)).map(str)
WRITTEN = st.builds(
    lambda sign, whole, decimals, zeros: f"{sign}{whole}{decimals and '.' + decimals}{zeros}",
    st.sampled_from(["", "-", "+"]),
    WHOLE,
    st.text("0123456789", max_size=6),
    st.sampled_from(["", "0", "0" * 30, "%"]),
)
CELLS = st.one_of(WRITTEN, st.text("0123456789.-", max_size=8), st.text(max_size=30))
DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")


@given(st.lists(CELLS, max_size=30))
@example(["1\0", "\0", "12\0"])
@example(["0", "-0", "00", "0.0", "-", ".", "", "1.", ".1", "1.00000", "1.00001", "99999999999999.9999"])
def test_columns_of_text_are_read_like_single_cells(cells: list[str]) -> None:
    """The reader of whole columns takes and refuses what the reader of one cell does."""
    expected = [scaled_cell(cell) for cell in cells]
    series = pl.Series(cells, dtype=pl.String)
    for text in (ListText(cells), PolarsText(series), PolarsText(series.cast(pl.Categorical))):
        values, known, missing = scaled(text)
        found = [value if good else None for value, good in zip(values.tolist(), known.tolist(), strict=True)]
        assert found == expected
        assert missing.tolist() == [cell == "" for cell in cells]


@given(CELLS)
def test_a_number_is_its_decimal_exactly(cell: str) -> None:
    """What is taken is exact, in plain digits, with four decimals at most; all else is refused."""
    plain = DECIMAL.fullmatch(cell) is not None
    scaled = Decimal(cell) * SCALE if plain else Decimal("0.5")
    inside = plain and abs(Decimal(cell)) < 10**DIGITS and scaled == scaled.to_integral_value()
    assert scaled_cell(cell) == (int(scaled) if inside else None)


@given(st.lists(st.one_of(st.floats(), st.decimals(-(10**13), 10**13, places=4).map(float)), max_size=30))
@example([0.1 + 0.2, 1e22, 5e-324, -0.0, 123456789012.3456, 99999999999.99995, 1e14, 2.0**53])
def test_floats_are_read_as_their_shortest_decimals(values: list[float]) -> None:
    """A float is taken if and only if its shortest round-trip decimal is in the grammar."""
    expected = [scaled_cell(float_text(value)) for value in values]
    scaled, known = scaled_floats(np.array(values, np.float64))
    assert [v if good else None for v, good in zip(scaled.tolist(), known.tolist(), strict=True)] == expected


@given(CELLS)
def test_every_mend_is_a_number(cell: str) -> None:
    """What a message tells to write can be read."""
    if scaled_cell(cell) is None:
        hint = number_reason(cell, required=True)[1]
        told = re.fullmatch(r"write (-?[0-9.]+)", hint)
        assert told is None or scaled_cell(told[1]) is not None


@given(st.dates())
def test_dates_are_read_within_their_years(day: dt.date) -> None:
    """A day is taken if its year is one of 1990 to 2100, and counts from 1970."""
    inside = 1990 <= day.year <= 2100
    assert day_of(day.isoformat()) == ((day - dt.date(1970, 1, 1)).days if inside else None)


@given(st.integers(1990, 2100), st.integers(1, 12))
def test_periods_hold_their_months(year: int, month: int) -> None:
    """A month, its quarter and its year begin on a calendar bound and hold the month."""
    index = month_index(year, month)
    for text in (month_text(index), f"{year}-Q{(month + 2) // 3}", str(year)):
        first, months = period_of(text) or (0, 0)
        assert first <= index < first + months
        assert first % months == 0


@given(st.lists(st.dates(dt.date(1900, 1, 1), dt.date(2200, 12, 31)), max_size=20))
def test_months_of_days(days: list[dt.date]) -> None:
    """Whole columns of days have the months of each day."""
    counted = np.array([(day - dt.date(1970, 1, 1)).days for day in days], np.int32)
    months = months_of(counted)
    assert months.dtype == np.int32
    assert months.tolist() == [month_index(day.year, day.month) for day in days]
