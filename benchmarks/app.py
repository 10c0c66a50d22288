"""How long people wait for the application: until it is open, for its first page, and for the slider.

    python -m benchmarks.app

The bundled company in the machine's browser, over a server that is really started. A page counts
when its figures stand in it; a move of the slider, from its event to the frame with other figures. Every stop
of it is visited twice: what was worked out is kept, so the second visit shows what the rest takes.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.machine import machine

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_START = "from compplan.cli.main import main; main(prog_name='compplan')"
_FLAGS = ["--no-sandbox", "--disable-gpu"]
_PAY = ".figures"
FIRST_PAGE, MOVE = 500.0, 100.0
"""The most that the first page and a move of the slider should take, in ms."""


def main() -> None:
    """Start, look, slide, and print the times."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3, help="how often all is started anew")
    parser.add_argument("--folder", help="a folder of plans and data in place of the bundled company")
    given = parser.parse_args()
    folder = [given.folder] if given.folder else []
    found: dict[str, list[float]] = {}
    with _browser() as browser:
        for _ in range(given.rounds):
            for name, times in _round(browser, folder).items():
                found.setdefault(name, []).extend(times)
    print(machine("by the clock"))
    print(f"\n{'ms':40}{'median':>9}{'95th':>9}{'most':>9}{'target':>9}")
    for name, times in found.items():
        target = FIRST_PAGE if name == "first page" else MOVE if name.startswith("slider") else None
        middle, high = np.percentile(times, [50, 95])
        wanted = f"{target:9.0f}" if target else ""
        print(f"{name:40}{middle:9.0f}{high:9.0f}{max(times):9.0f}{wanted}")


def _round(browser: Browser, folder: Sequence[str]) -> dict[str, list[float]]:
    begun = time.perf_counter()
    with _served(folder) as address:
        opened = _since(begun)
        page = browser.new_page()
        begun = time.perf_counter()
        page.goto(address)
        page.wait_for_selector(_PAY)
        found = {"command to open application": [opened], "first page": [_since(begun)]}
        page.get_by_role("slider").focus()
        found["slider, a path for the first time"] = _moves(page, "Home", "ArrowRight")
        found["slider, a path seen before"] = _moves(page, "End", "ArrowLeft")
        page.close()
    return found


def _moves(page: Page, begin: str, key: str) -> list[float]:
    """Go to an end of the slider, then time moves to the other one."""
    page.keyboard.press(begin)
    page.wait_for_timeout(500)
    return [_move(page, key) for _ in range(20)]


def _move(page: Page, key: str) -> float:
    """Press a key in the page itself, and wait there, so that talking to the browser takes no part."""
    step = 5 if key == "ArrowRight" else -5
    script = """(step) => new Promise((done) => {
      const part = document.getElementById('part'), range = document.getElementById('bold');
      const begun = performance.now();
      new MutationObserver((seen, observer) => {
        if (part.getAttribute('aria-busy') === 'true') return;
        observer.disconnect();
        requestAnimationFrame(() => done(performance.now() - begun));
      }).observe(part, {childList: true, attributes: true});
      range.value = Number(range.value) + step;
      range.dispatchEvent(new Event('input', {bubbles: true}));
    })"""
    taken: float = page.evaluate(script, step)
    return taken


def _since(begun: float) -> float:
    return (time.perf_counter() - begun) * 1000


@contextmanager
def _browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=_FLAGS)
        yield browser
        browser.close()


@contextmanager
def _served(arguments: Sequence[str]) -> Iterator[str]:
    """Start the command; give the address that it prints when it can be asked."""
    command = [sys.executable, "-u", "-c", _START, "app", "--no-browser", "--port", "0", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = iter(process.stdout.readline, "")
        address = next(match[0] for line in lines if (match := re.search(r"http\S+", line)))
        try:
            yield address
        finally:
            process.terminate()


if __name__ == "__main__":
    main()
