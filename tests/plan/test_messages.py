"""What is said about a wrong plan: each mistake with its exact messages, in ``*.cases`` beside this file."""

from __future__ import annotations

import pytest

from compplan.documents.read import MAX_PROBLEMS
from tests.plan.edits import BASE, cases, problems, replaced

SHAPE = cases("shape.cases")
MEANING = cases("meaning.cases")
LAYOUT = cases("layout.cases")


def test_the_plan_that_all_cases_start_from_is_right() -> None:
    """Without a change there is nothing to say."""
    assert problems(BASE) == []


@pytest.mark.parametrize(("text", "expected"), SHAPE.values(), ids=SHAPE)
def test_a_wrong_key_or_value_is_told_at_its_place(text: str, expected: list[str]) -> None:
    """Each slip is told where it stands, with what was found, what is expected and how to mend it."""
    assert problems(text) == expected


@pytest.mark.parametrize(("text", "expected"), LAYOUT.values(), ids=LAYOUT)
def test_a_slip_of_layout_is_told_at_its_place(text: str, expected: list[str]) -> None:
    """What keeps a file from being YAML is told in words of the file, not of a parser."""
    assert problems(text) == expected


@pytest.mark.parametrize(("text", "expected"), MEANING.values(), ids=MEANING)
def test_a_contradiction_is_told_at_its_place(text: str, expected: list[str]) -> None:
    """Each thing that no schema can see is told where it stands."""
    assert problems(text) == expected


def test_a_measure_without_any_report_card_says_where_to_put_it() -> None:
    """A plan without report cards is told what it lacks."""
    text = BASE[: BASE.index("report_cards:")] + BASE[BASE.index("rounding:") :]
    assert problems(text) == [
        "26:18: error CP209 unknown report card 'customer' (describe it under 'report_cards')"
    ]


def test_all_mistakes_of_a_file_are_found_in_one_run() -> None:
    """Mistakes of reading, shape and meaning come together, in the order of the file."""
    text = replaced(
        ("id: base", "id: base\nid: again"),
        ("title: Base", "titel: Base"),
        ("years: 2", 'years: "2"'),
        ("before: {revenue: 100%", "before: {revenue: 99%"),
        ("favourable: [good]", "favourable: [god]"),
    )
    assert [line.split()[:3] for line in problems(text)] == [
        ["3:1:", "error", "CP009"],
        ["4:1:", "error", "CP101"],
        ["8:8:", "error", "CP106"],
        ["13:3:", "error", "CP201"],
        ["33:18:", "error", "CP212"],
    ]


def test_warnings_do_not_hide_an_error() -> None:
    """An error after hundreds of warnings still stops the plan, and is in the list."""
    points = ", ".join(f"[{index}, {index}]" for index in range(20, 400))
    found = problems(
        replaced(("[100%, 100%]]", f"{points}]"), ("before: {revenue: 100%", "before: {revenue: 99%"))
    )
    assert [line for line in found if "error" in line] == [
        "12:3: error CP201 the weights before the plan sum to 99%, expected exactly 100% (1% is missing)"
    ]
    assert len(found) == MAX_PROBLEMS


def test_very_many_mistakes_are_cut() -> None:
    """A file of nothing but mistakes gives a list that people can read, errors first."""
    found = problems(replaced(("years: 2", "years: 0")) + "".join(f"k{index}: 1\n" for index in range(5_000)))
    assert len(found) == MAX_PROBLEMS
