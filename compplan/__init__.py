"""compplan: plans that pay for results and relationships, run exactly, explained and compared.

>>> import compplan as cp
>>> plan = cp.load_plan(cp.bundled("plans") / "bold.yaml")
>>> result = plan.run(cp.load_data(cp.bundled("plans") / "data"), through="2027-03")
>>> len(result.payments) > 0
True

Names are loaded when they are first used, so that importing compplan stays cheap.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from compplan.data.model import Panel
    from compplan.decision.api import Sensitivity, optimize, sensitivity
    from compplan.decision.optimum import Optimum
    from compplan.diagnostics import Diagnostic, DiagnosticError, Mend, Place
    from compplan.engine.api import compare, estimate, run
    from compplan.engine.compare import Comparison
    from compplan.engine.estimating.estimate import Estimate
    from compplan.engine.explaining.explain import Explanation, explain
    from compplan.engine.results.result import Result
    from compplan.engine.results.table import ResultTable
    from compplan.learning.backtest.api import backtest
    from compplan.learning.backtest.result import Backtest
    from compplan.learning.calibration import calibrate
    from compplan.learning.identify import identify, pilot_for
    from compplan.learning.known import Known, learn
    from compplan.learning.learned import Calibration
    from compplan.learning.noise.audit import survey_noise
    from compplan.learning.noise.model import NoiseAudit
    from compplan.plan.load import check_plan, load_plan, parse_plan
    from compplan.plan.model import Plan
    from compplan.resources import path as bundled
    from compplan.simulation.api import simulate
    from compplan.simulation.study import Study
    from compplan.sources.load import load_data

    __version__: str

_HOME = {
    "Backtest": "compplan.learning.backtest.result",
    "Calibration": "compplan.learning.learned",
    "Comparison": "compplan.engine.compare",
    "Diagnostic": "compplan.diagnostics",
    "DiagnosticError": "compplan.diagnostics",
    "Estimate": "compplan.engine.estimating.estimate",
    "Explanation": "compplan.engine.explaining.explain",
    "Known": "compplan.learning.known",
    "Mend": "compplan.diagnostics",
    "NoiseAudit": "compplan.learning.noise.model",
    "Optimum": "compplan.decision.optimum",
    "Panel": "compplan.data.model",
    "Place": "compplan.diagnostics",
    "Plan": "compplan.plan.model",
    "Result": "compplan.engine.results.result",
    "ResultTable": "compplan.engine.results.table",
    "Sensitivity": "compplan.decision.api",
    "Study": "compplan.simulation.study",
    "backtest": "compplan.learning.backtest.api",
    "bundled": "compplan.resources:path",
    "calibrate": "compplan.learning.calibration",
    "check_plan": "compplan.plan.load",
    "compare": "compplan.engine.api",
    "estimate": "compplan.engine.api",
    "explain": "compplan.engine.explaining.explain",
    "learn": "compplan.learning.known",
    "identify": "compplan.learning.identify",
    "load_data": "compplan.sources.load",
    "load_plan": "compplan.plan.load",
    "optimize": "compplan.decision.api",
    "parse_plan": "compplan.plan.load",
    "pilot_for": "compplan.learning.identify",
    "run": "compplan.engine.api",
    "sensitivity": "compplan.decision.api",
    "simulate": "compplan.simulation.api",
    "survey_noise": "compplan.learning.noise.audit",
}

__all__ = [
    "Backtest",
    "Calibration",
    "Comparison",
    "Diagnostic",
    "DiagnosticError",
    "Estimate",
    "Explanation",
    "Known",
    "Mend",
    "NoiseAudit",
    "Optimum",
    "Panel",
    "Place",
    "Plan",
    "Result",
    "ResultTable",
    "Sensitivity",
    "Study",
    "__version__",
    "backtest",
    "bundled",
    "calibrate",
    "check_plan",
    "compare",
    "estimate",
    "explain",
    "identify",
    "learn",
    "load_data",
    "load_plan",
    "optimize",
    "parse_plan",
    "pilot_for",
    "run",
    "sensitivity",
    "simulate",
    "survey_noise",
]


if not TYPE_CHECKING:  # or a type checker would take any name for a public one

    def __getattr__(name: str) -> Any:
        """Load a public name from its home module."""
        if name == "__version__":
            from importlib.metadata import version  # slow to import

            return version("compplan")
        if name not in _HOME:
            message = f"module 'compplan' has no attribute '{name}'"
            raise AttributeError(message)
        module, _, attribute = _HOME[name].partition(":")
        return getattr(import_module(module), attribute or name)


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)
