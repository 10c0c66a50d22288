"""A survey sheet that comes back: checked, counted, and added to the ratings."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import compplan as cp
from tests.cli.company import PLAN, call, write_company

HEAD = "participant_id,month,behaviour,rating,customer_id,contact_id,comment\n"
ACCOUNTS = "account_id,participant_id\nA1,ann\nA2,ann\nA3,ann\nB1,bob\n"
ANSWERS = (
    "ann,2027-03,listening,good,A1,,Fine\n"
    "ann,2027-03,following_up,poor,A1,,\n"
    "ann,2027-03,listening,good,A2,C1,\n"
    "ann,2027-03,listening,fair,A2,C2,\n"
    "bob,2027-03,listening,,B1,,\n"
)
CHECK = ("survey", "plan.yaml", "back.csv", "--data", "data", "--month", "2027-03")


@pytest.fixture
def company(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a company with four accounts, and a sheet that came back in March."""
    monkeypatch.chdir(tmp_path)
    write_company(tmp_path)
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "data" / "accounts.csv").write_text(ACCOUNTS, encoding="utf-8")
    (tmp_path / "back.csv").write_text(HEAD + ANSWERS, encoding="utf-8")
    return tmp_path


@pytest.mark.usefixtures("company")
def test_response_rates_are_shown_by_participant() -> None:
    """Two of ann's three accounts answered, none of bob's; a line without a rating is no answer."""
    done = call(*CHECK)
    assert done.exit_code == 0, done.output
    lines = [line.split() for line in done.output.splitlines()]
    assert ["back.csv:", "4", "answers,", "1", "line", "left", "empty"] in lines
    assert ["ann", "3", "2", "67%", "4", "1"] in lines
    assert ["all", "4", "2", "50%", "4", "1"] in lines
    assert "No answer about bob." in done.output


def test_answers_are_added_once_and_count(company: Path) -> None:
    """Added, they are rows of the ratings; added again, they are refused and nothing is written."""
    with (company / "data" / "ratings.csv").open("w", encoding="utf-8") as file:
        file.write(HEAD + "ann,2027-02,listening,good,A1,,")  # no line break at the end
    assert call(*CHECK, "--add").exit_code == 0
    added = _rows(company / "data" / "ratings.csv")
    assert [row["rating"] for row in added] == ["good", "good", "poor", "good", "fair"]
    assert added[1]["comment"] == "Fine"
    panel = cp.load_data(company / "data")
    assert len(panel.tables["ratings"]) == 5
    before = (company / "data" / "ratings.csv").read_bytes()
    again = call(*CHECK, "--add")
    assert again.exit_code == 1
    assert again.stderr.count("CP376") == 4
    assert (company / "data" / "ratings.csv").read_bytes() == before


def test_the_first_sheet_makes_the_table_of_ratings(company: Path) -> None:
    """Without ratings in the data, the answers become their file."""
    (company / "data" / "ratings.csv").unlink()
    assert call(*CHECK, "--add").exit_code == 0
    text = (company / "data" / "ratings.csv").read_text(encoding="utf-8")
    assert text.startswith(HEAD)
    assert text.count("\n") == 5


def test_a_wrong_answer_keeps_all_from_being_added(company: Path) -> None:
    """One unknown category, and the ratings stay as they are."""
    (company / "back.csv").write_text(HEAD + ANSWERS.replace("fair", "fare"), encoding="utf-8")
    before = (company / "data" / "ratings.csv").read_bytes()
    done = call(*CHECK, "--add")
    assert done.exit_code == 1
    assert "write 'fair'" in done.stderr
    assert (company / "data" / "ratings.csv").read_bytes() == before


def test_answers_of_unknown_customers_may_be_alike(company: Path) -> None:
    """Where neither account nor contact is given, nobody can tell that one answered twice."""
    (company / "back.csv").write_text(HEAD + "ann,2027-03,listening,good,,,\n" * 3, encoding="utf-8")
    assert call(*CHECK).exit_code == 0


@pytest.mark.parametrize(
    ("name", "said"), [("back.ods", "a survey sheet is a CSV or XLSX file"), ("gone.csv", "no such file")]
)
def test_what_is_no_sheet_is_refused(company: Path, name: str, said: str) -> None:
    """A file of another kind, or none, is told and nothing else."""
    (company / "back.ods").write_bytes(b"PK\x03\x04")
    done = call("survey", "plan.yaml", name, "--data", "data")
    assert done.exit_code == 1
    assert said in done.output


@pytest.mark.usefixtures("company")
def test_a_plan_without_report_cards_has_no_survey() -> None:
    """The command line is wrong then."""
    folder = cp.bundled("plans")
    done = call("survey", str(folder / "managers.yaml"), "back.csv", "--data", str(folder / "data"))
    assert done.exit_code == 2
    assert "has no report card" in done.output


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
