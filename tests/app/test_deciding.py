"""The best path and what decides, asked for in forms: errors at fields, a way to stop, downloads."""

from __future__ import annotations

import io
import time
import warnings

import openpyxl
import pytest

import compplan as cp
from compplan.app.studies import Job
from tests.app.serving import Answer, Served

SEARCH = {"against": "revenue-only.yaml", "plan": "mixed.yaml", "objective": "revenue", "choose": "mean"}
SEARCH |= {"end": "reached", "samples": "2", "seed": "3"}
ASK = {"against": "revenue-only.yaml", "plan": "mixed.yaml", "metric": "revenue", "period": "all"}
ASK |= {"method": "one_way", "seed": "1"}


def until_done(server: Served, address: str) -> Answer:
    """Look at an order until it ends."""
    for _ in range(4000):
        answer = server.get(f"{address}&part=1")
        if 'id="running"' not in answer.text:
            return answer
        time.sleep(0.05)
    pytest.fail("it does not end")


def job_of(server: Served, address: str) -> Job:
    """Find what a page shows."""
    job = server.desk.studies.find(address.partition("=")[2])
    assert job is not None
    return job


def test_a_search_is_started_looked_at_and_taken_home(small: Served) -> None:
    """The page has the figures of `optimize`; page, workbook and chosen path can be downloaded."""
    address = small.post("/optimize", SEARCH | {"pilots": "yes"}).headers["location"]
    shown = until_done(small, address)
    assert "The best path found" in shown.plain
    assert "No study measures the causal effect of the speed" in shown.plain
    found = job_of(small, address).found
    assert isinstance(found, cp.Optimum)
    assert (found.samples, found.prepared.setting.seed, found.aim.pilots) == (2, 3, True)
    query = address.partition("?")[2]
    assert small.get(f"/download/study.html?{query}").text == found.to_html()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl knows no rules for typing into cells
        book = openpyxl.load_workbook(io.BytesIO(small.get(f"/download/study.xlsx?{query}").body))
    assert "Regret" in book.sheetnames
    text = small.get(f"/download/chosen.yaml?{query}").text
    assert "extends: mixed.yaml" in text
    assert small.get(f"/download/summary.csv?{query}").status == 404
    assert "samples=2" in shown.text  # what was typed goes along to the form, to be changed
    assert 'value="3"' in small.get("/optimize?samples=2&seed=3").text


def test_a_question_is_started_and_looked_at(small: Served) -> None:
    """The page has the pictures and tables of `sensitivity`."""
    address = small.post("/sensitivity", ASK).headers["location"]
    shown = until_done(small, address)
    assert "What decides revenue of" in shown.plain
    assert "switches at" in shown.plain
    assert "<svg" in shown.text
    found = job_of(small, address).found
    assert isinstance(found, cp.Sensitivity)
    assert small.get(f"/download/study.xlsx?{address.partition('?')[2]}").body.startswith(b"PK")


@pytest.mark.parametrize(
    ("page", "typed", "field", "told"),
    [
        ("/optimize", {"budget": "9m"}, "budget", "write a number such as"),
        ("/optimize", {"risk": "130%"}, "risk", "write a number from 0 to 1"),
        ("/optimize", {"objective": "fame"}, "objective", "unknown 'fame'"),
        ("/optimize", {"samples": "1"}, "samples", "write a number from 2"),
        ("/optimize", {"samples": "999"}, "samples", "command line"),
        ("/optimize", {"as_if": "soon"}, "as_if", "YYYY-MM"),
        ("/optimize", {"assume": "much"}, "assume", "relationship=85%"),
        ("/optimize", {"plan": "revenue-only.yaml", "against": "mixed.yaml"}, "plan", "weights of old"),
        ("/sensitivity", {"period": "2031-01"}, "period", "write a month from"),
        ("/sensitivity", {"method": "sobol", "size": "30"}, "size", "write 32"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(
    small: Served, page: str, typed: dict[str, str], field: str, told: str
) -> None:
    """Nothing is started; the form comes back with what was typed, and says at the field what is wrong."""
    answer = small.post(page, (SEARCH if page == "/optimize" else ASK) | typed)
    assert answer.status == 422
    assert "Not started: 1 field to mend" in answer.plain
    (wrong,) = [part.partition("</p>")[0] for part in answer.plain.split(f'id="{field}-wrong">')[1:]]
    assert told in wrong
    assert f'aria-describedby="{field}-wrong' in answer.text


def test_a_search_is_guarded_and_can_be_cancelled(small: Served) -> None:
    """One at a time; a cancelled one keeps nothing; plans that are not there are told."""
    address = small.post("/optimize", SEARCH | {"samples": "256", "end": "open"}).headers["location"]
    second = small.post("/sensitivity", ASK)
    assert (second.status, "Another simulation is running" in second.plain) == (429, True)
    small.post("/stop", {"id": address.partition("=")[2]})
    assert "Cancelled" in until_done(small, address).plain
    assert small.get(f"/download/study.html?{address.partition('?')[2]}").status == 404
    assert small.post("/optimize", SEARCH | {"plan": "nothing.yaml"}).status == 404
    assert small.post("/optimize", SEARCH | {"form_token": "guess"}).status == 403
