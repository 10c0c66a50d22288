"""Explain a payment: the same evaluation in exact rationals, as a tree from source rows to money.

Each node has an operation on the nodes below it, so that a reader (or a few lines of code)
can compute every number again. The numbers themselves come from `compplan.engine.earn.steps`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from compplan import months as calendar
from compplan.diagnostics import Diagnostic, DiagnosticError, Place
from compplan.engine.explaining.awards import award_nodes
from compplan.engine.explaining.lines import has_line, line_node
from compplan.engine.explaining.node import Node, node
from compplan.engine.explaining.payment import item_nodes
from compplan.engine.explaining.reasons import Reason, reasons
from compplan.engine.results.conversions import Converted
from compplan.engine.results.evaluated import PlanResult
from compplan.engine.results.result import Result
from compplan.plan.model import MONTHS_IN

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Explanation:
    """One participant's payment of one payout period: its lines as trees, and their sum.

    >>> import compplan as cp
    >>> folder = cp.bundled("plans")
    >>> result = cp.run(cp.load_plan(folder / "bold.yaml"), folder / "data", through="2027-03")
    >>> cp.explain(result, "P001", "2027-03")
    Explanation('P001', '2027-03': 3968.12 USD, 2 lines)
    """

    plan_id: str
    plan_title: str
    participant: str
    month: str
    currency: str
    exponent: int
    payment: Node
    actions: tuple[Reason, ...] = ()
    """What rules called for in the months of the payment."""
    converted: Converted | None = None
    """What the payment comes to in the participant's currency, if that is another."""

    def __repr__(self) -> str:
        """Say whose payment it is, of which month, how much and of how many lines."""
        from compplan.engine.results.notebook import explanation_repr

        return explanation_repr(self)

    def _repr_html_(self) -> str:
        from compplan.engine.results.notebook import explanation_html

        return explanation_html(self)


def explain(result: Result, participant: str, month: str) -> Explanation:
    """Explain the payment of a participant in a payout month (``YYYY-MM``), in exact rationals.

    Raises DiagnosticError (CP367) if the run has no such payment.

    >>> import compplan as cp
    >>> folder = cp.bundled("plans")
    >>> result = cp.run(cp.load_plan(folder / "bold.yaml"), folder / "data", through="2027-03")
    >>> payment = explain(result, "P001", "2027-03").payment
    >>> [(line.name, float(line.value)) for line in payment.of]
    [('product_revenue', 3276.87), ('relationship', 691.25)]
    """
    found = [(plan, *shown) for plan in result.plans if (shown := _lines_of(plan, participant, month))]
    if not found:
        raise DiagnosticError([_unknown(result, participant, month)])
    source = found[-1][0].compiled.plan
    lines = [line for _, lines, _ in found for line in lines]
    return Explanation(
        source.id,
        source.title,
        participant,
        month,
        source.currency.code,
        source.currency.exponent,
        node("payment", "sum", lines, sum((line.value for line in lines), ZERO)),
        tuple(reason for _, _, told in found for reason in told),
        next(
            (each for each in result.converted if (each.participant, each.month) == (participant, month)),
            None,
        ),
    )


def _lines_of(plan: PlanResult, participant: str, month: str) -> tuple[list[Node], Iterable[Reason]] | None:
    """Show what a plan, or a version of one, pays a participant in a month; None if it has no line of him."""
    names, index = plan.compiled.panel.participants, calendar.parse_month(month)
    if participant not in names or index is None:
        return None
    person, step = names.index(participant), MONTHS_IN[plan.compiled.plan.payout_period]
    payout, rest = divmod(index - plan.compiled.plan.starts + 1, step)
    if rest or payout <= plan.first:
        return None
    parts = [part for part in plan.components if has_line(part, payout - 1, person)]
    lines = [
        line_node(plan, part, part.component.schedule.payout.index(payout - 1), person)
        for part in parts
        if part.component.measure.earns != "nothing"
    ]
    lines += award_nodes(plan, payout - 1, person)
    lines += item_nodes(plan, payout - 1, person, sum((line.value for line in lines), ZERO))
    if not parts and not lines:
        return None
    return lines, reasons(plan, person, range((payout - 1) * step, payout * step))


def _unknown(result: Result, participant: str, month: str) -> Diagnostic:
    ids = result.payments["participant_id"].tolist()
    months = sorted(
        {m for i, m in zip(ids, result.payments["month"].tolist(), strict=True) if i == participant}
    )
    if months:
        text = f"{participant} has no payment in {month}"
        hint = f"payments of {participant} are of {months[0]} to {months[-1]}"
    else:
        text = f"no plan of the run pays participant '{participant}'"
        hint = f"participants paid are {', '.join(sorted(set(ids))[:5])}, ..."
    return Diagnostic("CP367", text, Place("--participant" if not months else "--month"), hint)
