"""Read decision tables and test cases of the DMN Technology Compatibility Kit as tables of ours.

A table of the hit policy RULE ORDER is one of ours that collects; OUTPUT ORDER collects by priority. Default
outputs, which ours do not have, are given back beside the table.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np

from compplan.tables.columns import Column, Ratios, Texts
from compplan.tables.evaluate import collected, compile_table, firing, holding
from compplan.tables.model import BOOLEANS, HitPolicy, Input, Kind, Row, Table
from compplan.tables.unary import Fault, read_cell

POLICIES: dict[str, HitPolicy] = {
    "UNIQUE": "unique",
    "ANY": "any",
    "PRIORITY": "priority",
    "FIRST": "first",
    "COLLECT": "collect",
    "RULE ORDER": "collect",
    "OUTPUT ORDER": "collect",
}
KINDS: dict[str, Kind] = {"number": "number", "string": "text", "boolean": "boolean"}
Element = ET.Element


@dataclass(frozen=True, slots=True)
class Case:
    """A test case: its inputs by name, and what is expected."""

    id: str
    inputs: dict[str, str]
    expected: Any


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision: its table and the output where no row holds."""

    table: Table
    default: Hashable | None


def read_decision(file: Path) -> Decision:
    """Read the one decision table of a model."""
    table = next(_root(file).iter("decisionTable"))
    inputs = tuple(map(_input, table.findall("input")))
    outputs = table.findall("output")
    names = [output.get("name") or "" for output in outputs]
    rows = tuple(_row(rule, inputs, names) for rule in table.findall("rule"))
    policy = table.get("hitPolicy", "UNIQUE")
    ordered = policy in ("PRIORITY", "OUTPUT ORDER")
    aggregation: Any = (table.get("aggregation") or "").lower() or None
    defaults = [_text(output, "defaultOutputEntry") for output in outputs]
    return Decision(
        Table(inputs, rows, POLICIES[policy], _priority(outputs, rows) if ordered else (), aggregation),
        _output(names, [text for text in defaults if text]) if all(defaults) else None,
    )


def read_cases(file: Path) -> list[Case]:
    """Read the test cases of a file."""
    return [_case(node) for node in _root(file).iter("testCase")]


def decide(decision: Decision, case: Case) -> Any:
    """Evaluate a table for one case, in the form in which cases state what they expect."""
    table, compiled = decision.table, compile_table(decision.table)
    columns = [_column(column, case.inputs[column.name]) for column in table.inputs]
    if table.aggregate:
        return collected(compiled, columns)[0]
    if table.hit_policy == "collect":
        _, rows = holding(compiled, columns)
        found = [table.rows[row].output for row in rows]
        return found or decision.default
    row = int(firing(compiled, columns)[0])
    return decision.default if row < 0 else table.rows[row].output


def _root(file: Path) -> Element:
    root = ET.parse(file).getroot()  # noqa: S314 the kit is a file that we chose
    for node in root.iter():
        node.tag = node.tag.rpartition("}")[2]
    return root


def _text(node: Element, *tags: str) -> str | None:
    for tag in tags:
        child = node.find(tag)
        if child is None:
            return None
        node = child
    text = node.find("text")
    return text.text if text is not None else None


def _input(node: Element) -> Input:
    expression = next(node.iter("inputExpression"))
    values = _text(node, "inputValues") or ""
    kind = KINDS[expression.get("typeRef", "")]
    return Input(_text(node, "inputExpression") or "", kind, tuple(re.findall(r'"([^"]*)"', values)))


def _row(rule: Element, inputs: tuple[Input, ...], names: list[str]) -> Row:
    cells = []
    for entry, column in zip(rule.findall("inputEntry"), inputs, strict=True):
        cell = read_cell(_text(entry) or "", column)
        assert not isinstance(cell, Fault), cell
        cells.append(cell)
    return Row(tuple(cells), _output(names, [_text(entry) or "" for entry in rule.findall("outputEntry")]))


def _output(names: list[str], texts: list[str]) -> Hashable:
    values = [text.strip('"') if '"' in text else Fraction(text) for text in texts]
    return values[0] if len(values) == 1 else tuple(zip(names, values, strict=True))


def _priority(outputs: list[Element], rows: tuple[Row, ...]) -> tuple[Hashable, ...]:
    """Order whole outputs by the order of each part's values; a part without values does not matter."""
    ranks: list[list[str]] = []
    for output in outputs:
        values = re.findall(r'"([^"]*)"', _text(output, "outputValues") or "")
        ranks.append(values or sorted({_part(row.output, len(ranks)) for row in rows}))
    if len(ranks) == 1:
        return tuple(ranks[0])
    names = [output.get("name") or "" for output in outputs]
    return tuple(tuple(zip(names, chosen, strict=True)) for chosen in product(*ranks))


def _part(output: Any, index: int) -> Any:
    return output[index][1] if isinstance(output, tuple) else output


def _column(column: Input, text: str) -> Column:
    if column.kind == "number":
        value = Fraction(text)
        return Ratios(np.array([value.numerator]), value.denominator)
    names = BOOLEANS if column.kind == "boolean" else (text,)
    return Texts(np.array([names.index(text)]), names)


def _case(node: Element) -> Case:
    inputs = {each.get("name") or "": each.findtext("value") or "" for each in node.findall("inputNode")}
    return Case(node.get("id") or "", inputs, _expected(next(node.iter("expected"))))


def _expected(node: Element) -> Any:
    parts = node.findall("component")
    if parts:
        return tuple((part.get("name") or "", _expected(part)) for part in parts)
    if (items := node.find("list")) is not None:
        return [_expected(item) for item in items.findall("item")]
    value = node.find("value")
    assert value is not None
    number = any(found == "xsd:decimal" for found in value.attrib.values())
    return Fraction(value.text or "") if number else value.text
