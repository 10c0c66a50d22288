"""What an audit of survey noise finds: how much of ratings is chance, and what would repair it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from compplan.engine.rating.reliability import reliability
from compplan.engine.results.table import ResultTable
from compplan.learning.backtest.bootstrap import Range


@dataclass(frozen=True, slots=True)
class BehaviourNoise:
    """A behaviour's ratings: how many, how much of a single one is about the participant, what is needed.

    ``correlation`` is the intra-class correlation with its 95 % interval, nan if it cannot be told; ``usual``
    the responses of a participant that count for a payment (median); ``needed`` the responses for a
    reliability of 50, 70 and 80 %, inf if participants do not differ.
    """

    behaviour: str
    weight: float
    responses: int
    rated: int
    usual: float
    correlation: Range
    needed: tuple[float, float, float]

    @property
    def reliability(self) -> Range:
        """Give the share of differences that is no chance, at the usual number of responses."""
        ends = (self.correlation.value, self.correlation.low, self.correlation.high)
        return Range(*(float(reliability(self.usual, each)) if self.usual else np.nan for each in ends))


@dataclass(frozen=True, slots=True)
class Remedy:
    """What a remedy does to differences between participants.

    ``chance`` is the share of them that is left to chance, ``luck`` how far luck still moves a score, next to
    now, and ``kept`` how much of a real difference is still paid.
    """

    name: str
    chance: float
    luck: float
    kept: float


@dataclass(frozen=True, slots=True)
class MeasureNoise:
    """A measure that ratings are paid on: its behaviours, the share of its pay that is chance, and remedies.

    ``paid`` is what it paid on the months looked at, in units of the currency; ``shrunk`` tells whether the
    plan shrinks scores already.
    """

    measure: str
    behaviours: tuple[BehaviourNoise, ...]
    chance: Range
    paid: float
    shrunk: bool
    remedies: tuple[Remedy, ...]


@dataclass(frozen=True, slots=True)
class NoiseAudit:
    """How much of a company's ratings, and of what is paid on them, is chance.

    >>> import compplan as cp
    >>> bold = cp.load_plan(cp.bundled("plans") / "bold.yaml")
    >>> found = cp.survey_noise(bold, cp.bundled("plans") / "data", through="2027-12")
    >>> found.behaviours.to_frame()["behaviour"][:2].tolist()
    ['listening', 'empathising']
    """

    currency: str
    months: str
    measures: tuple[MeasureNoise, ...]
    notes: tuple[str, ...]

    @property
    def behaviours(self) -> ResultTable:
        """Give a row for each measure and behaviour.

        >>> import compplan as cp
        >>> bold = cp.load_plan(cp.bundled("plans") / "bold.yaml")
        >>> audit = cp.survey_noise(bold, cp.bundled("plans") / "data", through="2027-03")
        >>> len(audit.behaviours)
        6
        """
        pairs = [(measure.measure, each) for measure in self.measures for each in measure.behaviours]
        texts = {
            "measure": [name for name, _ in pairs],
            "behaviour": [each.behaviour for _, each in pairs],
        }
        counts = {
            "responses": [each.responses for _, each in pairs],
            "rated": [each.rated for _, each in pairs],
        }
        figures = {
            "weight": [each.weight for _, each in pairs],
            "usual_responses": [each.usual for _, each in pairs],
            **_ranges("correlation", [each.correlation for _, each in pairs]),
            **_ranges("reliability", [each.reliability for _, each in pairs]),
            **{
                f"needed_for_{share}": [_finite(each.needed[at]) for _, each in pairs]
                for at, share in enumerate((50, 70, 80))
            },
        }
        return ResultTable(
            "survey_noise",
            {name: np.array(column, dtype=object) for name, column in texts.items()}
            | {name: np.array(column, dtype=np.int64) for name, column in counts.items()}
            | {name: np.array(column, dtype=np.float64) for name, column in figures.items()},
        )

    @property
    def remedies(self) -> ResultTable:
        """Give a row for each measure and remedy.

        >>> import compplan as cp
        >>> bold = cp.load_plan(cp.bundled("plans") / "bold.yaml")
        >>> audit = cp.survey_noise(bold, cp.bundled("plans") / "data", through="2027-03")
        >>> audit.remedies["remedy"][:2].tolist()
        ['as it is', '2 x the answers']
        """
        pairs = [(measure.measure, each) for measure in self.measures for each in measure.remedies]
        texts = {"measure": [name for name, _ in pairs], "remedy": [each.name for _, each in pairs]}
        return ResultTable(
            "survey_remedies",
            {name: np.array(column, dtype=object) for name, column in texts.items()}
            | {
                name: np.array([getattr(each, name) for _, each in pairs], dtype=np.float64)
                for name in ("chance", "luck", "kept")
            },
        )


def _finite(value: float) -> float:
    """Give nan for what no number reaches."""
    return value if np.isfinite(value) else float("nan")


def _ranges(name: str, found: list[Range]) -> dict[str, list[float]]:
    return {
        name: [each.value for each in found],
        f"{name}_low": [each.low for each in found],
        f"{name}_high": [each.high for each in found],
    }
