"""A checked plan: frozen, exact, and knowing nothing of files or data.

Shares, rates and attainments are exact rationals (1 is 100 %); months are month indices
(`compplan.months`). The words are those of ``schemas/plan.schema.json``; what they mean is
in ``docs/semantics.md``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from compplan.diagnostics import Place

if TYPE_CHECKING:
    from compplan.engine.results.result import Result

Period = Literal["month", "quarter", "year"]
MONTHS_IN: Mapping[Period, int] = {"month": 1, "quarter": 3, "year": 12}

CurveType = Literal["linear", "step", "tiered_marginal", "tiered_retroactive"]
Pays = Literal["from_zero", "above_threshold"]
Accumulate = Literal["period", "year_to_date"]
Balance = Literal["lapse", "carry", "recover"]
Credit = Literal["own", "reports", "own_and_reports"]
QuotaProration = Literal["as_given", "calendar_days"]
RoundingMode = Literal["half_up", "half_even", "half_down", "up", "down"]
PathType = Literal["steps", "linear", "s_curve", "monthly"]
TooFew = Literal["exclude", "neutral", "zero"]


@dataclass(frozen=True, slots=True)
class Currency:
    """An ISO 4217 currency; one unit is ``10 ** exponent`` minor units."""

    code: str
    exponent: int


@dataclass(frozen=True, slots=True)
class Band:
    """A band of attainment up to, not including, ``to`` (None: without end), and its rate."""

    to: Fraction | None
    rate: Fraction


@dataclass(frozen=True, slots=True)
class Curve:
    """A map from attainment to payout rate; ``points`` for ``linear``, ``bands`` for the others."""

    type: CurveType
    points: tuple[tuple[Fraction, Fraction], ...] = ()
    bands: tuple[Band, ...] = ()
    threshold: Fraction | None = None
    pays: Pays = "from_zero"
    cap: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Actual:
    """What is summed: a column of a table, of rows whose other columns have one of the given values."""

    table: str
    sum: str
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    credit: Credit = "own"
    if_missing: Literal["error", "zero"] = "error"
    missing_months: Literal["error", "zero"] = "error"


@dataclass(frozen=True, slots=True)
class Target:
    """Where the level that earns 100 % stands."""

    table: str
    value: str
    spread: Literal["months"] | None = None
    if_missing: Literal["error", "no_pay"] = "error"
    if_zero: Literal["error", "no_pay", "at_target"] = "error"


@dataclass(frozen=True, slots=True)
class AttainmentMeasure:
    """A measure whose attainment is actual / target."""

    id: str
    title: str
    curve: Curve
    actual: Actual
    target: Target
    quota_proration: QuotaProration
    accumulate: Accumulate = "period"
    balance: Balance | None = None


@dataclass(frozen=True, slots=True)
class ReportCardMeasure:
    """A measure whose attainment is that of a customer report card."""

    id: str
    title: str
    curve: Curve
    report_card: str
    accumulate: Accumulate = "period"
    balance: Balance | None = None


Measure = AttainmentMeasure | ReportCardMeasure


@dataclass(frozen=True, slots=True)
class Behaviour:
    """A behaviour that customers rate, its weight in the report card and its target share."""

    id: str
    title: str
    weight: Fraction
    target: Fraction


@dataclass(frozen=True, slots=True)
class MinimumResponses:
    """How many responses a share needs, how far back to look for them, and what follows without."""

    count: int
    pool_previous_months: int
    then: TooFew


@dataclass(frozen=True, slots=True)
class ReportCard:
    """A customer report card: an ordinal scale (worst first), its favourable categories, behaviours."""

    id: str
    title: str
    ratings: str
    scale: tuple[str, ...]
    favourable: frozenset[str]
    minimum_responses: MinimumResponses
    attainment_cap: Fraction | None
    behaviours: tuple[Behaviour, ...]


Weights = tuple[Fraction, ...]
"""Measure weights in the order of ``Plan.measures``."""


@dataclass(frozen=True, slots=True)
class Path:
    """How weights move from ``before``; ``rows`` by plan year (steps), plan month (monthly) or one (to)."""

    type: PathType
    before: Weights
    rows: tuple[tuple[int, Weights], ...]
    over_months: int | None = None


@dataclass(frozen=True, slots=True)
class Rounding:
    """Lines are rounded to multiples of ``to`` (in units of the currency)."""

    to: Fraction
    mode: RoundingMode
    at: Literal["component"] = "component"


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
    proration: Literal["calendar_days"]
    assume: tuple[tuple[str, Fraction], ...] = ()
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
