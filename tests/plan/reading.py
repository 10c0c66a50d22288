"""A plan as an editor reads it: by the core schema of YAML 1.2, with numbers as numbers."""

from __future__ import annotations

from typing import Any

from compplan.documents.nodes import Mapping, Node, Scalar, entries, items
from compplan.documents.read import read_source
from compplan.grammar import parse_number


def as_an_editor_reads(text: str) -> Any:
    """Give a plan's text as plain data; percentages are texts."""
    root, _ = read_source(text, "plan.yaml")
    assert root
    return _plain(root)


def _plain(node: Node) -> Any:
    if isinstance(node, Mapping):
        return {key.text: _plain(value) for key, value in entries(node)}
    if not isinstance(node, Scalar):
        return [_plain(item) for item in items(node)]
    if not node.quoted and node.text in ("true", "false"):
        return node.text == "true"
    number = None if node.quoted else parse_number(node.text, percent=False)
    if number is None:
        return node.text
    return int(number) if "." not in node.text else float(number)
