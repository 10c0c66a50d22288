"""Texts of files are shown as texts, whatever they hold."""

from __future__ import annotations

import csv
import io
import re
from urllib.parse import quote

import pytest

from tests.app.hostile import NAMES, REGION, TITLE, TURNED
from tests.app.serving import Served, scripts

KEY = "<img src=x onerror=alert(7)>.yaml"
PLAN = quote(KEY)
PATHS = {
    "company": f"/?plan={PLAN}",
    "group": f"/group?plan={PLAN}&group={quote(REGION)}",
    "participant": f"/participant?plan={PLAN}&participant=ann",
    "payment": f"/payment?plan={PLAN}&participant=ann&month=2027-01",
    "edit": f"/edit?plan={PLAN}",
    "compare": f"/compare?against={PLAN}&plans={PLAN}",
    "address": "/?plan=%3Cscript%3Ealert(9)%3C/script%3E&as_if=%3Cscript%3E&assume=%22onload%3D",
    "simulate": "/simulate",
    "optimize": "/optimize?budget=%22%3E%3Cscript%3Ealert(8)%3C/script%3E",
}


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_names_and_titles_run_nothing(hostile: Served, path: str) -> None:
    """No tag, attribute or end of a text of a file or address becomes one of a page."""
    answer = hostile.get(path)
    assert answer.status in (200, 404)
    assert scripts(answer.text) == []
    for text in (*NAMES[:2], TITLE, REGION, KEY):
        assert text not in answer.text


def test_the_names_were_there(hostile: Served) -> None:
    """They are shown as they are written: the test above would otherwise say nothing."""
    group = hostile.get(PATHS["group"]).plain
    assert NAMES[0] in group
    assert NAMES[1] in group
    assert REGION in group
    assert TITLE in hostile.get(PATHS["company"]).plain


def test_nothing_turns_the_direction_of_writing(hostile: Served) -> None:
    """A name cannot change how the text around it reads."""
    assert TURNED not in "".join(hostile.get(path).plain for path in PATHS.values())


def test_long_names_are_cut(hostile: Served) -> None:
    """A name of 10,000 letters does not push everything else away."""
    text = hostile.get(PATHS["group"]).plain
    assert "x" * 50 in text
    assert "x" * 100 not in text


def test_a_spreadsheet_runs_nothing(hostile: Served) -> None:
    """No cell of a downloaded table begins as a formula does."""
    for name in ("payments", "lines"):
        answer = hostile.get(f"/download/{name}.csv?plan={PLAN}")
        cells = [cell for row in csv.reader(io.StringIO(answer.text)) for cell in row]
        assert cells
        assert not [cell for cell in cells if re.match(r"[=+@\t\r]|-[^0-9]", cell)]


def test_a_hostile_name_of_a_file_is_no_header(hostile: Served) -> None:
    """The name of a download is left out if it is more than letters, digits and dots."""
    answer = hostile.post("/download/text", {"plan": KEY, "text": "a: b"})
    assert answer.headers["content-disposition"] == "attachment"


def test_what_is_typed_comes_back_as_text(hostile: Served) -> None:
    """The edited text and what is said of it run nothing, even if they end the field they are in."""
    typed = "compplan: 1\nid: </textarea><script>alert(8)</script>\nextends: <script>alert(8)</script>\n"
    for path in ("/check", "/edit"):
        answer = hostile.post(path, {"plan": KEY, "text": typed})
        assert scripts(answer.text) == []
        assert "alert(8)" in answer.plain
