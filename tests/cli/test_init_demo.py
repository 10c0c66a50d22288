"""``compplan init`` and ``compplan demo``."""

from __future__ import annotations

import csv
import shlex
from pathlib import Path

import pytest

import compplan as cp
from compplan import resources
from compplan.data.model import NumberColumn
from tests.cli.company import call

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_starter_plan_has_no_problem() -> None:
    """What init writes validates without error or warning."""
    assert call("init").exit_code == 0
    done = call("validate", "--strict", "plan.yaml")
    assert (done.exit_code, done.stdout) == (0, "1 plan checked, no problems\n")


def test_init_overwrites_nothing(here: Path) -> None:
    """A file that exists stays as it is, and init ends with 1."""
    (here / "mine.yaml").write_text("mine", encoding="utf-8")
    done = call("init", "mine.yaml")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("mine.yaml: error CP402 the file exists already")
    assert (here / "mine.yaml").read_text(encoding="utf-8") == "mine"


def test_init_prints_the_plan(here: Path) -> None:
    """``-`` prints what a file would hold, and writes none."""
    printed = call("init", "-").stdout
    assert list(here.iterdir()) == []
    call("init", "plan.yaml")
    assert (here / "plan.yaml").read_text(encoding="utf-8") == printed


def test_init_in_a_folder_that_is_not_there() -> None:
    """A folder that does not exist is a problem, not a failure of ours."""
    done = call("init", "nowhere/plan.yaml")
    assert done.exit_code == 1
    assert "nowhere/plan.yaml: error CP401 cannot be written: no such file or directory" in done.stderr


def test_the_demo_answers_and_its_next_commands_work() -> None:
    """The demo tells costs, gains and pay on ratings, and each command that it names next succeeds."""
    done = call("demo")
    assert done.exit_code == 0
    assert "Payout cost by plan year (USD)" in done.stdout
    assert "20%, 50%, 70% of the target incentive hangs on ratings" in done.stdout
    assert all(f"Worldview {view}" in done.stdout for view in ("evidence", "relationship", "sceptic"))
    commands = [line.split()[1:] for line in done.stdout.splitlines() if line.strip().startswith("compplan ")]
    assert [command[0] for command in commands] == ["explain", "compare", "simulate", "init"]
    for command in commands:
        after = call(*command)
        assert after.exit_code == 0, shlex.join(command)


def test_the_largest_gains_and_losses_are_shown_largest_first(here: Path) -> None:
    """Of many who gain and lose, the five who do so most are listed in order."""
    lines = call("demo").stdout.splitlines()
    with (here / "compplan-demo" / "compare" / "participants.csv").open(encoding="utf-8") as file:
        gradual = [row for row in csv.DictReader(file) if row["plan"] == "relationship-building-gradual"]
    order = [row["participant_id"] for row in sorted(gradual, key=lambda row: float(row["difference"]))]
    at = max(number for number, line in enumerate(lines) if "largest losses" in line)
    shown = [(line.split()[0], line.split()[3]) for line in lines[at + 1 : at + 6]]
    assert shown == list(zip(order[::-1][:5], order[:5], strict=True))


def test_the_demo_keeps_what_was_changed(here: Path) -> None:
    """A second demo leaves a plan that the user changed, and says so."""
    call("demo", "--out", "there")
    bold = here / "there" / "plans" / "bold.yaml"
    bold.write_text(bold.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    done = call("demo", "--out", "there")
    assert done.exit_code == 0
    assert bold.read_text(encoding="utf-8").endswith("# mine\n")
    assert f"Kept as you changed it: {Path('there') / 'plans' / 'bold.yaml'}" in done.stdout


def test_the_demo_copies_the_example_exactly(here: Path) -> None:
    """Plans and data in the demo's folder are those that ship with compplan, byte by byte."""
    call("demo", "--out", "there")
    example = resources.path("plans")
    for name in ("plans/bold.yaml", "data/ratings.csv", "data/sales.csv"):
        source = example / name.removeprefix("plans/")
        assert (here / "there" / name).read_bytes() == source.read_bytes()


def test_the_schema_stands_beside_the_plan_if_asked_for(here: Path) -> None:
    """The plan's first line names the schema; a second plan shares it."""
    (here / "plans").mkdir()
    for name in ("one", "two"):
        assert call("init", "--schema", f"plans/{name}.yaml").exit_code == 0
        first = (here / "plans" / f"{name}.yaml").read_text(encoding="utf-8").partition("\n")[0]
        assert first == "# yaml-language-server: $schema=plan.schema.json"
        assert call("validate", "--strict", f"plans/{name}.yaml").exit_code == 0
    written = (here / "plans" / "plan.schema.json").read_text(encoding="utf-8")
    assert written == resources.text("schemas", "plan.schema.json")
    assert sorted(path.name for path in (here / "plans").iterdir()) == [
        "one.yaml",
        "plan.schema.json",
        "two.yaml",
    ]


def test_what_is_printed_has_no_schema_beside_it() -> None:
    """``--schema`` without a file is a wrong command line."""
    done = call("init", "--schema", "-")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "--schema needs a file" in done.stderr


STAFF = "Number,Variable pay,Since\nS1,12000,2027-01-01\n"
DEALS = "Seller;Closed;Value;Product;Stage\nS1;31.01.2027;1234,50;service;Won\nS1;01.02.2027;1;service;Lost\n"


def test_the_starter_sources_map_files(here: Path) -> None:
    """With files of the names that it gives, what init writes is a company's data."""
    assert call("init", "--sources", "--schema").exit_code == 0
    (here / "staff.csv").write_text(STAFF, encoding="utf-8")
    (here / "deals-1.csv").write_text(DEALS, encoding="utf-8")
    panel = cp.load_data(here)
    amount = panel.tables["sales"].columns["amount"]
    assert isinstance(amount, NumberColumn)
    assert amount.scaled.tolist() == [12_345_000]
    assert (here / "sources.schema.json").read_text(encoding="utf-8") == resources.text(
        "schemas", "sources.schema.json"
    )


def test_the_starter_sources_name_what_is_not_there() -> None:
    """As it is, each file of the starter is told as missing, at its line."""
    call("init", "--sources")
    call("init")
    done = call("validate", "plan.yaml", "--data", "sources.yaml")
    assert done.exit_code == 1
    assert "sources.yaml:6:17: error CP343 there is no file 'staff.csv'" in done.stdout
