"""The survey sheet as a workbook: it takes what the intake takes, and comes back as it was filled in."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from compplan.engine.intake.sheet import read_sheet
from tests.cli.company import PLAN, call, write_company

ACCOUNTS = "account_id,participant_id,name\nA1,ann,=1+1\nB1,bob,Coda\n"
FILE = "ratings-customer-2027-03.xlsx"
CHECK = ("survey", "plan.yaml", "back.xlsx", "--data", "data", "--month", "2027-03")


@pytest.fixture
def sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Give the workbook that a company sends out for March."""
    monkeypatch.chdir(tmp_path)
    write_company(tmp_path)
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "data" / "accounts.csv").write_text(ACCOUNTS, encoding="utf-8")
    made = call("documents", "plan.yaml", "--data", "data", "--month", "2027-03", "--out", "out")
    assert made.exit_code == 0, made.output
    return load_workbook(tmp_path / "out" / FILE)


def test_ratings_are_chosen_from_the_scale(sheet: Any) -> None:
    """A rating's cell takes the categories of the plan; what is known is locked, and no name is a formula."""
    page = sheet["ratings"]
    (choice,) = [each for each in page.data_validations.dataValidation if "F2" in each.sqref]
    assert (choice.type, choice.errorStyle or "stop", choice.showErrorMessage) == ("list", "stop", True)
    name, cells = choice.formula1.split("!")
    listed = [row[0].value for row in sheet[name.strip("'")][cells.replace("$", "")]]
    assert listed == ["poor", "fair", "good"]
    assert page.protection.sheet
    locked = {page.cell(1, at).value: page.cell(2, at).protection.locked for at in range(1, 11)}
    assert [name for name, is_locked in locked.items() if not is_locked] == [
        "rating",
        "contact_id",
        "comment",
    ]
    assert (page["H2"].value, page["H2"].data_type) == ("=1+1", "s")


def test_a_filled_workbook_comes_back(sheet: Any, tmp_path: Path) -> None:
    """Lines that were filled in are answers, also one of a second contact at the end; the rest is empty."""
    page = sheet["ratings"]
    page["F2"], page["J2"] = "good", "Always on time"
    spare = next(row for row in range(2, page.max_row) if not page.cell(row, 1).value)
    added = {1: "ann", 3: "2027-03", 4: "listening", 6: "poor", 7: "A1", 9: 7}
    for column, value in added.items():
        page.cell(spare, column, value)
    sheet.save(tmp_path / "back.xlsx")
    (tmp_path / "data" / "ratings.csv").unlink()
    done = call(*CHECK, "--add")
    assert done.exit_code == 0, done.output
    assert done.output.startswith("back.xlsx: 2 answers, 3 lines left empty")
    rows = (tmp_path / "data" / "ratings.csv").read_text(encoding="utf-8").splitlines()
    assert rows[1:] == [
        "ann,2027-03,listening,good,A1,,Always on time",
        "ann,2027-03,listening,poor,A1,7,",
    ]


def test_a_workbook_that_nobody_filled_in_says_so_and_nothing_else(
    sheet: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """All of its lines are empty; the reader of workbooks does not chatter about empty columns."""
    sheet.save(tmp_path / "back.xlsx")
    done = call(*CHECK)
    assert (done.exit_code, done.stderr, caplog.records) == (0, "", [])
    assert done.stdout.startswith("back.xlsx: 0 answers, 4 lines left empty")


def test_a_wrong_cell_is_told_at_its_row(sheet: Any, tmp_path: Path) -> None:
    """What got past the list is refused with the row as the spreadsheet counts it."""
    sheet["ratings"]["F3"] = "godo"
    sheet.save(tmp_path / "back.xlsx")
    done = call(*CHECK)
    assert done.exit_code == 1
    assert "back.xlsx:3, column 'rating': error CP373" in done.stderr
    assert "write 'good'" in done.stderr


def test_a_workbook_of_somebody_else_is_read(tmp_path: Path) -> None:
    """Months may be dates and ratings numbers, as survey tools write them."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["participant_id", "month", "behaviour", "rating", "contact_id"])
    page.append(["ann", dt.date(2027, 3, 1), "listening", 4, 12])
    page.append(["ann", dt.date(2027, 3, 2), "listening", 5, None])
    book.save(tmp_path / "back.xlsx")
    said = [answer.cells for answer in read_sheet(tmp_path / "back.xlsx").answers]
    assert [(cells["month"], cells["rating"], cells["contact_id"]) for cells in said] == [
        ("2027-03", "4", "12"),
        ("2027-03-02", "5", ""),
    ]
