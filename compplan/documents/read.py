"""Read a YAML file into a tree of texts, with limits that no file can get around.

Only the parser's events are used: no tags, anchors, aliases, merge keys or implicit types, and nothing is
built before its depth and size are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

import yaml

from compplan.diagnostics import Diagnostic, Place
from compplan.documents.commas import joined
from compplan.documents.files import MAX_BYTES, read_text, too_large
from compplan.documents.nodes import Mapping, Node, Scalar, Sequence
from compplan.documents.syntax import syntax_problem
from compplan.documents.words import shown

MAX_DEPTH = 32
MAX_NODES = 50_000
MAX_SCALAR = 16 * 1024
MAX_KEY = 128
MAX_PROBLEMS = 100

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CONTROL = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")
_LONE_RETURN = re.compile("\r(?!\n)")
_TOKEN = re.compile(r"[^\s,\[\]{}]+")


class _StopError(Exception):
    """Reading cannot go on."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file holds, how it begins, and the schema of its shape, ``schemas/<schema>.schema.json``."""

    noun: str
    begins: str
    schema: str


PLAN = Kind("plan", "compplan: 1", "plan")


def read_file(path: str, kind: Kind = PLAN) -> tuple[Node | None, tuple[Diagnostic, ...], str]:
    """Read a file: its tree (None if it has no meaning), what is wrong with it, and its text."""
    content = read_text(path, kind.noun)
    if isinstance(content, Diagnostic):
        return None, (content,), ""
    return *read_source(content, path, kind), content


def read_source(source: str, file: str, kind: Kind = PLAN) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    """Read YAML text: its tree (None if it has no meaning) and what is wrong with it."""
    if len(source) > MAX_BYTES:
        return None, (too_large(file, kind.noun),)
    reader = _Reader(source, file, kind)
    try:
        reader.check_characters()
        root = reader.document()
    except _StopError:
        root = None
    except yaml.YAMLError as error:
        return None, (*reader.problems, syntax_problem(error, reader.lines, file))
    return (None if reader.broken else root), tuple(reader.problems)


