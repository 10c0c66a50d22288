"""``compplan validate``."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.company import PLAN, call
from tests.plan.edits import BASE, replaced
from tests.shared import ROOT

WRONG = PLAN.replace("balance: carry", "balance: keep").replace("cap: 200%", "cap: 200 %")
WARNED = replaced(("{rate: 2.0}", "{rate: 200}"))


@pytest.fixture(autouse=True)
def _plans(company: Path) -> None:
    """Put a plan of which there is nothing to say beside the company's."""
    (company / "good.yaml").write_text(BASE, encoding="utf-8")


def test_plans_without_problems_exit_0_with_one_line(company: Path) -> None:
    """Correct plans give nothing but a count."""
    (company / "too.yaml").write_text(BASE, encoding="utf-8")
    done = call("validate", "good.yaml", "too.yaml")
    assert (done.exit_code, done.stdout) == (0, "2 plans checked, no problems\n")


def test_every_problem_of_every_file_is_told_in_one_run(company: Path) -> None:
    """Problems of two files come together, each with its line, a caret and the mend; then the count."""
    (company / "wrong.yaml").write_text(WRONG, encoding="utf-8")
    done = call("validate", "wrong.yaml", "good.yaml", "absent.yaml")
    assert done.exit_code == 1
    assert done.stderr == ""
    text = done.stdout
    assert text.startswith("wrong.yaml:22:14: error CP")
    assert "\n   |\n22 |     balance: keep\n   |              ^^^^" in text
    assert "\n29 |       cap: 200 %\n   |            ^^^^^ write 200%\n" in text
    assert "\nabsent.yaml: error CP001 cannot be read: no such file or directory\n" in text
    assert text.endswith("\n3 plans checked, 3 errors\n")


def test_concise_form_has_one_line_for_each_problem(company: Path) -> None:
    """``--format concise`` prints a line a problem and the count."""
    (company / "wrong.yaml").write_text(WRONG, encoding="utf-8")
    done = call("validate", "wrong.yaml", "--format", "concise")
    first, second, count = done.stdout.splitlines()
    assert (done.exit_code, count) == (1, "1 plan checked, 2 errors")
    assert first.startswith("wrong.yaml:22:14: error CP")
    assert second.startswith("wrong.yaml:29:12: error CP")


def test_json_form_is_versioned_and_whole(company: Path) -> None:
    """``--format json`` prints one document with every field of every problem."""
    (company / "wrong.yaml").write_text(WRONG, encoding="utf-8")
    done = call("validate", "wrong.yaml", "--format", "json")
    document = json.loads(done.stdout)
    assert (done.exit_code, document["format"]) == (1, "compplan.diagnostics/1")
    first = document["diagnostics"][0]
    assert {
        name: first[name] for name in ("file", "line", "column", "length", "row", "field", "severity")
    } == {
        "file": "wrong.yaml",
        "line": 22,
        "column": 14,
        "length": 4,
        "row": None,
        "field": None,
        "severity": "error",
    }
    assert len(document["diagnostics"]) == 2


@pytest.mark.parametrize(("options", "code"), [((), 0), (("--strict",), 1)], ids=["plain", "strict"])
def test_warnings_fail_only_if_strict(company: Path, options: tuple[str, ...], code: int) -> None:
    """A warning is told, and ends with 1 under ``--strict`` alone."""
    (company / "advice.yaml").write_text(WARNED, encoding="utf-8")
    done = call("validate", "advice.yaml", *options)
    assert done.exit_code == code
    assert done.stdout.endswith("1 plan checked, 1 warning\n")


