"""Payment: what becomes of a period's rounded lines before they are paid."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from compplan.plan.model.later import later

DrawType = Literal["recoverable", "non_recoverable"]


@dataclass(frozen=True, slots=True)
class Draw:
    """An advance that brings the pay of a payout period up to an amount, or up to that of a table.

    It is paid for periods that end before ``until``, and to participants in their first ``months``. What is
    advanced is recovered from ``recovered_from`` on, from what is earned above the draw, at most a share of
    what is earned, and forgiven on ``forgiven``.
    """

    type: DrawType
    amount: Fraction | None = None
    table: str | None = None
    months: int | None = None
    until: dt.date | None = None
    recovered_from: dt.date | None = None
    recovered_at_most: Fraction | None = None
    forgiven: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Guarantee:
    """The share of the target incentive that is paid at least, by month since the participant's start.

    ``by_month`` gives the share from a month (1, 2, ...) on; it ends after ``months``.
    """

    months: int
    by_month: tuple[tuple[int, Fraction], ...]


@dataclass(frozen=True, slots=True)
class Clawback:
    """What is taken back of the pay on a transaction that is cancelled: ``share`` of it.

    Within ``months`` of the transaction; ``served`` tells whether the months that it held count for the
    participant.
    """

    table: str
    share: Fraction
    months: int | None = None
    served: Literal["counts", "ignored"] = "ignored"
    measures: tuple[str, ...] = ()
    takes: Literal["pay", "credit", "both"] = later("pay")


@dataclass(frozen=True, slots=True)
class HoldBack:
    """The share of a payment that is held, and which part of it is paid how many months later."""

    share: Fraction
    paid_after: tuple[tuple[int, Fraction], ...]


@dataclass(frozen=True, slots=True)
class Minimum:
    """The least amount that is paid; what is below it is carried to the next period, or lapses."""

    amount: Fraction
    below: Literal["carry", "lapse"]


@dataclass(frozen=True, slots=True)
class Payment:
    """What is done with the rounded lines of a payout period, in this order."""

    draw: Draw | None = None
    guarantee: Guarantee | None = None
    clawback: Clawback | None = None
    hold_back: HoldBack | None = None
    minimum: Minimum | None = None
