"""The best path, and what decides an answer, as JSON documents."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from compplan import __version__
from compplan.decision.api import Sensitivity
from compplan.decision.optimum import Optimum, Weighed
from compplan.decision.pilots import Worth
from compplan.decision.sensitivity import Variance
from compplan.report.run_files import plan_facts

OPTIMUM_FORMAT = "compplan.optimum/1"
SENSITIVITY_FORMAT = "compplan.sensitivity/1"


def optimum_document(optimum: Optimum) -> dict[str, Any]:
    """Give the chosen path, the frontier and the named paths as ``compplan.optimum/1``."""
    return {
        "format": OPTIMUM_FORMAT,
        "kind": "scenarios of a model, not forecasts",
        "engine": __version__,
        "seed": optimum.prepared.setting.seed,
        "samples": optimum.samples,
        "candidates": optimum.tried,
        "aim": asdict(optimum.aim),
        "difference_to": optimum.prepared.paths[0].name,
        "plans": list(plan_facts([path.plan for path in optimum.prepared.paths])),
        "chosen": _weighed(optimum.best),
        "frontier": [_weighed(each) for each in optimum.frontier],
        "named": [_weighed(each) for each in optimum.named],
        "pilots": [{**_weighed(each.weighed), "worth": _worth(each.worth)} for each in optimum.pilots],
        "fails": {view: asdict(each) for view, each in optimum.regions.items()},
        "notes": list(optimum.prepared.basis.notes),
    }


def _weighed(weighed: Weighed) -> dict[str, Any]:
    candidate = weighed.candidate
    return {
        "name": candidate.name,
        "shares": [float(share) for share in candidate.shares],
        "levers": dict(candidate.levers),
        "pilot": None if candidate.pilot is None else asdict(candidate.pilot),
        "figures": [
            {"worldview": view, "metric": metric, **asdict(figure)}
            for (view, metric), figure in weighed.figures.items()
        ],
        "differences": [
            {"worldview": view, "metric": metric, **asdict(figure)}
            for (view, metric), figure in weighed.gains.items()
        ],
        "regret": dict(weighed.regret),
        "risk": weighed.risk,
        "breaks_limits_by": weighed.over,
    }


def _worth(worth: Worth) -> dict[str, Any]:
    return {name: each for name, each in asdict(worth).items() if name != "pilot"}


def sensitivity_document(found: Sensitivity) -> dict[str, Any]:
    """Give what each parameter does as ``compplan.sensitivity/1``."""
    return {
        "format": SENSITIVITY_FORMAT,
        "engine": __version__,
        "seed": found.prepared.setting.seed,
        "method": found.method,
        "metric": found.metric,
        "period": found.period,
        "path": found.path.name,
        "less": None if found.other is None else found.other.name,
        "plans": list(plan_facts([path.plan for path in found.prepared.paths])),
        "worldviews": {
            view: asdict(each) if isinstance(each, Variance) else [asdict(row) for row in each]
            for view, each in found.found.items()
        },
    }
