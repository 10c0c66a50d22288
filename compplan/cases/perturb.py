"""Which numbers of a case matter: each is changed in turn, and the result has to change with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from compplan.cases.model import Case
from compplan.cases.outcome import problems_of
from compplan.diagnostics import Diagnostic, Place
from compplan.documents.nodes import Mapping, Node, Scalar, Sequence, entries, items, number
from compplan.grammar import decimal_text

_MORE = Fraction(11, 10)
_NAMES = frozenset({"compplan", "years", "id"})
"""Numbers of a plan that are no arithmetic."""
Path = tuple[str, ...]


def check_inputs(case: Case) -> Iterator[Diagnostic]:
    """Tell numbers that change nothing, and numbers that are listed as unused but are not.

    Each number of the plan and of the tables that the case itself states but 0 is made a tenth larger, alone.
    """
    found = unused_in(case)
    for name, place in found.items():
        if name not in case.unused:
            hint = f"add {name} to 'unused', or a figure to 'expected'"
            yield Diagnostic("CP707", "this number changes nothing that the case expects", place, hint)
    for name in sorted(case.unused - found.keys()):
        message = f"'{name}' is listed as unused, and is no number that changes nothing"
        yield Diagnostic("CP708", message, case.place, "take it off the list")


def unused_in(case: Case) -> dict[str, Place]:
    """Give the place of each number, by its path, that changes nothing that the case expects."""
    numbers = ((part, each) for part in ("plan", "data") for each in _numbers((part,), getattr(case, part)))
    return {
        ".".join(path): scalar.place
        for part, (path, scalar) in numbers
        if not _matters(case, part, path, scalar)
    }


def _numbers(path: Path, node: Node) -> Iterator[tuple[Path, Scalar]]:
    if isinstance(node, Scalar) and number(node) and path[-1] not in _NAMES:
        yield path, node
    for key, value in entries(node):
        yield from _numbers((*path, key.text), value)
    for index, value in enumerate(items(node), 1):
        yield from _numbers((*path, str(index)), value)


def _matters(case: Case, part: str, path: Path, scalar: Scalar) -> bool:
    changed = replace(scalar, text=_larger(scalar.text))
    tree = _replaced(getattr(case, part), path[1:], changed)
    other = replace(case, plan=tree) if part == "plan" else replace(case, data=tree)
    return bool(list(problems_of(other)))


def _larger(text: str) -> str:
    percent = text.endswith("%")
    value = Fraction(text.removesuffix("%"))
    larger = value * _MORE if value else Fraction(1)
    whole = round(larger) if larger >= 20 and value.denominator == 1 else larger
    return decimal_text(Fraction(whole), places=9).removesuffix("...") + "%" * percent


def _replaced(node: Node, path: Path, new: Scalar) -> Node:
    """Put a scalar in the place to which a path leads."""
    if not path:
        return new
    first, rest = path[0], path[1:]
    if isinstance(node, Mapping):
        pairs = node.entries
        inside = ((key, _replaced(each, rest, new) if key.text == first else each) for key, each in pairs)
        return Mapping(tuple(inside), node.place)
    numbered = enumerate(items(node), 1)
    listed = (_replaced(each, rest, new) if str(at) == first else each for at, each in numbered)
    return Sequence(tuple(listed), node.place)
