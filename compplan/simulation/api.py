"""Simulation as callers use it: plans, data and assumptions in, a study out."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from fractions import Fraction
from typing import Any, Unpack

from compplan import months as calendar
from compplan.data.model import Panel
from compplan.diagnostics import Diagnostic, DiagnosticError, Place
from compplan.documents.mends import did_you_mean
from compplan.engine.amending import refuse_amended
from compplan.engine.compare import Comparison, compare
from compplan.engine.sampled.pay import approximated
from compplan.months import parse_month
from compplan.plan.model import Plan
from compplan.simulation import fused
from compplan.simulation import paths as families
from compplan.simulation.history import history_of
from compplan.simulation.inputs import Inputs
from compplan.simulation.parameters.library import Library
from compplan.simulation.parameters.prior import Prior
from compplan.simulation.parameters.read import Assumptions, load_assumptions, shipped_assumptions
from compplan.simulation.prepare import Prepared
from compplan.simulation.run import Setting
from compplan.simulation.study import Basis, Progress, Study
from compplan.simulation.studying import Size, run_study
from compplan.simulation.workforce.described import described
from compplan.simulation.workforce.history import workforce_of
from compplan.simulation.workforce.model import Workforce
from compplan.simulation.worlds import Path, path_of
from compplan.sources.load import load_data

AGREED = 1e-9
"""Units of the currency up to which samples and replay agree."""
SILENCE = (
    "No study measures the causal effect of the speed of such a transition; the figures are scenarios of a "
    "model, not forecasts."
)


def simulate(
    plans: Plan | Sequence[Plan],
    data: Panel | Any = None,
    *,
    samples: int | None = None,
    progress: Progress = lambda _done, _of: None,
    executor: Executor | None = None,
    fast: bool | None = None,
    keep: str | os.PathLike[str] | None = None,
    **inputs: Unpack[Inputs],
) -> Study:
    """Simulate what people and revenue may do under several plans, in rival worldviews.

    ``data`` is a loaded panel or what `load_data` takes; it may be left out if the assumptions describe a
    workforce. ``samples`` None takes as many as bring the error of the difference in revenue below 0.25 % of
    revenue, at most 1,024. ``executor`` shares the work among its workers. ``fast`` says whether the compiled
    kernel takes part, by default where it is installed. ``keep`` is a folder in which finished samples wait
    until the study is done: if it is interrupted, the same call goes on from there.

    Further arguments, all by name: ``seed`` (1; the same one gives the same figures, bit for bit, however
    they were worked out), ``through`` (``YYYY-MM``, the last month, by default the plans' last), ``paths``
    (to the end of the last plan: ``step``, ``osing``, ``linear:24``, ``s_curve:24``, ``hold:12``,
    ``boldness:0.5``, ``status_quo``), ``assumptions`` (loaded, or a file), ``worldviews`` (those shown, by
    default all), ``as_if`` (the month in which the recorded history of the data begins, if it is not that of
    the plans) and ``assume`` (attainments that it did not record, by measure).

    DiagnosticError with what is wrong with plans, data or assumptions.

    >>> import compplan as cp
    >>> folder = cp.bundled("plans")
    >>> bold = cp.load_plan(folder / "bold.yaml")
    >>> simulate(bold, folder / "data", samples=2, paths=["step", "linear:36"], through="2027-03")
    Study(relationship-building-bold, step, linear:36 in evidence, relationship, sceptic: 2 samples, seed 1)
    """
    ready = prepare(plans, data, fast=fast, **inputs)
    return run_study(
        ready.setting, ready.paths, ready.worldviews, Size(samples), ready.basis, progress, executor, keep
    )


def prepare(
    plans: Plan | Sequence[Plan],
    data: Panel | Any = None,
    *,
    seed: int = 1,
    through: str | None = None,
    paths: Sequence[str] = (),
    assumptions: Assumptions | str | os.PathLike[str] | None = None,
    worldviews: Sequence[str] | None = None,
    as_if: str | None = None,
    assume: Mapping[str, Fraction] | None = None,
    fast: bool | None = None,
) -> Prepared:
    """Replay history, learn the workforce from it, and make plans ready to be simulated; as `simulate`."""
    chosen = [plans] if isinstance(plans, Plan) else list(plans)
    known = _assumed(assumptions)
    refuse_amended(chosen)
    views = _worldviews(known.library, worldviews)
    chosen += [families.along(chosen[-1], families.family(name), name) for name in paths]
    months = _months(chosen, through)
    replay, forces, misfit = _workforces(chosen, data, known, as_if, assume or {})
    library = _learned(known.library, forces[0])
    compiled = fused.installed() if fast is None else fast
    setting = Setting(forces[0], library, known.business, months, seed, compiled)
    spread = library.priors["revenue_noise"].prior.centre
    ready = tuple(
        path_of(plan, force, library.fixed, spread, known.levers)
        for plan, force in zip(chosen, forces, strict=True)
    )
    notes = notes_of(forces[0], ready, replay, misfit)
    basis = Basis((*notes, *(fused.fallbacks(ready) if compiled else ())), replay, misfit)
    return Prepared(setting, ready, views, basis, known.levers, forces[-1], spread)


def notes_of(
    force: Workforce, prepared: Sequence[Path], replay: Comparison | None, misfit: float | None = None
) -> tuple[str, ...]:
    """Say what the figures rest on."""
    notes = [SILENCE, *(f"Learned from the data: {each}." for each in force.learned)]
    notes += [f"Not learned from the data: {each}." for each in force.not_learned]
    still = sorted({measure for path in prepared for measure in path.still})
    if still:
        notes.append(f"Held at history, as nothing in the model moves them: {', '.join(still)}.")
    notes += [f"Approximated in sampled months: {each}." for each in approximations(prepared)]
    if misfit is not None:
        far = (
            "agree with the exact replay" if misfit <= AGREED else f"differ from it by at most {misfit:,.2f}"
        )
        notes.append(f"Recorded months, paid as samples, {far}.")
    if replay is not None:
        notes += [
            f"Rests on an assumed attainment of {measure} in {plan}: {float(share):.0%}."
            for plan, measure, share in replay.assumed
        ]
        notes += replay.notes
    return tuple(notes)


def approximations(paths: Sequence[Path]) -> list[str]:
    """Say what stands for what samples cannot look up."""
    return list(dict.fromkeys(each for path in paths for each in approximated(path.plan)))


def _assumed(assumptions: Assumptions | str | os.PathLike[str] | None) -> Assumptions:
    if assumptions is None:
        return shipped_assumptions()
    return assumptions if isinstance(assumptions, Assumptions) else load_assumptions(assumptions)


def _worldviews(library: Library, wanted: Sequence[str] | None) -> tuple[str, ...]:
    known = tuple(library.worldviews)
    problems = []
    for name in wanted or ():
        if name not in known:
            hint = did_you_mean(name, known) or f"worldviews are {', '.join(known)}"
            problems.append(Diagnostic("CP507", f"unknown worldview '{name}'", Place("--worldview"), hint))
    if problems:
        raise DiagnosticError(problems)
    return tuple(wanted) if wanted else known


def _workforces(
    plans: Sequence[Plan],
    data: Any,
    assumptions: Assumptions,
    as_if: str | None,
    assume: Mapping[str, Fraction],
) -> tuple[Comparison | None, list[Workforce], float | None]:
    """Replay history under every plan, and learn the workforce from it; or take the one that is described.

    Gives too how far the recorded months, paid as samples, are from the replay.
    """
    fixed = assumptions.library.fixed
    if assumptions.workforce is not None:
        return None, [described(assumptions.workforce, plan, fixed) for plan in plans], None
    panel = data if isinstance(data, Panel) else load_data(data)
    replay = compare(plans, panel, as_if=_month(as_if, "as_if"), assume=assume)
    histories = [history_of(result.plans[0]) for result in replay.results]
    forces = [workforce_of(history, panel, fixed) for history in histories]
    misfit = max(each.misfit() / 10**each.plan.currency.exponent for each in histories)
    for plan, force in zip(plans[1:], forces[1:], strict=True):
        if force.ids != forces[0].ids:
            text = f"plan '{plan.id}' pays other people than '{plans[0].id}'"
            hint = "simulate plans for the same roles together"
            raise DiagnosticError([Diagnostic("CP508", text, _place(plan), hint)])
    return replay, forces, misfit


def _month(text: str | None, name: str) -> int | None:
    month = None if text is None else parse_month(text)
    if text is not None and month is None:
        message = f"{name} is {text!r}; write a month as YYYY-MM"
        raise ValueError(message)
    return month


def _months(plans: Sequence[Plan], through: str | None) -> int:
    least = min(plan.months for plan in plans)
    last = _month(through, "through")
    if last is None:
        return least
    plan = min(plans, key=lambda each: each.months)
    months = last + 1 - plan.starts
    if not 1 <= months <= least:
        ends = calendar.month_text(plan.ends - 1)
        text = f"{through} is not a month of plan '{plan.id}', {calendar.month_text(plan.starts)} to {ends}"
        raise DiagnosticError([Diagnostic("CP503", text, Place("--through"), f"write {ends} or earlier")])
    return months


def _learned(library: Library, force: Workforce) -> Library:
    """Put what the data tells of a month's noise in place of its prior, as sure as the data makes it."""
    if force.noise is None:
        return library
    spread, freedom = force.noise
    known = library.priors["revenue_noise"]
    prior = Prior("lognormal", spread, float((2 * freedom) ** -0.5))
    learned = replace(known, prior=prior, source=f"the data, {freedom} degrees of freedom", certainty="A")
    return replace(library, priors={**library.priors, "revenue_noise": learned})


def _place(plan: Plan) -> Place:
    return Place(plan.source.file if plan.source else plan.id)
