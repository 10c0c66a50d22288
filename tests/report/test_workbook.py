"""Workbooks: figures of the engine, formulas that hold, and no cell that a spreadsheet would execute."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any, Literal

import pytest
from openpyxl import load_workbook

import compplan as cp
from compplan.report.workbook import run_book as run_module
from compplan.report.workbook.compare_book import comparison_book
from compplan.report.workbook.optimum_book import optimum_book
from compplan.report.workbook.run_book import run_book
from compplan.report.workbook.sensitivity_book import sensitivity_book
from compplan.report.workbook.study_book import study_book
from tests.cli.company import call, write_company
from tests.decision import closed
from tests.report.office import recalculated
from tests.shared import ROOT

HOSTILE = ("=cmd|'/c calc'!A1", "+SUM(A1:A9)", "@x", "-1+1", "\tTab", "<script>", "\u202eright", "x" * 10_000)
Books = dict[str, bytes]
METHODS: tuple[Literal["one_way", "morris"], ...] = ("one_way", "morris")
MAIN = ("By month", "Regret", "Tornado", "Screening")
"""A sheet of figures of each kind of workbook."""
KINDS = ["compare", "run", "study", "optimum", *METHODS]


def _panel() -> cp.Panel:
    """Give a company whose people have names that a spreadsheet might take for something else."""
    ids = [f"p{at}" for at in range(len(HOSTILE))]
    count = len(ids)
    tables = {
        "participants": {
            "participant_id": ids,
            "name": list(HOSTILE),
            "region": ["=1+1", "north"] * (count // 2),
            "role": ["account_executive"] * count,
            "target_incentive": [12000] * count,
            "start_date": ["2026-01-01"] * count,
        },
        "quotas": {"participant_id": ids, "period": ["2027"] * count, "quota": [120000] * count},
        "sales": {
            "participant_id": ids * 3,
            "date": [f"2027-0{month}-10" for month in (1, 2, 3) for _ in ids],
            "amount": [6000 + 1001 * at for at in range(3 * count)],
        },
        "ratings": {
            "participant_id": ids,
            "month": ["2027-01"] * count,
            "behaviour": ["listening"] * count,
            "rating": ["good"] * count,
        },
    }
    return cp.load_data(tables)


@pytest.fixture(scope="module")
def plans() -> list[cp.Plan]:
    """Give three plans."""
    return [cp.load_plan(ROOT / "plans" / f"{name}.yaml") for name in ("status-quo", "bold", "gradual")]


@pytest.fixture(scope="module")
def books(plans: list[cp.Plan]) -> Books:
    """Give a workbook of each kind, of people with hostile names where there are people."""
    panel = _panel()
    study = cp.simulate(plans[:2], ROOT / "plans" / "data", samples=3, through="2028-03")
    return {
        "compare": comparison_book(cp.compare(plans, panel), plans),
        "run": run_book(cp.run(plans[1], panel)),
        "study": study_book(study),
        **_decisions(),
    }


def _decisions() -> Books:
    """Give the workbooks of a search with pilots and of two questions, in a small world."""
    old, new = closed.plan("0", "old"), closed.plan("70", "new")
    known = closed.assumptions(free=("selling_in_relationship",))
    found = cp.optimize([old, new], assumptions=known, through="2027-08", samples=4, pilots=True)
    asked = [
        cp.sensitivity(
            [old, new], assumptions=known, through="2027-02", method=method, metric="revenue", size=2
        )
        for method in METHODS
    ]
    books = [sensitivity_book(each) for each in asked]
    return {"optimum": optimum_book(found), **dict(zip(METHODS, books, strict=True))}


def _open(content: bytes, *, values: bool = False) -> Any:
    return load_workbook(io.BytesIO(content), data_only=values)


def _cells(book: Any) -> dict[tuple[str, str], Any]:
    return {
        (sheet.title, cell.coordinate): cell
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


@pytest.mark.parametrize("kind", KINDS)
def test_only_formulas_of_our_own_are_formulas(books: Books, kind: str) -> None:
    """A text from data or plan is text, whatever it begins with, and stays text if it is edited."""
    cells = _cells(_open(books[kind])).values()
    own = (
        "=SUM",
        "=IF(",
        "=COUNT",
        "='",
        "=$",
        "=(",
        "=Scenarios!",
        "=1",
        "=Assumptions!",
        "=MAX",
        "=ABS",
        "=budget-",
        "=Regret!",
    )
    assert all(str(cell.value).startswith(own) for cell in cells if cell.data_type == "f")
    assert all(
        cell.number_format == "@" for cell in cells if cell.data_type == "s" and "x" * 50 in cell.value
    )
    if kind in ("compare", "run"):
        texts = {cell.value for cell in cells if cell.data_type == "s"}
        assert {"=cmd|'/c calc'!A1", "+SUM(A1:A9)", "@x", "-1+1", "<script>", "=1+1"} <= texts
        assert {"\ufffdTab", "\ufffdright"} <= texts
        assert max(map(len, texts)) == 2_000


def test_the_same_input_gives_the_same_bytes(plans: list[cp.Plan], books: Books) -> None:
    """No clock, name or order of chance stands in a workbook."""
    assert comparison_book(cp.compare(plans, _panel()), plans) == books["compare"]


@pytest.mark.parametrize("kind", KINDS)
def test_sheets_print_on_the_width_of_a_page(books: Books, kind: str) -> None:
    """Every sheet is set up to print, and tables of figures keep their headings in sight."""
    book = _open(books[kind])
    for sheet in book.worksheets:
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth in (None, 1)  # one page wide is what is meant without a word
        assert sheet.page_setup.fitToHeight == 0
    main = next(sheet for sheet in book.worksheets if sheet.title in MAIN)
    assert main.freeze_panes
    assert main.print_title_rows
    assert len(book["Summary"]._charts) >= (2 if "By month" in book.sheetnames else 1)


def test_a_comparison_adds_up(books: Books) -> None:
    """Everyone's pay adds up to the cost of the plans, and the workbook says so by a formula."""
    summary = _open(books["compare"], values=True)["Summary"]
    assert "yes" in [cell.value for cell in summary["A"]]


