"""Stage 4 goes on: rounded lines, draw, guarantee, clawback, hold-back, minimum, in this order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from compplan.engine.compile import Compiled
from compplan.engine.payment.clawbacks import with_clawback
from compplan.engine.payment.draws import with_draw
from compplan.engine.payment.guarantees import with_guarantee
from compplan.engine.payment.holdbacks import with_hold_back
from compplan.engine.payment.items import Bools, Given, Ints, Item
from compplan.engine.payment.minimums import with_minimum
from compplan.engine.payment.paid import PaidLines
from compplan.plan.model import Draw, Payment


@dataclass(frozen=True, slots=True)
class Recorded:
    """What stands for rows of data that payment looks up, in minor units, by payout period.

    ``draws`` are the amounts of a table [payout periods, participants], ``taken_back`` what a clawback takes
    back; ``share_taken_back`` is the share of what is paid that it takes back where that is not known.
    """

    draws: Ints | None = None
    taken_back: Ints | None = None
    share_taken_back: float = 0.0


NOTHING_RECORDED = Recorded()


def pay_out(
    compiled: Compiled,
    payment: Payment,
    lines: Sequence[PaidLines],
    total: Ints,
    exists: Bools,
    recorded: Recorded | None = None,
    drawn: Ints | None = None,
) -> Given:
    """Give the items that a plan's payment adds to what its lines pay [payout periods, participants].

    ``recorded`` stands for the rows of the panel's tables, where there is no panel; ``drawn`` [participants]
    is what an earlier version of the plan advanced and did not recover.
    """
    plan, panel, who = compiled.plan, compiled.panel, compiled.who
    given = Given(total, exists)
    if not len(total):
        return given
    if payment.draw is not None:
        draws = _draws(payment.draw, total, recorded)
        given = with_draw(plan, panel, who, payment.draw, given, draws, drawn)
    if payment.guarantee is not None:
        given = with_guarantee(plan, who, payment.guarantee, given)
    if payment.clawback is not None and recorded is not None:
        given = given.plus([Item("clawback", "clawback", -_taken_back(given.total, recorded))])
    elif payment.clawback is not None:
        given = with_clawback(plan, panel, payment.clawback, lines, given)
    if payment.hold_back is not None:
        given = with_hold_back(plan, payment.hold_back, given)
    if payment.minimum is not None:
        given = with_minimum(plan, payment.minimum, given)
    return given


def _draws(draw: Draw, total: Ints, recorded: Recorded | None) -> Ints | None:
    if draw.table is None or recorded is None:
        return None
    return np.zeros_like(total) if recorded.draws is None else recorded.draws[: len(total)]


def _taken_back(total: Ints, recorded: Recorded) -> Ints:
    if recorded.taken_back is not None:
        return recorded.taken_back[: len(total)]
    return np.rint(np.maximum(total, 0) * recorded.share_taken_back).astype(np.int64)
