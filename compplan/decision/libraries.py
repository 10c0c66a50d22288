"""SALib, which does the arithmetic of sensitivity: loaded when asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from compplan.diagnostics import Place
from compplan.sources.libraries import needed


@dataclass(frozen=True, slots=True)
class Salib:
    """The four functions of SALib that are used."""

    sobol_sample: Any
    sobol_analyze: Any
    morris_sample: Any
    morris_analyze: Any


def salib() -> Salib:
    """Load SALib; DiagnosticError (CP348) if it is not installed."""
    modules = [
        needed(f"SALib.{part}.{method}", "sensitivity", Place("sensitivity"))
        for method in ("sobol", "morris")
        for part in ("sample", "analyze")
    ]
    return Salib(modules[0].sample, modules[1].analyze, modules[2].sample, modules[3].analyze)
