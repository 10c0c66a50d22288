"""Who would have gained and lost in a replay: parts of the company, and the largest changes."""

from __future__ import annotations

import numpy as np

from compplan.engine.compare import Comparison
from compplan.pictures.figures import figure
from compplan.report.page.model import Framed, Row, Section, Table
from compplan.report.page.people import Change, largest
from compplan.report.page.replay_cards import alternatives
from compplan.report.run_text import last_month
from compplan.report.workbook.people import people_of

_SEGMENTS = 30
_KINDS = ("role", "region", "team")


def replay_people(comparison: Comparison) -> Section:
    """List the parts of the company, and the largest gains and losses under each plan."""
    first, plans = comparison.plans[0].id, alternatives(comparison)
    changes = {plan.id: _changes(comparison, plan.id) for plan in plans}
    parts = [
        largest(f"{plan.id} next to {first}", changes[plan.id], at, len(plans))
        for at, plan in enumerate(plans)
    ]
    said = (
        f"Pay over all months, {comparison.plans[0].currency.code}, of everybody whom both plans pay; "
        "the table of participants has the rest."
    )
    table = _segments(comparison, changes)
    segments = [Framed(tables=(table,))] if table.rows else []
    return Section("people", "Who gains and who loses?", (said,), (*segments, *parts))


def _changes(comparison: Comparison, plan: str) -> list[Change]:
    """Give everybody's change of pay, the largest loss first."""
    table = comparison.participants
    unit = 10 ** table.money["paid"]
    mine = np.flatnonzero(table["plan"] == plan)[::-1]
    columns = (table[name][mine].tolist() for name in ("participant_id", "paid", "difference"))
    return [Change(who, (paid - gain) / unit, paid / unit) for who, paid, gain in zip(*columns, strict=True)]


def _segments(comparison: Comparison, changes: dict[str, list[Change]]) -> Table:
    """Sum changes up by role, region and team, as far as the data tell them."""
    inside = _members(comparison)
    rows = [
        Row((plan, f"{kind} {name} ({len(found)})", *_segment(found)), at)
        for at, (plan, each) in enumerate(changes.items())
        for (kind, name), members in list(inside.items())[:_SEGMENTS]
        if (found := [change for change in each if change.name in members])
    ]
    header = ("plan", "segment (participants)", "change of pay", "lose any")
    return Table("Change of pay by segment", header, tuple(rows), left=2)


def _segment(found: list[Change]) -> tuple[str, str]:
    before, after = (sum(getattr(each, name) for each in found) for name in ("before", "after"))
    lose = sum(each.after < each.before for each in found)
    return figure(after / before - 1 if before else float("nan"), "share", signed=True), str(lose)


def _members(comparison: Comparison) -> dict[tuple[str, str], set[str]]:
    """Give the participants of each role, region and team of which there is more than one."""
    results = [result.plans[0] for result in comparison.results]
    people = people_of(results[0].compiled.panel, max(map(last_month, results)) + 1)
    paid = set(comparison.participants["participant_id"].tolist())
    found: dict[tuple[str, str], set[str]] = {}
    for who in sorted(paid):
        for kind, name in zip(people.names, people.of(who), strict=True):
            if kind in _KINDS and name:
                found.setdefault((kind, name), set()).add(who)
    several = {kind for kind in _KINDS if sum(of == kind for of, _ in found) > 1}
    return {key: found[key] for key in sorted(found) if key[0] in several}
