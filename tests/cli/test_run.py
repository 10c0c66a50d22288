"""``compplan run``."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from compplan import __version__
from compplan.plan.digest import digest
from compplan.plan.load import load_plan
from compplan.sources.load import load_data
from tests.cli.company import GOLDEN, PLAN, call
from tests.shared import Golden

pytestmark = pytest.mark.usefixtures("company")

PAYMENTS = """\
participant_id,month,currency,amount
ann,2027-01,USD,1350.06
ann,2027-02,USD,943.77
ann,2027-03,USD,381.23
bob,2027-01,USD,75.00
bob,2027-02,USD,129.17
bob,2027-03,USD,1284.17
"""


def test_the_summary_tells_who_was_paid_what(company: Path, golden: Golden) -> None:
    """Without ``--out``, plan years with totals and uncovered roles are printed and nothing is written."""
    before = sorted(company.rglob("*"))
    done = call("run", "mixed.yaml", "--data", "data")
    assert done.exit_code == 0
    golden(GOLDEN / "run.txt", done.stdout)
    assert sorted(company.rglob("*")) == before


def test_a_participant_counts_in_a_year_if_paid_in_one_of_its_months(company: Path) -> None:
    """Who joins later is a participant of the year, with fewer payments."""
    for name, old, new in (
        ("participants", "7440,2027-01-17", "7440,2027-02-01"),
        ("sales", "bob,2027-01-18,1000\n", ""),
    ):
        table = company / "data" / f"{name}.csv"
        table.write_text(table.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    done = call("run", "mixed.yaml", "--data", "data")
    year = next(line for line in done.stdout.splitlines() if line.startswith("1 "))
    assert year.split()[4:6] == ["2", "5"]


def test_files_are_written_and_listed(company: Path) -> None:
    """``--out`` writes the tables that have rows, and says which."""
    done = call("run", "mixed.yaml", "--data", "data", "--out", "results")
    assert done.exit_code == 0
    names = {path.name for path in (company / "results").iterdir()}
    tables = ("payments", "lines", "report_card", "surveys", "uncovered")
    assert names == {"run.json", *(f"{name}.csv" for name in tables)}
    assert (company / "results" / "payments.csv").read_text(encoding="utf-8") == PAYMENTS
    assert all(str(Path("results") / name) in done.stdout for name in names)


def test_run_json_says_what_the_files_were_made_from(company: Path) -> None:
    """The manifest holds the digests of plan, data and files, the engine's version and the last month."""
    call("run", "mixed.yaml", "--data", "data", "--out", "results", "--through", "2027-02")
    facts = json.loads((company / "results" / "run.json").read_text(encoding="utf-8"))
    assert (facts["format"], facts["engine"]) == ("compplan.run/1", __version__)
    (plan,) = facts["plans"]
    assert (plan["id"], plan["file"], plan["through"]) == ("mixed", "mixed.yaml", "2027-02")
    assert plan["digest"] == digest(load_plan("mixed.yaml"))
    assert facts["data"]["digest"] == load_data("data").digest
    for listed in facts["files"]:
        content = (company / "results" / listed["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == listed["sha256"]


def test_the_same_run_writes_the_same_bytes(company: Path) -> None:
    """Two runs of the same inputs differ in no byte."""
    call("run", "mixed.yaml", "--data", "data", "--out", "one")
    call("run", "mixed.yaml", "--data", "data", "--out", "two")
    files = sorted(path.name for path in (company / "one").iterdir())
    assert [(company / "one" / name).read_bytes() for name in files] == [
        (company / "two" / name).read_bytes() for name in files
    ]


def test_tables_can_be_json(company: Path) -> None:
    """``--format json`` writes money as exact text under a versioned format."""
    call("run", "mixed.yaml", "--data", "data", "--out", "results", "--format", "json")
    document = json.loads((company / "results" / "payments.json").read_text(encoding="utf-8"))
    assert document["format"] == "compplan.table/1"
    assert document["rows"][3] == {
        "participant_id": "bob",
        "month": "2027-01",
        "currency": "USD",
        "amount": "75.00",
    }


def test_through_limits_the_months_paid() -> None:
    """``--through`` is the last month paid."""
    done = call("run", "mixed.yaml", "--data", "data", "--through", "2027-01")
    assert "2027-01 to 2027-01" in done.stdout
    assert "1,425.06" in done.stdout


@pytest.mark.parametrize("wrong", ["plan", "data", "plan with data"])
def test_a_problem_writes_nothing(company: Path, wrong: str) -> None:
    """Whatever is wrong, it is told on standard error, the run ends with 1 and no folder is made."""
    if wrong == "plan":
        (company / "mixed.yaml").write_text(PLAN.replace("years: 1", "years: one"), encoding="utf-8")
    else:
        old, new = ("8000", "8.000,00") if wrong == "data" else ("2027-03-06", "2026-03-06")
        sales = company / "data" / "sales.csv"
        sales.write_text(sales.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    done = call("run", "mixed.yaml", "--data", "data", "--out", "results")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "error CP" in done.stderr
    assert not (company / "results").exists()


def test_problems_of_all_inputs_are_told_at_once() -> None:
    """Two wrong plans and a missing folder are told together."""
    done = call("run", "no-1.yaml", "no-2.yaml", "--data", "nowhere")
    assert done.exit_code == 1
    assert [word for word in ("no-1.yaml", "no-2.yaml", "nowhere") if word in done.stderr] == [
        "no-1.yaml",
        "no-2.yaml",
        "nowhere",
    ]


def test_rows_outside_the_plan_can_be_left_out(company: Path) -> None:
    """``--outside ignore`` leaves them out and says how many."""
    sales = company / "data" / "sales.csv"
    sales.write_text(sales.read_text(encoding="utf-8") + "ann,2026-12-31,5\n", encoding="utf-8")
    assert call("run", "mixed.yaml", "--data", "data").exit_code == 1
    done = call("run", "mixed.yaml", "--data", "data", "--outside", "ignore")
    assert done.exit_code == 0
    assert "Note: 1 row" in done.stdout


def test_two_plans_of_one_id_are_refused(company: Path) -> None:
    """Results name plans by id, so the same id twice is a problem with its place."""
    (company / "copy.yaml").write_text(PLAN, encoding="utf-8")
    done = call("compare", "mixed.yaml", "copy.yaml", "--data", "data")
    assert done.exit_code == 1
    assert done.stderr.startswith(
        "copy.yaml:2:5: error CP403 the plan of mixed.yaml has the id 'mixed' too\n"
    )


def test_two_plans_for_one_person_are_refused() -> None:
    """A run in which two plans cover a person in a month ends with 1."""
    done = call("run", "mixed.yaml", "revenue-only.yaml", "--data", "data")
    assert done.exit_code == 1
    assert "CP363" in done.stderr
