"""Statements: what was paid and why, for its reader alone, and nothing in it that a browser would run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import compplan as cp
from compplan.cases.outcome import run_case
from compplan.cases.read import read_case
from compplan.cli import options
from compplan.months import parse_month
from compplan.report.statements.write import Asked, write_statements
from tests.cli.company import PLAN, TABLES, call, write_company
from tests.shared import ROOT

HOSTILE = '<script>alert("1")</script>&#panic(1) $x$'
PEOPLE = TABLES["participants"].splitlines()
NAMED = "\n".join(
    [
        f"{PEOPLE[0]},name,team,manager_id",
        *(f'{row},"{HOSTILE.replace(chr(34), chr(34) * 2)}",blue,carl' for row in PEOPLE[1:3]),
        f"{PEOPLE[3]},Carl,,",
    ]
)
RATINGS = TABLES["ratings"].splitlines()
ANSWERED = "\n".join(
    [
        f"{RATINGS[0]},customer_id,comment",
        *(f"{row},ACME-{at},<img src=x onerror=y{at}>" for at, row in enumerate(RATINGS[1:])),
    ]
)
MARCH = parse_month("2027-03") or 0


@pytest.fixture
def company(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a company whose people and customers write markup."""
    monkeypatch.chdir(tmp_path)
    write_company(tmp_path)
    (tmp_path / "data" / "participants.csv").write_text(NAMED, encoding="utf-8")
    (tmp_path / "data" / "ratings.csv").write_text(ANSWERED, encoding="utf-8")
    return tmp_path


def _run(company: Path, through: str) -> cp.Result:
    return cp.run(cp.load_plan(company / "mixed.yaml"), company / "data", through=through)


def test_everyone_who_is_paid_gets_a_statement(company: Path) -> None:
    """It names the payment and the year to date as the run pays them; groups have report cards."""
    done = call("statements", "mixed.yaml", "--data", "data", "--month", "2027-03", "--out", "out")
    assert done.exit_code == 0, done.output
    assert sorted(file.name for file in (company / "out").iterdir()) == [
        "report-cards-mixed-2027-03.html",
        "statement-ann-2027-03.html",
        "statement-bob-2027-03.html",
    ]
    assert re.search(r"3 files, [0-9,.]+ a second", done.output)
    paid = {row["participant_id"]: 0.0 for row in _run(company, "2027-03").payments.rows()}
    for row in _run(company, "2027-03").payments.rows():
        paid[row["participant_id"]] += float(row["amount"])
        if row["month"] == "2027-03":
            page = (company / "out" / f"statement-{row['participant_id']}-2027-03.html").read_text("utf-8")
            assert f"Paid for 2027-03: {float(row['amount']):,.2f} USD" in page
    for who, amount in paid.items():
        page = (company / "out" / f"statement-{who}-2027-03.html").read_text("utf-8")
        assert f"Plan year to date: {amount:,.2f} USD" in page


def test_a_statement_is_inert_and_names_no_customer(company: Path) -> None:
    """Names and comments are text, and no page says who answered or where files lie."""
    call("statements", "mixed.yaml", "--data", "data", "--month", "2027-02", "--out", "out")
    pages = [file.read_text("utf-8") for file in (company / "out").iterdir()]
    assert len(pages) == 3
    for page in pages:
        assert not re.search(r"<(script|img)", page)
        assert "ACME" not in page
        assert "data/" not in page
    assert any("&lt;img src=x onerror=y5&gt;" in page for page in pages)
    assert any("&lt;script&gt;" in page for page in pages)


def test_a_statement_says_what_the_next_step_brings(company: Path) -> None:
    """The steps are those of an estimate; whoever asks for many statements goes without."""
    arguments = ("statements", "mixed.yaml", "--data", "data", "--month", "2027-03", "--participant", "ann")
    call(*arguments, "--out", "with")
    call(*arguments, "--no-next-steps", "--out", "without")
    estimate = call("estimate", "mixed.yaml", "--data", "data", "--month", "2027-03", "--participant", "ann")
    (page,) = (file.read_text("utf-8") for file in (company / "with").iterdir())
    (less,) = (file.read_text("utf-8") for file in (company / "without").iterdir())
    changes = re.findall(r"\+[0-9,]+\.[0-9]{2}", estimate.output)
    assert changes
    assert all(change in page for change in changes)
    assert ("next step brings" in page, "next step brings" in less) == (True, False)


