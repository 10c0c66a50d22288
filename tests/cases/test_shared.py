"""The published examples beside the checkout: each is a case here, or set aside with a reason."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from compplan.cases.read import find_cases, read_case
from compplan.documents.nodes import Node, entries, items, number
from tests.shared import shared_folder

HERE = Path(__file__).parent
SET_ASIDE = {
    "q-ote-visdum": "a ratio of quota to earnings, by which plans are judged; nothing is paid by it",
    "salary-solutioninn": "a salary by the fortnight, and how much would have to be sold for as much",
    "linear-rate-askmath": "its second reading is the integral of a rate, a curve that is no broken line",
}
"""Published examples that are no plan of ours, and why."""


def _published() -> dict[str, dict[str, Any]]:
    file = shared_folder() / "cases" / "worked-examples.yaml"
    return {example["id"]: example for example in yaml.safe_load(file.read_text("utf-8"))["examples"]}


def _of(example: str, ids: dict[str, Path]) -> list[Path]:
    """Find the cases of an example: of its id, or of its id and what tells two readings apart."""
    return [file for case, file in ids.items() if case == example or case.startswith(f"{example}-")]


@pytest.fixture(scope="module")
def ids() -> dict[str, Path]:
    """Give the files of all cases by id."""
    return {read_case(file).id: Path(file) for file in find_cases([str(HERE)])}


def test_every_published_example_is_a_case_or_set_aside(ids: dict[str, Path]) -> None:
    """At most five are set aside, none of them is a case as well."""
    without = {example for example in _published() if not _of(example, ids)}
    assert without == set(SET_ASIDE)
    assert len(SET_ASIDE) <= 5


def test_a_wrong_publication_is_noted(ids: dict[str, Path]) -> None:
    """Whoever looks up an example whose figures are wrong where they were published is told so."""
    wrong = [name for name, example in _published().items() if example["status"] == "published_wrong"]
    silent = [file for name in wrong for file in _of(name, ids) if "note:" not in file.read_text("utf-8")]
    assert silent == []


def test_no_expected_result_stands_in_a_plan(ids: dict[str, Path]) -> None:
    """A number of a plan that equals a payment is one that was published as an input."""
    published = _published()
    found = []
    for example in published:
        inputs = set(_all_numbers(published[example]["inputs"]))
        for file in _of(example, ids):
            case = read_case(str(file))
            paid = {value for row in case.expected.get("payments", ()) for value in _numbers(row)}
            found += [(file.name, value) for value in set(_numbers(case.plan)) & paid - inputs if value > 1]
    assert found == []


def _numbers(node: Node) -> list[Fraction]:
    own = number(node)
    below = [*(value for _, value in entries(node)), *items(node)]
    return [*([] if own is None else [own]), *(value for each in below for value in _numbers(each))]


def _all_numbers(value: Any) -> list[Fraction]:
    if isinstance(value, dict):
        return [each for inner in value.values() for each in _all_numbers(inner)]
    if isinstance(value, list):
        return [each for inner in value for each in _all_numbers(inner)]
    return [Fraction(str(value))] if isinstance(value, (int, float)) else []
