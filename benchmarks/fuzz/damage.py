"""Plans damaged as text or bytes: brackets, quotes, tabs, anchors, tags, documents, characters."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from benchmarks.fuzz.case import Case
from benchmarks.fuzz.plans import spots
from benchmarks.fuzz.trees import Keys, any_style, write

_VALUE = re.compile(r"^(\s*)([\w-]+): ([^\s{\[#][^#]*)$")
_BLOCK = re.compile(r"^(\s*)([\w-]+):$")
LineChange = Callable[[str], list[str] | None]
HIDDEN = ("\0", "\x1b", "\x7f", "\u202e", "\ufeff", "\u2028", "\x85", "\x08")
PIECES = (
    *(
        "[",
        "]",
        "{",
        "}",
        ":",
        ": ",
        "- ",
        ",",
        "#",
        "&a ",
        "*a",
        "!t ",
        "'",
        '"',
        "|",
        ">",
        "%",
        "@",
        "`",
        "\t",
    ),
    *(
        "\n",
        "\r",
        "  ",
        "---\n",
        "...\n",
        "? ",
        "<<: ",
        "é",
        "\U0001f600",
        "null",
        "0",
        "9" * 40,
        "[" * 50,
        "\\",
    ),
)


def damaged_text(rng: Random, base: Keys) -> Case:
    """Damage a line so that the file is not the plain YAML that a plan is written in."""
    text, _ = write(base, any_style(rng))
    lines = text.splitlines()
    while True:
        kind = rng.choice(list(LINES))
        at = rng.randrange(len(lines))
        changed = LINES[kind](lines[at])
        if changed is not None:
            touched = spots([at + 1, at + 2])
            return Case(kind, touched, "\n".join([*lines[:at], *changed, *lines[at + 1 :]]) + "\n")


def _on_value(form: str) -> LineChange:
    def change(line: str) -> list[str] | None:
        match = _VALUE.match(line)
        return [form.format(match[1], match[2], match[3])] if match else None

    return change


def _tab(line: str) -> list[str] | None:
    match = re.match(r"^( +)([\w-]+:.*)$", line)
    return [f"\t{match[2]}"] if match else None


def _anchored_block(line: str) -> list[str] | None:
    match = _BLOCK.match(line)
    return [f"{line} &all"] if match else None


LINES: dict[str, LineChange] = {
    "open quote": _on_value('{0}{1}: "{2}'),
    "open bracket": _on_value("{0}{1}: [{2}"),
    "open brace": _on_value("{0}{1}: {{{2}"),
    "second colon": _on_value("{0}{1}: {2}: {2}"),
    "no colon": _on_value("{0}{1} {2}"),
    "anchor": _on_value("{0}{1}: &a {2}"),
    "alias": _on_value("{0}{1}: *a"),
    "tag": _on_value("{0}{1}: !!str {2}"),
    "merge key": _on_value("{0}<<: {2}"),
    "reserved": _on_value("{0}{1}: @{2}"),
    "key of a list": _on_value("{0}[{1}]: {2}"),
    "tab": _tab,
    "anchor of a block": _anchored_block,
    "document": lambda line: (
        ["---", line] if re.match(r"^\w", line) and not line.startswith("compplan") else None
    ),
}


def raw_noise(rng: Random, base: Keys) -> Case:
    """Put bytes into a file, cut them out or move them; some bytes make it wrong wherever they stand."""
    text, _ = write(base, any_style(rng))
    content, at = text.encode(), rng.randrange(len(text))
    line = content[:at].count(b"\n") + 1
    kind = rng.choice(["hidden", "not utf-8", "piece", "cut", "copy", "flip", "mark", "wide"])
    if kind == "hidden":
        return Case(kind, spots([line]), content[:at] + rng.choice(HIDDEN).encode() + content[at:])
    if kind == "not utf-8":
        return Case(
            kind, spots([line]), content[:at] + rng.choice([b"\xff", b"\xc0", b"\xe9"]) + content[at:]
        )
    if kind == "mark":
        return Case(kind, spots([1]), rng.choice([b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"]) + content)
    if kind == "wide":
        return Case(kind, spots([1]), text.encode(rng.choice(["utf-16", "utf-16-le", "utf-32", "utf-16-be"])))
    end = min(len(content), at + rng.choice([1, 2, 5, 20, 200]))
    if kind == "piece":
        content = content[:at] + rng.choice(PIECES).encode() + content[at:]
    elif kind == "cut":
        content = content[:at] + content[end:]
    elif kind == "copy":
        content = content[:end] + content[at:]
    else:
        content = content[:at] + bytes([content[at] ^ (1 << rng.randrange(8))]) + content[at + 1 :]
    return Case(kind, spots([line]), content, wrong=None)
