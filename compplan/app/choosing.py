"""Pages on which several plans are chosen: to compare them, or to simulate what people may do under each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from compplan.app.comparing import MOST, chosen, compared, comparison_part
from compplan.app.decided import optimum_part, sensitivity_part
from compplan.app.desk import Desk
from compplan.app.forms import one
from compplan.app.menu import menu
from compplan.app.orders import Asked, Found, Simulation
from compplan.app.outcomes import study_part
from compplan.app.pages import render
from compplan.app.parts import Part
from compplan.app.studies import Job, orderly
from compplan.app.trouble import TROUBLES, Trouble, trouble_of
from compplan.app.view import View, assumed_text, view_of
from compplan.decision.optimum import Optimum
from compplan.diagnostics import DiagnosticError
from compplan.months import month_text
from compplan.simulation.study import Study

_ENDS = {
    "stopped": ("Cancelled", "It was cancelled; nothing of it is kept."),
    "late": ("Took too long", "It was ended; use fewer samples, or the command line."),
    "failed": ("compplan itself failed", "The terminal shows why; please report it."),
}


async def compare(desk: Desk, request: Request) -> Response:
    """Show plans side by side."""
    keys = in_order(request.query_params.get("against", ""), request.query_params.getlist("plans"))
    view = view_of(dict(request.query_params))
    part, trouble = None, None
    if len(keys) > 1:
        try:
            part = await desk.work(lambda: _compared(desk, keys, view))
        except TROUBLES as error:
            trouble = trouble_of(desk, error)
    page = _choices(desk, keys, view)
    page |= {"title": "Compare", "here": "Compare", "method": "get", "action": "/compare", "verb": "Compare"}
    page |= {
        "part": part,
        "trouble": trouble,
        "empty": f"Choose one to {MOST - 1} plans to set against the one above.",
    }
    return HTMLResponse(render("choose.html", **page), trouble.status if trouble else 200)


def in_order(against: str, plans: Sequence[str]) -> list[str]:
    """Put the plan that is compared with first; each plan once, no more than can be shown.

    >>> in_order("b", ["a", "b"])
    ['b', 'a']
    """
    keys = [against, *plans] if against else plans
    return list(dict.fromkeys(keys))[:MOST]


def _compared(desk: Desk, keys: Sequence[str], view: View) -> Part:
    comparison = compared(chosen(desk.plans, keys), desk.workspace.panel, view)
    given = [*(("plans", key) for key in keys), *((name, text) for name, text in _given(view) if text)]
    query = urlencode(given)
    downloads = (
        ("Page (HTML)", f"/download/compare.html?{query}"),
        ("Workbook (XLSX)", f"/download/compare.xlsx?{query}"),
        ("Cost by year (CSV)", f"/download/by_year.csv?{query}"),
        ("Participants (CSV)", f"/download/participants.csv?{query}"),
    )
    return replace(comparison_part(comparison), downloads=downloads)


async def simulate(desk: Desk, request: Request) -> Response:
    """Ask what is to be simulated."""
    view = view_of(dict(request.query_params))
    return HTMLResponse(await desk.work(lambda: _asking(desk, (), view)))


def _asking(desk: Desk, keys: Sequence[str], view: View, trouble: Trouble | None = None) -> str:
    page = _choices(desk, keys, view)
    page["inputs"] += [("samples", "Samples", "64"), ("seed", "Seed", "1")]
    page |= {"title": "Simulate", "here": "Simulate", "method": "post", "action": "/simulate"}
    page |= {"verb": "Simulate", "part": None, "trouble": trouble}
    page["empty"] = (
        "Choose plans for the same people: what they, customers and revenue may do under each, in rival "
        "worldviews. Scenarios of a model, not forecasts."
    )
    return render("choose.html", **page)


async def start(desk: Desk, request: Request) -> Response:
    """Start a simulation."""
    form = request.scope["form"]
    keys = in_order(one(form, "against"), form.get("plans", []))
    view = view_of({name: one(form, name) for name in ("as_if", "assume")})
    samples, seed = orderly(one(form, "samples"), one(form, "seed"))

    def begun() -> Job:
        plans = tuple(each.plan for each in chosen(desk.plans, keys, least=1) if each.plan is not None)
        return desk.studies.start(Simulation(Asked(plans, seed, view.as_if, view.assume), samples))

    try:
        job = await desk.work(begun)
    except TROUBLES as error:
        why = trouble_of(desk, error)
        return HTMLResponse(await desk.work(lambda: _asking(desk, keys, view, why)), why.status)
    return RedirectResponse(f"/study?id={job.id}", 303)


async def study(desk: Desk, request: Request) -> Response:
    """Show how far a simulation is, or what it gave."""
    job = desk.studies.find(request.query_params.get("id", ""))
    shown = await desk.work(lambda: _study(desk, job))
    name = "study_part.html" if "part" in request.query_params else "study.html"
    here = job.order.here if job else "Simulate"
    page = render(name, menu=menu(View()), here=here, token=desk.session.form, **shown)
    return HTMLResponse(page, 404 if job is None else 200)


async def stop(desk: Desk, request: Request) -> Response:
    """Cancel a simulation."""
    job = desk.studies.find(one(request.scope["form"], "id"))
    if job is None:
        return RedirectResponse("/simulate", 303)
    job.stopped = True
    return RedirectResponse(f"/study?id={job.id}", 303)


def _study(desk: Desk, job: Job | None) -> dict[str, Any]:
    if job is None:
        title, text = "No such simulation", "It is no longer held; start it again."
        return {"job": None, "running": False, **_told(("Simulate again", "/simulate"), title, text)}
    shown = {"job": job, "running": job.status == "running"}  # read once: it may end at any moment
    if shown["running"]:
        return shown
    if job.found is not None:
        part = part_of(job.found)
        return {**shown, "part": replace(part, downloads=_of_job(job, job.found), more=(job.order.again,))}
    if isinstance(job.error, DiagnosticError):
        trouble = trouble_of(desk, job.error)
        told = _told(job.order.again, trouble.title, trouble.text)
        return {**shown, **told, "problems": trouble.problems}
    return {**shown, **_told(job.order.again, *_ENDS[job.status])}


def part_of(found: Found) -> Part:
    """Show what was worked out."""
    match found:
        case Study():
            return study_part(found)
        case Optimum():
            return optimum_part(found)
        case _:
            return sensitivity_part(found)


def _told(again: tuple[str, str], title: str, text: str) -> dict[str, Any]:
    return {"part": None, "title": title, "text": text, "problems": (), "links": (again,)}


def _of_job(job: Job, found: Found) -> tuple[tuple[str, str], ...]:
    """Name what can be downloaded."""
    kept = [("Page (HTML)", "study.html"), ("Workbook (XLSX)", "study.xlsx")]
    if isinstance(found, Study):
        kept.append(("Summary (CSV)", "summary.csv"))
    if isinstance(found, Optimum) and found.prepared.end.source is not None:
        kept.append(("Chosen path (YAML)", "chosen.yaml"))
    return tuple((name, f"/download/{file}?id={job.id}") for name, file in kept)


def _choices(desk: Desk, keys: Sequence[str], view: View) -> dict[str, Any]:
    labels = {"as_if": "As if plans started in (YYYY-MM)", "assume": "Attainment not recorded"}
    return {
        "menu": menu(View()),
        "choices": desk.choices(),
        "first": keys[0] if keys else desk.default_base(),
        "rest": keys[1:],
        "inputs": [(name, labels[name], value) for name, value in _given(view)],
        "token": desk.session.form,
    }


def _given(view: View) -> list[tuple[str, str]]:
    as_if = "" if view.as_if is None else month_text(view.as_if)
    return [("as_if", as_if), ("assume", assumed_text(view.assume))]
