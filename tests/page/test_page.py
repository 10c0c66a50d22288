from __future__ import annotations

import csv
import re
from base64 import b64encode
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

import compplan as cp
from compplan.pictures.figures import figure
from compplan.plan.digest import digest
from compplan.report.page.replay_page import comparison_html
from compplan.report.page.study_page import study_html
from tests.page.conftest import plans

MOST = 300_000
VOID = {"meta", "input"}


class _Tree(HTMLParser):
    """Notes elements that are closed in the wrong order, all attributes, and the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.attributes: set[str] = set()
        self.ids: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes.update(name for name, _ in attrs)
        self.ids += [value for name, value in attrs if name == "id" and value]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def _text(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", html))


def test_a_page_of_eight_paths_can_be_sent_by_mail(study_page: str) -> None:
    """Eight paths in three worldviews, with as many stops as a slider gets, are less than 300 KB."""
    assert len(study_page.encode()) < MOST


def test_a_page_is_well_formed(study_page: str, comparison: cp.Comparison, hostile_study: cp.Study) -> None:
    """Elements close in order, ids are unique, and no attribute could hold a script or style."""
    for html in (study_page, comparison_html(comparison), study_html(hostile_study)):
        tree = _Tree(html)
        assert (tree.wrong, tree.open) == ([], [])
        assert len(tree.ids) == len(set(tree.ids))
        assert not {
            name for name in tree.attributes if name.startswith("on") or name in ("style", "src", "href")
        }


def test_the_policy_allows_this_style_and_script_alone(study_page: str) -> None:
    """The content policy names the digests of what stands in the file, and nothing from elsewhere."""
    policy = unescape(re.findall(r'Content-Security-Policy" content="([^"]+)"', study_page)[0])
    style, script = (
        re.findall(rf"<{tag}>(.*?)</{tag}>", study_page, re.DOTALL) for tag in ("style", "script")
    )
    hashes = [b64encode(sha256(text.encode()).digest()).decode() for text in (style[0], script[0])]
    assert (len(style), len(script)) == (1, 1)
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; "
        "base-uri 'none'; form-action 'none'"
    )
    assert "://" not in study_page.replace('xmlns="http://www.w3.org/2000/svg"', "")


def test_figures_are_those_of_the_tables(study: cp.Study, study_page: str) -> None:
    """What the page says of pay, revenue and leavers stands in the tables of the study."""
    text = _text(study_page)
    wanted = {"payout_cost": "money", "revenue": "money", "net_contribution": "money", "leavers": "count"}
    for row in study.difference.rows():
        if row["period"] == "all" and row["metric"] in wanted:
            kind = wanted[row["metric"]]
            mean = figure(float(row["mean"]), kind, signed=True)  # type: ignore[arg-type]  # as in the dict
            assert f"{mean} \u00b1{figure(float(row['mc_error']), kind)}" in text  # type: ignore[arg-type]


def test_a_page_tells_what_it_is_and_what_it_was_made_from(study: cp.Study, study_page: str) -> None:
    """Kind, warning, sources of assumptions, digests, seed and version are there."""
    text = _text(study_page)
    assert "Scenario, not forecast" in text
    assert study.notes[0] in text
    assert all(digest(plan) in text for plan in study.plans)
    assert all(each.source in text for each in study.setting.library.priors.values())
    assert re.search(r"seed\s+1\s", text)
    assert cp.__version__ in text


def test_a_replay_says_so(comparison: cp.Comparison) -> None:
    """A replay is labelled as one, says what it cannot tell, and has each plan's cost."""
    text = _text(comparison.to_html())
    assert "Replay, not forecast" in text
    assert "No study measures" in text
    assert "Not told by a replay" in text
    assert all(digest(plan) in text for plan in plans())
    totals = [row for row in comparison.by_year.rows() if row["plan_year"] == "all"]
    assert all(figure(float(row["payout_cost"]), "money") in text for row in totals)


def test_a_replay_sums_up_parts_of_the_company(comparison: cp.Comparison) -> None:
    """The change of a region is that of its people; each role, region and team has a row."""
    data = cp.bundled("plans") / "data" / "participants.csv"
    with data.open(encoding="utf-8", newline="") as file:
        north = {row["participant_id"] for row in csv.DictReader(file) if row["region"] == "north"}
    rows = [row for row in comparison.participants.rows() if row["participant_id"] in north]
    paid, first = (
        sum(float(row["paid"]) for row in rows if row["plan"] == plan.id)
        for plan in (comparison.plans[1], comparison.plans[0])
    )
    cells = re.findall(r"<td>region north [^<]*</td><td[^>]*>([^<]*)", comparison.to_html())
    assert figure(paid / first - 1, "share", signed=True) in cells
    assert len(cells) == 2


def test_a_replay_names_what_it_assumes() -> None:
    """An attainment that history did not record is named on the first screen."""
    data = cp.bundled("plans") / "data"
    text = _text(cp.compare(plans(), data, through="2027-12", assume={"relationship": "95%"}).to_html())
    assert "Rests on an assumption" in text
    assert "relationship at 95%" in text


def test_a_study_of_one_plan_has_a_page_too() -> None:
    """Without a plan to compare with, the page shows levels and no slider."""
    html = cp.simulate(plans()[1], cp.bundled("plans") / "data", samples=2, through="2027-06").to_html()
    assert "<script>" not in html
    assert "next to relationship-building-bold" not in _text(html)
    assert "What does it cost?" in html


def test_the_same_study_gives_the_same_page(study: cp.Study, study_page: str, tmp_path: Path) -> None:
    """A page depends on nothing but its study; it is written as it is given."""
    file = tmp_path / "new" / "study.html"
    assert study.to_html(file) == study_page
    assert file.read_text(encoding="utf-8") == study_page


def test_a_page_that_cannot_be_written_is_a_problem(comparison: cp.Comparison, tmp_path: Path) -> None:
    """A folder in the place of the file is told as any problem of a file is."""
    with pytest.raises(cp.DiagnosticError) as caught:
        comparison.to_html(tmp_path)
    assert [each.code for each in caught.value.diagnostics] == ["CP401"]
