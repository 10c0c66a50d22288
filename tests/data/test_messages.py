"""What is said about wrong tables: each mistake with its exact messages, in ``*.cases`` beside this file."""

from __future__ import annotations

from pathlib import Path

import pytest

from compplan.data.problems import EXAMPLES
from tests.data.company import PARTICIPANTS, cases, problems, write

FILES = cases("files.cases")
NUMBERS = cases("numbers.cases")
DATES = cases("dates.cases")
IDS = cases("ids.cases")
ROWS = cases("rows.cases")
Files = dict[str, str]
SALES = "participant_id,date,amount\n"


def test_the_company_that_all_cases_start_from_is_right(tmp_path: Path) -> None:
    """Without another file there is nothing to say."""
    assert problems(write(tmp_path, {})) == []


@pytest.mark.parametrize(("files", "expected"), FILES.values(), ids=FILES)
def test_a_file_that_is_no_table_is_told(files: Files, expected: list[str], tmp_path: Path) -> None:
    """Ragged rows, stray quotation marks and wrong headers are told with their rows."""
    assert problems(write(tmp_path, files)) == expected


@pytest.mark.parametrize(("files", "expected"), NUMBERS.values(), ids=NUMBERS)
def test_a_number_that_might_be_misread_is_refused(files: Files, expected: list[str], tmp_path: Path) -> None:
    """Each way to write a number that somebody could read otherwise is refused, with the mend."""
    assert problems(write(tmp_path, files)) == expected


@pytest.mark.parametrize(("files", "expected"), DATES.values(), ids=DATES)
def test_a_day_month_or_period_that_might_be_misread_is_refused(
    files: Files, expected: list[str], tmp_path: Path
) -> None:
    """Dates, months and periods have one way to be written."""
    assert problems(write(tmp_path, files)) == expected


@pytest.mark.parametrize(("files", "expected"), IDS.values(), ids=IDS)
def test_an_id_that_names_nobody_is_told(files: Files, expected: list[str], tmp_path: Path) -> None:
    """Ids are compared as they are written, and what differs by little is suggested."""
    assert problems(write(tmp_path, files)) == expected


@pytest.mark.parametrize(("files", "expected"), ROWS.values(), ids=ROWS)
def test_rows_that_contradict_each_other_are_told(files: Files, expected: list[str], tmp_path: Path) -> None:
    """Repeated, overlapping and circular rows are told with both of their places."""
    assert problems(write(tmp_path, files)) == expected


def test_all_problems_of_all_tables_are_told_in_one_run(tmp_path: Path) -> None:
    """Problems come table by table, and in each by row."""
    files = {
        "quotas.csv": "participant_id,period,quota\nP1,2027-1,5\n",
        "participants.csv": PARTICIPANTS + "P3,seller,1 000,2027-01-01,\n",
        "sales.csv": SALES + "P1,2027-01-05,x\nP9,2027-1-05,1\n",
        "ratings.csv": "participant_id,month\nP1,2027-01\n",
    }
    assert [line.split(" error ")[1][:5] for line in problems(write(tmp_path, files))] == [
        "CP321",
        "CP321",
        "CP322",
        "CP330",
        "CP324",
        "CP309",
        "CP309",
    ]


def test_many_problems_of_one_code_are_counted(tmp_path: Path) -> None:
    """Of one code and table the first ones are told, and how many more there are."""
    rows = "".join(f"P1,2027-01-05,{number}%\n" for number in range(500))
    dates = "".join(f"P1,2027-1-{day:02d},1\n" for day in range(1, 4))
    found = problems(write(tmp_path, {"sales.csv": SALES + rows + dates}))
    assert len(found) == EXAMPLES + 1 + 3
    assert found[:2] == [
        "sales.csv:2, column 'amount': error CP321 '0%' is not a plain number: a percent sign (write 0)",
        "sales.csv:3, column 'amount': error CP321 '1%' is not a plain number: a percent sign (write 0.01)",
    ]
    assert found[-1] == "sales.csv: error CP321 and 480 more of this kind"


def test_the_same_mistake_in_many_rows_is_told_once(tmp_path: Path) -> None:
    """A placeholder that fills a column is one mistake."""
    rows = "P1,2027-01-05,n/a\n" * 40 + "P1,2027-01-05,?\n"
    assert problems(write(tmp_path, {"sales.csv": SALES + rows})) == [
        (
            "sales.csv:2, column 'amount': error CP321 'n/a' is not a number (and in 39 more rows)"
            " (write the number, or remove the row)"
        ),
        (
            "sales.csv:42, column 'amount': error CP321 '?' is not a number"
            " (write the number, or remove the row)"
        ),
    ]


def test_a_broken_participants_table_does_not_make_everybody_unknown(tmp_path: Path) -> None:
    """One mistake gives one message: without ids to compare with, none is called unknown."""
    files = {
        "participants.csv": "id,role,target_incentive,start_date\nP1,seller,1,2027-01-01\n",
        "sales.csv": SALES + "P1,2027-01-05,1\n",
    }
    assert problems(write(tmp_path, files)) == [
        (
            "participants.csv: error CP309 column 'participant_id' is missing"
            " (the columns are id, role, target_incentive, start_date)"
        )
    ]
