"""A path of the slider as a file: a scenario that extends its plan and states the weights by month."""

from __future__ import annotations

import json
from fractions import Fraction

from compplan.app.plans import as_bold
from compplan.grammar import decimal_text
from compplan.plan.model import Plan, Weights

_PLACES = 60
"""Decimals that hold any weight of a path exactly, if those of the plan have few."""


def scenario_name(file: str, percent: int) -> str:
    """Name the file of a path.

    >>> scenario_name("bold.yaml", 65)
    'bold-at-65.yaml'
    """
    return f"{file.rsplit('.', 1)[0]}-at-{percent}.yaml"


def scenario_text(plan: Plan, percent: int, file: str) -> str:
    """Write a scenario; read again, it has exactly the weights of the path."""
    path = as_bold(plan, percent).weights
    names = [measure.id for measure in plan.measures]
    rows = [f"    {month}: {_row(names, weights)}" for month, weights in path.rows]
    lines = [
        f"# {plan.id} on a path of a boldness of about {percent} %.",
        "",
        "compplan: 1",
        f"extends: {_quoted(file)}",
        f"id: {plan.id}-at-{percent}",
        f"title: {_quoted(plan.title + f', {percent} % bold')}",
        "",
        *(["announced_weights: none", ""] if plan.announced_weights else []),
        "weights:",
        "  path: monthly",
        "  by_month:",
        *rows,
    ]
    return "\n".join(lines) + "\n"


def _row(names: list[str], weights: Weights) -> str:
    cells = (f"{name}: {_share(weight)}" for name, weight in zip(names, weights, strict=True))
    return f"{{{', '.join(cells)}}}"


def _share(weight: Fraction) -> str:
    return f"{decimal_text(weight * 100, places=_PLACES)}%"


def _quoted(text: str) -> str:
    """Write a text in quotes, as YAML reads it back."""
    return json.dumps(text, ensure_ascii=False)
