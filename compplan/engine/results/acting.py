"""The tables of a run's actions and awards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan import months as calendar
from compplan.data.model import NEVER
from compplan.engine.acting.recognise import Award, Awards
from compplan.engine.acting.track import STATUSES, Track
from compplan.engine.compile import Compiled
from compplan.plan.model.rules import Action

ACTIONS = ("participant_id", "month", "rule", "subject", "action", "who", "status", "opened", "due")
COUNTS = ("months_open", "row")
_EPOCH = dt.date(1970, 1, 1)


def action_columns(compiled: Compiled, track: Track) -> dict[str, NDArray[Any]]:
    """Give a row for each period in which an action is opened, stays open or comes to its end.

    ``row`` is the row of the table, from 1, that counts in this period; empty (0) where none was asked for.
    """
    period, subject, person = np.nonzero(track.status)
    at = period, subject, person
    actions = [row.output for row in track.rule.table.rows]
    called = [actions[row] for row in track.row[at]]
    ends = np.array([track.scope.month(number) for number in range(len(track.scope.periods))], dtype=np.int64)
    return {
        "participant_id": _objects([compiled.panel.participants[each] for each in person]),
        "month": _months(compiled, ends[period]),
        "rule": _objects([track.rule.id] * len(period)),
        "subject": _objects([track.scope.subjects[each] or None for each in subject]),
        "action": _objects([each.action for each in called if isinstance(each, Action)]),
        "who": _objects([each.who for each in called if isinstance(each, Action)]),
        "status": _objects([STATUSES[each] for each in track.status[at]]),
        "opened": _months(compiled, track.opened[at]),
        "due": _objects([day_text(int(day)) for day in track.due[at]]),
        "months_open": ends[period] - track.opened[at],
        "row": track.fired[at].astype(np.int64) + 1,
    }


def no_actions() -> dict[str, NDArray[Any]]:
    """Give the columns of actions without a row."""
    return _empty(ACTIONS, COUNTS, ())


def recognition_columns(compiled: Compiled, awards: Awards) -> dict[str, NDArray[Any]]:
    """Give a row for each award; scores are attainments, as floats, ``award`` is in minor units."""
    each: Sequence[Award] = awards.each
    return {
        "participant_id": _objects([compiled.panel.participants[one.person] for one in each]),
        "month": _months(compiled, np.array([one.month for one in each], dtype=np.int64)),
        "rule": _objects([awards.rule.id] * len(each)),
        "among": _objects([one.among for one in each]),
        "rank": np.array([one.rank for one in each], dtype=np.int64),
        "tied": np.array([one.tied for one in each], dtype=np.int64),
        "ranked": np.array([one.ranked for one in each], dtype=np.int64),
        "score": np.array([float(one.score) for one in each], dtype=np.float64),
        "level": np.array([float(one.level) for one in each], dtype=np.float64),
        "before": np.array([np.nan if one.before is None else float(one.before) for one in each]),
        "award": np.array([one.amount for one in each], dtype=np.int64),
    }


def no_recognition() -> dict[str, NDArray[Any]]:
    """Give the columns of recognition without a row."""
    texts = ("participant_id", "month", "rule", "among")
    return {
        **_empty(texts, ("rank", "tied", "ranked"), ("score", "level", "before")),
        "award": np.zeros(0, dtype=np.int64),
    }


def _months(compiled: Compiled, months: NDArray[np.int64]) -> NDArray[np.object_]:
    texts = [calendar.month_text(compiled.plan.starts + month) for month in range(compiled.months)]
    return np.array(texts, dtype=object)[months]


def day_text(day: int) -> str | None:
    """Write a day given in days since 1970-01-01; None for NEVER."""
    return None if day == NEVER else (_EPOCH + dt.timedelta(days=day)).isoformat()


def _objects(values: list[Any]) -> NDArray[np.object_]:
    found = np.empty(len(values), dtype=object)
    found[:] = values
    return found


def _empty(texts: Sequence[str], counts: Sequence[str], floats: Sequence[str]) -> dict[str, NDArray[Any]]:
    kinds: dict[str, Any] = {**dict.fromkeys(texts, object), **dict.fromkeys(counts, np.int64)}
    kinds |= dict.fromkeys(floats, np.float64)
    return {name: np.zeros(0, dtype=kind) for name, kind in kinds.items()}
