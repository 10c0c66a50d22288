"""Twelve months of the process on the bundled company, as its people go through them."""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path

import pytest

from tests.cli.company import call
from tests.company.tables import PLANS

RUN = ("--data", "data")
SIGNED = "sign_off: {required: [CEO, Head of Sales], without: refuse}\n"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder with the company's data and its plan, which needs two signatures."""
    shutil.copytree(PLANS / "data", tmp_path / "data")
    text = (PLANS / "bold.yaml").read_text(encoding="utf-8")
    (tmp_path / "plan.yaml").write_text(SIGNED + text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_year_of_the_process(office: Path) -> None:
    """Announce, sign, survey, run, publish, coach, recognise, amend, re-sign."""
    # Autumn: the transition is announced, with its dates, weights and what each behaviour is for.
    _done("documents", "plan.yaml", *RUN, "--month", "2027-01", "--out", "papers")
    letter = (office / "papers" / "letter.html").read_text(encoding="utf-8")
    for said in ("1 October 2026", "We understand before we propose", "Head of Sales", "80%", "70%"):
        assert said in letter

    # Nobody is paid before both executives have signed exactly this plan.
    refused = call("run", "plan.yaml", *RUN, "--through", "2027-01")
    assert (refused.exit_code, "CP801" in refused.stderr) == (1, True)
    _done("sign", "plan.yaml", "--as", "Ada Chief, CEO")
    assert call("run", "plan.yaml", *RUN, "--through", "2027-01").exit_code == 1
    _done("sign", "plan.yaml", "--as", "Sam Seller, Head of Sales")
    _done("sign", "plan.yaml", "--check")

    # January: every account of everyone in the plan is asked about all six behaviours.
    sheet = _rows(office / "papers" / "ratings-customer-2027-01.csv")
    accounts = {(row["participant_id"], row["customer_id"]) for row in sheet}
    assert len(sheet) == 6 * len(accounts)
    assert {row["month"] for row in sheet} == {"2027-01"}

    # In February the filled sheet comes back: it is checked, who answered is shown, and it becomes ratings.
    _survey_comes_back(office)

    # Each quarter, pay is run and published; what was published before does not change.
    published: dict[tuple[str, str], str] = {}
    for month in ("2027-03", "2027-06", "2027-09", "2027-12"):
        _done("run", "plan.yaml", *RUN, "--through", month, "--out", "published")
        paid = {(row["participant_id"], row["month"]): row["amount"] for row in _table(office, "payments")}
        assert published.items() <= paid.items()
        published = paid
    assert {month for _, month in published} == {f"2027-{month:02}" for month in range(1, 13)}

    # Every payment can be explained, and its lines add up to it.
    somebody, month = min(published)
    asked = ("--participant", somebody, "--month", month)
    explained = json.loads(_done("explain", "plan.yaml", *RUN, *asked, "--json"))
    assert float(explained["payment"]["value"]) == float(published[somebody, month])
    assert f"{float(published[somebody, month]):,.2f}" in _done("estimate", "plan.yaml", *RUN, *asked)

    # Comments are kept without their authors, and who answered stands beside them.
    _answers_are_published(office)

    # Behaviours below target have a plan with the manager; it stays open until the target is met.
    actions = [row for row in _table(office, "actions") if row["rule"] == "below_target"]
    assert {"opened", "open"} & {row["status"] for row in actions}
    _plans_stay_open(actions)
    _meetings_are_held(office)

    # Whoever improved most is recognised by a line of his own.
    awards = [row for row in _table(office, "recognition") if float(row["award"] or 0)]
    lines = {(row["participant_id"], row["month"], row["component"]): row for row in _table(office, "lines")}
    assert {"most_improved"} <= {row["rule"] for row in awards}
    assert all((row["participant_id"], row["month"], row["rule"]) in lines for row in awards)
    _award_is_estimated(awards[0])

    # In December the weights of the second year are amended: the old signatures do not hold for that.
    text = (office / "plan.yaml").read_text(encoding="utf-8")
    amended = re.sub(
        r"2: \{product_revenue: 50%, relationship: 50%\}",
        "2: {product_revenue: 55%, relationship: 45%}",
        text,
    )
    assert amended != text
    (office / "plan.yaml").write_text(amended, encoding="utf-8")
    stale = call("run", "plan.yaml", *RUN, "--through", "2027-12")
    assert (stale.exit_code, "CP80" in stale.stderr) == (1, True)
    for who in ("Ada Chief, CEO", "Sam Seller, Head of Sales"):
        _done("sign", "plan.yaml", "--as", who)
    _done("sign", "plan.yaml", "--check")

    # The first year stays as it was paid; the second goes by the new weights.
    _done("run", "plan.yaml", *RUN, "--through", "2028-01", "--out", "published")
    again = {(row["participant_id"], row["month"]): row["amount"] for row in _table(office, "payments")}
    assert published.items() <= again.items()
    january = [row for row in _table(office, "lines") if row["month"] == "2028-01"]
    assert {row["weight"] for row in january} - {""} == {"0.55", "0.45"}


def _done(*arguments: str) -> str:
    result = call(*arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def _survey_comes_back(office: Path) -> None:
    kept, answered = _without(office / "data" / "ratings.csv", "2027-01")
    _written(office / "back.csv", answered)
    _written(office / "data" / "ratings.csv", kept)
    back = ("survey", "plan.yaml", "back.csv", *RUN, "--month", "2027-01")
    assert "accounts  answered  rate" in _done(*back)
    assert f"Added {len(answered):,} answers" in _done(*back, "--add")
    again = call(*back, "--add")
    assert (again.exit_code, "CP376" in again.stderr) == (1, True)


def _answers_are_published(office: Path) -> None:
    assert "customer_id" not in _table(office, "comments")[0]
    assert all(int(row["accounts_answered"]) <= float(row["accounts"]) for row in _table(office, "surveys"))


def _plans_stay_open(actions: list[dict[str, str]]) -> None:
    opened = min(row for row in _each(actions) if row[3] == "opened")
    later = [row for row in _each(actions) if row[:2] == opened[:2] and row[2] > opened[2]]
    assert later, opened


def _meetings_are_held(office: Path) -> None:
    """Meetings newly agreed are listed; whoever holds them in time is paid for it by the managers' plan."""
    _done("documents", "plan.yaml", *RUN, "--month", "2027-06", "--results", "--out", "papers")
    agreed = _rows(office / "papers" / "coaching-2027-06.csv")
    known = {
        (row["participant_id"], row["subject"], row["due"]) for row in _rows(office / "data" / "coaching.csv")
    }
    assert agreed
    missing = {(row["participant_id"], row["subject"], row["due"]) for row in agreed} - known
    assert {who for who, _, _ in missing} <= {"P019"}  # who leaves before it is due
    plan = str(PLANS / "manager-coaching.yaml")
    _done("run", plan, *RUN, "--through", "2027-12", "--out", "managers")
    lines = [row for row in _rows(office / "managers" / "lines.csv") if row["component"] == "coaching"]
    assert len({row["attainment"] for row in lines}) > 3
    assert "Recognition" in (office / "papers" / "recognition.html").read_text(encoding="utf-8")


def _award_is_estimated(award: dict[str, str]) -> None:
    winner = ("--participant", award["participant_id"], "--month", award["month"])
    assert f"{float(award['award']):,.2f}" in _done("estimate", "plan.yaml", *RUN, *winner)


def _without(file: Path, month: str) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    rows = _rows(file)
    return [row for row in rows if row["month"] != month], [row for row in rows if row["month"] == month]


def _written(file: Path, rows: list[dict[str, str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as text:
        writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def _table(office: Path, name: str) -> list[dict[str, str]]:
    return _rows(office / "published" / f"{name}.csv")


def _each(actions: list[dict[str, str]]) -> list[tuple[str, str, str, str]]:
    return [(row["participant_id"], row["subject"], row["month"], row["status"]) for row in actions]
