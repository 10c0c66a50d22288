"""The browser that the machine has, for tests that look at pages as people do."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",  # containers run tests as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def started() -> Iterator[Browser]:
    """Start the browser, and close it when the tests are over; skip the tests where there is none."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    playwright = pytest.importorskip("playwright.sync_api")
    if found is None:
        pytest.skip("no Chromium on this machine")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=list(FLAGS))
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, file: Path, **settings: Any) -> Iterator[Page]:
    """Open a file; fail if the browser complains, or asks for anything but this file."""
    context = browser.new_context(**settings)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.on("request", lambda request: said.append(request.url) if request.url != file.as_uri() else None)
    page.goto(file.as_uri())
    yield page
    context.close()
    assert said == []


def violations(page: Page) -> list[str]:
    """Name what hinders people who do not see or move well: what breaks serious rules of axe-core."""
    script = Path(pytest.importorskip("axe_playwright_python").__file__).parent / "axe.min.js"
    page.evaluate(script.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run().then((result) => result.violations)")
    return [
        f"{each['id']}: {node['html']}"
        for each in found
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]


CUT_OFF = """() => {
  for (const frame of document.querySelectorAll('svg .frame')) frame.style.display = 'inline';
  const out = [];
  for (const svg of document.querySelectorAll('svg')) {
    const view = svg.viewBox.baseVal;
    for (const text of svg.querySelectorAll('text')) {
      const box = text.getBBox();
      const within = box.x >= -0.5 && box.y >= -1 && box.x + box.width <= view.width + 0.5
        && box.y + box.height <= view.height + 1;
      if (!within) out.push(text.textContent);
    }
  }
  return out;
}"""
"""Gives the texts of pictures that are not wholly inside them; every frame is looked at."""
