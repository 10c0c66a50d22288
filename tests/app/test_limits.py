"""Work has limits: rows, samples, time, and how much is kept."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest

import compplan as cp
from compplan.app import company, plans, studies
from compplan.app.choosing import in_order
from compplan.app.comparing import MOST
from compplan.app.parts import MOST_ROWS, Table, row, shortened
from compplan.app.plans import Plans
from compplan.app.replays import Replays, _key
from compplan.app.studies import MOST_SAMPLES, orderly
from compplan.app.view import View
from tests.app.hostile import REGION
from tests.app.serving import Answer, Served, served


def simulated(server: Served, samples: str) -> Answer:
    """Ask for a simulation."""
    fields = {"against": "revenue-only.yaml", "plans": "mixed.yaml", "samples": samples, "seed": "1"}
    return server.post("/simulate", fields)


def until_done(server: Served, address: str) -> Answer:
    """Look at a simulation until it ends."""
    for _ in range(4000):  # a busy machine may take minutes to load what simulates
        answer = server.get(f"{address}&part=1")
        if "Simulating" not in answer.plain:
            return answer
        time.sleep(0.05)
    pytest.fail("the simulation does not end")


def test_a_simulation_shows_progress_and_ends(small: Served) -> None:
    """It is started by a form, looked at while it runs, and gives the figures of `simulate`."""
    started = simulated(small, "4")
    assert started.status == 303
    address = started.headers["location"]
    answer = until_done(small, address)
    assert "not forecasts: 4 samples, seed 1" in answer.plain
    assert "No study measures the causal effect of the speed" in answer.plain
    study = small.desk.studies.find(address.partition("=")[2])
    assert study is not None
    assert isinstance(study.found, cp.Study)
    table = small.get(f"/download/summary.csv?{address.partition('?')[2]}")
    assert len(table.text.splitlines()) == len(study.found.summary) + 1
    page = small.get(f"/download/study.html?{address.partition('?')[2]}")
    assert page.text == study.found.to_html()
    book = small.get(f"/download/study.xlsx?{address.partition('?')[2]}")
    assert book.body.startswith(b"PK")


def test_one_simulation_at_a_time_and_it_can_be_cancelled(small: Served) -> None:
    """A second one is refused while the first runs; a cancelled one ends soon and keeps nothing."""
    address = simulated(small, "512").headers["location"]
    second = simulated(small, "4")
    assert (second.status, "Another simulation is running" in second.plain) == (429, True)
    stopped = small.post("/stop", {"id": address.partition("=")[2]})
    assert stopped.headers["location"] == address
    assert "Cancelled" in until_done(small, address).plain


def test_a_simulation_ends_in_time(small: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that takes too long is ended."""
    monkeypatch.setattr(studies, "SECONDS", 0.0)
    address = simulated(small, "512").headers["location"]
    assert "Took too long" in until_done(small, address).plain


def test_what_cannot_be_simulated_is_told(bundled: Served, small: Served) -> None:
    """Plans for other people cannot be simulated together; without a plan there is nothing to do."""
    sent = bundled.post("/simulate", {"against": "bold.yaml", "plans": "managers.yaml", "samples": "2"})
    assert "CP508" in until_done(bundled, sent.headers["location"]).plain
    assert small.post("/simulate", {"samples": "2"}).status == 422
    assert small.post("/simulate", {"against": "nothing.yaml"}).status == 404


@pytest.mark.parametrize(
    ("typed", "read"),
    [("1", 1), ("0", 1), ("999999", MOST_SAMPLES), ("-5", 64), ("9" * 5000, 64), ("\u0663", 3)],
)
def test_samples_have_a_limit(typed: str, read: int) -> None:
    """No number that is typed makes a simulation larger than it may be."""
    assert orderly(typed, "1")[0] == read


def test_pages_show_so_many_rows() -> None:
    """Long tables are cut, and say by how much."""
    table = Table("people", ("id",), tuple(row(str(at)) for at in range(MOST_ROWS + 7)))
    assert (len(shortened(table).rows), shortened(table).more) == (MOST_ROWS, 7)
    assert shortened(shortened(table)).more == 7


def test_of_very_many_participants_the_ends_are_listed(
    hostile: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those who lose and gain most are shown, and how many are not."""
    replays = hostile.desk.replays
    (key,) = hostile.desk.plans.keys()
    pair = replays.pair(View(plan=key))
    view = View(plan=key, group=REGION)
    everybody = company.group(pair, view, hostile.desk.people).tables[0]
    assert (len(everybody.rows), everybody.more) == (4, 0)
    monkeypatch.setattr(company, "MOST_ROWS", 2)
    ends = company.group(pair, view, hostile.desk.people).tables[0]
    assert (ends.rows, ends.more) == ((everybody.rows[0], everybody.rows[-1]), 2)


def test_drafts_are_kept_up_to_a_number(small: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest draft goes; what is checked is not kept for ever either."""
    monkeypatch.setattr(plans, "MOST", 3)
    kept = Plans(small.desk.workspace)
    drafts = [kept.draft(f"text {at}", "mixed.yaml") for at in range(5)]
    found = [kept.find(draft) for draft in drafts]
    assert [each is not None for each in found] == [False, False, True, True, True]


def test_work_that_takes_too_long_is_told(folder: Path) -> None:
    """A page whose figures do not come in time says so, instead of waiting."""
    with served(folder, seconds=0.0) as server:
        for path in ("/?plan=mixed.yaml", "/edit?plan=mixed.yaml", "/download/lines.csv?plan=mixed.yaml"):
            answer = server.get(path)
            assert (answer.status, "takes too long" in answer.plain) == (503, True)


def test_no_address_asks_for_more_plans_than_can_be_compared(small: Served) -> None:
    """Of very many plans the first ones are taken; an address with more fields is not read at all."""
    assert len(in_order("a", [str(at) for at in range(1000)])) == MOST
    assert small.get("/compare?" + "&".join(["plans=mixed.yaml"] * 300)).status == 400


def test_replays_are_kept(bundled: Served) -> None:
    """A second look at a path works nothing out again."""
    replays, view = bundled.desk.replays, View(plan="bold.yaml", bold=25)
    assert replays.pair(view).shown.paid is replays.pair(view).shown.paid


def test_the_slider_is_worked_out_before_it_is_moved(small: Served) -> None:
    """What is prepared is what would have been worked out when asked for."""
    replays, other = Replays(small.desk.plans), Replays(small.desk.plans)
    view = View(plan="mixed.yaml")
    replays.prepare(view)
    for stop in (0, 35, 100):
        found = replays._kept.get(_key(replays.plan("mixed.yaml"), view, stop))
        assert found is not None
        assert np.array_equal(found.paid, other.pair(view.at(bold=stop)).shown.paid)
