"""What is said of a sources file that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.data.company import cases
from tests.sources.company import lay_out, problems

CASES = cases("meaning.cases", Path(__file__).parent)


@pytest.mark.parametrize("name", CASES)
def test_a_mistake_is_told_in_exactly_these_words(name: str, tmp_path: Path) -> None:
    """Each mistake gives one line, with its place and its mend, and all of them come in one run."""
    files, expected = CASES[name]
    assert problems(lay_out(tmp_path, {file: f"{text}\n" for file, text in files.items()})) == expected
