"""Who gains and who loses: segments, and the largest changes of single participants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compplan.engine.results.table import ResultTable
from compplan.pictures.axes import Axis
from compplan.pictures.dumbbells import Dumbbell, dumbbells
from compplan.pictures.figures import figure
from compplan.pictures.listing import List
from compplan.report.page.model import Framed, Row, Section, Table
from compplan.report.page.samples import paths_shown
from compplan.simulation.people_tables import segments
from compplan.simulation.study import Study

LARGEST = 20
"""How many of the largest gains, and of the largest losses, a page shows; the tables have everybody."""
_TOGETHER, _LEAST = 80, 6
_SEGMENTS = 30


@dataclass(frozen=True, slots=True)
class Change:
    """What a participant is paid under the first path and under another; ``note`` says how sure that is."""

    name: str
    before: float
    after: float
    note: str = ""


def people(study: Study) -> Section:
    """List segments in all worldviews, and the largest changes of pay in the first."""
    first, view = study.paths[0].name, study.worldviews[0]
    code = study.paths[0].plan.currency.code
    paths = paths_shown(study)
    said = (
        f"Pay is fixed and variable pay a year, {code}, mean over samples, of whoever holds the territory.",
        f"Changes are to {first}, in the worldview {view}; the table of participants has the rest.",
    )
    changes = _changes(study.participants, view)
    parts = [
        largest(f"{path.name} next to {first}", changes[path.name], at, len(paths))
        for at, path in enumerate(paths)
    ]
    segmented = Framed(tables=(_segments(study),))
    return Section("people", "Who gains and who loses?", said, (segmented, *parts))


def largest(title: str, changes: Sequence[Change], stop: int | None, stops: int) -> Framed:
    """Show the largest gains and losses of one path; changes come with the largest loss first.

    Of many ``stops``, each shows fewer, so that a page stays small enough to be sent by mail.
    """
    most = min(LARGEST, max(_LEAST, _TOGETHER // stops))
    losses = [each for each in changes if each.after < each.before][:most]
    gains = [each for each in changes[::-1] if each.after > each.before][:most]
    drawn = [*losses[: most // 2], *gains[: most // 2]]
    ends = tuple(pay for each in drawn for pay in (each.before, each.after))
    pictures = tuple(
        dumbbells(List(f"Largest {what}", Axis("money"), ends), [_dumbbell(each) for each in found])
        for what, found in (("losses", losses[: most // 2]), ("gains", gains[: most // 2]))
        if found
    )
    tables = (_table("Largest losses", losses), _table("Largest gains", gains))
    return Framed(pictures, tables, stop, title)


def _dumbbell(change: Change) -> Dumbbell:
    return Dumbbell(change.name, change.before, change.after)


def _table(caption: str, found: Sequence[Change]) -> Table:
    header = ("participant", "pay", "change", *(("samples",) if any(each.note for each in found) else ()))
    return Table(caption, header, tuple(Row(_cells(each)) for each in found))


def _cells(change: Change) -> tuple[str, ...]:
    gain = change.after - change.before
    share = figure(gain / change.before, "share", signed=True) if change.before else ""
    moved = f"{figure(gain, 'money', signed=True)} ({share})"
    return change.name, figure(change.after, "money"), moved, *([change.note] if change.note else ())


def _segments(study: Study) -> Table:
    rows = []
    for at, path in enumerate(paths_shown(study)):
        found = [segments(study, view, path.name) for view in study.worldviews]
        for each in list(zip(*found, strict=True))[:_SEGMENTS]:
            cells = (
                f"{figure(change, 'share', signed=True)}, {lose:.0%} lose" for _, _, change, lose in each
            )
            rows.append(Row((path.name, f"{each[0][0]} ({each[0][1]})", *cells), at))
    caption = "Mean change of pay by segment, and how many of it lose any"
    return Table(caption, ("path", "segment (participants)", *study.worldviews), tuple(rows), left=2)


def _changes(table: ResultTable, view: str) -> dict[str, list[Change]]:
    """Give everybody's change of pay by path, in the order of the table: the largest loss first."""
    names = ("worldview", "path", "participant_id", "pay", "difference", "share_of_samples_losing")
    found: dict[str, list[Change]] = {}
    for of, path, who, pay, gain, losing in zip(*(table[name].tolist() for name in names), strict=True):
        if of == view:
            change = Change(who, pay - gain, pay, f"loses in {losing:.0%}")
            found.setdefault(path, []).append(change)
    return found
