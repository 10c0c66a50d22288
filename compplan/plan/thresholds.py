"""What advice measures a plan by: every threshold with its default, and where each comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Rules of thumb of the field, shares as exact rationals (1 is 100 %); beyond one, there is advice."""

    measures: int = 3
    many_measures: int = 5
    weight: Fraction = Fraction(15, 100)
    small_weight: Fraction = Fraction(10, 100)
    behaviour_weight: Fraction = Fraction(5, 100)
    numbers: int = 7
    acceleration: Fraction = Fraction(3)
    """Times what a point of attainment up to target pays."""
    threshold_from: Fraction = Fraction(50, 100)
    threshold_to: Fraction = Fraction(90, 100)
    notice_months: int = 1
    yearly_step: Fraction = Fraction(10, 100)
    reach_threshold: Fraction = Fraction(90, 100)
    """Share of participants who should reach the threshold; so for target and excellence."""
    reach_target_from: Fraction = Fraction(50, 100)
    reach_target_to: Fraction = Fraction(90, 100)
    excellence: Fraction = Fraction(120, 100)
    """The attainment that is called excellence where the curve has no edge above target."""
    reach_excellence_from: Fraction = Fraction(5, 100)
    reach_excellence_to: Fraction = Fraction(20, 100)
    history_periods: int = 6
    """Periods of history that a participant's best value needs."""
    reliability: Fraction = Fraction(50, 100)
    good_reliability: Fraction = Fraction(70, 100)
    noise: Fraction = Fraction(30, 100)
    loss: Fraction = Fraction(10, 100)
    """Share of incentive pay whose loss is told."""


DEFAULTS = Thresholds()

_OWN = "our rule of thumb"
_ZS = "ZS: with less than 15% to 20% it is ignored"
_THRESHOLD = "IntelligentSPM: about 75%"
_TARGET = "Prowi after Alexander Group: aim at 60% to 70%"
_EXCELLENCE = "Aurochs, salescompguy: about 10%"

SOURCES: Mapping[str, str] = MappingProxyType(
    {
        "measures": "WorldatWork, Alexander Group: no more than three",
        "many_measures": "ZS: six at the most; WorldatWork: 71% use three or fewer",
        "weight": _ZS,
        "small_weight": _ZS,
        "behaviour_weight": f"{_OWN}: a third of the 15% that ZS asks of a measure",
        "numbers": "ZS: nobody remembers more than seven",
        "acceleration": "PulseRevOps: usual are 1.5 to 2.5 times",
        "threshold_from": _THRESHOLD,
        "threshold_to": _THRESHOLD,
        "notice_months": _OWN,
        "yearly_step": f"{_OWN}: as little as the weights that ZS finds ignored",
        "reach_threshold": "Aurochs: 5% to 10% of people stay below",
        "reach_target_from": _TARGET,
        "reach_target_to": _TARGET,
        "excellence": _OWN,
        "reach_excellence_from": _EXCELLENCE,
        "reach_excellence_to": _EXCELLENCE,
        "history_periods": _OWN,
        "reliability": f"{_OWN}: below it, a share is more chance than person",
        "good_reliability": "Nunnally 1978: the least that research asks of a scale",
        "noise": f"{_OWN}: what a reliability of 70% leaves to chance",
        "loss": "Sandvik and others 2021: after a loss of 7% the best leave more often",
    }
)
"""Where each threshold comes from."""


def source_of(thresholds: Thresholds, name: str) -> str:
    """Say where a threshold comes from; one that was changed is the user's own."""
    return SOURCES[name] if getattr(thresholds, name) == getattr(DEFAULTS, name) else "your setting"
