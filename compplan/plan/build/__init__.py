"""Checked nodes become a `Plan`: exact numbers, defaults filled in.

Called only on a tree in which `schema` and `checks` found no error, so each value that must be there is.
"""

from __future__ import annotations

from compplan.plan.build.plan import build
from compplan.plan.build.values import title_of

__all__ = ["build", "title_of"]
