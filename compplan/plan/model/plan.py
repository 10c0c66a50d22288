"""A plan: the whole of what its file says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from compplan.diagnostics import Place
from compplan.plan.model.later import later
from compplan.plan.model.limits import Limits
from compplan.plan.model.links import Gate, Modifier, Stacking
from compplan.plan.model.measures import Measure
from compplan.plan.model.money import Conversion, Currency, Rounding
from compplan.plan.model.payment import Payment
from compplan.plan.model.periods import Period
from compplan.plan.model.proration import Basis, Leave
from compplan.plan.model.report_cards import ReportCard
from compplan.plan.model.rules import Rule
from compplan.plan.model.sign_off import SignOff
from compplan.plan.model.weights import Path

if TYPE_CHECKING:
    from compplan.engine.results.result import Result


@dataclass(frozen=True, slots=True)
class Source:
    """Where a plan was read: its file's name and text, and the place of each value by its path."""

    file: str
    text: str = field(repr=False)
    places: Mapping[tuple[str | int, ...], Place] = field(repr=False)

    @property
    def sha256(self) -> str:
        """Give the digest of the file's bytes."""
        import hashlib  # only who signs or records a plan needs it, and it is slow to import

        return hashlib.sha256(self.text.encode()).hexdigest()


YearToDate = Literal["freeze", "reprice"]


@dataclass(frozen=True, slots=True)
class Amendment:
    """The plan as it was written before, and the plan month (from 0) from which another version holds.

    ``year_to_date``: what was due before stays as it is (``freeze``), or the whole plan year is paid as the
    amended plan has it, less what was paid (``reprice``).
    """

    plan: Plan
    first: int
    year_to_date: YearToDate

    @property
    def stands_from(self) -> int:
        """Give the plan month from which nothing rests on the earlier version any more."""
        return self.first if self.year_to_date == "freeze" else self.first // 12 * 12


@dataclass(frozen=True, slots=True)
class Plan:
    """A compensation plan; two plans are equal if they mean the same.

    A plan cannot be changed; ``dataclasses.replace`` makes another of it, which nothing has checked.

    >>> import compplan as cp
    >>> plan = cp.load_plan(cp.bundled("plans") / "bold.yaml")
    >>> plan
    Plan('relationship-building-bold', 2027-01 to 2029-12, USD: product_revenue, relationship)
    >>> plan.weights.rows[0]
    (1, (Fraction(4, 5), Fraction(1, 5)))
    """

    id: str
    title: str
    description: str
    currency: Currency
    announced: dt.date | None
    starts: int
    years: int
    performance_period: Period
    payout_period: Period
    roles: frozenset[str]
    weights: Path
    announced_weights: Path | None
    measures: tuple[Measure, ...]
    report_cards: tuple[ReportCard, ...]
    rounding: Rounding
    proration: Basis
    leave: Leave | None = None
    conversion: Conversion | None = None
    payment: Payment | None = None
    assume: tuple[tuple[str, Fraction], ...] = ()
    sign_off: SignOff | None = None
    rules: tuple[Rule, ...] = ()
    gates: tuple[Gate, ...] = later(())
    modifiers: tuple[Modifier, ...] = later(())
    stacking: Stacking = later("multiplicative")
    caps: Limits | None = None
    best_of: tuple[tuple[str, ...], ...] = later(())
    amends: Amendment | None = None
    holds: tuple[int, int] | None = None
    """Of a version of an amended plan that is run: the plan months ``[first, end)`` in which it holds."""
    source: Source | None = field(default=None, compare=False, repr=False)

    @property
    def months(self) -> int:
        """Count the plan's months.

        >>> import compplan as cp
        >>> cp.load_plan(cp.bundled("plans") / "bold.yaml").months
        36
        """
        return 12 * self.years

    @property
    def ends(self) -> int:
        """Give the month index of the first month after the plan.

        >>> import compplan as cp
        >>> cp.load_plan(cp.bundled("plans") / "bold.yaml").ends == 2030 * 12
        True
        """
        return self.starts + self.months

    def measure(self, measure_id: str) -> Measure:
        """Find a measure by its id; KeyError if the plan has none of this id.

        >>> import compplan as cp
        >>> cp.load_plan(cp.bundled("plans") / "bold.yaml").measure("product_revenue").curve.cap
        Fraction(5, 2)
        """
        return {measure.id: measure for measure in self.measures}[measure_id]

    def report_card(self, card_id: str) -> ReportCard:
        """Find a report card by its id; KeyError if the plan has none of this id.

        >>> import compplan as cp
        >>> cp.load_plan(cp.bundled("plans") / "bold.yaml").report_card("customer").scale
        ('poor', 'fair', 'average', 'good', 'excellent')
        """
        return {card.id: card for card in self.report_cards}[card_id]

    def run(
        self, data: Any, *, through: str | None = None, outside: Literal["error", "ignore"] = "error"
    ) -> Result:
        """Run the plan on data, as `compplan.run` does.

        >>> import compplan as cp
        >>> folder = cp.bundled("plans")
        >>> cp.load_plan(folder / "bold.yaml").run(folder / "data", through="2027-03")
        Result(relationship-building-bold: 84 payments, 2027-01 to 2027-03)
        """
        from compplan.engine.api import run

        return run(self, data, through=through, outside=outside)

    def __repr__(self) -> str:
        """Say which plan it is, when it holds, its currency and measures."""
        from compplan.plan.notebook import plan_repr

        return plan_repr(self)

    def _repr_html_(self) -> str:
        from compplan.plan.notebook import plan_html

        return plan_html(self)
