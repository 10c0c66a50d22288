from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import compplan as cp
from compplan.report.page.replay_page import comparison_html
from compplan.report.page.study_page import study_html
from tests.browser import CUT_OFF, opened, violations
from tests.decision import closed
from tests.page.conftest import hostile_plans
from tests.pictures.examples import HOSTILE, PLAIN, pictures

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
PAPER = {"width": 703, "height": 1000}
"""What A4 leaves between its margins, at 96 units to an inch."""
QUESTIONS = (
    "What does it cost?",
    "What does it do to revenue?",
    "What will customers say?",
    "Who is at risk?",
    "How sure are we?",
    "Where do the worldviews disagree?",
)


def _figures(page: Page) -> list[str]:
    return [text for text in page.locator("p.figure:visible").all_inner_texts() if text]


def _overflow(page: Page) -> float:
    return float(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def test_the_first_screen_answers(browser: Browser, study_file: Path) -> None:
    """All questions and their figures, and what no study measures, stand in the first screen of a desktop."""
    with opened(browser, study_file, viewport=DESKTOP) as page:
        for question in QUESTIONS:
            place = page.get_by_role("heading", name=question).bounding_box()
            assert place
            assert place["y"] + 60 < DESKTOP["height"]
        assert page.get_by_text("No study measures").first.is_visible()
        assert len(_figures(page)) == len(QUESTIONS)
        assert _overflow(page) == 0


def test_the_slider_moves_figures_pictures_and_rows(browser: Browser, study_file: Path) -> None:
    """One arrow key shows another path: in figures, fans and marked rows, and to screen readers."""
    with opened(browser, study_file, viewport=DESKTOP) as page:
        slider = page.get_by_role("slider", name="Boldness of the path shown")
        before, at = _figures(page), int(slider.input_value())
        assert page.locator(f"#time svg .frame-{at}").first.is_visible()
        slider.press("ArrowRight")
        assert int(slider.input_value()) == at + 1
        assert _figures(page) != before
        assert page.locator(f"#time svg .frame-{at + 1}").first.is_visible()
        assert not page.locator(f"#time svg .frame-{at}").first.is_visible()
        name = page.locator(f"#stop-{at + 1}").get_attribute("data-name")
        assert slider.get_attribute("aria-valuetext") == name
        row, other = (page.locator(f"#scenarios .row-{each} td").first for each in (at + 1, at))
        colours = [each.evaluate("each => getComputedStyle(each).backgroundColor") for each in (row, other)]
        assert colours[0] != colours[1]


def test_the_page_works_without_javascript(browser: Browser, study_file: Path) -> None:
    """Without scripts one path shows, and the buttons below the slider choose another."""
    with opened(browser, study_file, viewport=DESKTOP, java_script_enabled=False) as page:
        before = _figures(page)
        assert len(before) == len(QUESTIONS)
        assert not page.locator("#boldness").is_visible()
        page.locator("#stop-0").check()
        assert _figures(page) != before


def test_nobody_is_hindered(browser: Browser, study_file: Path, replay_file: Path) -> None:
    """No serious rule of accessibility is broken: by light, in the dark, on a phone."""
    with opened(browser, study_file, viewport=PHONE) as page:
        assert violations(page) == []
    for scheme in ("light", "dark"):
        with opened(browser, replay_file, viewport=DESKTOP, color_scheme=scheme) as page:
            assert violations(page) == []


@pytest.mark.parametrize("size", [PHONE, PAPER], ids=["phone", "print"])
def test_nothing_is_wider_than_a_phone_or_paper(
    browser: Browser, study_file: Path, size: dict[str, int]
) -> None:
    """No part of the page sticks out; on paper there is no slider."""
    with opened(browser, study_file, viewport=size) as page:
        if size is PAPER:
            page.emulate_media(media="print")
            assert not page.locator("#boldness").is_visible()
        assert _overflow(page) == 0


def test_no_text_of_a_picture_is_cut_off(browser: Browser, study_file: Path, tmp_path: Path) -> None:
    """Every label lies wholly within its picture, whatever it says, in every frame."""
    every = tmp_path / "pictures.html"
    drawn = [*pictures(PLAIN).values(), *pictures(HOSTILE).values()]
    every.write_text(f"<!doctype html><meta charset=utf-8>{''.join(drawn)}", encoding="utf-8")
    for file in (study_file, every):
        with opened(browser, file) as page:
            assert page.evaluate(CUT_OFF) == []


def test_hostile_names_do_nothing(browser: Browser, hostile_study: cp.Study, tmp_path: Path) -> None:
    """Names with scripts, marks that turn writing around and 10,000 letters are shown, and that is all."""
    replay = cp.compare(hostile_plans(), cp.bundled("plans") / "data")
    pages = {"study": study_html(hostile_study), "replay": comparison_html(replay)}
    for name, html in pages.items():
        file = tmp_path / f"{name}.html"
        file.write_text(html, encoding="utf-8")
        with opened(browser, file, viewport=DESKTOP) as page:
            assert page.locator("script").count() == (1 if name == "replay" else 0)
            assert page.locator("img, iframe, object, [onload], [onerror]").count() == 0
            assert _overflow(page) == 0


@pytest.mark.parametrize("kind", ["optimum", "sensitivity"])
def test_pages_of_decisions_hinder_nobody(browser: Browser, tmp_path: Path, kind: str) -> None:
    """A search and what decides: nothing sticks out or is cut off, and no serious rule is broken."""
    file, known = tmp_path / "page.html", closed.assumptions(free=("selling_in_relationship",))
    plans = [closed.plan("0", "old"), closed.plan("70", "x" * 60)]
    if kind == "optimum":
        cp.optimize(plans, assumptions=known, through="2027-08", samples=4, pilots=True, budget=1.0).to_html(
            file
        )
    else:
        cp.sensitivity(plans, assumptions=known, method="one_way", through="2027-02").to_html(file)
    for size in (PHONE, PAPER):
        with opened(browser, file, viewport=size) as page:
            assert _overflow(page) == 0
    with opened(browser, file, viewport=DESKTOP, color_scheme="dark") as page:
        assert violations(page) == []
        assert page.evaluate(CUT_OFF) == []
