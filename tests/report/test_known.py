"""What is known and how, as people meet it: on the terminal, as JSON, page and workbook."""

from __future__ import annotations

import io
import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

import compplan as cp
from compplan.cli.main import main
from compplan.learning.backtest.bootstrap import Range
from compplan.learning.known import Known
from compplan.report.learning.files import known_document
from compplan.report.learning.text import known_text
from compplan.report.learning.words import coverage_verdict, skill_verdict
from compplan.report.page.known_page import known_html
from compplan.report.workbook.known_book import NAME, known_book

FOLDER = cp.bundled("plans")


@pytest.fixture(scope="module")
def known() -> Known:
    """Give what 13 months of the bundled company teach."""
    return cp.learn(cp.load_plan(FOLDER / "bold.yaml"), FOLDER / "data", through="2028-01")


def test_the_terminal_tells_negative_skill_and_what_was_not_tested(known: Known) -> None:
    """All parts are there, with what cannot be tested, and forecasts are kept apart from scenarios."""
    text = known_text(known)
    assert "Not tested 12 months ahead: there are 13 months, and it takes 18." in text
    assert "a path that was never run cannot be tested on the past" in text
    assert "Survey noise in 'relationship', 2027-01 to 2028-01" in text
    best = known.backtest.row(known.backtest.skill, known.backtest.best) if known.backtest else None
    assert best is not None
    assert f"{abs(best['skill']):.1%} {'better' if best['skill'] >= 0 else 'worse'}" in text


def test_json_is_valid_and_says_what_the_tables_say(known: Known) -> None:
    """The document has no figure that JSON does not know, and a row for each method and horizon."""
    document = json.loads(json.dumps(known_document(known), allow_nan=False))
    assert document["backtest"]["tested"] == [1, 3, 6]
    assert document["backtest"]["kind"] == "forecasts, tested on the past; not scenarios"
    rows = document["backtest"]["tables"]["scores"]["rows"]
    assert {row["horizon"] for row in rows if row["method"] == "compplan"} == {"1", "3", "6", "all"}
    assert document["survey_noise"]["measures"][0]["measure"] == "relationship"


def test_page_and_workbook_hold_the_same_sentences(known: Known) -> None:
    """What the terminal says stands on the page and on the first sheet."""
    page = known_html(known)
    book = openpyxl.load_workbook(io.BytesIO(known_book(known)))
    cells = [str(row[0].value) for row in book[NAME].iter_rows() if row[0].value]
    assert book.sheetnames == [NAME, "Skill", "Scores", "Survey noise", "Parameters", "Notes"]
    taught = known.calibration
    assert taught is not None
    names = [row[0].value for row in book["Parameters"].iter_rows() if row[2].value == "yes"]
    assert sorted(str(name) for name in names) == sorted(name.replace("_", " ") for name in taught.learned)
    for said in known_document(known)["backtest"]["says"]:
        assert said in cells
        assert said.replace("'", "&#39;") in page


def test_verdicts_follow_the_interval() -> None:
    """Better or worse is said only where the interval leaves nothing out; unknown is unknown."""
    assert skill_verdict(Range(0.1, 0.02, 0.2)) == "better, beyond chance"
    assert skill_verdict(Range(-0.1, -0.2, -0.02)) == "worse, beyond chance"
    assert skill_verdict(Range(0.1, -0.02, 0.2)) == "no difference beyond chance"
    assert skill_verdict(Range(0.1, float("nan"), float("nan"))) == "how sure that is cannot be told"
    assert coverage_verdict(Range(0.7, 0.65, 0.79)) == "too narrow"
    assert coverage_verdict(Range(0.9, 0.82, 0.95)) == "wider than they need be"
    assert coverage_verdict(Range(0.8, 0.75, 0.85)) == "as wide as they should be"


def test_a_part_that_data_cannot_tell_is_missing_with_its_reason(tmp_path: Path) -> None:
    """A quarter teaches nothing of forecasts, but something of ratings; the files are written."""
    command = ["learn", f"{FOLDER / 'bold.yaml'}", "--data", f"{FOLDER / 'data'}", "--through", "2027-03"]
    page, book = tmp_path / "known.html", tmp_path / "known.xlsx"
    done = CliRunner().invoke(main, [*command, "--html", f"{page}", "--xlsx", f"{book}"])
    assert done.exit_code == 0, done.output
    assert "Forecasts: nothing can be tested: 3 months are too few" in done.output
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert book.stat().st_size > 5_000
