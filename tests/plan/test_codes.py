"""The pages of codes: each example is run."""

from __future__ import annotations

import re

import pytest

from compplan.plan.codes import RULES
from compplan.plan.load import check_text
from tests.plan.edits import BASE, with_block
from tests.shared import ROOT

OUTSIDE = {"CP001", "CP002", "CP003", "CP014", "CP015", "CP281", "CP282"}
"""Codes whose examples say what file is meant, or need another file beside them."""
WHOLE = {"CP006", "CP007", "CP008"}
"""Codes whose examples are whole files."""
INSIDE = sorted(RULES.keys() - OUTSIDE - WHOLE)


UNANNOUNCED = BASE.replace("announced: 2026-10-01\n", "")


def _codes(text: str) -> set[str]:
    return {problem.code for problem in check_text(text)[1]}


@pytest.mark.parametrize("code", [code for code in INSIDE if code < "CP9"])
def test_the_bad_example_shows_the_code_and_the_good_one_nothing(code: str) -> None:
    """Put into a plan, the bad example gives exactly its code, and the good one none but rules of thumb."""
    bad, good = _codes(with_block(RULES[code].bad)), _codes(with_block(RULES[code].good))
    assert {found for found in bad if found < "CP9"} == {code}
    assert {found for found in good if found < "CP9"} == set()


@pytest.mark.parametrize("code", [code for code in INSIDE if code > "CP9"])
def test_the_bad_example_of_advice_shows_the_code_and_the_good_one_nothing(code: str) -> None:
    """Put into a plan, the bad example of a rule of thumb gives exactly its code, and the good one none."""
    base = UNANNOUNCED if code == "CP910" else BASE
    assert _codes(with_block(RULES[code].bad, base)) == {code}
    assert _codes(with_block(RULES[code].good, base)) == set()


@pytest.mark.parametrize("code", sorted(WHOLE))
def test_the_bad_example_of_a_file_shows_the_code(code: str) -> None:
    """As a whole file, the bad example gives exactly its code, and the good one does not."""
    assert _codes(RULES[code].bad) == {code}
    assert code not in _codes(RULES[code].good)


def test_every_code_that_is_given_has_a_page() -> None:
    """Each code in the plan's source is explained, and each explained one is given somewhere."""
    files = [file for part in ("documents", "plan") for file in (ROOT / "compplan" / part).glob("*.py")]
    sources = [file.read_text(encoding="utf-8") for file in files if not file.stem.startswith("codes")]
    given = {code for source in sources for code in re.findall(r'"(CP[0-9]{3})"', source)}
    assert given == set(RULES)


def test_pages_are_whole() -> None:
    """Each page names its code in words and says what is wrong and why, in sentences."""
    names = [rule.name for rule in RULES.values()]
    assert len(set(names)) == len(names)
    for rule in RULES.values():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name)
        assert rule.what.endswith(".")
        assert rule.why.endswith(".")
        assert rule.bad != rule.good
