"""Weights and targets in fields: each is a number that stands in the plan's text, and is put back into it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from compplan.app.plans import Checked
from compplan.diagnostics import Place
from compplan.plan.model import Plan

Path = tuple[str | int, ...]
_NUMBER = re.compile(r"(?:[0-9]{1,7})(?:\.[0-9]{1,9})?%?", re.ASCII)
_ROWS = {"by_year": "year", "by_month": "month"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A field: its name in the form, what it is about, and the number as it is written."""

    name: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Entries:
    """Fields as a table; a cell without a number in this file is None."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Entry | None, ...]], ...]


class NoNumberError(Exception):
    """What somebody typed into a field is no number."""


def entries_of(checked: Checked) -> tuple[Entries, ...]:
    """Give the weights of a plan and its behaviours that stand in its text, as far as they are numbers."""
    plan = checked.plan
    if plan is None or plan.source is None:
        return ()
    tables = [_weights(plan, checked), *_behaviours(plan, checked)]
    return tuple(each for each in tables if any(cell for _, row in each.rows for cell in row))


def typed(tables: Iterable[Entries], values: Mapping[str, str]) -> tuple[Entries, ...]:
    """Give fields with what somebody typed in place of what the text has."""
    return tuple(
        replace(
            table,
            rows=tuple(
                (name, tuple(cell and replace(cell, value=values.get(cell.name, cell.value)) for cell in row))
                for name, row in table.rows
            ),
        )
        for table in tables
    )


def put(checked: Checked, values: Mapping[str, str]) -> str:
    """Put typed numbers into the text at their places; NoNumberError if one is none."""
    lines, places = checked.text.split("\n"), _places(checked)
    changed = [
        (place, _number(values[name], old))
        for table in entries_of(checked)
        for _, row in table.rows
        for cell in row
        if cell and (name := cell.name) in values and values[name].strip() != (old := cell.value)
        for place in [places[name]]
    ]
    for place, new in sorted(changed, key=lambda each: (each[0].line or 0, -(each[0].column or 0))):
        at, line = (place.line or 1) - 1, lines[(place.line or 1) - 1]
        start = (place.column or 1) - 1
        lines[at] = line[:start] + new + line[start + place.length :]
    return "\n".join(lines)


def _number(text: str, old: str) -> str:
    """Read what was typed; in place of a percentage, a bare number above 1 is one too."""
    found = text.strip().replace(" ", "")
    if not _NUMBER.fullmatch(found):
        message = f"'{text[:40]}' is not a number such as 80% or 0.8"
        raise NoNumberError(message)
    bare = old.endswith("%") and not found.endswith("%") and Fraction(found) > 1
    return f"{found}%" if bare else found


def _weights(plan: Plan, checked: Checked) -> Entries:
    assert plan.source is not None
    measures = [each.id for each in plan.measures if each.earns == "target_incentive"]
    rows: list[tuple[str, Path]] = [
        (" ".join([_ROWS.get(str(path[1]), str(path[1])), *map(str, path[2:])]), path)
        for path in plan.source.places
        if path[:1] == ("weights",) and _is_row(path)
    ]
    return _table(
        checked,
        "Weights",
        [(label, [(*path, each) for each in measures]) for label, path in rows],
        [next(each.title for each in plan.measures if each.id == measure) for measure in measures],
    )


def _is_row(path: Path) -> bool:
    return (len(path) == 2 and path[1] in ("before", "to")) or (len(path) == 3 and path[1] in _ROWS)


def _behaviours(plan: Plan, checked: Checked) -> Iterator[Entries]:
    for card in plan.report_cards:
        base: Path = ("report_cards", card.id, "behaviours")
        rows = [
            (each.title, [(*base, each.id, "weight"), (*base, each.id, "target")]) for each in card.behaviours
        ]
        yield _table(checked, f"Behaviours of {card.title}", rows, ["weight", "target"])


def _table(checked: Checked, caption: str, rows: list[tuple[str, list[Path]]], columns: list[str]) -> Entries:
    lines, places = checked.text.split("\n"), _places(checked)

    def entry(path: Path, label: str) -> Entry | None:
        name = ".".join(map(str, path))
        place = places.get(name)
        if place is None:
            return None
        start = (place.column or 1) - 1
        value = lines[(place.line or 1) - 1][start : start + place.length]
        return Entry(name, label, value) if _NUMBER.fullmatch(value) else None

    return Entries(
        caption,
        tuple(columns),
        tuple(
            (
                label,
                tuple(entry(path, f"{column}, {label}") for path, column in zip(paths, columns, strict=True)),
            )
            for label, paths in rows
        ),
    )


def _places(checked: Checked) -> dict[str, Place]:
    """Give the places in this very text, by the path's name."""
    source = checked.plan.source if checked.plan else None
    found = source.places.items() if source else ()
    return {
        ".".join(map(str, path)): place
        for path, place in found
        if place.file == checked.file and place.line is not None and place.column is not None
    }
