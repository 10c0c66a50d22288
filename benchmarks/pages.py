"""Time and size of pages for executives.

    python -m benchmarks.pages

Prints, for a company of so many participants, what it takes to write the page of a replay and that of a study
once they are computed, how large the files are, and how long a browser takes to show them, if there is one
(with playwright). The company of the replay is the bundled one, copied under other names.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import polars as pl

import compplan as cp
from benchmarks.machine import machine
from compplan.report.page.replay_page import comparison_html
from compplan.report.page.study_page import study_html
from compplan.simulation.parameters.read import Assumptions, shipped_assumptions
from compplan.simulation.workforce.described import Description

PLANS = ("status-quo.yaml", "bold.yaml", "gradual.yaml")
PATHS = ("boldness:0.3", "step")
_PAID = 29
"""Participants of the bundled company whom the plans pay at its end; 40 are in its data."""


def company(copies: int) -> dict[str, pl.DataFrame]:
    """Give the tables of the bundled company, copied so many times."""
    folder = cp.bundled("plans") / "data"
    names = ("participants", "sales", "quotas", "ratings")
    return {name: _copied(pl.read_csv(folder / f"{name}.csv", infer_schema=False), copies) for name in names}


def _copied(table: pl.DataFrame, copies: int) -> pl.DataFrame:
    ids = [name for name in table.columns if name.endswith("_id")]
    return pl.concat(
        [table.with_columns(pl.col(name) + f"-{copy}" for name in ids) for copy in range(copies)]
    )


def replay(participants: int) -> cp.Comparison:
    """Replay three plans on a company with about so many participants."""
    plans = [cp.load_plan(cp.bundled("plans") / name) for name in PLANS]
    return cp.compare(plans, cp.load_data(company(-(-participants // _PAID))))


def study(participants: int, samples: int) -> cp.Study:
    """Simulate five paths of a described workforce of so many participants."""
    plans = [cp.load_plan(cp.bundled("plans") / name) for name in PLANS]
    known = shipped_assumptions()
    force = Description(participants, target_incentive=56_000, revenue=85_000)
    own = Assumptions(known.library, known.business, force)
    return cp.simulate(plans, assumptions=own, samples=samples, seed=1, paths=PATHS)


def shown(html: str) -> float | None:
    """Give the seconds that a browser takes to load a page; None without a browser."""
    found = shutil.which("chromium")
    if found is None:
        return None
    from playwright.sync_api import sync_playwright

    file = Path(tempfile.mkdtemp()) / "page.html"
    file.write_text(html, encoding="utf-8")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.goto("about:blank")
        begun = time.perf_counter()
        page.goto(file.as_uri(), wait_until="load")
        taken = time.perf_counter() - begun
        browser.close()
    return taken


def report(name: str, write: Callable[[], str], *, browser: bool) -> None:
    """Print time and size of a page, and how soon a browser shows it."""
    begun, used = time.perf_counter(), time.process_time()
    html = write()
    wall, cpu = time.perf_counter() - begun, time.process_time() - used
    loaded = shown(html) if browser else None
    seen = "no browser" if loaded is None else f"loaded in {loaded:.2f} s"
    print(f"{name}: {wall:.2f} s, {cpu:.2f} s of processor, {len(html.encode()) / 1000:.0f} KB, {seen}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--participants", type=int, default=5000)
    parser.add_argument("--samples", type=int, default=4)
    parser.add_argument("--browser", action=argparse.BooleanOptionalAction, default=True)
    asked = parser.parse_args()
    print(machine("one process"))
    comparison = replay(asked.participants)
    paid = len(set(comparison.participants["participant_id"]))
    what = f"replay of {len(PLANS)} plans, {paid:,} participants"
    report(what, lambda: comparison_html(comparison), browser=asked.browser)
    simulated = study(asked.participants, asked.samples)
    what = f"study of {len(simulated.paths)} paths, 3 worldviews, {asked.samples} samples"
    what = f"{what}, {asked.participants:,} participants"
    report(what, lambda: study_html(simulated), browser=asked.browser)


if __name__ == "__main__":
    main()