def test_data_are_checked_with_each_plan_alone(company: Path) -> None:
    """Alternatives for the same people can be checked on one folder of data."""
    case = ROOT / "tests" / "codes" / "CP920"
    plan = (
        (case / "plan.yaml")
        .read_text(encoding="utf-8")
        .replace("2028-", "2027-")
        .replace("2027-10", "2026-10")
    )
    for name in ("one", "other"):
        (company / f"{name}.yaml").write_text(
            plan.replace("announced: 2027", "announced: 2026"), encoding="utf-8"
        )
    shutil.rmtree(company / "data")
    shutil.copytree(case / "data", company / "data")
    done = call("validate", "one.yaml", "other.yaml", "--data", "data")
    assert (done.exit_code, done.stdout) == (0, "2 plans checked with data, no problems\n")


def test_problems_of_plans_and_data_come_together(company: Path) -> None:
    """A wrong plan does not hide what is wrong in the data."""
    (company / "wrong.yaml").write_text(WRONG, encoding="utf-8")
    sales = company / "data" / "sales.csv"
    sales.write_text(sales.read_text(encoding="utf-8").replace("8000", "8,000"), encoding="utf-8")
    done = call("validate", "wrong.yaml", "--data", "data")
    assert done.exit_code == 1
    assert "wrong.yaml:22:14" in done.stdout
    assert "sales.csv:3" in done.stdout


def test_a_plan_that_does_not_fit_the_data_is_a_problem(company: Path) -> None:
    """What a run would refuse, validate with data tells, once for all plans that meet it."""
    sales = company / "data" / "sales.csv"
    sales.write_text(sales.read_text(encoding="utf-8").replace("2027-03-06", "2029-03-06"), encoding="utf-8")
    done = call("validate", "mixed.yaml", "revenue-only.yaml", "--data", "data", "--format", "concise")
    assert done.exit_code == 1
    assert done.stdout.count("CP353") == 1
    assert "CP353" not in call("validate", "mixed.yaml", "--data", "data", "--outside", "ignore").stdout


@pytest.mark.usefixtures("company")
def test_a_missing_folder_of_data_is_a_problem_not_a_wrong_command_line() -> None:
    """A folder that does not exist ends with 1, and the one that was meant is named."""
    done = call("validate", "good.yaml", "--data", "nowhere")
    assert done.exit_code == 1
    assert done.stdout.startswith("nowhere: error CP303 ")
    assert "did you mean 'data'?" in call("validate", "good.yaml", "--data", "dta").stdout


def test_a_plan_that_the_data_are_too_early_for_gets_advice_instead() -> None:
    """History from before a plan serves for a replay, and is no problem."""
    case = ROOT / "tests" / "codes" / "CP920"
    done = call("validate", str(case / "plan.yaml"), "--data", str(case / "data"), "--format", "concise")
    assert done.exit_code == 0
    assert " note CP920 " in done.stdout
    assert "CP353" not in done.stdout


def test_advice_stands_among_the_problems_of_its_file(company: Path) -> None:
    """What data tell of a plan comes in the order of the plan's lines, before the next file's."""
    shutil.copytree(ROOT / "tests" / "codes" / "CP922", company, dirs_exist_ok=True)
    (company / "plan.yaml").write_text(
        (company / "plan.yaml").read_text(encoding="utf-8").replace("rate: 2.0", "rate: 200"),
        encoding="utf-8",
    )
    done = call("validate", "plan.yaml", "wrong.yaml", "--data", "data", "--format", "concise")
    told = [line.split(": ")[0] + line.split(" CP")[1][:3] for line in done.stdout.splitlines()[:-1]]
    assert told == ["plan.yaml:19:5922", "plan.yaml:21:74225", "wrong.yaml001"]


def test_checking_a_plan_loads_nothing_heavy() -> None:
    """Who only checks a plan waits for no library of tables, schemas or currencies."""
    heavy = ("difflib", "hashlib", "iso4217", "jsonschema", "numpy", "pathlib", "polars")
    code = f"""
import sys
before = set(sys.modules)
from compplan.cli.main import main
main(["validate", "good.yaml"], standalone_mode=False)
print(*sorted(set({heavy}) & set(sys.modules) - before))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("1 plan checked, no problems\n\n", "")
