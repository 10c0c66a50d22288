"""OpenFisca: a variable for each result, month by month.

One contestant has its inputs set before the clock starts, and only calculates. The other does what its users
do for a new month or scenario: with the system at hand, it makes a simulation, sets the inputs, calculates.
Its whole numbers hold 32 bits, which these amounts fit; its floats would too, and lose cents.
"""

# mypy: disable-error-code="import-not-found, import-untyped"

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit, period
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from benchmarks.arrays import BEHAVIOURS, MONTHS, Inputs
from benchmarks.contest import Call, Cents
from benchmarks.rivals import figures

NAME = "openfisca-core"
PERIODS = tuple(period(f"{2027 + month // 12}-{month % 12 + 1:02}") for month in range(MONTHS))
INPUTS = ("actual", "target", "incentive_days")
COUNTS = ("favourable", "responses")
RESULTS = ("product", "relationship", "total")
PARTICIPANT = build_entity("participant", "participants", "Somebody who is paid", is_person=True)


def contestants(inputs: Inputs, _threads: int) -> Mapping[str, Call]:
    """Give the calculation; OpenFisca runs on one thread."""
    system = _system()
    return {
        NAME: partial(_run, _simulation(system, inputs)),
        f"{NAME}, inputs set": lambda: _run(_simulation(system, inputs)),
    }


def _simulation(system: Any, inputs: Inputs) -> Any:
    simulation = SimulationBuilder.build_default_simulation(system, inputs.people)
    for month, when in enumerate(PERIODS):
        for name in INPUTS:
            simulation.set_input(name, when, getattr(inputs, name)[month])
        for name in COUNTS:
            for index in range(BEHAVIOURS):
                simulation.set_input(f"{name}_{index}", when, getattr(inputs, name)[index, month])
    return simulation


def _system() -> Any:
    system = TaxBenefitSystem([PARTICIPANT])
    years = {f"{2027 + year}-01-01": {"value": share} for year, share in enumerate(figures.PRODUCT_WEIGHTS)}
    system.parameters = ParameterNode("", data={"product_weight": {"values": years}})
    formulas = dict(zip(RESULTS, (_product, _relationship, _total), strict=True))
    counts = (f"{name}_{index}" for name in COUNTS for index in range(BEHAVIOURS))
    for name in (*INPUTS, *counts, *RESULTS):
        words: dict[str, Any] = {
            "value_type": int,
            "entity": PARTICIPANT,
            "definition_period": DateUnit.MONTH,
            "label": name,
        }
        if name in formulas:
            words["formula"] = formulas[name]
        system.add_variable(type(name, (Variable,), words))
    return system


def _product(participant: Any, when: Any, parameters: Any) -> Any:
    attainment = participant("actual", when) / participant("target", when)
    rate = attainment + sum(change * np.maximum(attainment - bend, 0) for bend, change in figures.BENDS)
    rate = np.where(attainment < figures.THRESHOLD, 0, np.minimum(rate, figures.CAP))
    incentive = participant("incentive_days", when) / (12 * when.days)
    return np.floor(rate * parameters(when).product_weight * incentive + 0.5)


def _relationship(participant: Any, when: Any, parameters: Any) -> Any:
    score = sum(
        weight * np.minimum(_share(participant, when, index), figures.BEHAVIOUR_CAP)
        for index, weight in enumerate(figures.BEHAVIOUR_WEIGHTS)
    )
    rate = np.minimum(np.where(score < 1, score, 2 * score - 1), figures.CARD_CAP)
    incentive = participant("incentive_days", when) / (12 * when.days)
    return np.floor(rate * (1 - parameters(when).product_weight) * incentive + 0.5)


def _share(participant: Any, when: Any, index: int) -> Any:
    counts = participant(f"favourable_{index}", when), participant(f"responses_{index}", when)
    return counts[0] / counts[1] / figures.FAVOURABLE_TARGET


def _total(participant: Any, when: Any) -> Any:
    return participant("product", when) + participant("relationship", when)


def _run(simulation: Any) -> Cents:
    for name in RESULTS:
        simulation.delete_arrays(name)
    found = {name: [simulation.calculate(name, when) for when in PERIODS] for name in reversed(RESULTS)}
    product, relationship, total = (np.stack(found[name]) for name in RESULTS)
    return product, relationship, total
