"""What each response weighs: of an account that answers often in a month, less than one."""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd, lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan.data.model import Table, TextColumn
from compplan.engine.credit import column_of
from compplan.plan.model import ReportCard

Ints = NDArray[Any]
_SAFE = 2**62


@dataclass(frozen=True, slots=True)
class Weights:
    """The weight of each response in ``parts``; None: each weighs one."""

    weight: Ints | None
    parts: int


def weights_of(
    card: ReportCard, table: Table, used: Ints, at: tuple[Ints, Ints, Ints], shape: tuple[int, ...]
) -> Weights:
    """Weigh responses: n of an account to one behaviour in a month weigh ``most_per_account`` / n each.

    They weigh no more than one. A response without account is one of its own. DiagnosticError if the ratings
    have no column ``customer_id``.
    """
    most = card.most_per_account
    if most is None:
        return Weights(None, 1)
    column = column_of(table, "customer_id")
    assert isinstance(column, TextColumn)
    number = _answers(column.codes[used], np.ravel_multi_index(at, shape))
    parts = lcm(*(int(n) // gcd(int(n), most) for n in np.unique(number) if n > most))
    kind: Any = np.int64 if parts * max(most, 1) < _SAFE else object
    shared = parts * most // number.astype(kind)
    return Weights(np.where(number > most, shared, parts), parts)


def _answers(account: Ints, cell: Ints) -> Ints:
    """Count, for each response, those of its account in its cell."""
    known = account >= 0
    keys = np.stack([cell, np.where(known, account, -1 - np.arange(len(account)))], axis=1)
    _, group, count = np.unique(keys, axis=0, return_inverse=True, return_counts=True)
    number: Ints = count[group.reshape(-1)]
    return number
