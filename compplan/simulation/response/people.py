"""What the participants of every sample bring with them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from compplan.simulation.parameters.library import Values
from compplan.simulation.response.randomness import ABILITY, BELIEF, ELASTICITY, INTERCEPT, RATING, Noise
from compplan.simulation.response.state import People
from compplan.simulation.workforce.model import Workforce

Floats = NDArray[np.float64]


def people_of(
    workforce: Workforce,
    values: Values,
    fixed: Mapping[str, float],
    noise: Noise,
    behaviours: int,
    relationship: Floats,
) -> People:
    """Draw what the data does not tell of participants: elasticity, belief, ability, skill.

    ``noise`` is that of the start, ``relationship`` what each attains of that channel at the baseline; in a
    world without luck everybody is as the middle.
    """
    samples = len(values["initial_belief"])
    ones = np.ones((samples, len(workforce.ids)))
    odds = np.log(values["initial_belief"] / (1 - values["initial_belief"]))
    level = workforce.rating_logit
    return People(
        elasticity=values["incentive_elasticity"]
        * np.exp(fixed["elasticity_spread"] * noise.normal(ELASTICITY))
        * ones,
        anchor=odds + fixed["belief_spread"] * noise.normal(BELIEF) * ones,
        ability=noise.normal(ABILITY) * ones if workforce.ability is None else workforce.ability * ones,
        intercept=(level + workforce.rating_doubt * noise.normal(INTERCEPT)) * ones,
        skill=np.stack([_skill(fixed, noise, number) * ones for number in range(behaviours)]),
        raters=workforce.raters,
        product=workforce.product,
        relationship=relationship,
        variable=workforce.variable,
    )


def _skill(fixed: Mapping[str, float], noise: Noise, behaviour: int) -> Floats:
    """Draw skill near its middle, and never at an end."""
    if noise.uniform is None:
        return np.full((1, 1), fixed["skill_level"])
    deviate = noise.normal(RATING + behaviour)
    skill: Floats = np.clip(fixed["skill_level"] + fixed["skill_spread"] * deviate, 0.02, 0.9)
    return skill
