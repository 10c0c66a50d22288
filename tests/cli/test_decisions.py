"""``compplan optimize`` and ``compplan sensitivity``, as people call them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import compplan as cp
from tests.cli.company import call

PLANS = cp.bundled("plans")
BRIEF = ("--data", str(PLANS / "data"), "--through", "2027-01", "--worldview", "evidence")
SHORT = ("--data", str(PLANS / "data"), "--through", "2027-03", "--worldview", "evidence")


def test_the_chosen_path_is_written_as_a_plan(tmp_path: Path) -> None:
    """The file extends the last plan, loads, and pays by the weights that were found."""
    file, page = tmp_path / "chosen.yaml", tmp_path / "page.html"
    sought = "--samples", "2", "--end", "open", "--allow", "coaching", "--pilots", "--risk", "100%"
    options = (*sought, "--write", str(file), "--html", str(page))
    done = call("optimize", str(PLANS / "status-quo.yaml"), str(PLANS / "bold.yaml"), *BRIEF, *options)
    assert done.exit_code == 0, done.stdout
    for part in (
        "Chosen: ",
        "Frontier: ",
        "Named paths",
        "Where does the chosen path fail",
        "No study measures",
    ):
        assert part in done.stdout
    plan = cp.load_plan(file)
    assert plan.id == "chosen"
    assert plan.report_cards == cp.load_plan(PLANS / "bold.yaml").report_cards
    assert "The best path found" in page.read_text(encoding="utf-8")
    again = call("optimize", str(PLANS / "bold.yaml"), *BRIEF, *options)
    assert "CP402" in again.stdout + again.stderr


def test_the_search_as_json_says_what_it_is() -> None:
    """The document names its format, seed and what was weighed."""
    plans = str(PLANS / "status-quo.yaml"), str(PLANS / "bold.yaml")
    options = "--samples", "2", "--end", "open", "--budget", "1", "--json"
    found = json.loads(call("optimize", *plans, *SHORT, *options).stdout)
    assert found["format"] == "compplan.optimum/1"
    assert found["chosen"]["breaks_limits_by"] > 0
    assert found["seed"] == 1
    assert found["frontier"] == []


def test_the_share_of_favourable_ratings_can_be_sought(tmp_path: Path) -> None:
    """Shares are told in percent, in text, page and workbook."""
    page, book = tmp_path / "path.html", tmp_path / "path.xlsx"
    plans = str(PLANS / "status-quo.yaml"), str(PLANS / "bold.yaml")
    options = "--samples", "2", "--end", "open", "--objective", "favourable_share"
    done = call("optimize", *plans, *SHORT, *options, "--html", str(page), "--xlsx", str(book))
    assert done.exit_code == 0, done.stdout
    assert "brings more by a percentage point" in done.stdout
    row = next(line for line in done.stdout.splitlines() if line.startswith("  step"))
    assert re.search(r"\+\d+\.\d% \+-\d+\.\d%", row)
    assert "a percentage point" in page.read_text(encoding="utf-8")
    assert book.stat().st_size > 0


@pytest.mark.parametrize(
    ("method", "told"), [("one_way", "switches at"), ("morris", "differing by"), ("sobol", "alone")]
)
def test_pages_show_what_decides(method: str, told: str, tmp_path: Path) -> None:
    """Each method has its picture and its table, whatever it found."""
    plans = str(PLANS / "status-quo.yaml"), str(PLANS / "bold.yaml")
    file = tmp_path / "page.html"
    done = call("sensitivity", *plans, *SHORT, "--method", method, "--size", "2", "--html", str(file))
    assert done.exit_code == 0, done.stdout
    page = file.read_text(encoding="utf-8")
    assert told in page
    assert "<svg" in page
    assert len(page) < 300_000


def test_what_decides_an_answer_is_told_with_its_switch_points() -> None:
    """Each worldview has its table, worst first; the answer asked about is named."""
    plans = str(PLANS / "status-quo.yaml"), str(PLANS / "bold.yaml")
    asked = "--period", "2027-03", "--metric", "revenue"
    done = call("sensitivity", *plans, *SHORT, *asked)
    assert done.exit_code == 0, done.stdout
    assert "What decides revenue of relationship-building-bold less status-quo, in 2027-03?" in done.stdout
    assert "switches at" in done.stdout


def test_a_wrong_period_is_told_with_what_there_is() -> None:
    """A month that is not simulated is no answer of nothing."""
    done = call("sensitivity", str(PLANS / "bold.yaml"), *SHORT, "--period", "2027-04")
    assert done.exit_code == 1
    assert "CP531" in done.stderr
    assert "write a month from 2027-01 to 2027-03, or 1, all" in done.stderr


def test_wrong_numbers_and_words_are_told_at_once() -> None:
    """The library refuses what the command line may not even pass on, all of it in one go."""
    bold = cp.load_plan(PLANS / "bold.yaml")
    with pytest.raises(cp.DiagnosticError) as told:
        cp.optimize(bold, budget=0.0, risk=1.3, choose="most", end="shut", allow=["coach"], samples=1)  # type: ignore[arg-type]
    assert [each.code for each in told.value.diagnostics] == ["CP531"] * 3 + ["CP532"] * 3
    with pytest.raises(cp.DiagnosticError) as told:
        cp.sensitivity(bold, method="sobel", luck=-1, size=1)  # type: ignore[arg-type]
    assert [each.code for each in told.value.diagnostics] == ["CP531", "CP532", "CP532"]


@pytest.mark.parametrize(
    ("text", "told"), [("0,3", "not a number"), ("many", "not a number"), ("-1", "CP532")]
)
def test_a_limit_is_a_number(text: str, told: str) -> None:
    """A comma is one between thousands, or none."""
    done = call("optimize", str(PLANS / "bold.yaml"), *SHORT, "--budget", text)
    assert told in done.stderr