def test_a_statement_follows_the_explanation(company: Path) -> None:
    """Each line is told in a sentence and step by step, with the amounts of the explanation."""
    call(
        "statements",
        "mixed.yaml",
        "--data",
        "data",
        "--month",
        "2027-01",
        "--participant",
        "ann",
        "--out",
        "o",
    )
    page = (company / "o" / "statement-ann-2027-01.html").read_text("utf-8")
    found = cp.explain(_run(company, "2027-01"), "ann", "2027-01")
    for line in found.payment.of:
        assert f"This month it pays {float(line.value):,.2f} USD" in page
    assert "carries 75.0% of your target incentive" in page
    assert "sum of 2 rows of sales.csv" in page


def test_ids_that_look_like_paths_stay_in_the_folder(tmp_path: Path) -> None:
    """A participant's id is part of a file's name only if it cannot be read as a path."""
    tables = {
        "participants": {
            "participant_id": ["../../evil"],
            "role": ["seller"],
            "target_incentive": [12000],
            "start_date": ["2026-01-01"],
        },
        "quotas": {"participant_id": ["../../evil"], "period": ["2027"], "quota": [12000]},
        "sales": {"participant_id": ["../../evil"], "date": ["2027-01-05"], "amount": [900]},
        "ratings": {
            "participant_id": ["../../evil"],
            "month": ["2027-01"],
            "behaviour": ["listening"],
            "rating": ["good"],
        },
    }
    result = cp.run(cp.parse_plan(PLAN), tables, through="2027-01")
    asked = Asked(parse_month("2027-01") or 0)
    written = write_statements(str(tmp_path / "a" / "b" / "out"), result, asked, lambda _done, _of: None)
    assert next(Path(name).name for name in written) == "statement-number-1-2027-01.html"
    assert all(Path(name).is_file() for name in written)


def test_nobody_paid_is_told(company: Path) -> None:
    """Somebody unknown, or a month in which nobody is paid, is an error, and nothing is written."""
    unknown = call(
        *("statements", "mixed.yaml", "--data", "data", "--month", "2027-03", "--out", "out"),
        *("--participant", "zoe"),
    )
    assert (unknown.exit_code, "CP367" in unknown.output) == (1, True)
    early = call("statements", "mixed.yaml", "--data", "data", "--month", "2026-12", "--out", "out")
    assert early.exit_code == 1
    assert not (company / "out").exists()


def test_a_pdf_takes_texts_as_texts(company: Path) -> None:
    """Typst never reads a name or comment as markup; the same statement gives the same bytes."""
    pytest.importorskip("typst")
    arguments = ("statements", "mixed.yaml", "--data", "data", "--month", "2027-02", "--pdf")
    for out in ("one", "two"):
        done = call(*arguments, "--out", out)
        assert done.exit_code == 0, done.output
    files = sorted((company / "one").glob("*.pdf"))
    assert len(files) == 3
    for file in files:
        assert file.read_bytes().startswith(b"%PDF-")
        assert file.read_bytes() == (company / "two" / file.name).read_bytes()


def test_pdf_without_its_library_is_told(company: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where typst is not installed, the command says what to install."""
    monkeypatch.setattr(options, "find_spec", lambda _: None)
    done = call("statements", "mixed.yaml", "--data", "data", "--month", "2027-02", "--pdf", "--out", "out")
    assert (done.exit_code, "compplan[pdf]" in done.output) == (2, True)
    assert not (company / "out").exists()


@pytest.mark.parametrize(
    "case", ["words/mean-values-shrunk", "rank/rank-ties-best", "cap/cap-share-of-incentive"]
)
def test_statements_take_all_words_of_plans(case: str, tmp_path: Path) -> None:
    """Answers that count in part, ranks and commissions have statements too."""
    result = run_case(read_case(str(ROOT / "tests" / "cases" / f"{case}.yaml")))
    months = sorted(set(result.payments["month"].tolist()))
    asked = Asked(parse_month(months[-1]) or 0)
    written = write_statements(str(tmp_path / "out"), result, asked, lambda _done, _of: None)
    paid = {row["participant_id"] for row in result.payments.rows() if row["month"] == months[-1]}
    assert len([name for name in written if "statement-" in name]) == len(paid)
