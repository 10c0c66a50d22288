"""Nothing that anybody writes makes the reader fail in any other way than with diagnostics."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compplan import resources
from compplan.documents.read import read_source
from compplan.plan.load import check_text

BOLD = (resources.path("plans") / "bold.yaml").read_text(encoding="utf-8")
PIECES = [
    *(
        "",
        " ",
        "\n",
        "\t",
        ":",
        ": ",
        "- ",
        "[",
        "]",
        "{",
        "}",
        ",",
        "#",
        "&a ",
        "*a",
        "!t ",
        "<<: ",
        "'",
        '"',
    ),
    *(
        "|\n",
        "---\n",
        "...\n",
        "? ",
        "%",
        "0",
        "-1",
        "1e999",
        ".nan",
        "true",
        "null",
        "~",
        "NO",
        "80 %",
        "1,000",
    ),
    *("2027-02-30", "\0", "\x85", "\u2028", "\u202e", "\ufeff", "\ud800", "\U0001f600", "é", "\r", "\r\n"),
    *("9" * 400, "[" * 60, "a" * 200),
]


def _mutated(pick: random.Random) -> str:
    """Change a plan in one to three places: a piece put in, a stretch cut out, copied or moved."""
    text = BOLD
    for _ in range(pick.randint(1, 3)):
        start = pick.randrange(len(text))
        end = min(len(text), start + pick.choice([0, 1, 2, 5, 20, 100]))
        kind = pick.randrange(4)
        if kind == 0:
            text = text[:start] + pick.choice(PIECES) + text[end:]
        elif kind == 1:
            text = text[:start] + text[end:]
        elif kind == 2:
            text = text[:end] + text[start:]
        else:
            other = pick.randrange(len(text))
            text = text[:other] + text[start:end] + text[other:]
    return text


@pytest.mark.parametrize("seed", range(8))
def test_a_spoiled_plan_gives_a_plan_or_placed_diagnostics(seed: int) -> None:
    """Of some thousand mutations each gives a plan, or errors that name a line and column of the text."""
    pick = random.Random(seed)
    for _ in range(300):
        text = _mutated(pick)
        plan, problems = check_text(text)
        assert (plan is None) == any(problem.severity == "error" for problem in problems)
        last = text.count("\n") + text.count("\r") + 2
        for problem in problems:
            assert 1 <= (problem.place.line or 0) <= last
            assert (problem.place.column or 0) >= 1
            assert len(str(problem)) < 2_000


@settings(max_examples=300)
@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text at all makes the reader raise."""
    root, problems = read_source(text, "plan.yaml")
    assert root is not None or problems
