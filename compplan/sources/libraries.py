"""Libraries that only some sources need: loaded when asked for, or a word on how to install them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from compplan.diagnostics import Diagnostic, DiagnosticError, Place


def needed(library: str, extra: str, place: Place) -> Any:
    """Load a library; DiagnosticError at the place that needs it, if it is not installed."""
    try:
        return import_module(library)
    except ImportError:
        message, hint = f"this needs {library}, which is not installed", f"pip install 'compplan[{extra}]'"
        raise DiagnosticError([Diagnostic("CP348", message, place, hint)]) from None
