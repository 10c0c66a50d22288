"""From the company to a group of people to a participant: the same figures, narrower each time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from compplan.app import figures
from compplan.app.parts import MOST_ROWS, Cell, Figure, Part, Row, Table, row, shortened
from compplan.app.people import People
from compplan.app.replays import Pair
from compplan.app.view import View
from compplan.months import month_text
from compplan.pictures.axes import Axis
from compplan.pictures.dumbbells import Dumbbell, dumbbells
from compplan.pictures.listing import List
from compplan.pictures.strips import Strip, strips

REPLAY = (
    "Replay: what the plan would have paid on this data, behaviour as it was. Nobody in it sells, serves or "
    "leaves differently because of a plan; that is what a simulation is for."
)
_DRAWN = 12


def company(pair: Pair, view: View, people: People) -> Part:
    """Show what the whole company is paid, by group."""
    paid = figures.paid_people(pair)
    groups = sorted({group for group, there in zip(people.groups, paid, strict=True) if there})
    found = {group: figures.sums(pair, people.of(group)) for group in groups}
    exponent = _exponent(pair)
    rows = tuple(
        row(Cell(group, view.at(group=group).address("/group")), *figures.cells(each, exponent))
        for group, each in found.items()
    )
    drawn = [
        Dumbbell(group, each.base / 10**exponent, each.shown / 10**exponent) for group, each in found.items()
    ]
    look = List(f"Pay by {people.by} ({_code(pair)})", Axis("money"))
    pictures = (
        figures.weights(pair.shown.plan),
        figures.over_months(pair, summed=True),
        *([dumbbells(look, drawn[:_DRAWN])] if drawn else []),
        _spread(pair),
    )
    table = shortened(Table(f"Pay by {people.by}, {_code(pair)}", _header(pair, people.by), rows))
    return Part(
        pair.shown.plan.title,
        trail(view),
        (REPLAY, *pair.notes),
        (*figures.headline(pair), _moved(pair)),
        tuple(filter(None, pictures)),
        (table, _years(pair)),
    )


def group(pair: Pair, view: View, people: People) -> Part:
    """Show what the people of a group are paid, the largest loss first."""
    inside = people.of(view.group)
    listed = inside & figures.paid_people(pair)
    gain, exponent = figures.gains(pair), _exponent(pair)
    order = sorted(np.flatnonzero(listed).tolist(), key=lambda person: int(gain[person]))
    most = MOST_ROWS // 2
    seen = order if len(order) <= MOST_ROWS else [*order[:most], *order[-most:]]
    rows = tuple(_person(pair, view, people, person) for person in seen)
    title = f"{people.by.capitalize()} {view.group}"
    drawn = [Dumbbell(people.names[person], *_amounts(pair, person, exponent)) for person in _ends(order)]
    look = List(f"Pay, from {figures.base_name(pair)} to this path ({_code(pair)})", Axis("money"))
    pictures = [figures.over_months(pair, inside, summed=True)] + ([dumbbells(look, drawn)] if drawn else [])
    header = _header(pair, "participant")
    caption = f"Participants, {_code(pair)}, the largest loss first"
    table = Table(caption, header, rows, more=len(order) - len(seen))
    said = () if rows else ("Nobody of this name is paid by this plan.",)
    return Part(title, trail(view), said, figures.headline(pair, inside), tuple(pictures), (table,))


def _ends(order: list[int]) -> list[int]:
    """Choose who is drawn: all, or of many those who lose and gain most."""
    return order if len(order) <= 2 * _DRAWN else [*order[:_DRAWN], *order[-_DRAWN:]]


def participant(pair: Pair, view: View, people: People) -> Part | None:
    """Show what one participant is paid, month by month; None if there is no such participant."""
    if view.participant not in people.ids:
        return None
    at = people.ids.index(view.participant)
    who = np.arange(len(people.names)) == at
    group_view = view.at(group=people.groups[at])
    rows = tuple(_months(pair, group_view, at))
    title = f"{people.names[at]} ({view.participant})"
    table = Table(f"Payments, {_code(pair)}", _header(pair, "month"), rows)
    return Part(
        title,
        trail(group_view),
        ("A month leads to how its payment came about.",),
        figures.headline(pair, who),
        (figures.over_months(pair, who, summed=False), figures.over_months(pair, who, summed=True)),
        (table,),
    )


def _person(pair: Pair, view: View, people: People, person: int) -> Row:
    name = people.ids[person]
    link = view.at(participant=name).address("/participant")
    found = figures.sums(pair, slice(person, person + 1))
    shown = people.names[person] if people.names[person] == name else f"{people.names[person]} ({name})"
    return row(Cell(shown, link), *figures.cells(found, _exponent(pair)))


def _months(pair: Pair, view: View, person: int) -> Iterator[Row]:
    starts = pair.shown.plan.starts
    who = np.arange(pair.shown.paid.shape[1]) == person
    for month in range(min(pair.shown.months, pair.base.months)):
        if pair.shown.exists[month, person] or pair.base.exists[month, person]:
            text = month_text(starts + month)
            link = view.at(month=text).address("/payment") if pair.shown.exists[month, person] else ""
            found = figures.sums(pair, who, slice(month, month + 1))
            yield row(Cell(text, link), *figures.cells(found, _exponent(pair)))


def _years(pair: Pair) -> Table:
    rows = tuple(
        row(f"year {at + 1}", *figures.cells(figures.sums(pair, months=part), _exponent(pair)))
        for at, part in enumerate(pair.shown.years)
    )
    return Table(f"Pay by plan year, {_code(pair)}", _header(pair, "plan year"), rows)


def _moved(pair: Pair) -> Figure:
    gain = figures.gains(pair)[figures.paid_people(pair)]
    more, less = int((gain > 0).sum()), int((gain < 0).sum())
    return Figure("Participants", f"{more} gain, {less} lose", f"of {len(gain)}")


def _spread(pair: Pair) -> str:
    paid, unit = figures.paid_people(pair), 10 ** _exponent(pair)
    if not paid.any():
        return ""
    groups = [
        Strip(name, replay.paid.sum(axis=0)[paid] / unit, colour)
        for name, replay, colour in (
            (figures.base_name(pair), pair.base, figures.BASE),
            ("this path", pair.shown, figures.SHOWN),
        )
    ]
    return strips(List(f"Pay of each participant ({_code(pair)})", Axis("money"), line=40), groups)


def _amounts(pair: Pair, person: int, exponent: int) -> tuple[float, float]:
    both = (pair.base.paid[:, person].sum(), pair.shown.paid[:, person].sum())
    before, after = (float(each) / 10**exponent for each in both)
    return before, after


def _header(pair: Pair, first: str) -> tuple[str, ...]:
    return first, figures.base_name(pair), "this path", "difference", "change"


def trail(view: View) -> tuple[Cell, ...]:
    """Lead from the company down to where a view is; the last step is the page itself."""
    whole = view.at(group="", participant="", month="")
    steps = [Cell("Company", whole.address("/"))]
    if view.group:
        steps.append(Cell(view.group, view.at(participant="", month="").address("/group")))
    if view.participant:
        steps.append(Cell(view.participant, view.at(month="").address("/participant")))
    if view.month:
        steps.append(Cell(view.month, view.address("/payment")))
    return tuple(steps)


def _exponent(pair: Pair) -> int:
    return pair.shown.plan.currency.exponent


def _code(pair: Pair) -> str:
    return pair.shown.plan.currency.code
