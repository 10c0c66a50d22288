"""The pages of codes: each example that is a file is loaded."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from compplan.data.codes import RULES
from tests.data.company import problems, write
from tests.shared import ROOT

SHOWN = sorted(code for code, rule in RULES.items() if "\n" in rule.bad)
"""Codes whose examples are files; the others say in words what is meant."""


def _codes(example: str, folder: Path) -> set[str]:
    name, _, rows = example.partition("\n")
    folder.mkdir()
    found = problems(write(folder, {name: f"{rows}\n"}))
    return {line.split(" error ")[1][:5] for line in found}


@pytest.mark.parametrize("code", SHOWN)
def test_the_bad_example_shows_the_code_and_the_good_one_nothing(code: str, tmp_path: Path) -> None:
    """As a file of the folder, the bad example gives exactly its code, and the good one gives none."""
    assert _codes(RULES[code].bad, tmp_path / "bad") == {code}
    assert _codes(RULES[code].good, tmp_path / "good") == set()


def test_every_code_that_is_given_has_a_page() -> None:
    """Each code of data and sources is explained, and each explained one is given somewhere."""
    files = [path for part in ("data", "sources") for path in (ROOT / "compplan" / part).glob("*.py")]
    sources = [path for path in files if "codes" not in path.name]
    given = {
        code for path in sources for code in re.findall(r'"(CP\d{3})"', path.read_text(encoding="utf-8"))
    }
    assert given == set(RULES)


def test_the_pages_have_names_of_their_own() -> None:
    """Names are short and differ."""
    names = [rule.name for rule in RULES.values()]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9-]+", name) for name in names)
