"""Documents of a plan: its letter, its survey and the assessment of candidates."""

from __future__ import annotations

import csv
import io
import re
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

import compplan as cp
from compplan.engine.rating.interval import interval
from compplan.months import parse_month
from compplan.report.documents.assessment import assess
from compplan.report.documents.cards import remarks
from compplan.report.documents.letter import changes, letter
from compplan.report.documents.survey import accounts_asked, forms, write_sheet
from compplan.report.statements.html import html_of
from tests.cli.company import PLAN, call, write_company
from tests.shared import ROOT

VALUED = PLAN.replace("listening: {", 'listening: {business_value: "We <listen> first", ').replace(
    "title: Revenue and relationship", "title: Revenue & relationship"
)
ACCOUNTS = "account_id,participant_id,name\nA1,ann,<b>Acme</b>\nA2,ann,Bolt\nB1,bob,Coda\nC1,carl,Dime\n"
CANDIDATES = """\
participant_id,month,behaviour,rating
jo,2024-11,listening,good
jo,2026-11,listening,poor
jo,2026-11,following_up,good
kim,2026-11,listening,good
"""
MARCH = parse_month("2027-03") or 0


@pytest.fixture
def company(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a company with four accounts, and candidates."""
    monkeypatch.chdir(tmp_path)
    write_company(tmp_path)
    (tmp_path / "data" / "accounts.csv").write_text(ACCOUNTS, encoding="utf-8")
    (tmp_path / "valued.yaml").write_text(VALUED, encoding="utf-8")
    (tmp_path / "candidates.csv").write_text(CANDIDATES, encoding="utf-8")
    return tmp_path


def test_a_letter_says_what_changes_and_what_it_is_for() -> None:
    """It has the weights before and after, the behaviours with targets, and the values that they serve."""
    text = html_of("", [letter(cp.parse_plan(VALUED))])
    for row in ('2027</td><td class="n">100%', 'from January 2027</td><td class="n">75%', "60%", "80%"):
        assert row in text
    assert "We &lt;listen&gt; first" in text
    assert "Revenue &amp; relationship" in text


@pytest.mark.usefixtures("company")
def test_coaching_agreed_in_a_month_is_listed_for_the_day_on_which_it_is_held() -> None:
    """New action plans with a due date are lines of the table of coaching; escalations are no meetings."""
    rule = """rules:
  below:
    type: decision_table
    for_each: behaviour
    inputs: [share_to_target, behaviour]
    rows:
      - {when: {share_to_target: ">= 1"}, then: {action: none}}
      - {when: {share_to_target: missing}, then: {action: none}}
      - when: {share_to_target: "< 1", behaviour: listening}
        then: {action: action_plan, with: manager, due_days: 30}
      - when: {share_to_target: "< 1", behaviour: not(listening)}
        then: {action: escalate, to: director, due_days: 30}
"""
    Path("ruled.yaml").write_text(PLAN.replace("rounding:", f"{rule}rounding:"), encoding="utf-8")
    asked = ("--data", "data", "--month", "2027-02", "--results", "--out", "out")
    done = call("documents", "ruled.yaml", *asked)
    assert done.exit_code == 0, done.output
    found = Path("out/coaching-2027-02.csv").read_text(encoding="utf-8").splitlines()
    assert found[0] == "participant_id,rule,subject,action,who,due,held"
    assert found[1:] == ["bob,below,listening,action_plan,manager,2027-03-30,"]


def test_a_letter_of_a_long_path_shows_each_year_and_the_end() -> None:
    """Of 36 monthly steps, those of the years' starts and the last are shown."""
    plan = cp.load_plan(ROOT / "plans" / "gradual.yaml")
    months = [month for month, _ in changes(plan)]
    assert len(months) == len(set(months)) <= 13
    assert months[0] == "2027-01"


def test_each_account_of_a_participant_gets_a_form(company: Path) -> None:
    """Accounts of people whom the plan does not cover are not asked; names are escaped."""
    plan, panel = cp.parse_plan(VALUED), cp.load_data(company / "data")
    asked = accounts_asked(plan, panel, MARCH)
    assert [(each.participant, each.account) for each in asked] == [
        ("ann", "A1"),
        ("ann", "A2"),
        ("bob", "B1"),
    ]
    page = html_of("", forms(plan.report_cards[0], asked, MARCH))
    assert "31 March 2027" in page
    assert page.count("<section>") == 3
    assert "&lt;b&gt;Acme" in page
    assert "<script" not in page


def test_the_sheet_that_comes_back_is_the_table_of_ratings(company: Path) -> None:
    """Filled in, its rows are counted by the plan that it was made from."""
    plan, panel = cp.parse_plan(VALUED), cp.load_data(company / "data")
    sheet = io.StringIO()
    write_sheet(sheet, plan.report_cards[0], accounts_asked(plan, panel, MARCH), MARCH)
    rows = [row | {"rating": "good"} for row in csv.DictReader(io.StringIO(sheet.getvalue()))]
    assert len(rows) == 3 * 2
    with (company / "data" / "ratings.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    card = plan.run(company / "data", through="2027-03").report_card
    last = [row for row in card.rows() if (row["participant_id"], row["month"]) == ("ann", "2027-03")]
    assert [(row["responses"], row["favourable"]) for row in last] == [("2", "2"), ("2", "2")]


def test_candidates_are_scored_as_the_plan_scores(company: Path) -> None:
    """Kim: 100 % of 80 %, so 125 %. Jo: 60 % x (50 % / 80 %) + 40 % x 125 %; older answers count."""
    plan = cp.parse_plan(VALUED)
    found = assess(plan, plan.report_cards[0], company / "candidates.csv")
    assert [(each.candidate, each.score) for each in found] == [
        ("kim", Fraction(5, 4)),
        ("jo", Fraction(60, 100) * Fraction(50, 80) + Fraction(40, 100) * Fraction(5, 4)),
    ]
    assert found[1].shares == (Fraction(1, 2), Fraction(1))


def test_the_command_writes_all_documents(company: Path) -> None:
    """Letter, forms, sheet and assessment are written together."""
    asked = ("--data", "data", "--month", "2027-03", "--candidates", "candidates.csv", "--out", "out")
    done = call("documents", "valued.yaml", *asked)
    assert done.exit_code == 0, done.output
    names = sorted(file.name for file in (company / "out").iterdir())
    assert names == [
        "assessment-customer.html",
        "letter.html",
        "plan.html",
        "ratings-customer-2027-03.csv",
        "ratings-customer-2027-03.xlsx",
        "survey-customer-2027-03.html",
    ]


def test_a_wrong_rating_of_a_candidate_is_told_and_nothing_written(company: Path) -> None:
    """The row of the file is named."""
    (company / "candidates.csv").write_text(CANDIDATES + "kim,2026-11,listening,great\n", encoding="utf-8")
    done = call("documents", "valued.yaml", "--candidates", "candidates.csv", "--out", "out")
    assert done.exit_code == 1
    assert re.match(r"candidates\.csv: ?row 6|candidates\.csv:6", done.stderr)
    assert "CP361" in done.stderr
    assert not (company / "out").exists()


COMMENTED = """\
participant_id,month,behaviour,rating,customer_id,comment
ann,2027-01,listening,good,A1,Zealous
ann,2027-01,listening,good,A2,<b>All ears</b>
ann,2027-01,following_up,good,A1,Too few to show
"""


def test_report_cards_keep_comments_back_where_few_answered(company: Path) -> None:
    """Two answered about listening, which is enough here; one about following up, which is not."""
    (company / "data" / "ratings.csv").write_text(COMMENTED, encoding="utf-8")
    asked = ("--data", "data", "--month", "2027-01", "--results", "--out", "out")
    assert call("documents", "valued.yaml", *asked).exit_code == 0
    text = (company / "out" / "report-cards-customer-2027-01.html").read_text(encoding="utf-8")
    assert text.index("&lt;b&gt;All ears") < text.index("Zealous")
    assert "Following up: 1 kept back, as fewer than 2 answered." in text
    assert "Too few to show" not in text
    assert "2 of 2 accounts answered this month" in text
    assert not re.search(r"\bA[12]\b|Acme|Bolt", text)
    assert text.count("<section>") == 2


def test_report_cards_need_data_and_a_month(company: Path) -> None:
    """Without, the command line is wrong, and nothing is written."""
    assert call("documents", "valued.yaml", "--results", "--out", "out").exit_code == 2
    assert not (company / "out").exists()


def test_candidates_need_a_report_card(company: Path) -> None:
    """Without one there is nothing to assess them on: that is said, and nothing is written."""
    plan = str(cp.bundled("plans") / "managers.yaml")
    done = call("documents", plan, "--candidates", "candidates.csv", "--out", "out")
    assert (done.exit_code, "has no report card" in done.output) == (2, True)
    assert not (company / "out").exists()


def test_a_month_outside_the_plan_is_refused(company: Path) -> None:
    """The message says which months there are, and nothing is written."""
    done = call("documents", "valued.yaml", "--data", "data", "--month", "2028-01", "--out", "out")
    assert done.exit_code == 2
    assert "2028-01 is no month of plan 'mixed', 2027-01 to 2027-12" in done.output
    assert not (company / "out").exists()


@pytest.mark.parametrize(
    ("favourable", "responses", "low", "high"), [(8, 10, 0.4902, 0.9433), (0, 10, 0, 0.2775), (0, 0, 0, 1)]
)
def test_the_interval_is_wilsons(favourable: int, responses: int, low: float, high: float) -> None:
    """It is that of the textbook, and the whole range without a response."""
    ends = interval(np.array([favourable]), np.array([responses]))
    assert [float(end[0]) for end in ends] == pytest.approx([low, high], abs=1e-4)


def test_patterns_of_answers_are_told() -> None:
    """Each pattern has a sentence for the reader; without one there is nothing to say."""
    told = remarks({"responses": "12", "patterns": "one_account; all_equal; burst"})
    assert told == [
        "More than half of the 12 answers come from one account.",
        "All 12 answers are the same.",
        "12 answers are many more than in the months before.",
    ]
    assert remarks({"responses": "12", "patterns": ""}) == []


def test_documents_say_how_answers_count() -> None:
    """Means, accounts that count once and shrinkage are told in words, targets as means."""
    words = "values: {poor: 1, fair: 2, good: 5}\n    attains_by: mean_value"
    more = f"{words}\n    most_per_account: 1\n    shrinkage: {{to: team}}\n    favourable:"
    plan = cp.parse_plan(VALUED.replace("favourable:", more, 1).replace("target: 80%", "target: 4.2"))
    text = html_of("", [letter(plan)])
    for said in ("where poor is 1, fair is 2", "count as 1 at most", "level of the team", ">4.2<"):
        assert said in text


RULE = """\
rules:
  low:
    type: decision_table
    for_each: behaviour
    inputs: [share_to_target]
    rows:
      - {when: {share_to_target: '< 1'}, then: {action: action_plan, with: manager, due_days: 30}}
      - {when: {share_to_target: '>= 1'}, then: {action: none}}
      - {when: {share_to_target: missing}, then: {action: none}}
"""


def test_a_report_card_says_what_is_agreed(company: Path) -> None:
    """Open actions stand on the sheet with their dates, by the title of the behaviour."""
    (company / "ruled.yaml").write_text(VALUED.replace("rounding:", f"{RULE}rounding:"), encoding="utf-8")
    (company / "data" / "ratings.csv").write_text(COMMENTED.replace("listening,good", "listening,poor"))
    asked = ("--data", "data", "--month", "2027-01", "--results", "--out", "out")
    done = call("documents", "ruled.yaml", *asked)
    assert done.exit_code == 0, done.output
    sheet = (company / "out" / "report-cards-customer-2027-01.html").read_text(encoding="utf-8")
    assert "What is agreed" in sheet
    assert "<td>Listening</td><td>action plan</td><td>manager</td><td>opened</td>" in sheet


AWARD = """\
rules:
  best:
    type: recognition
    title: Best <seller>
    measure: revenue
    rank_by: level
    over_months: 1
    winners: 1
    ties: share
    every: month
    award: {by_year: {1: 500}}
"""


def test_who_was_recognised_is_on_a_page_and_papers_are_pdf_too(company: Path) -> None:
    """Every award stands with its month and amount, the latest first; each paper is there in both forms."""
    pytest.importorskip("typst")
    (company / "ruled.yaml").write_text(PLAN.replace("rounding:", f"{AWARD}rounding:"), encoding="utf-8")
    asked = ("--data", "data", "--month", "2027-02", "--results", "--pdf", "--out", "out")
    done = call("documents", "ruled.yaml", *asked)
    assert done.exit_code == 0, done.output
    text = (company / "out" / "recognition.html").read_text(encoding="utf-8")
    assert "Best &lt;seller&gt;" in text
    assert text.index("February 2027") < text.index("<td>January 2027")
    assert text.count('<td class="n">500.00</td>') == 2
    names = {file.stem for file in (company / "out").glob("*.html")}
    assert (
        {file.stem for file in (company / "out").glob("*.pdf")} == names >= {"letter", "plan", "recognition"}
    )
    assert all(file.read_bytes().startswith(b"%PDF") for file in (company / "out").glob("*.pdf"))
