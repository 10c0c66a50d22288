"""What an editor with yaml-language-server shows of a plan whose first line names the schema."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.fuzz.case import Case
from benchmarks.fuzz.run import check_shape, shape_case
from compplan.plan.load import check_text
from tests.editor.language_server import LanguageServer
from tests.plan.edits import BASE, cases, replaced
from tests.shared import ROOT

SHAPE = cases("shape.cases")
PLANS = sorted((ROOT / "plans").glob("*.yaml"))
FIRST_LINE = "# yaml-language-server: $schema=../schemas/plan.schema.json\n"
AS_WRITTEN = "a schema knows a number's value, not how it was written"
NO_COLON = "an editor passes over a key without ':'"
UNSEEN = {
    "exponent": AS_WRITTEN,
    "leading zero": AS_WRITTEN,
    "leading point": AS_WRITTEN,
    "trailing point": AS_WRITTEN,
    "plus": AS_WRITTEN,
    "exponent of thousands": AS_WRITTEN,
    "point before three digits": AS_WRITTEN,
    "too many decimals": AS_WRITTEN,
    "decimals of a whole number": AS_WRITTEN,
    "year zero": AS_WRITTEN,
    "not a number": "not-a-number is neither below nor above a bound",
    "quoted percentage": "to an editor percentages are texts, in quotes or not",
    "decimal commas in braces": NO_COLON,
    "comma in braces before three digits": NO_COLON,
    "comma in a whole number in braces": NO_COLON,
}
"""Mistakes that compplan tells and an editor does not, with the reason."""
RIGHT = {
    "as it is": BASE,
    "shares as numbers": replaced(("{revenue: 80%, relationship: 20%}", "{revenue: 0.8, relationship: 0.2}")),
    "ends of ranges": replaced(
        ("{revenue: 80%, relationship: 20%}", "{revenue: 100.00%, relationship: 0.0%}")
    ),
    "highest rate": replaced(("{rate: 2.0}", "{rate: 100000%}")),
    "leap day": replaced(("2026-10-01", "2024-02-29")),
    "date in quotes": replaced(("2026-10-01", '"2026-10-01"')),
    "no cap": replaced(("attainment_cap: 125%", "attainment_cap: none")),
    "ids of digits": replaced(("id: base", "id: 2027"), ("ratings: ratings", "ratings: 1")),
    "title of digits": replaced(("title: Base", "title: 2027")),
    "title that is true": replaced(("title: Base", "title: true")),
    "scale of numbers": replaced(("[poor, average, good]", "[1, 2, 3]"), ("[good]", "[3]")),
    "word that once was false": replaced(("[poor, average, good]", "[NO, average, good]")),
}


def _uri(name: str) -> str:
    """Name a document beside the bundled plans, which need not exist."""
    return (ROOT / "plans" / f"{name.replace(' ', '-')}.yaml").as_uri()


def _published(server: LanguageServer, texts: dict[str, str]) -> dict[str, list[dict[str, Any]]]:
    for name, text in texts.items():
        server.open(_uri(name), FIRST_LINE + text)
    server.wait_for(_uri(name) for name in texts)
    return {name: server.published[_uri(name)] for name in texts}


def _lines(problems: list[dict[str, Any]], text: str) -> set[int]:
    """Give the lines of problems, counted from 1 below the first line; of a list below its key, the key's."""
    lines = text.splitlines()
    marked = {problem["range"]["start"]["line"] for problem in problems}
    lists = [_above(lines, line) for line in marked if line and lines[line - 1].lstrip().startswith("- ")]
    return marked | {line for line in lists if line and lines[line - 1].endswith(":")}


def _above(lines: list[str], line: int) -> int:
    """Give the line above one that is not blank; 0 if there is none."""
    return next((at for at in range(line - 1, 0, -1) if lines[at - 1].strip()), 0)


def _our_lines(text: str) -> set[int | None]:
    return {problem.place.line for problem in check_text(text)[1] if problem.severity == "error"}


def test_an_editor_and_compplan_find_the_same_mistakes(server: LanguageServer) -> None:
    """Every mistake of keys and values that compplan tells, an editor marks on the same line, but a few."""
    published = _published(server, {name: text for name, (text, _) in SHAPE.items()})
    unseen = {
        name for name, (text, _) in SHAPE.items() if not _our_lines(text) <= _lines(published[name], text)
    }
    assert unseen == set(UNSEEN)
    assert [name for name in UNSEEN if published[name]] == []


AS_WRITTEN_CODES = {"CP105", "CP106", "CP109"}
"""What compplan says of numbers that are written in another way; a key such as 01 is no plan year."""


def test_an_editor_and_compplan_find_the_same_mistakes_in_trees_made_from_the_schema(
    server: LanguageServer,
) -> None:
    """A mistake in any word that the schema has or gains is marked where it stands; a right tree is not."""
    spoiled = {f"spoiled {seed}": shape_case(seed) for seed in range(150)}
    published = _published(server, {name: str(case.content) for name, case in spoiled.items()})
    assert {name: case.kind for name, case in spoiled.items() if not _agree(case, published[name])} == {}


