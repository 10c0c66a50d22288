"""Estimate a payment on stated figures, by the engine itself: what a participant would be paid, and next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from fractions import Fraction

from compplan import months as calendar
from compplan.data.model import Panel
from compplan.diagnostics import Diagnostic, DiagnosticError, Place
from compplan.engine.acting.awarded import awarded
from compplan.engine.acting.recognise import Awards, awards_of, recognise
from compplan.engine.amending import refuse_amended
from compplan.engine.checks import coverage
from compplan.engine.compile import Compiled, compile_plan
from compplan.engine.earn import earn
from compplan.engine.estimating.named import Kind, Named, names_of, problem_of
from compplan.engine.estimating.stated import Cell, inverted, with_actual, with_attainment, with_share
from compplan.engine.estimating.steps import attainment_at, candidates
from compplan.engine.inputs import COMPOSED, Inputs, composed, inputs_of
from compplan.engine.participation import Participation
from compplan.engine.results.evaluated import PlanResult
from compplan.engine.run import Outside, checked, paid_with
from compplan.plan.model import MONTHS_IN, AttainmentMeasure, Measure, Plan, Recognition, ValueMeasure


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
    awards: Mapping[str, Awards] | None = None
    """The awards of the data as they are, by rule; None if the data alone cannot be ranked."""

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

    def run(self, inputs: list[Inputs], changed: AbstractSet[int]) -> PlanResult:
        """Pay the participant as a run does, where some measures, by index, are changed for him."""
        compiled = compile_plan(self.plan, self.panel, self.who, self.months, {}, inputs)
        rules = [rule for rule in self.plan.rules if isinstance(rule, Recognition)]
        awards = [self._awarded(compiled, rule, changed) for rule in rules]
        return paid_with(
            compiled, awards, None, lambda part: earn(self.plan, part, fast=False, only=self.person)
        )

    def paid(self, inputs: list[Inputs], changed: AbstractSet[int]) -> int:
        """Give the payment in minor units."""
        return int(self.run(inputs, changed).payments()[0][self.payout, self.person])

    def _awarded(self, compiled: Compiled, rule: Recognition, changed: AbstractSet[int]) -> Awards:
        """Rank again where that may come out differently: at the ends of months of this payout period."""
        if self.awards is None:
            return recognise(compiled, rule)
        known = self.awards[rule.id]
        at = next(at for at, each in enumerate(self.plan.measures) if each.id == rule.measure)
        if at not in changed and not isinstance(self.plan.measures[at], COMPOSED):
            return known
        months = range(self.payout * MONTHS_IN[self.plan.payout_period], self.months)
        before = [award for award in known.each if award.month not in months]
        return awards_of(compiled, rule, [*before, *recognise(compiled, rule, months).each])


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
    return estimate_among(covered_by(plans, panel, outside), panel, participant, month, stated)


def covered_by(
    plans: Sequence[Plan], panel: Panel, outside: Outside = "error"
) -> list[tuple[Plan, Participation]]:
    """Check plans on data, once for many estimates, and say whom each covers.

    DiagnosticError as `estimate`.
    """
    refuse_amended(plans)
    return list(zip(plans, checked(plans, panel, outside, {})[1], strict=True))


def estimate_among(
    covered: Sequence[tuple[Plan, Participation]],
    panel: Panel,
    participant: str,
    month: int,
    stated: Mapping[str, Fraction],
) -> Estimate:
    """Estimate as `estimate` does, by plans that are checked."""
    for plan, who in covered:
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


def _ranked(asked: _Asked) -> Mapping[str, Awards] | None:
    """Take the awards of the data as they are, which the panel keeps; None where it lacks what is stated."""
    rules = [rule for rule in asked.plan.rules if isinstance(rule, Recognition)]
    try:
        compiled = compile_plan(asked.plan, asked.panel, asked.who, asked.months, {})
    except DiagnosticError:
        return None
    return {rule.id: awarded(compiled, rule) for rule in rules}


def _estimated(asked: _Asked, participant: str, month: int, stated: Mapping[str, Fraction]) -> Estimate:
    plan = asked.plan
    problems = [problem for name, value in stated.items() if (problem := problem_of(plan, name, value))]
    if problems or (problems := _too_far(asked, month)):
        raise DiagnosticError(problems)
    names, asked = names_of(plan), replace(asked, awards=_ranked(asked))
    changed = {names[name].measure for name in stated}
    inputs = _stated(asked, {names[name]: value for name, value in stated.items()})
    result = asked.run(inputs, changed)
    payment = int(result.payments()[0][asked.payout, asked.person])
    return Estimate(
        plan,
        participant,
        calendar.month_text(month),
        tuple((names[name], value) for name, value in stated.items()),
        tuple(_lines(asked, inputs, result)),
        payment,
        tuple(_steps(asked, names, inputs, payment, changed)),
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
        paid = int(part.paid.lines[line, asked.person])
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
            if paid := asked.paid(changed, {named.measure, *stated}) - payment:
                step = (candidate.kind, candidate.value, payment + paid, paid)
                found.append(NextStep(named.name, named.title, *step))
                break
    return found