def test_payments_are_those_of_the_engine(plans: list[cp.Plan], books: Books) -> None:
    """The sheet of payments holds every payment to the cent, and each person's sum."""
    result = cp.run(plans[1], _panel())
    sheet = _open(books["run"], values=True)["Payments"]
    table = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    months = table[0]
    for row in result.payments.rows():
        found = next(line for line in table if line[0] == row["participant_id"])
        assert f"{found[months.index(row['month'])]:.2f}" == row["amount"]
        assert found[months.index("Paid")] == pytest.approx(sum(found[months.index("Paid") + 1 :]))


def test_a_table_that_is_too_long_is_left_out_and_named(
    plans: list[cp.Plan], books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Notes say which tables are left out; sheets that are written by way of the disk hold the same."""
    result = cp.run(plans[1], _panel())
    monkeypatch.setattr(run_module, "_MOST", len(result.lines))
    monkeypatch.setattr(run_module, "_LARGE", 0)
    book, whole = _open(run_book(result), values=True), _open(books["run"], values=True)
    assert set(whole.sheetnames) - set(book.sheetnames) == {"Report card"}
    assert "Report card: 144 rows are left out" in str([cell.value for cell in book["Notes"]["A"]])
    for name in ("Payments", "Assumptions", "Lines"):
        assert [*book[name].iter_rows(values_only=True)] == [*whole[name].iter_rows(values_only=True)]


def test_an_office_calculates_the_same(books: Books, tmp_path: Path) -> None:
    """LibreOffice opens every workbook without a complaint, and its formulas give the values written."""
    files = [tmp_path / "in" / f"{kind}.xlsx" for kind in books]
    (tmp_path / "in").mkdir()
    for file, content in zip(files, books.values(), strict=True):
        file.write_bytes(content)
    changed = _open(books["compare"])
    for name in ("currency_rate", "headcount_growth"):
        sheet, _, place = changed.defined_names[name].value.partition("!")
        changed[sheet][place.replace("$", "")].value = {"currency_rate": 2, "headcount_growth": 0.5}[name]
    changed.save(tmp_path / "in" / "changed.xlsx")
    assert recalculated([*files, tmp_path / "in" / "changed.xlsx"], tmp_path) == ""
    for kind, content in books.items():
        written = _cells(_open(content, values=True))
        formulas = {place for place, cell in _cells(_open(content)).items() if cell.data_type == "f"}
        found = _cells(load_workbook(tmp_path / f"{kind}.xlsx", data_only=True))
        assert len(formulas) >= 20
        for place in formulas & written.keys():
            value = written[place].value
            expected = pytest.approx(value, rel=1e-9, abs=1e-6) if isinstance(value, float | int) else value
            assert (found[place].value if place in found else "") == expected, (kind, place)
    _follows_inputs(
        _open(books["compare"], values=True), load_workbook(tmp_path / "changed.xlsx", data_only=True)
    )


def _follows_inputs(before: Any, after: Any) -> None:
    """Check that cost doubles with the rate of exchange."""
    costs = [
        [row[2].value for row in book["Scenarios"].iter_rows(min_row=5, max_row=5)]
        for book in (before, after)
    ]
    assert costs[1] == [pytest.approx(2 * cost) for cost in costs[0]]


def test_commands_write_workbooks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``--xlsx`` of run and compare writes a file and names it; a place that is none is told."""
    monkeypatch.chdir(tmp_path)
    write_company(tmp_path)
    compared = call("compare", "mixed.yaml", "revenue-only.yaml", "--data", "data", "--xlsx", "out/c.xlsx")
    assert (compared.exit_code, "out/c.xlsx" in compared.output) == (0, True)
    assert call("run", "mixed.yaml", "--data", "data", "--xlsx", "r.xlsx").exit_code == 0
    assert _open((tmp_path / "r.xlsx").read_bytes()).sheetnames[0] == "Summary"
    refused = call("run", "mixed.yaml", "--data", "data", "--xlsx", "data")
    assert (refused.exit_code, "CP401" in refused.output) == (1, True)
