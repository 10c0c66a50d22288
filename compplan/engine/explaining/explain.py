"""Explain a payment: the same evaluation in exact rationals, as a tree from source rows to money.

Each node has an operation on the nodes below it, so that a reader (or a few lines of code)
can compute every number again. The numbers themselves come from `compplan.engine.earn.steps`.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from compplan import months as calendar
from compplan.diagnostics import Diagnostic, DiagnosticError, Place
from compplan.engine.card import Card
from compplan.engine.earn import in_units, steps
from compplan.engine.exact.cells import Picked
from compplan.engine.exact.numbers import round_exactly
from compplan.engine.explaining.counted import counted_node
from compplan.engine.explaining.node import Node, given, node
from compplan.engine.explaining.origins import base_node, card_node, target_node
from compplan.engine.measure import Ratio
from compplan.engine.results.result import ComponentResult, PlanResult, Result
from compplan.plan.model import MONTHS_IN, AttainmentMeasure, Curve

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
    for plan in result.plans:
        panel, names = plan.compiled.panel, plan.compiled.panel.participants
        person = names.index(participant) if participant in names else -1
        index = calendar.parse_month(month)
        if person < 0 or index is None:
            continue
        step = MONTHS_IN[plan.compiled.plan.payout_period]
        payout, rest = divmod(index - plan.compiled.plan.starts + 1, step)
        lines = [
            _line(plan, part, part.component.schedule.payout.index(payout - 1), person)
            for part in plan.components
            if rest == 0 and _has_line(part, payout - 1, person)
        ]
        if lines:
            source = plan.compiled.plan
            total = node("payment", "sum", lines, sum((line.value for line in lines), ZERO))
            return Explanation(
                source.id,
                source.title,
                participant,
                month,
                source.currency.code,
                source.currency.exponent,
                total,
            )
        del panel
    raise DiagnosticError([_unknown(result, participant, month)])


def _has_line(part: ComponentResult, payout: int, person: int) -> bool:
    payouts = part.component.schedule.payout
    return payout in payouts and bool(part.taken[payouts.index(payout), person])


def _line(plan: PlanResult, part: ComponentResult, line: int, person: int) -> Node:
    component, source = part.component, plan.compiled.plan
    cells = Picked(np.array([line]), np.array([person]))
    windows = [
        _window(plan, part, line * component.schedule.per_line + index, person, step.attainment.value[0])
        for index, step in enumerate(steps(component, cells))
    ]
    minor = Fraction(1, 10**source.currency.exponent)
    exact = in_units(component, steps(component, cells)).value[0] * component.unit * minor
    earned = windows[0] if len(windows) == 1 else node("earned", "sum", windows, exact)
    if earned.value != exact:
        message = f"explanation {earned.value} differs from the engine's {exact}"
        raise AssertionError(message)
    rounded = round_exactly(exact / source.rounding.to, source.rounding.mode) * source.rounding.to
    due = node(
        "rounded",
        "round",
        [earned, given("to", source.rounding.to, note=source.rounding.mode)],
        rounded,
        place=_place(plan, "rounding"),
    )
    if component.measure.accumulate == "period":
        return Node(component.measure.id, due.value, "sum", (due,), note="line")
    return _to_date(plan, part, line, person, due)


def _to_date(plan: PlanResult, part: ComponentResult, line: int, person: int, due: Node) -> Node:
    component, source = part.component, plan.compiled.plan
    minor = Fraction(1, 10**source.currency.exponent)
    windows = component.schedule.windows
    earlier = [i for i in range(line) if windows[i].start == windows[line].start and part.taken[i, person]]
    months = {i: calendar.month_text(source.starts + windows[i].stop - 1) for i in earlier}
    paid = [given(f"paid {months[i]}", int(part.paid.paid[i, person]) * minor) for i in earlier]
    before = node("paid before", "sum", paid, sum((p.value for p in paid), ZERO))
    brought = given("balance brought in", int(part.paid.brought[line, person]) * minor)
    left = node("left to pay", "difference", [due, before, brought], due.value - before.value - brought.value)
    pays = int(part.paid.paid[line, person]) * minor
    note = f"line; balance: {component.measure.balance}"
    if pays == left.value:
        return Node(
            component.measure.id, pays, "sum", (left,), _place(plan, "measures", component.measure.id), note
        )
    return Node(
        component.measure.id,
        pays,
        "greatest",
        (left, given("nothing", ZERO)),
        _place(plan, "measures", component.measure.id, "balance"),
        note,
    )


def _window(plan: PlanResult, part: ComponentResult, window: int, person: int, engine: Fraction) -> Node:
    component = part.component
    months = component.schedule.windows[window]
    attainment = _attainment(plan, part, window, person, engine)
    rate = rate_node(component.curve, attainment, _place(plan, "measures", component.measure.id, "curve"))
    base = base_node(plan.compiled, component, window, person)
    name = "due to date" if component.measure.accumulate == "year_to_date" else "earned"
    first, last = (
        calendar.month_text(plan.compiled.plan.starts + m) for m in (months.start, months.stop - 1)
    )
    span = first if first == last else f"{first} to {last}"
    return node(f"{name} {span}", "product", [base, rate], base.value * rate.value)


def _attainment(plan: PlanResult, part: ComponentResult, window: int, person: int, engine: Fraction) -> Node:
    component = part.component
    source = component.source
    if isinstance(source, Ratio) and isinstance(component.measure, AttainmentMeasure):
        if source.full[window, person]:
            return given("attainment", engine, note="zero target: if_zero is at_target")
        actual = counted_node(plan.compiled, component.measure.actual, component, window, person)
        target = target_node(plan.compiled, component.measure, component, window, person)
        if not target.value:
            return given("attainment", engine, note="no target: if_missing or if_zero is no_pay")
        return node("attainment", "quotient", [actual, target], actual.value / target.value)
    if isinstance(source, Card):
        return card_node(plan.compiled, source, window, person, engine)
    return given("attainment", engine, note="assumed: history did not record it")


def rate_node(curve: Curve, attainment: Node, place: Place | None) -> Node:
    """Show how a curve turns attainment into a payout rate."""
    counted = _floor(attainment)
    rate = _shape(curve, counted)
    if curve.threshold is not None:
        threshold = given("threshold", curve.threshold)
        reached = attainment.value >= curve.threshold
        rate = node(
            "rate if the threshold is reached",
            "if_reached",
            [attainment, threshold, rate],
            rate.value if reached else ZERO,
        )
    if curve.cap is not None:
        cap = given("cap", curve.cap)
        rate = node("rate within the cap", "least", [rate, cap], min(rate.value, cap.value))
    return Node("payout rate", rate.value, "sum", (rate,), place, curve.type)


def _floor(attainment: Node) -> Node:
    if attainment.value >= 0:
        return attainment
    return node("attainment, at least 0", "greatest", [attainment, given("nothing", ZERO)], ZERO)


def _shape(curve: Curve, attainment: Node) -> Node:
    above = curve.pays == "above_threshold" and curve.threshold is not None
    threshold = curve.threshold or ZERO
    if curve.type in ("step", "tiered_retroactive"):
        rate = _band(curve, attainment)
        if curve.type == "step":
            return rate
        counted = attainment
        if above:
            less = given("threshold", threshold)
            counted = node(
                "above the threshold", "difference", [attainment, less], attainment.value - threshold
            )
        return node("rate x attainment", "product", [rate, counted], rate.value * counted.value)
    rate = _linear(curve, attainment) if curve.type == "linear" else _marginal(curve, attainment)
    if not above:
        return rate
    at = given("threshold", threshold)
    less = _linear(curve, at) if curve.type == "linear" else _marginal(curve, at)
    return node("above the threshold", "difference", [rate, less], rate.value - less.value)


def _band(curve: Curve, attainment: Node) -> Node:
    parts, chosen = [attainment], curve.bands[-1].rate
    for band in reversed(curve.bands[:-1]):
        if band.to is not None and attainment.value < band.to:
            chosen = band.rate
    for band in curve.bands:
        if band.to is not None:
            parts.append(given("below", band.to))
        parts.append(given("rate", band.rate))
    return node("rate of the band", "band", parts, chosen)


def _marginal(curve: Curve, attainment: Node) -> Node:
    parts, start = [], ZERO
    for band in curve.bands:
        stop = attainment.value if band.to is None else min(attainment.value, band.to)
        ends = [] if band.to is None else [given("to", band.to)]
        inside = node(
            "part of attainment inside",
            "part",
            [attainment, given("from", start), *ends],
            max(stop - start, ZERO),
        )
        parts.append(node("band", "product", [given("rate", band.rate), inside], band.rate * inside.value))
        start = start if band.to is None else band.to
    return node("sum over bands", "sum", parts, sum((part.value for part in parts), ZERO))


def _linear(curve: Curve, attainment: Node) -> Node:
    a, value = attainment.value, curve.points[-1][1]
    if a <= curve.points[0][0]:
        value = curve.points[0][1]
    for (x0, y0), (x1, y1) in zip(curve.points, curve.points[1:], strict=False):
        if x0 <= a <= x1:
            value = y0 + (y1 - y0) * (a - x0) / (x1 - x0)
    points = [given(name, v) for x, y in curve.points for name, v in (("at", x), ("rate", y))]
    return node("between points", "interpolate", [attainment, *points], value)


def _place(plan: PlanResult, *path: str | int) -> Place | None:
    source = plan.compiled.plan.source
    return source.places.get(path) if source else None


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
