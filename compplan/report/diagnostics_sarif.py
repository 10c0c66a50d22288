"""Diagnostics as SARIF 2.1.0, the format in which code-scanning tools exchange what they find."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from compplan import __version__
from compplan.diagnostics import Diagnostic, Mend, Place
from compplan.report.catalogue import RULES
from compplan.report.repository import cell_text, line_numbers, repository_path

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_TOP = "%SRCROOT%"
"""Stands for the top of the repository, wherever that is for the reader."""


def sarif(diagnostics: Sequence[Diagnostic]) -> dict[str, Any]:
    """Give diagnostics as a SARIF log of one run, with the rules of the codes that occur."""
    codes = sorted({diagnostic.code for diagnostic in diagnostics})
    driver = {"name": "compplan", "version": __version__, "rules": [_rule(code) for code in codes]}
    at = line_numbers([diagnostic.place for diagnostic in diagnostics])
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(diagnostic, codes, at.get(diagnostic.place)) for diagnostic in diagnostics],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: str) -> dict[str, Any]:
    rule = RULES[code]
    return {
        "id": code,
        "name": rule.name.title().replace("-", ""),
        "shortDescription": {"text": rule.what},
        "fullDescription": {"text": rule.why},
        "help": {"text": f"Wrong:\n{rule.bad}\n\nRight:\n{rule.good}"},
    }


def _result(diagnostic: Diagnostic, codes: list[str], line: int | None) -> dict[str, Any]:
    hint = f" ({diagnostic.hint})" if diagnostic.hint else ""
    result = {
        "ruleId": diagnostic.code,
        "ruleIndex": codes.index(diagnostic.code),
        "level": diagnostic.severity,
        "message": {"text": f"{cell_text(diagnostic.place, line)}{diagnostic.message}{hint}"},
        "locations": [{"physicalLocation": _location(diagnostic.place, line)}],
    }
    return result if diagnostic.mend is None else result | {"fixes": [_fix(diagnostic.mend, diagnostic.hint)]}


def _location(place: Place, line: int | None) -> dict[str, Any]:
    region = _region(place, line)
    return {"artifactLocation": _artifact(place.file)} | ({"region": region} if region else {})


def _artifact(file: str) -> dict[str, str]:
    path = repository_path(file)
    return {"uri": Path(file).resolve().as_uri()} if path is None else {"uri": quote(path), "uriBaseId": _TOP}


def _region(place: Place, line: int | None) -> dict[str, int]:
    if line is None:
        return {}
    if place.column is None:
        return {"startLine": line}
    return {"startLine": line, "startColumn": place.column, "endColumn": place.column + place.length}


def _fix(mend: Mend, hint: str | None) -> dict[str, Any]:
    replacement = {
        "deletedRegion": _region(mend.place, mend.place.line),
        "insertedContent": {"text": mend.replacement},
    }
    change = {"artifactLocation": _artifact(mend.place.file), "replacements": [replacement]}
    return {"description": {"text": hint or "mend"}, "artifactChanges": [change]}
