"""What evaluating a plan gives, as arrays: its components, awards, items of payment and rules followed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan.engine.acting.recognise import Awards
from compplan.engine.acting.rules import Followed
from compplan.engine.acting.track import Track
from compplan.engine.compile import Compiled
from compplan.engine.earn import Component, Earned
from compplan.engine.exact.blocks import AT_ONCE, blocks_of
from compplan.engine.exact.widths import wide
from compplan.engine.pay import Ints, Paid
from compplan.engine.payment.items import Given, Item
from compplan.plan.model import MONTHS_IN
from compplan.threads import cores, each

Lines = tuple[Sequence[int], NDArray[Any], NDArray[np.bool_]]
"""The payout periods of a component's lines; the lines and which of them exist [lines, participants]."""
WORTH_SHARING = 1_000_000
"""Payments from which on all cores sum them."""


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
        if self.first:
            exists = exists.copy()
            amount[: self.first], exists[: self.first] = 0, False
        return amount, exists

    def payments(self) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Sum the lines [payout periods, participants] in minor units, and tell which payments exist.

        What tells it may be shared with the lines, and is not to be changed.
        """
        amount, exists = self.sums()
        return wide(amount), exists

    def sums(self) -> tuple[NDArray[Any], NDArray[np.bool_]]:
        """Give `payments`, to be kept and read: amounts in as few bytes as hold them (`widths`)."""
        compiled = self.compiled
        periods = compiled.months // MONTHS_IN[compiled.plan.payout_period]
        shape = (periods, len(compiled.panel.participants))
        lines = [(part.component.schedule.payout, part.paid.lines, part.taken) for part in self.components]
        amount, exists = _summed(lines, shape)
        for awards in self.awards:
            amount = amount + awards.paid
            exists = exists | (awards.paid != 0)
        for item in self.items:
            amount = amount + item.amount
            exists = exists | item.taken
        return amount, exists


def _summed(lines: Sequence[Lines], shape: tuple[int, int]) -> tuple[NDArray[Any], NDArray[np.bool_]]:
    """Sum the lines of components by payout period; two narrow ones are `ADDABLE`."""
    kind = np.result_type(*(paid for _, paid, _ in lines)) if 1 <= len(lines) <= 2 else np.int64
    amount, none = np.empty(shape, dtype=kind), np.zeros(shape[1], dtype=kind)
    rows: list[list[NDArray[Any]]] = [[] for _ in range(shape[0])]
    for payout, paid, _ in lines:
        for line, period in enumerate(payout):
            rows[period].append(paid[line])
    for parts in rows:
        parts.extend([none] * (2 - len(parts)))

    def add(block: tuple[slice, slice]) -> None:
        periods, people = block
        for period, (first, second, *others) in zip(range(shape[0])[periods], rows[periods], strict=True):
            total = amount[period, people]
            np.add(first[people], second[people], out=total)
            for paid in others:
                total += paid[people]

    threads = cores() if amount.size > WORTH_SHARING else 1
    each(add, blocks_of(shape, threads, AT_ONCE), threads=threads)
    return amount, _exist(lines, shape)


def _exist(lines: Sequence[Lines], shape: tuple[int, int]) -> NDArray[np.bool_]:
    """Tell which payments exist: those of which some line does. Components mostly share who takes part."""
    periods = list(range(shape[0]))
    if lines and all(list(payout) == periods and _same(taken, lines[0][2]) for payout, _, taken in lines):
        shared = lines[0][2].view()
        shared.flags.writeable = False
        return shared
    exists = np.zeros(shape, dtype=bool)
    for payout, _, taken in lines:
        for line, period in enumerate(payout):
            exists[period] |= taken[line]
    return exists


def _same(one: NDArray[np.bool_], other: NDArray[np.bool_]) -> bool:
    """Tell whether two arrays are the same memory."""
    return one.__array_interface__ == other.__array_interface__
