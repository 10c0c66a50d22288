"""What a page rests on: assumptions with their sources, notes, and the record of plans, seed and version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from compplan import __version__
from compplan.plan.model import Plan
from compplan.report.page.model import Framed, Row, Section, Table
from compplan.report.page.samples import when
from compplan.report.page.weights import bold_note
from compplan.report.run_files import plan_facts
from compplan.simulation.parameters.prior import Parameter
from compplan.simulation.study import Study

_CERTAINTY = {
    "A": "source read",
    "B": "by a second source",
    "M": "from memory",
    "none": "no estimate published",
}
_SPREADS = {"lognormal": "sd of log", "normal": "sd", "beta": "concentration"}


def assumptions(study: Study) -> Section:
    """List what a study assumes: the business, every parameter with its source, what worldviews change."""
    library = study.setting.library
    tables = (_business(study), _worldviews(study), _parameters(library.priors))
    said = (
        "Nobody knows these figures exactly; every sample takes others from their distributions.",
        *study.notes,
    )
    return Section("assumptions", "What does it rest on?", said, (Framed(tables=tables),))


def _business(study: Study) -> Table:
    business = study.setting.business
    rows = tuple(
        Row((each.name.replace("_", " "), f"{getattr(business, each.name):g}")) for each in fields(business)
    )
    return Table("The business: yearly rates as shares, costs in the currency", ("assumption", "value"), rows)


def _worldviews(study: Study) -> Table:
    library = study.setting.library
    views = {view: library.worldviews[view] for view in study.worldviews}
    names = [name for name in library.priors if any(name in view for view in views.values())]
    rows = tuple(
        Row(
            (
                _words(name),
                *(f"{view.get(name, library.priors[name].prior.centre):g}" for view in views.values()),
            )
        )
        for name in names
    )
    return Table("Where worldviews differ: centres of parameters", ("parameter", *views), rows)


def _parameters(priors: Mapping[str, Parameter]) -> Table:
    rows = tuple(Row((_words(name), *_parameter(each))) for name, each in priors.items())
    header = ("parameter", "meaning", "distribution", "source", "certainty")
    return Table("Parameters", header, rows, left=5)


def _parameter(each: Parameter) -> tuple[str, ...]:
    prior = each.prior
    spread = f"{_SPREADS[prior.distribution]} {prior.spread:.3g}"
    told = f"{prior.distribution} around {prior.centre:.3g} {each.unit}, {spread}"
    return each.meaning, told, each.source, _CERTAINTY[each.certainty]


def _words(name: str) -> str:
    return name.replace("_", " ")


def study_record(study: Study) -> Section:
    """Say what a study was made from, so that it can be made again."""
    facts = {
        "months": when(study),
        "participants": str(len(study.setting.workforce.ids)),
        "samples": f"{study.samples:,}",
        "seed": str(study.setting.seed),
        "compplan": __version__,
    }
    replay = study.basis.replay
    if replay is not None:
        facts["data (SHA-256)"] = replay.results[0].plans[0].compiled.panel.digest
    return record(study.plans, facts)


def record(plans: Sequence[Plan], facts: Mapping[str, str]) -> Section:
    """List plans with their digests and who signed them, and other facts."""
    listed = tuple(Row(tuple(_plan(plan, told))) for plan, told in zip(plans, plan_facts(plans), strict=True))
    header = ("plan", "title", "boldness", "digest (SHA-256 of its meaning)", "signed by")
    known = tuple(Row((name, value)) for name, value in facts.items())
    tables = (Table("Plans", header, listed, left=5), Table("Made with", ("fact", "value"), known, left=2))
    said = ("The same plans, data, seed and version give the same figures.",)
    return Section("record", "Record", said, (Framed(tables=tables),))


def _plan(plan: Plan, facts: Mapping[str, Any]) -> Iterable[str]:
    signed = ", ".join(f"{each['name']}, {each['title']}" for each in facts["signed_by"])
    return plan.id, plan.title, bold_note(plan), facts["digest"], signed or "nobody"
