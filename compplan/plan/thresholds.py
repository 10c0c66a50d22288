"""What advice measures a plan by: every threshold with its default and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from fractions import Fraction
from typing import Any, TypeVar

_T = TypeVar("_T")
_OWN = "our own rule of thumb"


def _setting(default: _T, source: str) -> _T:
    made: Any = field(default=default, metadata={"source": source})
    return made  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Rules of thumb of the field; shares are exact (1 is 100 %). What is beyond one gives advice."""

    measures: int = _setting(3, "WorldatWork and Alexander Group: no more than three")
    many_measures: int = _setting(5, "surveys by WorldatWork: 71% use three or fewer; ZS: six at the most")
    weight: Fraction = _setting(Fraction(15, 100), "ZS: with less than 15% to 20% it is ignored")
    small_weight: Fraction = _setting(Fraction(10, 100), "ZS: with less than 15% to 20% it is ignored")
    behaviour_weight: Fraction = _setting(
        Fraction(5, 100), f"{_OWN}, a third of the 15% that ZS asks of a measure"
    )
    numbers: int = _setting(7, "ZS: nobody remembers more than seven")
    acceleration: Fraction = _setting(Fraction(3), "usual are 1.5 to 2.5 times: PulseRevOps, Prowi, Level6")
    threshold_from: Fraction = _setting(Fraction(50, 100), "IntelligentSPM: about 75%")
    threshold_to: Fraction = _setting(Fraction(90, 100), "IntelligentSPM: about 75%")
    notice_months: int = _setting(1, _OWN)
    yearly_step: Fraction = _setting(
        Fraction(10, 100), f"{_OWN}, as ZS finds that a weight of less than 10% to 15% is ignored"
    )
    reach_threshold: Fraction = _setting(Fraction(90, 100), "Aurochs: 5% to 10% of people stay below")
    reach_target_from: Fraction = _setting(Fraction(50, 100), "Prowi after Alexander Group: aim at 60% to 70%")
    reach_target_to: Fraction = _setting(Fraction(90, 100), "Prowi after Alexander Group: aim at 60% to 70%")
    excellence: Fraction = _setting(Fraction(120, 100), "usual where the curve does not say: Level6")
    reach_excellence_from: Fraction = _setting(Fraction(5, 100), "Aurochs, salescompguy: about 10%")
    reach_excellence_to: Fraction = _setting(Fraction(20, 100), "Aurochs, salescompguy: about 10%")
    history_periods: int = _setting(6, _OWN)
    reliability: Fraction = _setting(Fraction(50, 100), "below it, more of a share is chance than person")
    good_reliability: Fraction = _setting(
        Fraction(70, 100), "Nunnally: the least at which a scale tells people apart"
    )
    noise: Fraction = _setting(Fraction(30, 100), "what a reliability of 70% leaves to chance")
    loss: Fraction = _setting(
        Fraction(10, 100), "Sandvik and others 2021: after a loss of 7% the best leave more often"
    )


DEFAULTS = Thresholds()


def source_of(thresholds: Thresholds, name: str) -> str:
    """Say where a threshold comes from; one that was changed is the user's own."""
    if getattr(thresholds, name) != getattr(DEFAULTS, name):
        return "your setting"
    return str(next(known.metadata["source"] for known in fields(Thresholds) if known.name == name))
