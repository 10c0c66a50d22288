"""A checked plan: frozen, exact, and knowing nothing of files or data.

Shares, rates and attainments are exact rationals (1 is 100 %); months are month indices
(`compplan.months`). The words are those of ``schemas/plan.schema.json``; what they mean is
in ``docs/semantics.md``.
"""

from __future__ import annotations

from compplan.plan.model.actuals import (
    OPERATIONS,
    Actual,
    Credit,
    CreditKind,
    Operation,
    Shares,
    Splits,
)
from compplan.plan.model.curves import (
    PLAIN,
    Band,
    By,
    Curve,
    CurveType,
    Includes,
    Negative,
    Pays,
    Ties,
    Within,
)
from compplan.plan.model.limits import Amount, Limits, OfIncentive
from compplan.plan.model.links import (
    COMPARISONS,
    Applies,
    Comparison,
    Condition,
    Gate,
    GateType,
    Limit,
    Modifier,
    Stacking,
)
from compplan.plan.model.measures import (
    Accumulate,
    AttainmentMeasure,
    Axis,
    Balance,
    BaseMeasure,
    Constant,
    Counted,
    Earns,
    MatrixMeasure,
    Measure,
    QuotaProration,
    ReportCardMeasure,
    ScorecardMeasure,
    Target,
    ValueMeasure,
)
from compplan.plan.model.money import Conversion, Currency, Rounding, RoundingMode
from compplan.plan.model.payment import (
    Clawback,
    Draw,
    DrawType,
    Guarantee,
    HoldBack,
    Minimum,
    Payment,
)
from compplan.plan.model.periods import MONTHS_IN, Period
from compplan.plan.model.plan import Amendment, Plan, Source, YearToDate
from compplan.plan.model.pools import Pool
from compplan.plan.model.proration import Basis, Leave, LeaveBasis
from compplan.plan.model.report_cards import (
    AttainsBy,
    Behaviour,
    MinimumResponses,
    ReportCard,
    Shrinkage,
    TooFew,
)
from compplan.plan.model.rules import Action, DecisionRule, PointsRule, Recognition, Rule
from compplan.plan.model.sign_off import SignOff, Without
from compplan.plan.model.weights import Path, PathType, Weights

__all__ = [
    "COMPARISONS",
    "MONTHS_IN",
    "OPERATIONS",
    "PLAIN",
    "Accumulate",
    "Action",
    "Actual",
    "Amendment",
    "Amount",
    "Applies",
    "AttainmentMeasure",
    "AttainsBy",
    "Axis",
    "Balance",
    "Band",
    "BaseMeasure",
    "Basis",
    "Behaviour",
    "By",
    "Clawback",
    "Comparison",
    "Condition",
    "Constant",
    "Conversion",
    "Counted",
    "Credit",
    "CreditKind",
    "Currency",
    "Curve",
    "CurveType",
    "DecisionRule",
    "Draw",
    "DrawType",
    "Earns",
    "Gate",
    "GateType",
    "Guarantee",
    "HoldBack",
    "Includes",
    "Leave",
    "LeaveBasis",
    "Limit",
    "Limits",
    "MatrixMeasure",
    "Measure",
    "Minimum",
    "MinimumResponses",
    "Modifier",
    "Negative",
    "OfIncentive",
    "Operation",
    "Path",
    "PathType",
    "Payment",
    "Pays",
    "Period",
    "Plan",
    "PointsRule",
    "Pool",
    "QuotaProration",
    "Recognition",
    "ReportCard",
    "ReportCardMeasure",
    "Rounding",
    "RoundingMode",
    "Rule",
    "ScorecardMeasure",
    "Shares",
    "Shrinkage",
    "SignOff",
    "Source",
    "Splits",
    "Stacking",
    "Target",
    "Ties",
    "TooFew",
    "ValueMeasure",
    "Weights",
    "Within",
    "Without",
    "YearToDate",
]
