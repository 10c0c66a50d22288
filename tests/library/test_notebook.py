from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import numpy as np
import pytest

import compplan as cp
from tests.library.company import panel, plan

HOSTILE = "<script>alert('x')</script>&\"\u202e\x00"
ALLOWED = {"table", "caption", "tr", "th", "td"}
DRAWN = {"svg", "title", "desc", "text", "path", "g", "rect"}


class _Reader(HTMLParser):
    """Collects tags, attributes and texts; texts of cells row by row."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str | None]] = set()
        self.rows: list[list[str]] = []
        self.caption = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(attrs)
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
        elif tag == "caption":
            self.caption = ""  # what a picture above the table says is not it

    def handle_data(self, data: str) -> None:
        if self.rows:
            self.rows[-1][-1] += data
        else:
            self.caption += data


def _result() -> cp.Result:
    return cp.run([plan("bold.yaml"), plan("managers.yaml")], panel(), through="2027-03")


SHOWN: dict[str, Callable[[], Any]] = {
    "Plan": lambda: plan("gradual.yaml"),
    "Panel": panel,
    "Result": _result,
    "ResultTable": lambda: _result().payments,
    "Comparison": lambda: cp.compare(
        [plan("status-quo.yaml"), plan("bold.yaml")], panel(), through="2027-12"
    ),
    "Explanation": lambda: cp.explain(_result(), "P001", "2027-03"),
    "Estimate": lambda: cp.estimate(plan("bold.yaml"), panel(), "P001", "2027-03"),
}


def _hostile(name: str) -> Any:
    hostile = replace(plan("bold.yaml"), id=HOSTILE, title=HOSTILE)
    if name == "Plan":
        return hostile
    if name == "Panel":
        shown = panel()
        sales = shown.tables["sales"]
        columns = {**sales.columns, HOSTILE: sales.columns["product"]}
        return replace(shown, tables={HOSTILE: replace(sales, columns=columns)})
    if name == "ResultTable":
        return cp.ResultTable(HOSTILE, {HOSTILE: np.array([HOSTILE], dtype=object)})
    if name == "Comparison":
        return cp.compare([plan("status-quo.yaml"), hostile], panel(), through="2027-12")
    if name == "Estimate":
        return cp.estimate(hostile, panel(), "P001", "2027-03")
    result = hostile.run(panel(), through="2027-03")
    return result if name == "Result" else cp.explain(result, "P001", "2027-03")


@pytest.mark.parametrize("name", SHOWN)
def test_a_notebook_shows_a_small_table(name: str) -> None:
    """Every main result is one table of at most 20 rows, every row as wide as the header."""
    shown = _Reader(SHOWN[name]()._repr_html_())
    assert shown.caption
    assert 2 <= len(shown.rows) <= 21
    assert {len(row) for row in shown.rows} == {len(shown.rows[0])}


@pytest.mark.parametrize("name", SHOWN)
def test_hostile_names_stay_text(name: str) -> None:
    """Names of data and plans add no tag, attribute, script or character that cannot be seen."""
    html = _hostile(name)._repr_html_()
    shown = _Reader(html)
    assert shown.tags <= ALLOWED | DRAWN
    assert {name for name, _ in shown.attributes if name.startswith("on") or name in ("href", "src")} == set()
    assert {value for name, value in shown.attributes if name == "style"} <= {"text-align:right"}
    assert "alert('x')" in shown.caption + "".join(cell for row in shown.rows for cell in row)
    assert html.isprintable()


@pytest.mark.parametrize("name", SHOWN)
def test_a_repr_is_one_short_line(name: str) -> None:
    """What a console shows is the class and a few facts, on one line."""
    text = repr(SHOWN[name]())
    assert text.startswith(f"{name}(")
    assert len(text) < 200
    assert text.isprintable()


@pytest.mark.parametrize("name", SHOWN)
def test_a_repr_of_hostile_names_is_printable(name: str) -> None:
    """Control characters of names do not reach the console."""
    assert repr(_hostile(name)).isprintable()


def test_a_long_table_says_how_many_rows_it_has() -> None:
    """A table of more than 20 rows shows the first 20 and the count, one of 20 all and none."""
    for rows, said in ((20, "months"), (21, "months: the first 20 of 21 rows"), (0, "months")):
        table = cp.ResultTable("months", {"month": np.array([str(n) for n in range(rows)], dtype=object)})
        shown = _Reader(table._repr_html_())
        assert shown.caption == said
        assert [row[0] for row in shown.rows[1:]] == [str(n) for n in range(min(rows, 20))]


def test_a_table_shows_money_with_its_decimals() -> None:
    """Money is shown in units of the currency, set to the right as other numbers are."""
    table = cp.ResultTable(
        "t", {"id": np.array(["a"]), "paid": np.array([-5]), "n": np.array([7])}, {"paid": 2}
    )
    html = table._repr_html_()
    assert _Reader(html).rows[1] == ["a", "-0.05", "7"]
    assert re.findall(r"<td[^>]*right[^>]*>([^<]*)", html) == ["-0.05", "7"]


def test_a_long_name_is_cut() -> None:
    """A name of a thousand characters does not fill the notebook."""
    table = cp.ResultTable("t", {"id": np.array(["x" * 1000], dtype=object)})
    (cell,) = _Reader(table._repr_html_()).rows[1]
    assert cell == "x" * 239 + "\u2026"


def test_a_result_shows_what_each_plan_paid() -> None:
    """Each plan year of each plan has a row, and the sums are those of the payments."""
    result = plan("bold.yaml").run(panel())
    shown = _Reader(result._repr_html_())
    cents = sum(int(row[4].replace(".", "")) for row in shown.rows[1:])
    assert [row[1] for row in shown.rows[1:]] == ["1", "2", "3"]
    assert cents == int(result.payments["amount"].sum())


def test_a_result_shows_its_notes() -> None:
    """What a run left out is said in the caption."""
    result = plan("bold.yaml").run(panel())
    assert all(note in _Reader(result._repr_html_()).caption for note in result.notes)


def test_an_explanation_shows_payment_and_lines() -> None:
    """The first step is the payment, and each line is there with what it pays."""
    explanation = SHOWN["Explanation"]()
    rows = _Reader(explanation._repr_html_()).rows[1:]
    assert rows[0][:2] == ["payment", f"{float(explanation.payment.value):.2f}"]
    amounts = {step.removeprefix("\u00b7 "): value for step, value, _ in rows}
    for line in explanation.payment.of:
        assert amounts[line.name] == f"{float(line.value):.2f}"


def test_a_plan_shows_its_weights() -> None:
    """Weights stand as before the plan and at the end of each year."""
    rows = _Reader(plan("bold.yaml")._repr_html_()).rows
    assert rows[0][2:] == ["before", "end of year 1", "end of year 2", "end of year 3"]
    assert rows[1][2:] == ["100%", "80%", "50%", "30%"]


def test_a_panel_shows_its_tables() -> None:
    """Each table of the data has a row with its number of rows."""
    shown = panel()
    rows = {row[0]: row[1] for row in _Reader(shown._repr_html_()).rows[1:]}
    expected = {name: f"{len(table):,}" for name, table in shown.tables.items()}
    assert rows == {"participants": f"{len(shown.segments.participant):,}", **expected}


def test_a_comparison_says_what_is_assumed() -> None:
    """An attainment that history did not record is named above the figures."""
    plans = [plan("status-quo.yaml"), plan("bold.yaml")]
    study = cp.compare(plans, panel(), through="2027-12", assume={"relationship": "95%"})
    assert "relationship of relationship-building-bold at 95%" in _Reader(study._repr_html_()).caption
