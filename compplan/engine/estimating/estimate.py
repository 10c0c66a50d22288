"""Estimate a payment on stated figures, by the engine itself: what a participant would be paid, and next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from compplan import months as calendar
from compplan.data.model import Panel
from compplan.diagnostics import Diagnostic, DiagnosticError, Place
from compplan.engine.amending import refuse_amended
from compplan.engine.checks import coverage
from compplan.engine.compile import compile_plan
from compplan.engine.estimating.named import Kind, Named, names_of, problem_of
from compplan.engine.estimating.stated import Cell, inverted, with_actual, with_attainment, with_share
from compplan.engine.estimating.steps import attainment_at, candidates
from compplan.engine.inputs import COMPOSED, Inputs, composed, inputs_of
from compplan.engine.participation import Participation
from compplan.engine.results.evaluated import PlanResult
from compplan.engine.run import Outside, checked, evaluate
from compplan.plan.model import MONTHS_IN, AttainmentMeasure, Measure, Plan, ValueMeasure


@dataclass(frozen=True, slots=True)
class EstimatedLine:
    """One line of an estimated payment, in minor units; a line that no measure earns has no attainment."""

    name: str
    title: str
    attainment: Fraction | None
    paid: int


@dataclass(frozen=True, slots=True)
class NextStep:
    """The next figure at which something else is paid, and how much more that would be, in minor units."""

    name: str
    title: str
    kind: Kind
    value: Fraction
    payment: int
    more: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a participant would be paid in a month if the stated figures came true, in minor units.

    >>> import compplan as cp
    >>> folder = cp.bundled("plans")
    >>> plan = cp.load_plan(folder / "bold.yaml")
    >>> cp.estimate(plan, folder / "data", "P001", "2027-03", {"listening": "80%"})
    Estimate('P001', '2027-03': 4008.95 USD, 7 next steps)
    """

    plan: Plan
    participant: str
    month: str
    stated: tuple[tuple[Named, Fraction], ...]
    lines: tuple[EstimatedLine, ...]
    payment: int
    steps: tuple[NextStep, ...]

    def __repr__(self) -> str:
        """Say whose payment it is, of which month, how much, and how many next steps there are."""
        from compplan.engine.results.notebook import estimate_repr

        return estimate_repr(self)

    def _repr_html_(self) -> str:
        from compplan.engine.results.notebook import estimate_html

        return estimate_html(self)


@dataclass(frozen=True, slots=True)
class _Asked:
    plan: Plan
    panel: Panel
    who: Participation
    payout: int
    person: int

    @property
    def months(self) -> int:
        return (self.payout + 1) * MONTHS_IN[self.plan.payout_period]

    def cell(self, inputs: Inputs) -> Cell:
        """Find the last window of the payout period's line."""
        line = inputs.schedule.payout.index(self.payout)
        return Cell((line + 1) * inputs.schedule.per_line - 1, self.person)

    def has_line(self, inputs: Inputs) -> bool:
        """Tell whether a measure is paid in the payout period."""
        return self.payout in inputs.schedule.payout

    def run(self, inputs: list[Inputs]) -> PlanResult:
        """Pay everybody, as a run does."""
        compiled = compile_plan(self.plan, self.panel, self.who, self.months, {}, inputs)
        return evaluate(compiled, fast=False)

    def paid(self, inputs: list[Inputs]) -> int:
        """Give the payment in minor units."""
        return int(self.run(inputs).payments()[0][self.payout, self.person])


def estimate(
    plans: Sequence[Plan],
    panel: Panel,
    participant: str,
    month: int,
    stated: Mapping[str, Fraction],
    *,
    outside: Outside = "error",
) -> Estimate:
    """Estimate the payment of a participant in a payout month (a month index), on stated figures.

    ``stated`` gives, by name, the actual of a measure in the performance period that ends the payout period
    (with ``year_to_date``: in the payout period), the attainment of a report card, or a behaviour's
    favourable share. All else is as the data says. DiagnosticError (CP367, CP390 to CP392, or what a run
    refuses).
    """
    refuse_amended(plans)
    _, covered = checked(plans, panel, outside, {})
    for plan, who in zip(plans, covered, strict=True):
        asked = _asked(plan, panel, who, participant, month)
        if asked is not None:
            return _estimated(asked, participant, month, stated)
    text = f"no plan pays participant '{participant}' in {calendar.month_text(month)}"
    hint = "check the id, the month, and the roles that the plan applies to"
    raise DiagnosticError([Diagnostic("CP367", text, Place("--participant"), hint)])


def _asked(plan: Plan, panel: Panel, who: Participation, participant: str, month: int) -> _Asked | None:
    payout, rest = divmod(month - plan.starts + 1, MONTHS_IN[plan.payout_period])
    if participant not in panel.participants or rest or not 0 < month - plan.starts + 1 <= plan.months:
        return None
    person = panel.participants.index(participant)
    first = (payout - 1) * MONTHS_IN[plan.payout_period]
    taking_part = who.active[first : month - plan.starts + 1, person].any()
    return _Asked(plan, panel, who, payout - 1, person) if taking_part else None


