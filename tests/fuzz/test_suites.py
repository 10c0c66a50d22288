"""Public test suites as plans; those that were not downloaded are skipped."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from benchmarks.suites import inside, judge, suites
from compplan.plan.load import check_text

CACHE = os.environ.get("COMPPLAN_SUITES", "")
"""The folder that ``python -m benchmarks.suites --download`` filled."""


@pytest.mark.skipif(not CACHE, reason="COMPPLAN_SUITES names no folder of downloaded suites")
@pytest.mark.parametrize("suite", ["YAML test suite", "JSON Schema test suite"])
def test_every_text_gets_a_clear_error(suite: str) -> None:
    """No text of a suite is a plan, and none makes the reader fail."""
    texts = suites(Path(CACHE)).get(suite)
    if texts is None:
        pytest.skip("not downloaded")
    assert texts
    wrong = {text.name: judge(text.text) for text in texts if judge(text.text) != "a clear error"}
    assert wrong == {}


@pytest.mark.parametrize("text", ["a", "'1'", "Several\nlines", "12", "|\n  a block"])
def test_a_text_may_stand_inside_a_plan(text: str) -> None:
    """A plain or quoted text is taken as a plan's description."""
    assert judge(inside(text)) == "a plan"


@pytest.mark.parametrize("text", ["[1, 2]", "{a: b}", "&a b", "!!str a", "- a", "'open", "{", "? a", "null"])
def test_what_is_no_text_is_refused_inside_a_plan(text: str) -> None:
    """Anything else is told as an error at its place."""
    assert judge(inside(text)) == "a clear error"


def test_what_is_unclear_is_said() -> None:
    """An exception, or a message without a place, is not taken for a clear error."""
    assert judge("\0" * 10) == "a clear error"
    assert check_text("\0")[0] is None
    assert judge(None).startswith("an exception, ")  # type: ignore[arg-type]
