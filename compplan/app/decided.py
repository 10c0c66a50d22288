"""What a search found, and what decides an answer, as pages of the application show it."""

from __future__ import annotations

from compplan.app.parts import Cell, Figure, Part, Pictures, Table, row
from compplan.decision.api import Sensitivity
from compplan.decision.optimum import Optimum
from compplan.report.decision_words import LEADS, PILOT, asked_text, fails_text, region_text
from compplan.report.page.model import Card, Framed
from compplan.report.page.model import Table as Shown
from compplan.report.page.optimum_page import (
    FRONTIER,
    cards_of,
    framed_pilots,
    framed_points,
    lead_of,
    title_of,
)
from compplan.report.page.sensitivity_page import answers_of, pictures_of, table_of
from compplan.report.page.weights import weight_paths

_TRAIL = (Cell("Company", "/"),)


def optimum_part(optimum: Optimum) -> Part:
    """Show the chosen path, what it brings, the frontier, pilots, and where it fails."""
    silence, *notes = optimum.prepared.basis.notes
    plan = optimum.best.candidate.plan(optimum.prepared.end)
    frontier, named = framed_points(optimum, optimum.frontier), framed_points(optimum, optimum.named)
    pilots = [framed_pilots(optimum)] if optimum.pilots else []
    cards = cards_of(optimum)
    return Part(
        title_of(optimum),
        _TRAIL,
        (lead_of(optimum), silence),
        tuple(_figure(card) for card in cards),
        tuple(card.picture for card in cards if card.picture),
        (
            *(_table(each, "The frontier") for each in frontier.tables),
            *(_table(each, "Named paths") for each in named.tables),
            *(_table(each, "Pilots") for part in pilots for each in part.tables),
            _fails(optimum),
        ),
        groups=(
            Pictures("The path", weight_paths([plan], optimum.prepared.setting.months).parts[0].pictures),
            Pictures("The frontier, and named paths", _pictures(frontier, named)),
        ),
        notes=(FRONTIER, *([PILOT] if pilots else []), *notes),
    )


def _fails(optimum: Optimum) -> Table:
    metric = optimum.aim.metric
    rows = tuple(row(view, region_text(each, metric)) for view, each in optimum.regions.items())
    return Table(f"Where the chosen path fails: {fails_text(metric)}", ("worldview", "where"), rows, left=2)


def sensitivity_part(found: Sensitivity) -> Part:
    """Show what decides an answer, worldview by worldview."""
    silence, *notes = found.prepared.basis.notes
    tables = {view: table_of(found, each) for view, each in found.found.items()}
    left = [f"{view}: {silent[0].lower()}{silent[1:]}." for view, (_, silent) in tables.items() if silent]
    return Part(
        f"What decides {asked_text(found)}?",
        _TRAIL,
        (LEADS[found.method], silence),
        tuple(_figure(card) for card in answers_of(found)),
        pictures_of(found),
        tuple(_table(table, view) for view, (table, _) in tables.items()),
        notes=(*left, *notes),
    )


def _figure(card: Card) -> Figure:
    return Figure(card.question, card.bodies[0].figure, card.bodies[0].said)


def _table(table: Shown, of: str = "") -> Table:
    caption = f"{of}: {table.caption}" if of else table.caption
    return Table(caption, table.header, tuple(row(*each.cells) for each in table.rows), table.left)


def _pictures(*parts: Framed) -> tuple[str, ...]:
    return tuple(picture for part in parts for picture in part.pictures)
