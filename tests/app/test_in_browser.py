"""The application as people use it: in a browser, by mouse, keyboard and screen reader, large and small."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.app.serving import Served
from tests.browser import violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

_PAY = ".figures dd >> nth=0"
_CHOSEN = "(({value, selectionStart, selectionEnd}) => value.slice(selectionStart, selectionEnd))"
_CHOSEN += "(document.activeElement)"
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def context(browser: Browser, bundled: Served) -> Iterator[BrowserContext]:
    """Come in by the printed address."""
    made = browser.new_context(accept_downloads=True)
    page = made.new_page()
    page.goto(bundled.session.address)
    page.close()
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext, bundled: Served) -> Iterator[Page]:
    """Open a page; fail if the browser complains, or asks for anything of another server."""
    found = context.new_page()
    found.set_default_timeout(10_000)
    said: list[str] = []
    found.on("console", lambda message: said.append(message.text))
    found.on("pageerror", lambda error: said.append(str(error)))
    found.on("dialog", lambda dialog: said.append(dialog.message))
    ours = f"http://{bundled.host}/"
    found.on("request", lambda request: None if request.url.startswith(ours) else said.append(request.url))
    yield found
    found.close()
    assert said == []


def at(served: Served, path: str) -> str:
    """Give a whole address."""
    return f"http://{served.host}{path}"


def test_the_slider_changes_figures_pictures_and_address(page: Page, bundled: Served) -> None:
    """An arrow key moves along the paths; what is seen can be linked to, and is what a run pays."""
    page.goto(at(bundled, "/?plan=bold.yaml"))
    assert bundled.session.entry not in page.url
    before = page.inner_text(_PAY)
    weights = page.inner_html("#part svg >> nth=0")
    page.get_by_role("slider").focus()
    page.keyboard.press("End")
    page.wait_for_url("**bold=100*")
    page.wait_for_function("(was) => document.querySelector('.figures dd').innerText !== was", arg=before)
    assert page.inner_html("#part svg >> nth=0") != weights
    assert page.get_by_role("slider").get_attribute("aria-valuetext") == "100% bold"
    assert page.inner_text("#boldness") == "100%"
    told = page.inner_text("#told")
    shown = page.inner_text(_PAY)
    assert shown in told
    page.reload()
    assert page.inner_text(_PAY) == shown
    page.get_by_label("as the plan says").check()
    page.wait_for_function("(was) => document.querySelector('.figures dd').innerText === was", arg=before)
    assert "bold=" not in page.url


def test_one_clicks_from_the_company_to_the_steps_of_a_payment(page: Page, bundled: Served) -> None:
    """Company, region, participant, month: four pages, and a way back to each."""
    page.goto(at(bundled, "/?plan=bold.yaml"))
    page.click("table a >> nth=0")
    page.wait_for_url("**/group?*")
    page.click("table a >> nth=0")
    page.wait_for_url("**/participant?*")
    page.click("table a >> nth=2")
    page.wait_for_url("**/payment?*")
    assert "measure weight" in page.inner_text("#part details >> nth=0")
    assert page.locator(".trail a").count() == 4
    page.click(".trail a >> nth=0")
    page.wait_for_url(at(bundled, "/?plan=bold.yaml"))


def test_a_wrong_weight_is_told_while_it_is_typed(page: Page, bundled: Served) -> None:
    """The message stands beside the text with its line; a click leads there; mended, it can be replayed."""
    page.goto(at(bundled, "/edit?plan=bold.yaml"))
    right = page.input_value("#text")
    wrong = right.replace(
        "3: {product_revenue: 30%, relationship: 70%}", "3: {product_revenue: 30%, relationship: 60%}"
    )
    line = wrong[: wrong.index("relationship: 60%")].count("\n") + 1
    page.fill("#text", wrong)
    page.wait_for_selector("#problems li.error")
    assert f"Line {line}" in page.inner_text("#problems li.error")
    assert "sum to 90%" in page.inner_text("#problems li.error")
    assert page.inner_text("#gutter .error").strip() == str(line)
    assert page.get_attribute("#text", "aria-invalid") == "true"
    assert "1 error" in page.inner_text("#told")
    page.click("#problems a[data-line]")
    assert "relationship: 60%" in page.evaluate(_CHOSEN)
    page.fill("#text", right.replace("30%, relationship: 70%", "40%, relationship: 60%"))
    page.wait_for_selector("#text[aria-invalid=false]")
    page.click("#problems >> text=behaviours")
    assert page.evaluate(_CHOSEN) == "    behaviours:"
    page.wait_for_selector("#problems svg")
    page.click("text=Replay this text")
    page.wait_for_url("**plan=bold.yaml~*")
    assert "draft" in page.inner_text("#plan option:checked")


def test_scenarios_are_compared_and_downloaded(page: Page, bundled: Served) -> None:
    """Boxes choose plans; a table can be kept."""
    page.goto(at(bundled, "/compare"))
    assert page.input_value("#against") == "status-quo.yaml"
    page.get_by_role("checkbox", name="gradual.yaml", exact=True).check()
    page.get_by_role("checkbox", name="bold.yaml", exact=True).check()
    assert page.url == at(bundled, "/compare")
    page.click("button")
    page.wait_for_selector("table")
    assert page.locator("tbody >> nth=0").locator("tr").count() == 3
    with page.expect_download() as download:
        page.click("text=Participants (CSV)")
    assert download.value.suggested_filename == "participants.csv"
    assert download.value.path().read_text().startswith("participant_id,plan,paid")


PAGES = {
    "company": "/?plan=bold.yaml",
    "group": "/group?plan=bold.yaml&group=north",
    "participant": "/participant?plan=bold.yaml&participant=P001",
    "payment": "/payment?plan=bold.yaml&participant=P001&month=2027-03",
    "compare": "/compare?against=status-quo.yaml&plans=bold.yaml",
    "edit": "/edit?plan=bold.yaml",
    "simulate": "/simulate",
    "optimize": "/optimize?budget=9m",
    "sensitivity": "/sensitivity",
    "trouble": "/?plan=nothing.yaml",
}


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_pages_fit_a_phone_and_break_no_serious_rule(
    context: BrowserContext, bundled: Served, path: str
) -> None:
    """Nothing is wider than the screen, and nothing hinders people who do not see or move well."""
    page = context.new_page()
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a size
    page.goto(at(bundled, path))
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert violations(page) == []
    page.close()


def test_all_can_be_done_by_keyboard(page: Page, bundled: Served) -> None:
    """Every control and every link is reached with the tabulator, in order, and is named."""
    page.goto(at(bundled, "/?plan=bold.yaml"))
    wanted = page.locator("a:visible, button:visible, select:visible, summary:visible, .wide").count()
    seen: list[Any] = []
    for _ in range(wanted + 10):
        page.keyboard.press("Tab")
        named = "document.activeElement.id || document.activeElement.innerText"
        seen.append(page.evaluate(named))
    assert {"To the content", "Edit", "plan", "against", "bold", "Show", "north"} <= set(seen)


def test_without_script_the_slider_is_sent_with_a_button(browser: Browser, bundled: Served) -> None:
    """Forms and links do everything; the script only saves clicks."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(bundled.session.address)
    page.check("#family")
    page.get_by_role("slider").press("Home")
    page.click("text=Show")
    assert "bold=0" in page.url
    assert re.search(r"0 gain, 0 lose", page.inner_text("#part"))
    page.goto(at(bundled, "/edit?plan=bold.yaml"))
    page.fill("#text", page.input_value("#text").replace("relationship: 70%", "relationship: 60%"))
    page.click("text=Replay this text")
    assert "sum to 90%" in page.inner_text("#problems li.error")
    context.close()
