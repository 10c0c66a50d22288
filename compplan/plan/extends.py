"""A plan file that states only what differs from another: the two trees become one."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from compplan.diagnostics import Diagnostic
from compplan.documents.files import beside
from compplan.documents.mends import certain_word, replacing
from compplan.documents.nodes import Mapping, Node, Scalar, entries, get, key_of, places_in, text
from compplan.documents.read import read_file
from compplan.documents.schema import faults, known_keys, takes_word
from compplan.documents.words import listed, shown
from compplan.plan.model import OPERATIONS

_DEEPEST = 8
_CHOOSES = ("type", "path")
"""The keys whose word chooses which other keys there are."""
_WHOLE = ("before", "to")
_ROWS = ("by_year", "by_month")
"""Rows of weights: a measure that such a row does not name has no weight, so rows are replaced whole."""
_REMOVED = "none"
_ONE_OF = frozenset(OPERATIONS)
"""Ways to count of which an actual has one: another one takes its place."""
_OWN = ("compplan", "id")
"""What every file states itself."""


def whole_plan(root: Node, file: str, above: tuple[str, ...] = ()) -> tuple[Node | None, list[Diagnostic]]:
    """Lay a file's tree over the plan that it extends or amends; None, and why, if that cannot be read.

    Keys are laid over keys at every depth. Lists and rows of weights replace those of the other plan;
    ``none`` takes something away. Where another ``type`` or ``path`` is chosen, keys fall away that
    it does not have. ``above`` are the files that rest on this one.
    """
    if lacking := [key for key in _OWN if key_of(root, key) is None]:
        return None, [_headless(root, lacking)]
    if (nameless := _nameless(root)) is not None:
        return None, [nameless]
    trees, seen = [root], [*above, os.path.realpath(file)]
    while isinstance(node := get(trees[-1], "extends"), Scalar) and text(node) is not None:
        path = path_of(node)
        if os.path.realpath(path) in seen or len(seen) > _DEEPEST:
            return None, [_circle(node, "extends")]
        tree, problems = _read(path, node, "extends")
        if tree is None or problems:
            return None, problems
        seen.append(os.path.realpath(path))
        trees.append(tree)
    whole, told = trees.pop(), list[Diagnostic]()
    while trees:
        over = _without(trees.pop(), "extends")
        told += _empty(whole, over)
        whole = _over(whole, over, ())
    node = get(whole, "amends", "plan")
    if not isinstance(node, Scalar) or text(node) is None:
        unclear = list(unclear_amends(whole))
        return (None, [*told, *unclear]) if unclear else (whole, told)
    base, problems = _amended(node, tuple(seen))
    if base is None:
        return None, [*told, *problems]
    return _over(_without(base, "amends"), whole, ()), [*told, *_empty(base, _without(whole, "amends"))]


def path_of(node: Scalar) -> str:
    """Give the path of another plan that a file names."""
    return str(Path(node.place.file).parent / node.text)


def _amended(node: Scalar, seen: tuple[str, ...]) -> tuple[Node | None, list[Diagnostic]]:
    """Read the plan that a file amends, whole."""
    path = path_of(node)
    if os.path.realpath(path) in seen or len(seen) > _DEEPEST:
        return None, [_circle(node, "amends")]
    tree, problems = _read(path, node, "amends")
    return (None, problems) if tree is None or problems else whole_plan(tree, path, seen)


def misspelt_extends(root: Node) -> Diagnostic | None:
    """Find the misspelt key by which a file extends a plan; without it, everything seems to be missing."""
    if key_of(root, "measures") is not None and key_of(root, "starts") is not None:
        return None
    for key, _ in entries(root):
        if meant := certain_word(key.text, ["extends", "amends"]):
            message, hint = f"unknown key '{shown(key.text)}'", f"did you mean '{meant}'?"
            return Diagnostic("CP101", message, key.place, hint, mend=replacing(key, meant))
    return None


def unclear_amends(root: Node) -> Iterator[Diagnostic]:
    """Find what is wrong with ``amends`` that names no plan; without one, all else seems to be missing."""
    key, node = key_of(root, "amends"), get(root, "amends")
    if key is None or node is None:
        return
    if path := text(node):
        hint = f"write amends: {{plan: {shown(path)}, from: 2027-07-01, year_to_date: freeze}}"
        message = f"'amends' is '{shown(path)}': expected keys and values"
        yield Diagnostic("CP103", message, node.place, hint)
        return
    from compplan.documents.shape_errors import diagnostics

    own = frozenset(places_in(key, node))
    yield from (problem for problem in diagnostics(faults(root, "plan")) if problem.place in own)


def _headless(root: Node, lacking: list[str]) -> Diagnostic:
    message = f"the file lacks the key{'s' * (len(lacking) > 1)} {listed(lacking)}"
    hint = "a plan that extends another has an id of its own" if "id" in lacking else "add 'compplan: 1'"
    return Diagnostic("CP102", message, root.place, hint)


def _nameless(root: Node) -> Diagnostic | None:
    key, node = key_of(root, "extends"), get(root, "extends")
    if key is None or text(node):
        return None
    empty = isinstance(node, Scalar)
    message = f"'extends' {'has no value' if empty else 'is no text'}: expected the path of a plan"
    return Diagnostic("CP112" if empty else "CP103", message, key.place, "write extends: PLAN.yaml")


def _read(path: str, node: Scalar, verb: str) -> tuple[Node | None, list[Diagnostic]]:
    tree, problems, _ = read_file(path)
    if any(problem.code == "CP001" for problem in problems):
        return None, [_unreadable(path, node, verb)]
    return tree, list(problems)


def _circle(node: Scalar, verb: str) -> Diagnostic:
    message = f"'{shown(node.text)}' {verb} this plan, or too many others"
    return Diagnostic("CP015", message, node.place, f"{verb.removesuffix('s')} a plan that is whole")


def _unreadable(path: str, node: Scalar, verb: str) -> Diagnostic:
    message = f"the plan '{shown(node.text)}', which this one {verb}, cannot be read"
    hint = beside(path) or "give its path as seen from this file"
    return Diagnostic("CP014", message, node.place, hint)


def _without(node: Node, name: str) -> Node:
    if not isinstance(node, Mapping):
        return node
    return Mapping(tuple(entry for entry in node.entries if entry[0].text != name), node.place)


def _empty(base: Node, over: Node) -> Iterator[Diagnostic]:
    """Tell of keys that say nothing about what stands there in the other plan."""
    for key, value in entries(over):
        other = get(base, key.text)
        if isinstance(value, Mapping) and not value.entries and entries(other):
            message = f"'{shown(key.text)}' has no value, so it changes nothing"
            hint = f"delete it, or write '{shown(key.text)}: none' to do without"
            yield Diagnostic("CP112", message, key.place, hint)
        elif other is not None:
            yield from _empty(other, value)


def _over(base: Node, over: Node, path: tuple[str, ...]) -> Node:
    """Lay one value over another; of a mapping, key by key."""
    if not isinstance(base, Mapping) or not isinstance(over, Mapping) or _is_row(path):
        return over
    mine = {key.text: (key, value) for key, value in over.entries}
    merged = [
        (mine[key.text][0], _over(value, mine[key.text][1], (*path, key.text)))
        if key.text in mine
        else (key, value)
        for key, value in base.entries
    ]
    theirs = {key.text for key, _ in base.entries}
    merged += [entry for entry in over.entries if entry[0].text not in theirs]
    counted_anew = path[-1:] == ("actual",) and _ONE_OF & mine.keys()
    fallen = _ONE_OF - mine.keys() if counted_anew else set()
    kept = tuple(
        (key, value)
        for key, value in merged
        if key.text not in fallen and not _removes((*path, key.text), value, get(base, key.text))
    )
    whole = Mapping(kept, over.place)
    return _fitting(whole, mine, path) if _chosen_anew(base, over) else whole


def _is_row(path: tuple[str, ...]) -> bool:
    named = bool(path) and path[0] in ("weights", "announced_weights")
    return named and (path[-1] in _WHOLE or (len(path) > 2 and path[-2] in _ROWS))


def _removes(path: tuple[str, ...], value: Node, base: Node | None) -> bool:
    """Tell whether ``none`` stands in place of something, and is no value of its own there."""
    plain = isinstance(value, Scalar) and value.text == _REMOVED and not value.quoted
    return plain and base is not None and not takes_word("plan", path, _REMOVED)


def _chosen_anew(base: Mapping, over: Mapping) -> bool:
    words = ((get(base, key), get(over, key)) for key in _CHOOSES)
    return any(text(new) is not None and text(old) != text(new) for old, new in words)


def _fitting(whole: Mapping, mine: Iterable[str], path: tuple[str, ...]) -> Mapping:
    """Drop the other plan's keys that the chosen variant does not have."""
    known = known_keys("plan", path, whole)
    kept = tuple(entry for entry in entries(whole) if entry[0].text in mine or entry[0].text in known)
    return Mapping(kept, whole.place)