class _Reader:
    """One pass over the events of one file."""

    def __init__(self, source: str, file: str, kind: Kind) -> None:
        self.source, self.file, self.kind = source, file, kind
        self.lines = source.splitlines()
        self.problems: list[Diagnostic] = []
        self.broken = False
        self.nodes = 0

    def check_characters(self) -> None:
        """Refuse characters that a reader of the file cannot see."""
        text = self.source.replace("\r\n", " \n")
        for match in (_CONTROL.search(text), _LONE_RETURN.search(text)):
            if match is not None:
                self.report(
                    "CP004",
                    f"the hidden character {_name(match[0])} is not allowed",
                    self.place_at(text, match.start()),
                    "delete it",
                )
                raise _StopError

    def document(self) -> Node | None:
        """Read the one document of the file."""
        events = yaml.parse(self.source, _Loader)
        root: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    self.stop(
                        "CP007",
                        "a second document begins here",
                        event,
                        f"keep one {self.kind.noun} in a file, without '---' lines",
                    )
                root = self.node(next(events), events, 1)
        if not isinstance(root, Mapping) and not self.broken:
            self.not_a_mapping(root)
        return root

    def not_a_mapping(self, root: Node | None) -> None:
        """Refuse a file that holds nothing, or one text, or a list."""
        empty = root is None or (isinstance(root, Scalar) and not root.text and not root.quoted)
        place = Place(self.file, 1, 1) if empty or root is None else root.place
        if empty:
            self.report("CP006", "the file holds nothing", place, f"begin with '{self.kind.begins}'")
        else:
            found = "a list" if isinstance(root, Sequence) else "one text"
            self.report(
                "CP008",
                f"the file holds {found}, expected keys and values",
                place,
                f"begin with '{self.kind.begins}'",
            )

    def node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        """Read one value, which begins with ``event``."""
        self.count(event, depth)
        self.plain_only(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(event, events, depth)
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(event, events, depth)
        return self.scalar(event)

    def count(self, event: Any, depth: int) -> None:
        """Keep depth and number of nodes within their limits."""
        self.nodes += 1
        if depth > MAX_DEPTH:
            self.stop("CP012", f"nested more than {MAX_DEPTH} deep", event, "write fewer brackets")
        if self.nodes > MAX_NODES:
            self.stop("CP012", f"more than {MAX_NODES:,} values", event)

    def plain_only(self, event: Any) -> None:
        """Refuse aliases, anchors and tags."""
        if isinstance(event, yaml.AliasEvent):
            self.refuse(
                "CP010",
                f"the alias '*{shown(str(event.anchor))}' is not allowed",
                event,
                "write the value out here, or put text with '*' in quotes",
            )
        elif event.anchor is not None:
            self.refuse(
                "CP010",
                f"the anchor '&{shown(str(event.anchor))}' is not allowed",
                event,
                "delete it, or put text with '&' in quotes",
            )
        elif event.tag is not None:
            self.refuse("CP011", "a tag is not allowed", event, "delete it")

    def sequence(self, start: Any, events: Iterator[Any], depth: int) -> Sequence:
        """Read a list to its end."""
        found = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            found.append(self.node(event, events, depth + 1))
        return Sequence(tuple(found), self.place(start))

    def mapping(self, start: Any, events: Iterator[Any], depth: int) -> Mapping:
        """Read keys and values to their end; of two same keys the first counts."""
        found: dict[str, tuple[Scalar, Node]] = {}
        last = ""
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self.key(event, events, depth)
            value = self.node(next(events), events, depth + 1)
            if found and (whole := joined(found[last][1], key, value)):
                self.decimal_comma(last, whole)
                found[last] = found[last][0], whole
                continue
            first, _ = found.setdefault(key.text, (key, value))
            last = key.text
            if first is not key:
                self.duplicate(key, first)
        return Mapping(tuple(found.values()), self.place(start))

    def duplicate(self, key: Scalar, first: Scalar) -> None:
        """Note a key that stands a second time."""
        message = f"the key '{shown(key.text)}' stands twice, first on line {first.place.line}"
        self.problems.append(Diagnostic("CP009", message, key.place, "keep one of the two"))

    def decimal_comma(self, key: str, whole: Scalar) -> None:
        """Note a number that its comma cuts in two, a value and the next key."""
        from compplan.documents.mends import replacing
        from compplan.documents.mends_numbers import comma_hint, may_be_thousands

        written = whole.text.replace(".", ",")
        message = f"'{shown(key)}' is '{written}': expected a point before decimals"
        mend = replacing(whole, None if may_be_thousands(written) else whole.text)
        hint = comma_hint(written, whole.text)
        self.problems.append(Diagnostic("CP105", message, whole.place, hint, mend=mend))

    def key(self, event: Any, events: Iterator[Any], depth: int) -> Scalar:
        """Read a key, which must be a short text."""
        key = self.node(event, events, depth + 1)
        if not isinstance(key, Scalar):
            hint = "write the key, then ':', then brackets"
            self.stop("CP013", "a key must be a text, found a list or mapping", event, hint)
        if key.text == "<<":
            self.refuse("CP010", "the merge key '<<' is not allowed", event, "write the keys out here")
        elif not key.text and not isinstance(event, yaml.AliasEvent):
            self.refuse("CP013", "a key is empty", event, "write the key before the ':'")
        elif len(key.text) > MAX_KEY:
            self.refuse("CP012", f"a key of more than {MAX_KEY} characters", event)
        return key

    def scalar(self, event: Any) -> Scalar:
        """Take a text as written."""
        if isinstance(event, yaml.AliasEvent):
            return Scalar("", quoted=False, place=self.place(event))
        if len(event.value) > MAX_SCALAR:
            self.stop("CP012", f"a text of more than {MAX_SCALAR:,} characters", event)
        if (hidden := _CONTROL.search(event.value)) is not None:
            message = f"the text holds the hidden character {_name(hidden[0])}"
            self.refuse("CP004", message, event, "write it without")
        return Scalar(event.value, quoted=bool(event.style), place=self.place(event))

    def place(self, event: Any) -> Place:
        """Give the place of an event, underlining it on its first line."""
        start, end = event.start_mark, event.end_mark
        line = self.lines[start.line] if start.line < len(self.lines) else ""
        token = _TOKEN.match(line, start.column)
        if isinstance(event, yaml.ScalarEvent) and event.tag is None and event.anchor is None:
            last = end.column if end.line == start.line else len(line)
        else:
            last = token.end() if token and not isinstance(event, yaml.CollectionStartEvent) else 0
        return Place(self.file, start.line + 1, start.column + 1, min(MAX_KEY, max(1, last - start.column)))

    def place_at(self, text: str, offset: int) -> Place:
        """Give the place of a character of a text."""
        before = text[:offset]
        return Place(self.file, before.count("\n") + 1, offset - before.rfind("\n"))

    def report(self, code: str, message: str, place: Place, hint: str | None = None) -> None:
        """Note a problem that leaves the file without meaning."""
        self.broken = True
        self.problems.append(Diagnostic(code, message, place, hint))
        if len(self.problems) >= MAX_PROBLEMS:
            raise _StopError

    def refuse(self, code: str, message: str, event: Any, hint: str | None = None) -> None:
        """Note a problem at an event and go on reading."""
        self.report(code, message, self.place(event), hint)

    def stop(self, code: str, message: str, event: Any, hint: str | None = None) -> NoReturn:
        """Note a problem at an event and read no further."""
        self.refuse(code, message, event, hint)
        raise _StopError


def _name(character: str) -> str:
    return {"\ufeff": "U+FEFF (byte order mark)"}.get(character, f"U+{ord(character):04X}")
