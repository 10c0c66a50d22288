"""Sheets as PDF, set by Typst (extra ``pdf``): texts go to it as data, never as markup."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from compplan.notebook import printable
from compplan.report.statements.blocks import Block, Sheet

_FORM = Path(__file__).with_name("statement.typ")


def pdf_of(title: str, sheets: Sequence[Sheet]) -> bytes:
    """Set sheets as a PDF, each on paper of its own; ImportError without the extra ``pdf``."""
    import typst

    data = {"title": printable(title), "sheets": [[_data(block) for block in sheet] for sheet in sheets]}
    made = typst.compile(str(_FORM), sys_inputs={"data": json.dumps(data)})
    assert isinstance(made, bytes)
    return made


def _data(block: Block) -> Mapping[str, Any]:
    """Give a block as data; what cannot be printed becomes a sign."""
    kind = type(block).__name__.lower()
    return {"kind": kind} | {name: _clean(value) for name, value in asdict(block).items()}


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return "\n".join(printable(line) for line in value.split("\n"))
    return [_clean(each) for each in value] if isinstance(value, list | tuple) else value
