"""What customers wrote, with no word on who wrote it: shown to participants where enough answered."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan import months as calendar
from compplan.data.model import TextColumn
from compplan.engine.compile import Compiled
from compplan.engine.rating.counts import answers_of
from compplan.plan.model import ReportCard

_TEXTS = ("participant_id", "month", "report_card", "behaviour", "comment", "shown")


def comment_columns(compiled: Compiled, card: ReportCard) -> dict[str, NDArray[Any]]:
    """Give a row for each comment on who takes part in its month.

    ``shown`` is yes where the month has at least ``minimum_responses.count`` responses to the behaviour; a
    comment of fewer could be traced to its author. ``row`` is the row of the table of ratings.
    """
    table, plan = compiled.panel.tables[card.ratings], compiled.plan
    answers, column = answers_of(table, card), table.columns.get("comment")
    month, person = answers.month - plan.starts, table.participant
    if not isinstance(column, TextColumn):
        return no_comments()
    inside = (answers.behaviour >= 0) & (month >= 0) & (month < compiled.months) & (person >= 0)
    shape = (len(card.behaviours), compiled.months, len(compiled.panel.participants))
    used = np.flatnonzero(inside)
    cell = np.ravel_multi_index((answers.behaviour[used], month[used], person[used]), shape)
    enough = np.bincount(cell, minlength=int(np.prod(shape))) >= card.minimum_responses.count
    said = (column.codes[used] >= 0) & compiled.who.active[month[used], person[used]]
    used, shown = used[said], enough[cell[said]]
    words = [column.values[code] for code in column.codes[used]]
    texts = [calendar.month_text(plan.starts + m) for m in range(compiled.months)]
    ids = [behaviour.id for behaviour in card.behaviours]
    return {
        "participant_id": _objects([compiled.panel.participants[each] for each in person[used]]),
        "month": _objects([texts[each] for each in month[used]]),
        "report_card": _objects([card.id] * len(used)),
        "behaviour": _objects([ids[each] for each in answers.behaviour[used]]),
        "comment": _objects(words),
        "shown": _objects(["yes" if each else "no" for each in shown]),
        "row": np.array([table.origin.row(int(row)) or 0 for row in used], dtype=np.int64),
    }


def no_comments() -> dict[str, NDArray[Any]]:
    """Give the columns of comments without a row."""
    return {name: np.zeros(0, dtype=object) for name in _TEXTS} | {"row": np.zeros(0, dtype=np.int64)}


def _objects(values: list[str]) -> NDArray[np.object_]:
    found = np.empty(len(values), dtype=object)
    found[:] = values
    return found
