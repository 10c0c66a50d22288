"""What evaluating a plan gives, as arrays: its components, awards, items of payment and rules followed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compplan.engine.acting.recognise import Awards
from compplan.engine.acting.rules import Followed
from compplan.engine.acting.track import Track
from compplan.engine.compile import Compiled
from compplan.engine.earn import Component, Earned
from compplan.engine.pay import Ints, Paid
from compplan.engine.payment.items import Given, Item
from compplan.plan.model import MONTHS_IN


@dataclass(frozen=True, slots=True)
class ComponentResult:
    """One component's evaluated lines [lines, participants]; ``taken`` marks the lines that exist."""

    component: Component
    earned: Earned
    paid: Paid
    taken: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Repriced:
    """The payout periods before an amendment: what they come to as amended, and as they were paid."""

    due: tuple[PlanResult, ...]
    paid: tuple[PlanResult, ...]


@dataclass(frozen=True, slots=True)
class PlanResult:
    """One plan's evaluated components, its awards, what its payment adds, and its rules followed."""

    compiled: Compiled
    components: tuple[ComponentResult, ...]
    awards: tuple[Awards, ...] = ()
    given: Given | None = None
    followed: Followed | None = None
    first: int = 0
    """The first payout period that is listed; those before were paid as an earlier version has it."""
    closes: bool = True
    """Whether what stays open is listed: not where a later version works the plan year out anew."""
    drawn: Ints | None = None
    """What an earlier version of the plan advanced [participants], and this one recovers."""
    repriced: Repriced | None = None

    @property
    def tracks(self) -> tuple[Track, ...]:
        """Follow the plan's decision tables; worked out when first asked for."""
        return () if self.followed is None else self.followed.tracks

    @property
    def items(self) -> tuple[Item, ...]:
        """Give the lines that no measure earns."""
        return () if self.given is None else self.given.items

    def listed(self) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Give `payments` of the payout periods that are listed; none before."""
        amount, exists = self.payments()
        amount[: self.first], exists[: self.first] = 0, False
        return amount, exists

    def payments(self) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Sum the lines [payout periods, participants] in minor units, and tell which payments exist."""
        compiled = self.compiled
        periods = compiled.months // MONTHS_IN[compiled.plan.payout_period]
        shape = (periods, len(compiled.panel.participants))
        amount, exists = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=bool)
        for part in self.components:
            at = list(part.component.schedule.payout)
            amount[at] += part.paid.paid
            exists[at] |= part.taken
        for awards in self.awards:
            amount += awards.paid
            exists |= awards.paid != 0
        for item in self.items:
            amount += item.amount
            exists |= item.taken
        return amount, exists
