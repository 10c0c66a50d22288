"""The work of the engine benchmark: the bundled plan `bold.yaml` paid month by month, from seeded arrays."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import compplan as cp
from compplan.data.model import Origin, Panel, Segments, TextColumn
from compplan.engine.base import base_of
from compplan.engine.card import Card
from compplan.engine.compile import Compiled
from compplan.engine.earn import Component
from compplan.engine.exact.quantity import Quantity
from compplan.engine.measure import Ratio, Source
from compplan.engine.participation import Participation
from compplan.engine.schedule import schedule_of
from compplan.months import days_in
from compplan.plan.model import AttainmentMeasure, Measure, Plan
from compplan.plan.path import weights_by_month

Ints = NDArray[np.int64]
Counts = NDArray[np.uint8]
"""Counts of responses, none above 255, as the engine keeps such counts."""
STARTS = 2027 * 12
"""Month index of the plan's first month."""
MONTHS, BEHAVIOURS = 36, 6


@dataclass(frozen=True, slots=True)
class Inputs:
    """What every contestant is given, by month: arrays [months, participants].

    ``actual`` and ``target`` are cents, ``incentive_days`` is yearly target incentive in cents x days, int64;
    ``responses`` and ``favourable`` are [behaviours, months, participants], uint8.
    """

    actual: Ints
    target: Ints
    incentive_days: Ints
    responses: Counts
    favourable: Counts

    @property
    def people(self) -> int:
        """Count the participants."""
        return int(self.actual.shape[1])

    @property
    def cells(self) -> int:
        """Count the participant-months."""
        return int(self.actual.size)


def days_of_months() -> Ints:
    """Give the days of each plan month; incentive of a month = ``incentive_days`` / (12 x days)."""
    return np.array([days_in(STARTS + month) for month in range(MONTHS)])


def plan_text() -> str:
    """Give the bundled plan, each month paid for itself, no rules: all start from the same columns."""
    text = Path(cp.bundled("plans") / "bold.yaml").read_text(encoding="utf-8")
    text = re.sub(r"accumulate: year_to_date.*", "accumulate: period", text)
    text = re.sub(r"^rules:\n(?: .*\n)*", "", text, flags=re.MULTILINE)
    return re.sub(r" *balance: .*\n", "", text)


def inputs_of(kind: str, people: int, seed: int = 1) -> Inputs:
    """Draw the inputs: ``random`` has arbitrary cents, ``ties`` the round numbers of real plans."""
    shape = (MONTHS, people)
    money = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    inputs = Inputs(*money, *(np.zeros((BEHAVIOURS, *shape), dtype=np.uint8) for _ in range(2)))
    draw = {"random": _draw_random, "ties": _draw_ties}[kind]
    generator = np.random.default_rng(seed)
    for month, days in enumerate(days_of_months().tolist()):
        draw(generator, inputs, month, days)
    return inputs


def _draw_random(generator: np.random.Generator, inputs: Inputs, month: int, days: int) -> None:
    people = inputs.people
    target = generator.integers(40_000_00, 200_000_00, people)
    inputs.target[month] = target
    inputs.actual[month] = target * generator.uniform(0.3, 1.6, people)
    inputs.incentive_days[month] = generator.integers(24_000_00, 96_000_00, people) * days
    _draw_counts(generator, inputs, month, np.arange(5, 30))


def _draw_ties(generator: np.random.Generator, inputs: Inputs, month: int, days: int) -> None:
    people = inputs.people
    thousands = generator.integers(40, 200, people)
    inputs.target[month] = thousands * 1_000_00
    inputs.actual[month] = thousands * 1_000 * generator.integers(30, 161, people)
    inputs.incentive_days[month] = generator.integers(24, 96, people) * 1_000_00 * days
    _draw_counts(generator, inputs, month, np.array([5, 10]))


def _draw_counts(generator: np.random.Generator, inputs: Inputs, month: int, choices: Ints) -> None:
    responses = generator.choice(choices, (BEHAVIOURS, inputs.people))
    share = generator.uniform(0.4, 1, responses.shape)
    inputs.responses[:, month] = responses
    inputs.favourable[:, month] = np.rint(responses * share)


def compiled_of(inputs: Inputs) -> Compiled:
    """Give the plan ready to be evaluated on the inputs."""
    plan = cp.parse_plan(plan_text())
    days = np.repeat(days_of_months()[:, None], inputs.people, axis=1)
    first, last = np.full_like(days, plan.starts), np.full_like(days, plan.ends - 1)
    who = Participation(days, inputs.incentive_days, first, last, year_parts())
    components = tuple(map(partial(_component, plan, inputs), plan.measures, bases_of(plan, inputs)))
    return Compiled(plan, _panel(inputs.people), who, MONTHS, components)


def year_parts() -> tuple[int, ...]:
    """Give the parts that a yearly amount has in each plan month: twelve times its days."""
    return tuple((12 * days_of_months()).tolist())


def bases_of(plan: Plan, inputs: Inputs) -> list[Quantity]:
    """Give each measure's part of the target incentive."""
    months = [range(month, month + 1) for month in range(MONTHS)]
    weights = zip(*weights_by_month(plan.weights, MONTHS), strict=True)
    return [base_of(inputs.incentive_days, column, year_parts(), months) for column in weights]


def _component(plan: Plan, inputs: Inputs, measure: Measure, base: Quantity) -> Component:
    everywhere = np.ones(inputs.actual.shape, dtype=bool)
    source = _ratio(inputs) if isinstance(measure, AttainmentMeasure) else _card(plan, inputs)
    return Component(measure, schedule_of(plan, measure, MONTHS), source, base, everywhere, everywhere, 1)


def _ratio(inputs: Inputs) -> Source:
    one, nowhere = (1,) * MONTHS, np.zeros(inputs.actual.shape, dtype=bool)
    target = Quantity(inputs.target, one)
    return Ratio(Quantity(inputs.actual, one), target, nowhere, nowhere, None, target)


def _card(plan: Plan, inputs: Inputs) -> Source:
    card = plan.report_cards[0]
    enough = inputs.responses >= card.minimum_responses.count
    months = np.zeros((1, 1, 1), dtype=np.int64)
    return Card(
        card, inputs.responses, inputs.favourable, enough, months, months, months, (1,) * enough.shape[1]
    )


def _panel(people: int) -> Panel:
    none: Any = np.zeros(0, dtype=np.int32)
    nobody = Segments(
        none, none, none, TextColumn(none, ()), none.astype(np.int64), none, Origin("arrays"), none
    )
    return Panel(tuple(str(number) for number in range(people)), nobody, {}, "")