def _estimated(asked: _Asked, participant: str, month: int, stated: Mapping[str, Fraction]) -> Estimate:
    plan = asked.plan
    problems = [problem for name, value in stated.items() if (problem := problem_of(plan, name, value))]
    if problems or (problems := _too_far(asked, month)):
        raise DiagnosticError(problems)
    names = names_of(plan)
    inputs = _stated(asked, {names[name]: value for name, value in stated.items()})
    result = asked.run(inputs)
    payment = int(result.payments()[0][asked.payout, asked.person])
    return Estimate(
        plan,
        participant,
        calendar.month_text(month),
        tuple((names[name], value) for name, value in stated.items()),
        tuple(_lines(asked, inputs, result)),
        payment,
        tuple(_steps(asked, names, inputs, payment, {names[name].measure for name in stated})),
    )


def _too_far(asked: _Asked, month: int) -> list[Diagnostic]:
    """Refuse months whose payout period begins later than the month after the data's last."""
    last = coverage.last_month(asked.plan, asked.panel, {})
    if month - MONTHS_IN[asked.plan.payout_period] <= last:
        return []
    reach = f"the data end in {calendar.month_text(last)}" if last else "the data have no row to measure"
    text = f"{calendar.month_text(month)} is too far ahead: {reach}, and what lies between is unknown"
    return [Diagnostic("CP391", text, Place("--month"), "ask for the next payout period, or add the data")]


def _stated(asked: _Asked, stated: Mapping[Named, Fraction]) -> list[Inputs]:
    """Measure what the data gives, then put the stated figures in; what is stated need not be in the data."""
    at = {named.measure for named in stated}
    eased = [_eased(each) if index in at else each for index, each in enumerate(asked.plan.measures)]
    inputs = inputs_of(replace(asked.plan, measures=tuple(eased)), asked.panel, asked.who, asked.months, {})
    for index in {named.measure for named in stated if named.lower}:
        inputs[index] = inverted(inputs[index])
    for named, value in stated.items():
        if asked.has_line(inputs[named.measure]):
            inputs[named.measure] = _with(asked, named, inputs[named.measure], value)
    return _made_again(asked, inputs, at)


def _made_again(asked: _Asked, inputs: list[Inputs], stated: set[int]) -> list[Inputs]:
    """Make measures that are made of others again, unless they are stated themselves."""
    kept = [
        None if isinstance(measure, COMPOSED) and at not in stated else each
        for at, (measure, each) in enumerate(zip(asked.plan.measures, inputs, strict=True))
    ]
    return composed(asked.plan, kept, asked.who)


def _with(asked: _Asked, named: Named, inputs: Inputs, value: Fraction) -> Inputs:
    cell = asked.cell(inputs)
    if named.kind == "actual":
        return with_actual(inputs, asked.plan.measures[named.measure], cell, value)
    if named.kind in ("share", "mean"):
        return with_share(inputs, cell, named.behaviour, value)
    return with_attainment(inputs, cell, value)


def _eased(measure: Measure) -> Measure:
    if not isinstance(measure, AttainmentMeasure | ValueMeasure):
        return measure
    actual = replace(measure.actual, if_missing="zero", missing_months="zero")
    if isinstance(measure, AttainmentMeasure):  # `inverted` lets a lower actual be better again
        return replace(measure, actual=actual, direction="higher_is_better")
    return replace(measure, actual=actual)


def _lines(asked: _Asked, inputs: list[Inputs], result: PlanResult) -> list[EstimatedLine]:
    found = []
    for part, each in zip(result.components, inputs, strict=True):
        measure = part.component.measure
        if measure.earns == "nothing" or not asked.has_line(each):
            continue
        line = each.schedule.payout.index(asked.payout)
        reached = None if isinstance(measure, ValueMeasure) else attainment_at(each, asked.cell(each))
        paid = int(part.paid.paid[line, asked.person])
        found.append(EstimatedLine(measure.id, measure.title, reached, paid))
    awards = [(each.rule, int(each.paid[asked.payout, asked.person])) for each in result.awards]
    found += [EstimatedLine(rule.id, rule.title, None, amount) for rule, amount in awards if amount]
    items = [(item.id, int(item.amount[asked.payout, asked.person])) for item in result.items]
    given = [EstimatedLine(name, name.replace("_", " "), None, amount) for name, amount in items if amount]
    return found + given


def _steps(
    asked: _Asked, names: Mapping[str, Named], inputs: list[Inputs], payment: int, stated: set[int]
) -> list[NextStep]:
    """Find for each figure the nearest one at which the payment is another."""
    found = []
    for named in (each for name, each in names.items() if name == each.name and "." not in name):
        mine = inputs[named.measure]
        if not asked.has_line(mine):
            continue
        for candidate in candidates(asked.plan, named, mine, asked.cell(mine)):
            changed = [candidate.inputs if each is mine else each for each in inputs]
            changed = _made_again(asked, changed, {named.measure, *stated})
            if paid := asked.paid(changed) - payment:
                step = (candidate.kind, candidate.value, payment + paid, paid)
                found.append(NextStep(named.name, named.title, *step))
                break
    return found
