"""Facts about the behaviours of a report card."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from operator import attrgetter
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
from compplan.engine.exact.widths import wide
from compplan.engine.measure import active_in
from compplan.tables.columns import Ratios, Texts

_SAFE = 2**62


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
    targets = [[each.target_in(month) for each in behaviours] for month in card.months]
    shares = _figures(card, targets)
    target = _to_target(shares, targets)
    met = shares.enough & (target.numerator >= target.denominator)
    below = months_in_a_row(~met, shares.enough, alive, periods)
    names = np.broadcast_to(np.arange(len(behaviours))[None, :, None], alive.shape)
    facts = {
        **common_facts(compiled, periods, len(behaviours)),
        "behaviour": Texts(names, tuple(each.id for each in behaviours)),
        "favourable_share": _favourable(card),
        "share_to_target": target,
        "responses": Ratios(*_by_period(card.responses)),
        "months_below_target": Ratios(below),
        "trend": _trend(shares, quarter_before(periods), alive),
    }
    return Scope(tuple(each.id for each in behaviours), periods, alive, met & alive, facts)


@dataclass(frozen=True, slots=True)
class _Figures:
    top: Ints
    bottom: Ints
    enough: Bools


def _figures(card: Card, targets: list[list[Fraction]]) -> _Figures:
    """Take what is held against targets, in Python integers where products of two could overflow."""
    top, bottom, enough = _by_period(card.top, card.bottom, card.enough)
    most = max(int(top.max(initial=0)), int(bottom.max(initial=0)))
    wide = max((max(each.numerator, each.denominator) for row in targets for each in row), default=1)
    kind: Any = np.int64 if 2 * most * max(most, wide) < _SAFE else object
    return _Figures(top.astype(kind, copy=False), bottom.astype(kind, copy=False), enough)


def _to_target(shares: _Figures, targets: list[list[Fraction]]) -> Ratios:
    kind = shares.top.dtype
    up, down = (
        np.array([[part(each) for each in row] for row in targets], dtype=kind)[:, :, None]
        for part in (attrgetter("denominator"), attrgetter("numerator"))
    )
    return Ratios(shares.top * up, shares.bottom * down, ~shares.enough)


def _by_period(*arrays: NDArray[Any]) -> tuple[NDArray[Any], ...]:
    whole = (array if array.dtype == bool else wide(array) for array in arrays)
    return tuple(array.transpose(1, 0, 2) for array in whole)


def _favourable(card: Card) -> Ratios:
    favourable, responses, enough = _by_period(card.favourable, card.responses, card.enough)
    return Ratios(favourable, card.parts * np.maximum(responses, 1), ~enough)


def _trend(shares: _Figures, before: list[int], alive: Bools) -> Ratios:
    then = np.array(before)
    now, past = shares.bottom, shares.bottom[then]
    known = shares.enough & shares.enough[then] & alive & alive[then] & (then >= 0)[:, None, None]
    top = shares.top * past - shares.top[then] * now
    return Ratios(top, now * past, ~known)
