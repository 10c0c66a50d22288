"""Checks of decision tables: facts, cells, and the proof that exactly one row counts everywhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from compplan.diagnostics import Diagnostic, Place
from compplan.documents.mends import did_you_mean
from compplan.documents.nodes import Node, Scalar, entries, get, items, key_of, text
from compplan.documents.words import shown, some
from compplan.plan import checks_recognition
from compplan.plan.build.rules import facts_of, points_facts_of, table_of
from compplan.tables.model import Input, Table
from compplan.tables.proof import Overlap, Point, TooLargeError, prove
from compplan.tables.unary import Fault, read_cell

MOST_TOLD = 3
_SCOPES = {"behaviour", "measure", "participant", "milestone"}


def check(root: Node) -> Iterator[Diagnostic]:
    """Give every problem of the plan's rules."""
    for key, rule in entries(get(root, "rules")):
        if text(get(rule, "type")) == "decision_table":
            yield from decision_table(root, key, rule)
        elif text(get(rule, "type")) == "points":
            yield from points(root, rule)
        else:
            yield from checks_recognition.check(root, key, rule)


def decision_table(root: Node, key: Scalar, rule: Node) -> Iterator[Diagnostic]:
    """Check one decision table; it is proved only if every fact and cell can be read."""
    for_each = text(get(rule, "for_each"))
    if for_each not in _SCOPES:
        return
    facts = facts_of(root, for_each)  # type: ignore[arg-type] # one of the words just looked for
    found = [*_inputs(rule, facts), *_cells(rule, facts), *_policy(key, rule)]
    yield from found
    if not found and _can_be_built(rule):
        yield from _proof(key, rule, table_of(rule, facts))


def points(root: Node, rule: Node) -> Iterator[Diagnostic]:
    """Check a rule that gives points: its facts and cells. Any number of its rows may hold."""
    for_each = text(get(rule, "for_each"))
    if for_each in _SCOPES:
        facts = points_facts_of(root, for_each)  # type: ignore[arg-type] # one of the words just looked for
        yield from _inputs(rule, facts)
        yield from _cells(rule, facts)


def _inputs(rule: Node, facts: Mapping[str, Input]) -> Iterator[Diagnostic]:
    named = [item for item in items(get(rule, "inputs")) if isinstance(item, Scalar)]
    for item in named:
        if text(item) and item.text not in facts:
            hint = did_you_mean(item.text, facts) or f"facts here are {some(facts, 40)}"
            yield Diagnostic("CP261", f"unknown fact '{shown(item.text)}'", item.place, hint)
    inputs = {item.text for item in named}
    whole = len(named) == len(items(get(rule, "inputs"))) > 0 and inputs <= facts.keys()
    for row in items(get(rule, "rows")) if whole else ():
        for fact, _ in entries(get(row, "when")):
            if fact.text not in inputs:
                hint = did_you_mean(fact.text, inputs) or "add it to 'inputs'"
                message = f"the fact '{shown(fact.text)}' is not an input of the table"
                yield Diagnostic("CP262", message, fact.place, hint)


def _cells(rule: Node, facts: Mapping[str, Input]) -> Iterator[Diagnostic]:
    for row in items(get(rule, "rows")):
        for fact, node in entries(get(row, "when")):
            column = facts.get(fact.text)
            if column is None or not isinstance(node, Scalar) or text(node) is None:
                continue
            cell = read_cell(node.text, column)
            if isinstance(cell, Fault):
                yield Diagnostic("CP263", cell.message, _inside(node, cell), cell.hint)


def _inside(node: Scalar, fault: Fault) -> Place:
    """Point at a part of a text that stands on one line as it is written."""
    place = node.place
    if place.column is None or place.length != len(node.text) + 2 * node.quoted:
        return place
    return Place(place.file, place.line, place.column + node.quoted + fault.at, fault.length)


def _policy(key: Scalar, rule: Node) -> Iterator[Diagnostic]:
    policy, at = text(get(rule, "hit_policy")) or "unique", key_of(rule, "hit_policy") or key
    for name, owner in (("reason", "first"), ("priority", "priority")):
        there = key_of(rule, name)
        if policy == owner and there is None:
            hint = "say why in 'reason'" if name == "reason" else "list the actions, the one that wins first"
            yield Diagnostic("CP264", f"the hit policy '{policy}' needs '{name}'", at.place, hint)
        elif there is not None and policy != owner:
            message = f"'{name}' belongs to the hit policy '{owner}', not '{policy}'"
            yield Diagnostic("CP264", message, there.place, f"delete it, or write hit_policy: {owner}")
    if policy == "priority" and (order := items(get(rule, "priority"))):
        used = {word: node for node in _actions(rule) if (word := text(node))}
        listed = {text(item) for item in order}
        for word, node in used.items():
            if word not in listed:
                yield Diagnostic(
                    "CP264", f"'priority' does not name the action '{word}'", node.place, "add it"
                )


def _actions(rule: Node) -> Iterator[Scalar]:
    for row in items(get(rule, "rows")):
        if isinstance(node := get(row, "then", "action"), Scalar):
            yield node


def _can_be_built(rule: Node) -> bool:
    """Tell whether the schema found nothing that a table needs amiss."""
    rows = items(get(rule, "rows"))
    plain = all(text(item) for item in items(get(rule, "inputs")))
    return bool(items(get(rule, "inputs")) and rows and plain) and all(
        text(get(row, "then", "action")) and _all_cells(get(row, "when")) for row in rows
    )


def _all_cells(when: Node | None) -> bool:
    return when is not None and all(text(cell) for _, cell in entries(when))


def _proof(key: Scalar, rule: Node, table: Table) -> Iterator[Diagnostic]:
    try:
        proof = prove(table, most=MOST_TOLD)
    except TooLargeError as error:
        message = f"'{shown(key.text)}' cannot be proved to have one answer everywhere: {error}"
        yield Diagnostic("CP267", message, key.place, "split the table, at most 1,000 rows and 6 inputs each")
        return
    rows = items(get(rule, "rows"))
    if proof.gap is not None:
        message = f"no row of '{shown(key.text)}' holds where {_point(proof.gap)}"
        yield Diagnostic(
            "CP265", message, key.place, "add a row for it; action: none says that nothing follows"
        )
    yield from (_overlap(rows, each) for each in proof.overlaps)
    for row in proof.hidden:
        message = f"row {row + 1} never counts: rows that come before it hold wherever it does"
        yield Diagnostic("CP268", message, _row_place(rows[row]), "delete it, or change the rows", "warning")


def _overlap(rows: tuple[Node, ...], found: Overlap) -> Diagnostic:
    line = _row_place(rows[found.first]).line
    message = f"this row and row {found.first + 1} (line {line}) both hold where {_point(found.point)}"
    return Diagnostic("CP266", message, _row_place(rows[found.second]), "let one of the two hold there")


def _row_place(row: Node) -> Place:
    return next((key.place for key, _ in entries(row)), row.place)


def _point(point: Point) -> str:
    return ", ".join(f"{name} is {value}" for name, value in point)
