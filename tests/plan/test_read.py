"""What the reader refuses before anything has a meaning, and where it says so."""

from __future__ import annotations

import pytest

from compplan.documents.nodes import Mapping, Scalar, get, places, text
from compplan.documents.read import MAX_DEPTH, MAX_KEY, MAX_NODES, MAX_PROBLEMS, MAX_SCALAR, read_source

REFUSED = {
    "open bracket": ("a: [1, 2\nb: 3", "CP005", 1, 4),
    "many brackets": ("[" * 1_000_000, "CP012", 1, MAX_DEPTH + 1),
    "many dashes": ("- " * 50_000, "CP012", 1, 2 * MAX_DEPTH + 1),
    "staircase": (
        "\n".join("  " * depth + "-" for depth in range(900)),
        "CP012",
        MAX_DEPTH + 1,
        2 * MAX_DEPTH + 1,
    ),
    "many values": ("a: [" + "1," * MAX_NODES + "]", "CP012", 1, 5 + 2 * (MAX_NODES - 3)),
    "long text": ("a: " + "b" * (MAX_SCALAR + 1), "CP012", 1, 4),
    "long key": ("b" * (MAX_KEY + 1) + ": 1", "CP012", 1, 1),
    "merge bomb": ("a: 1\nb:\n  <<: c", "CP010", 3, 3),
    "merge key of anchor": ("a: &x {b: 1}", "CP010", 1, 4),
    "alias": ("a: *x", "CP010", 1, 4),
    "alias of itself": ("a: &x [*x]", "CP010", 1, 4),
    "alias as key": ("a: 1\n*x : 2", "CP010", 2, 1),
    "duplicate key": ("a: 1\nb: 2\na: 3", "CP009", 3, 1),
    "duplicate key in quotes": ('a: 1\n"a": 3', "CP009", 2, 1),
    "duplicate key inside": ("a:\n  - {b: 1, b: 2}", "CP009", 2, 12),
    "integer tag": ("a: !!int abc", "CP011", 1, 4),
    "date tag": ("a: !!timestamp foo", "CP011", 1, 4),
    "binary tag": ('a: !!binary "####"', "CP011", 1, 4),
    "python tag": ("a: !!python/object/apply:os.system ['true']", "CP011", 1, 4),
    "own tag": ("a: !include b.yaml", "CP011", 1, 4),
    "bare tag": ("a: ! b", "CP011", 1, 4),
    "tag on mapping": ("a: !x {b: 1}", "CP011", 1, 4),
    "tag with prefix": ("%TAG ! tag:x,2000:\n---\na: !b c", "CP011", 3, 4),
    "list as key": ("[a]: 1", "CP013", 1, 1),
    "mapping as key": ("{a: 1}: 1", "CP013", 1, 1),
    "empty key": ("? \n: 1", "CP013", 1, 2),
    "two documents": ("a: 1\n---\nb: 2", "CP007", 2, 1),
    "document after its end": ("a: 1\n...\n---\nb: 2", "CP007", 3, 1),
    "empty file": ("", "CP006", 1, 1),
    "comments only": ("# nothing\n\n", "CP006", 1, 1),
    "empty document": ("---\n", "CP006", 1, 1),
    "null document": ("---\n...\n", "CP006", 1, 1),
    "list at the top": ("- a", "CP008", 1, 1),
    "text at the top": ("hello", "CP008", 1, 1),
    "NUL": ("a: 1\nb: \0", "CP004", 2, 4),
    "escaped NUL": ('a: 1\nb: "x\\0"', "CP004", 2, 4),
    "bell": ("a: \a", "CP004", 1, 4),
    "next line": ("a: x\x85b: y", "CP004", 1, 5),
    "line separator": ("a: x\u2028", "CP004", 1, 5),
    "direction override": ("a: \u202ex", "CP004", 1, 4),
    "byte order mark": ("\ufeffa: 1", "CP004", 1, 1),
    "lone surrogate": ("a: \ud800", "CP004", 1, 4),
    "escaped surrogate": ('a: "\\ud800"', "CP005", 1, 7),
    "lone carriage return": ("a: 1\rb: 2", "CP004", 1, 5),
    "after carriage returns": ("a: 1\r\nb: \0", "CP004", 2, 4),
    "tab": ("a:\n\tb: 1", "CP005", 2, 1),
    "percent directive": ("a: 1\n%b: 2", "CP005", 2, 3),
    "colon in text": ("a: b: c", "CP005", 1, 5),
    "open quote": ('a: "b', "CP005", 1, 4),
    "at sign": ("a: @b", "CP005", 1, 4),
    "uneven indentation": ("a:\n  b: 1\n c: 2", "CP005", 3, 2),
    "not spaced": ("a: 1\nyears:3\nb: 2", "CP005", 2, 1),
}


