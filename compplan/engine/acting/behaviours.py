"""Facts about the behaviours of a report card."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan.engine.acting.scope import (
    Bools,
    Ints,
    Scope,
    common_facts,
    months_in_a_row,
    quarter_before,
)
from compplan.engine.card import Card
from compplan.engine.compile import Compiled
from compplan.engine.earn import Component
from compplan.engine.measure import active_in
from compplan.tables.columns import Ratios, Texts


def behaviour_scopes(compiled: Compiled) -> list[Scope]:
    """Give the behaviours of each report card that a measure pays on, each once."""
    scopes: dict[str, Scope] = {}
    for component in compiled.components:
        source = component.source
        if isinstance(source, Card) and source.card.id not in scopes:
            scopes[source.card.id] = _scope(compiled, component, source)
    return list(scopes.values())


def _scope(compiled: Compiled, component: Component, card: Card) -> Scope:
    periods, behaviours = component.schedule.periods, card.card.behaviours
    active = active_in(compiled.who, periods)
    alive = np.repeat(active[:, None, :], len(behaviours), axis=1)
    counts = card.favourable.transpose(1, 0, 2), card.responses.transpose(1, 0, 2)
    shares = _Shares(*counts, card.enough.transpose(1, 0, 2))
    targets = [[each.target_in(month) for each in behaviours] for month in card.months]
    target = Ratios(
        shares.favourable * np.array([[each.denominator for each in row] for row in targets])[:, :, None],
        np.maximum(shares.responses, 1)
        * np.array([[each.numerator for each in row] for row in targets])[:, :, None],
        ~shares.enough,
    )
    met = shares.enough & (target.numerator >= target.denominator)
    below = months_in_a_row(~met, shares.enough, alive, periods)
    names = np.broadcast_to(np.arange(len(behaviours))[None, :, None], alive.shape)
    facts = {
        **common_facts(compiled, periods, len(behaviours)),
        "behaviour": Texts(names, tuple(each.id for each in behaviours)),
        "favourable_share": Ratios(shares.favourable, np.maximum(shares.responses, 1), ~shares.enough),
        "share_to_target": target,
        "responses": Ratios(shares.responses),
        "months_below_target": Ratios(below),
        "trend": _trend(shares, quarter_before(periods), alive),
    }
    return Scope(tuple(each.id for each in behaviours), periods, alive, met & alive, facts)


@dataclass(frozen=True, slots=True)
class _Shares:
    favourable: Ints
    responses: Ints
    enough: Bools


def _trend(shares: _Shares, before: list[int], alive: Bools) -> Ratios:
    then = np.array(before)
    now, past = np.maximum(shares.responses, 1), np.maximum(shares.responses[then], 1)
    known = shares.enough & shares.enough[then] & alive & alive[then] & (then >= 0)[:, None, None]
    top = shares.favourable * past - shares.favourable[then] * now
    return Ratios(top, now * past, ~known)


def _each(numbers: Any) -> NDArray[np.int64]:
    return np.array([int(Fraction(number)) for number in numbers], dtype=np.int64)[None, :, None]
