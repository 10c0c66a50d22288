"""Stage 4 goes on: rounded lines, draw, guarantee, clawback, hold-back, minimum, in this order."""

from __future__ import annotations

from collections.abc import Sequence

from compplan.engine.compile import Compiled
from compplan.engine.payment.clawbacks import with_clawback
from compplan.engine.payment.draws import with_draw
from compplan.engine.payment.guarantees import with_guarantee
from compplan.engine.payment.holdbacks import with_hold_back
from compplan.engine.payment.items import Bools, Given, Ints
from compplan.engine.payment.minimums import with_minimum
from compplan.engine.payment.paid import PaidLines
from compplan.plan.model import Payment


def pay_out(
    compiled: Compiled, payment: Payment, lines: Sequence[PaidLines], total: Ints, exists: Bools
) -> Given:
    """Give the items that a plan's payment adds to what its lines pay [payout periods, participants]."""
    plan, panel, who = compiled.plan, compiled.panel, compiled.who
    given = Given(total, exists)
    if not len(total):
        return given
    if payment.draw is not None:
        given = with_draw(plan, panel, who, payment.draw, given)
    if payment.guarantee is not None:
        given = with_guarantee(plan, who, payment.guarantee, given)
    if payment.clawback is not None:
        given = with_clawback(plan, panel, payment.clawback, lines, given)
    if payment.hold_back is not None:
        given = with_hold_back(plan, payment.hold_back, given)
    if payment.minimum is not None:
        given = with_minimum(plan, payment.minimum, given)
    return given