@pytest.mark.parametrize(("source", "code", "line", "column"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_plain_is_refused_at_its_place(source: str, code: str, line: int, column: int) -> None:
    """Each pitfall of YAML gives its code at the token that is wrong."""
    _, problems = read_source(source, "plan.yaml")
    first = problems[0]
    assert (first.code, first.place.line, first.place.column) == (code, line, column)


@pytest.mark.parametrize(("source", "code"), [(case[0], case[1]) for case in REFUSED.values()], ids=REFUSED)
def test_a_refused_file_has_no_meaning(source: str, code: str) -> None:
    """Nothing is made of a refused file, except that of two same keys the first counts."""
    root, _ = read_source(source, "plan.yaml")
    assert (root is None) == (code != "CP009")


TEXTS = [
    *("NO", "no", "off", "on", "yes", "true", "~", "null", "010", "0b11", "0x1F", "1_000", "12:30", "1e3"),
    *(".nan", ".inf", "2027-01-01", "2024-02-30", "0000-01-01", "1.0e+999999999", "80%", "1,5", "="),
    "9" * 5_000,
]


@pytest.mark.parametrize("written", TEXTS, ids=lambda text: text[:20])
def test_a_value_stays_the_text_that_is_written(written: str) -> None:
    """No value or key becomes a number, boolean, date or null by itself."""
    root, problems = read_source(f"a: {written}\n? {written[:100]}\n: b", "plan.yaml")
    assert problems == ()
    assert get(root, "a") == Scalar(written, quoted=False, place=get(root, "a").place)  # type: ignore[union-attr]
    assert isinstance(root, Mapping)
    assert root.entries[1][0].text == written[:100]


@pytest.mark.parametrize("written", ["'80%'", '"80%"', "|-\n  80%", ">-\n  80%"])
def test_quotes_and_blocks_are_seen(written: str) -> None:
    """A text in quotes or a block is known to be one."""
    root, _ = read_source(f"a: {written}", "plan.yaml")
    node = get(root, "a")
    assert isinstance(node, Scalar)
    assert (node.text, node.quoted) == ("80%", True)


def test_places_count_characters_from_one() -> None:
    """Lines and columns count characters, not bytes, and each value is underlined to its end."""
    root, _ = read_source("títle: 😀\nb: {c: 'quoted text', d: [1, 20]}", "plan.yaml")
    assert root
    found = {path: (place.line, place.column, place.length) for path, place in places(root).items()}
    assert found == {
        (): (1, 1, 1),
        ("títle",): (1, 8, 1),
        ("b",): (2, 1, 1),
        ("b", "c"): (2, 8, 13),
        ("b", "d"): (2, 23, 1),
        ("b", "d", 0): (2, 27, 1),
        ("b", "d", 1): (2, 30, 2),
    }


def test_a_text_over_several_lines_is_underlined_on_its_first() -> None:
    """A value that goes on below is underlined to the end of its first line."""
    root, _ = read_source("a: some\n  more", "plan.yaml")
    place = get(root, "a").place  # type: ignore[union-attr]
    assert (text(get(root, "a")), place.line, place.column, place.length) == ("some more", 1, 4, 4)


def test_all_that_is_refused_is_listed() -> None:
    """One reading finds every anchor, tag and duplicate key."""
    _, problems = read_source("a: &x 1\nb: !y 2\nb: 3\nc: *x", "plan.yaml")
    assert [(problem.code, problem.place.line) for problem in problems] == [
        ("CP010", 1),
        ("CP011", 2),
        ("CP009", 3),
        ("CP010", 4),
    ]


def test_very_many_problems_are_cut() -> None:
    """A file of tags gives no endless list."""
    _, problems = read_source("".join(f"k{index}: !t x\n" for index in range(1_000)), "plan.yaml")
    assert len(problems) == MAX_PROBLEMS


def test_windows_line_ends_are_fine() -> None:
    """CR LF ends a line like LF."""
    root, problems = read_source("a: 1\r\nb: 2\r\n", "plan.yaml")
    assert (text(get(root, "b")), problems) == ("2", ())


def test_a_text_larger_than_a_file_may_be_is_refused() -> None:
    """Text given as such obeys the limit of files."""
    root, problems = read_source("# " + "x" * 1024 * 1024, "plan.yaml")
    assert (root, [problem.code for problem in problems]) == (None, ["CP002"])
