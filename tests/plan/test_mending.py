"""Mends that are made without asking: only where one thing can have been meant."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compplan.documents.nodes import Mapping, Node, Scalar, entries, items
from compplan.documents.read import read_source
from compplan.grammar import parse_number
from compplan.plan.load import check_text
from compplan.plan.mending import mended
from tests.plan.edits import BASE, cases, replaced

MENDED = {
    "misspelt key": ("title: Base", "titel: Base", "title: Base"),
    "key in capitals": ("title: Base", "Title: Base", "title: Base"),
    "key in quotes": ("title: Base", '"titel": Base', "title: Base"),
    "two misspelt keys": ("{to: 0.01, mode:", "{too: 0.01, mod:", "{to: 0.01, mode:"),
    "key that another check needs": ("by_year:", "by_yaer:", "by_year:"),
    "key that chooses the variant": ("type: report_card", "tipe: report_card", "type: report_card"),
    "quoted number": ("years: 2", 'years: "2"', "years: 2"),
    "single quotes": ("weight: 60%", "weight: '60%'", "weight: 60%"),
    "quoted decimals of a whole number": ("years: 2", 'years: "2.0"', "years: 2"),
    "quoted decimal comma": ("weight: 60%", "weight: '0,6'", "weight: 0.6"),
    "decimal comma": ("attainment_cap: 125%", "attainment_cap: 1,25", "attainment_cap: 1.25"),
    "decimal commas in braces": (
        "{revenue: 80%, relationship: 20%}",
        "{revenue: 0,8, relationship: 0,2}",
        "{revenue: 0.8, relationship: 0.2}",
    ),
    "blank before percent": ("1: {revenue: 80%", "1: {revenue: 80 %", "1: {revenue: 80%"),
    "leading point": ("{rate: 2.0}", "{rate: .5}", "{rate: 0.5}"),
    "exponent": ("{rate: 2.0}", "{rate: 2e0}", "{rate: 2}"),
    "apostrophes": ("count: 5", "count: 1'000", "count: 1000"),
    "mistake inside a misspelt key": (
        "minimum_responses: {count: 5,",
        "minimum_response: {count: '5',",
        "minimum_responses: {count: 5,",
    ),
}


@pytest.mark.parametrize(("right", "wrong", "mend"), MENDED.values(), ids=MENDED)
def test_what_can_only_mean_one_thing_is_mended(right: str, wrong: str, mend: str) -> None:
    """The mistake is replaced, nothing else changes, and the text is a plan."""
    text, made = mended(replaced((right, wrong)))
    assert text == replaced((right, mend))
    assert made > 0
    assert check_text(text)[0] is not None


LEFT = {
    "thousands or decimals": ("count: 5", "count: 1,000"),
    "thousands or decimals in braces": ("{revenue: 80%, ", "{revenue: 1,000, "),
    "thousands or decimals of percent": ("attainment_cap: 125%", "attainment_cap: 1,000%"),
    "octal to some": ("count: 5", "count: 010"),
    "percent of an amount": ("to: 0.01", "to: 1%"),
    "one-digit date": ("starts: 2027-01-01", "starts: 2027-1-1"),
    "german date": ("starts: 2027-01-01", "starts: 01.01.2027"),
    "missing percent sign": ("weight: 60%", "weight: 60"),
    "word": ("path: steps", "path: step"),
    "unknown measure": ("2: {revenue: 50%", "2: {revenu: 50%"),
    "key that is like two": ("rounding:", "rounding: {}\nannounced_weight_s: 1\nannounce_weights: 1\nro:"),
    "number in a block": ("years: 2", "years: >-\n  2"),
    "key written with an escape": ("title: Base", '"tite\\x6c": Base'),
    "unknown key": ("title: Base", "colour: Base"),
    "not YAML": ("years: 2", 'years: "2'),
}


@pytest.mark.parametrize(("right", "wrong"), LEFT.values(), ids=LEFT)
def test_what_may_mean_two_things_is_left(right: str, wrong: str) -> None:
    """Nothing is changed, and a problem is still told."""
    text = replaced((right, wrong))
    assert mended(text) == (text, 0)
    assert check_text(text)[1]


def test_comments_blanks_and_line_ends_stay() -> None:
    """Only the mended words change, not even the kind of line break."""
    text = '# plan\r\n\r\ncompplan:   "1"   # version\r\n  \r\ntitel :  Base # é\r\nid: x\r\n'
    assert mended(text) == (
        "# plan\r\n\r\ncompplan:   1   # version\r\n  \r\ntitle :  Base # é\r\nid: x\r\n",
        2,
    )


def test_more_mends_than_are_told_at_once_are_all_made() -> None:
    """Rounds go on until nothing is left to mend."""
    weights = "".join(f"    {month}: {{revenue: '100%'}}\n" for month in range(1, 121))
    path = f"weights:\n  before: {{revenue: 100%}}\n  path: monthly\n  by_month:\n{weights}"
    start, end = BASE.index("weights:"), BASE.index("measures:")
    text, made = mended(BASE[:start] + path + BASE[end:])
    assert (made, text.count("'")) == (120, 0)


def _values(node: Node, path: tuple[str | int, ...] = ()) -> dict[tuple[str | int, ...], str]:
    """Give the text of each value by its path."""
    if isinstance(node, Scalar):
        return {path: node.text}
    if isinstance(node, Mapping):
        return {
            key: text
            for name, value in entries(node)
            for key, text in _values(value, (*path, name.text)).items()
        }
    return {
        key: text for at, item in enumerate(items(node)) for key, text in _values(item, (*path, at)).items()
    }


@pytest.mark.parametrize(
    "text", [text for text, _ in cases("shape.cases").values()], ids=cases("shape.cases")
)
def test_mends_are_made_once_and_bring_nothing_new(text: str) -> None:
    """Mended again, a text stays; and what could be read before can be read after."""
    after, made = mended(text)
    assert mended(after) == (after, 0)
    assert (after != text) == (made > 0)
    assert len(check_text(after)[1]) <= len(check_text(text)[1]) + 1
    assert after.count("\n") == text.count("\n")


@pytest.mark.parametrize("seed", range(3))
def test_mends_of_spoiled_plans_end_and_break_nothing(seed: int) -> None:
    """However many numbers and keys are spoiled, mends come to an end, and leave a file that can be read."""
    pick, made = random.Random(seed), 0
    for _ in range(25):
        text = re.sub(r"[\w.]+%?", lambda word: _spoiled(word[0], pick), BASE)
        after, count = mended(text)
        made += count
        assert mended(after) == (after, 0)
        told, left = ({problem.code for problem in check_text(each)[1]} for each in (text, after))
        assert {code for code in left - told if code < "CP100"} == set()
    assert made > 20


def _spoiled(word: str, pick: random.Random) -> str:
    ways = [
        f'"{word}"',
        f"'{word}'",
        word.replace(".", ","),
        f"+{word}",
        word.replace("%", " %"),
        word[0] + word,
    ]
    return pick.choice(ways) if pick.random() < 0.05 else word


FORMS = {
    "quoted": '"{}"',
    "in single quotes": "'{}'",
    "with a comma": "{comma}",
    "with a plus": "+{}",
    "with a blank and a percent sign": "{} %",
}


@given(
    number=st.from_regex(r"(0|[1-9][0-9]{0,2})(\.[0-9]{1,4})?", fullmatch=True),
    form=st.sampled_from(sorted(FORMS)),
    block=st.booleans(),
)
def test_a_mended_number_is_the_number(number: str, form: str, block: bool) -> None:  # noqa: FBT001
    """However it was written, the mended text has the value that it stood for, or is left alone."""
    written = FORMS[form].format(number, comma=number.replace(".", ","))
    old = "attainment_cap: 125%" if block else "{rate: 2.0}"
    new = f"attainment_cap: {written}" if block else f"{{rate: {written}}}"
    root, _ = read_source(mended(replaced((old, new)))[0], "plan.yaml")
    assert root
    path = (
        ("report_cards", "customer", "attainment_cap")
        if block
        else ("measures", "revenue", "curve", "bands", 1, "rate")
    )
    found = _values(root).get(path, "")
    value = parse_number(found)
    exact = parse_number(number)
    assert exact is not None
    assert value in (exact / 100 if "%" in written else exact, None)
    assert value is not None or ("," in written and len(number.partition(".")[2]) == 3)
