"""A panel as a notebook shows it."""

from __future__ import annotations

from collections.abc import Iterator

from compplan.data.model import Panel
from compplan.notebook import html_table, printable


def panel_html(panel: Panel) -> str:
    """Write a panel's tables, their rows and columns, as HTML."""
    caption = f"Panel of {len(panel.participants):,} participants"
    return html_table(caption, ("table", "rows", "columns"), _tables(panel), numbers=("rows",))


def panel_repr(panel: Panel) -> str:
    """Write a panel on one line."""
    tables = "".join(f", {name} {len(table)}" for name, table in panel.tables.items())
    return printable(f"Panel(participants {len(panel.participants)}{tables})")


def _tables(panel: Panel) -> Iterator[tuple[str, str, str]]:
    segments = panel.segments
    known = ("participant_id", "role", "target_incentive", "start_date", "end_date", "manager_id")
    yield "participants", f"{len(segments.participant):,}", ", ".join([*known, *segments.columns])
    for name, table in panel.tables.items():
        yield name, f"{len(table):,}", ", ".join(["participant_id", *table.columns])
