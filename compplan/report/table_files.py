"""Result tables as files: CSV that a spreadsheet cannot be made to execute, or JSON."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any, Literal

from compplan.engine.results.table import ResultTable
from compplan.report.diagnostics_text import counted
from compplan.report.files import Writer, writing
from compplan.report.tables_text import table

Format = Literal["csv", "json"]
TABLE_FORMAT = "compplan.table/1"
_FORMULA = re.compile(r"[\s]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?", re.ASCII)


def guarded(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would take for a formula; numbers stay.

    >>> guarded("=1+1"), guarded("-5"), guarded("Ann")
    ("'=1+1", '-5', 'Ann')
    """
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def write_results(
    folder: str,
    manifest: str,
    facts: Mapping[str, Any],
    tables: Sequence[ResultTable],
    file_format: Format = "csv",
) -> list[tuple[str, int | None]]:
    """Write tables and ``<manifest>.json``, which says what they are; give each file's path and rows.

    Files that an earlier manifest of this name lists and this one does not are deleted. All or nothing;
    DiagnosticError (CP401) if it cannot be written.
    """
    named = {f"{source.name}.{file_format}": source for source in tables}
    with writing(folder) as stage:
        digests = {name: stage.add(name, _writer(source, file_format)) for name, source in named.items()}
        listed = [
            {"file": name, "rows": len(named[name]), "sha256": digest} for name, digest in digests.items()
        ]
        stage.stale = tuple(sorted(_earlier(Path(folder), f"{manifest}.json") - named.keys()))
        stage.add(f"{manifest}.json", _json_writer({**facts, "files": listed}))
    rows: list[tuple[str, int | None]] = [(name, len(source)) for name, source in named.items()]
    return [(str(Path(folder) / name), count) for name, count in [*rows, (f"{manifest}.json", None)]]


def written_text(written: Sequence[tuple[str, int | None]]) -> str:
    """List written files with their rows."""
    rows = [(f"  {path}", "" if count is None else counted(count, "row")) for path, count in written]
    return "\n".join(["Written:", table(rows[0], rows[1:])])


def table_document(source: ResultTable) -> dict[str, Any]:
    """Give a table as a JSON object: money as exact text, other numbers as numbers, missing as null."""
    names = list(source.columns)
    columns = [_values(source, name, texts) for name, texts in source.texts()]
    rows = [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]
    return {"name": source.name, "columns": names, "rows": rows}


def json_text(document: Mapping[str, Any]) -> str:
    """Write a JSON document, indented, with a line feed at its end."""
    return json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def write_csv(source: ResultTable, file: IO[str]) -> None:
    """Write a table as CSV: comma, line feed, UTF-8; text guarded, numbers as they are."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(source.columns)
    columns = [
        [guarded(text) for text in texts] if _is_text(source, name) else texts
        for name, texts in source.texts()
    ]
    writer.writerows(zip(*columns, strict=True))


def _is_text(source: ResultTable, name: str) -> bool:
    return name not in source.money and source[name].dtype.kind in "OUST"


def _values(source: ResultTable, name: str, texts: list[str]) -> list[Any]:
    if name in source.money or _is_text(source, name):
        return [text or None for text in texts]
    read = float if source[name].dtype.kind == "f" else int
    return [read(text) if text else None for text in texts]


def _writer(source: ResultTable, file_format: Format) -> Writer:
    if file_format == "csv":
        return lambda file: write_csv(source, file)
    return _json_writer({"format": TABLE_FORMAT, **table_document(source)})


def _json_writer(document: Mapping[str, Any]) -> Writer:
    def write(file: IO[str]) -> None:
        file.write(json_text(document))

    return write


def _earlier(folder: Path, manifest: str) -> set[str]:
    """Name the files that an earlier manifest lists: plain names of tables, nothing else is believed."""
    try:
        listed = json.loads((folder / manifest).read_text(encoding="utf-8"))["files"]
        names = [entry["file"] for entry in listed]
    except (OSError, ValueError, LookupError, TypeError):
        return set()
    tables = (name for name in names if isinstance(name, str) and re.fullmatch(r"[a-z_]+\.(csv|json)", name))
    return {name for name in tables if (folder / name).is_file()}