def _agree(case: Case, published: list[dict[str, Any]]) -> bool:
    told = check_shape(str(case.content))
    if not published or not told:
        return not published and {problem.code for problem in told} <= AS_WRITTEN_CODES
    touched = {line for _, line in case.spots}
    ours = {problem.place.line for problem in told}
    return bool(ours & touched) and bool(_lines(published, str(case.content)) & (ours | touched))


def test_an_editor_has_nothing_to_say_of_right_plans(server: LanguageServer) -> None:
    """What compplan takes, an editor takes."""
    assert {name: _our_lines(text) for name, text in RIGHT.items()} == {name: set() for name in RIGHT}
    assert _published(server, RIGHT) == {name: [] for name in RIGHT}


@pytest.mark.parametrize("file", PLANS, ids=lambda file: file.stem)
def test_the_bundled_plans_name_their_schema(server: LanguageServer, file: Any) -> None:
    """Each bundled plan is checked by its own first line, as a mistake in it shows."""
    text = file.read_text(encoding="utf-8")
    assert text.startswith(FIRST_LINE if "\nyears:" in text else FIRST_LINE.replace("plan.", "scenario."))
    right, wrong = f"{file.as_uri()}.right.yaml", f"{file.as_uri()}.wrong.yaml"
    server.open(right, text)
    server.open(wrong, text.replace("\nid:", "\nyaers: 3\nid:"))
    server.wait_for([right, wrong])
    assert server.published[right] == []
    assert any("yaers" in problem["message"] for problem in server.published[wrong])


def test_a_message_says_what_is_expected(server: LanguageServer) -> None:
    """No editor shows a pattern: what may stand there is said in words."""
    wrong = replaced(
        ("weight: 60%", "weight: 160%"), ("id: base", "id: my base"), ("2026-10-01", "2026-13-01")
    )
    problems = _published(server, {"words": wrong})["words"]
    assert sorted(problem["message"] for problem in problems) == [
        "Expected a day of 1990 to 2100 as YYYY-MM-DD.",
        "Expected a share, 0% to 100%: 80% or 0.8.",
        "Expected letters, digits, _ and -, at most 64, beginning with a letter or digit.",
    ]


def _at(name: str, text: str, mark: str) -> dict[str, Any]:
    """Give a question's document and position: where a mark stands in the text."""
    before = (FIRST_LINE + text)[: (FIRST_LINE + text).index(mark)]
    position = {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}
    return {"textDocument": {"uri": _uri(name)}, "position": position}


HOVERED = {
    "years:": ("Years", "How many plan years of twelve months the plan runs."),
    "quota_proration:": ("Quota proration", "as_given: a quota counts as written"),
    "threshold:": ("Threshold", "Attainment below which the curve pays nothing."),
    "pool_previous_months:": ("Pool previous months", "By how many months the window may be extended back"),
}


@pytest.mark.parametrize("key", HOVERED)
def test_a_key_tells_what_it_means(server: LanguageServer, key: str) -> None:
    """Hovering over a key shows its title and description."""
    text = replaced(("{rate: 2.0}]", "{rate: 2.0}], threshold: 50%"))
    _published(server, {"hover": text})
    shown = server.ask("textDocument/hover", _at("hover", text, key))["contents"]["value"]
    title, description = HOVERED[key]
    assert f"#### {title}\n" in shown
    assert description in shown.replace("\\", "")


TOP_KEYS = {
    "amends",
    "announced_weights",
    "assume",
    "best_of",
    "caps",
    "conversion",
    "description",
    "gates",
    "modifiers",
    "payment",
    "rules",
    "sign_off",
    "stacking",
}
COMPLETED = {
    "keys": ("proration: {basis: calendar_days}\n", "", TOP_KEYS),
    "keys inside": (
        "    report_card: customer\n",
        "    ",
        {"accumulate", "balance", "caps", "earns", "floors", "responds_to", "title"},
    ),
    "words": ("payout_period: ", "", {"month", "quarter", "year"}),
    "words of a variant": ("    balance: ", "", {"lapse", "carry", "recover"}),
    "words that choose a variant": ("  path: ", "", {"steps", "linear", "s_curve", "monthly"}),
}


@pytest.mark.parametrize("name", COMPLETED)
def test_keys_and_words_are_offered(server: LanguageServer, name: str) -> None:
    """Where a key may stand, those that are not there yet are offered; where a word may, the words."""
    after, typed, offered = COMPLETED[name]
    base = replaced(("quota_proration: as_given", "quota_proration: as_given\n    balance: carry"))
    line = next(line for line in base.splitlines(keepends=True) if line.startswith(after))
    text = base.replace(line, f"{after}{typed}@\n", 1)
    question = _at(f"complete {name}", text, "@")
    _published(server, {f"complete {name}": text.replace("@", "", 1)})
    found = server.ask("textDocument/completion", question)
    assert {item["label"] for item in found["items"]} == offered
