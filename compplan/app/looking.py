"""Pages that are looked at: company, group, participant, payment, each in the view of its address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from compplan.app import company
from compplan.app.desk import Desk
from compplan.app.menu import menu
from compplan.app.pages import render
from compplan.app.parts import Part
from compplan.app.payment import payment
from compplan.app.people import People
from compplan.app.plans import is_draft
from compplan.app.replays import NoPlanError, Pair, unlike
from compplan.app.trouble import TROUBLES, trouble_of
from compplan.app.view import STEP, View, assumed_text, view_of
from compplan.months import month_text
from compplan.plan.path import boldness

Show = Callable[[Pair, View, People], Part | None]
PAYMENT = "/payment"
SHOWS: Mapping[str, Show] = {
    "/": company.company,
    "/group": company.group,
    "/participant": company.participant,
}
"""What each address shows; a payment is explained besides."""
PATHS = (*SHOWS, PAYMENT)


def answer(desk: Desk, path: str, query: Mapping[str, str]) -> tuple[int, str]:
    """Write a page, or the part of it that follows the slider; give its status too."""
    view = view_of(query)
    view = view if view.plan else view.at(plan=desk.default_plan())
    status, shown = _shown(desk, path, view, query)
    if "part" in query:
        return status, render("part.html" if status == 200 else "trouble_part.html", **shown)
    name = "view.html" if status == 200 else "looked.html"
    return status, render(name, **_framed(desk, path, view), **shown)


async def look(desk: Desk, request: Request) -> Response:
    """Answer with a page, and get ready for what may be asked next."""
    query, path = dict(request.query_params), request.url.path
    try:
        status, html = await desk.work(lambda: answer(desk, path, query))
    except TimeoutError as error:
        trouble = trouble_of(desk, error)
        shown = {"title": trouble.title, "text": trouble.text, "problems": (), "links": ()}
        html, status = render("trouble.html", menu=menu(View()), here="", **shown), trouble.status
    ready = BackgroundTask(_prepare, desk, query) if status == 200 and "part" not in query else None
    return HTMLResponse(html, status, background=ready)


async def _prepare(desk: Desk, query: Mapping[str, str]) -> None:
    """Work out the slider's other stops once the page is sent."""
    desk.workers.submit(desk.prepare, view_of(query))


def _shown(desk: Desk, path: str, view: View, query: Mapping[str, str]) -> tuple[int, dict[str, object]]:
    try:
        pair = desk.replays.pair(view)
        if (why := unlike(pair)) is not None:
            return 422, {"title": "These two cannot be compared", "text": why, "problems": (), "links": ()}
        part = _part(desk, path, pair, view)
    except TROUBLES as error:
        if isinstance(error, TimeoutError):
            raise
        trouble = trouble_of(desk, error)
        return trouble.status, {
            "title": trouble.title,
            "text": trouble.text,
            "problems": trouble.problems,
            "links": trouble.links,
        }
    if part is None:
        text = "Nobody of this id is in the data."
        return 404, {
            "title": "No such participant",
            "text": text,
            "problems": (),
            "links": (("Company", "/"),),
        }
    said = (*_unread(view, query), *part.said)
    asks = tuple(view.at(group="").fields().items()) if path in ("/", "/group") else ()
    part = replace(part, said=said, downloads=_downloads(view), asks=asks)
    keeps = path == "/" and view.bold is not None and not is_draft(view.plan)
    keep = (("plan", view.plan), ("bold", str(view.bold))) if keeps else ()
    return 200, {"part": part, "title": part.title, "keep": keep, "token": desk.session.form}


def _part(desk: Desk, path: str, pair: Pair, view: View) -> Part | None:
    if path == PAYMENT:
        return payment(desk.replays.result(view), pair, view, desk.people)
    return SHOWS[path](pair, view, desk.people)


def _framed(desk: Desk, path: str, view: View) -> dict[str, object]:
    """Give what stands around the part: the form with the view in it."""
    written, slides = _written(desk, view)
    hidden = [("group", view.group), ("participant", view.participant), ("month", view.month)]
    return {
        "menu": menu(view),
        "here": "Company",
        "action": path,
        "choices": desk.choices(),
        "view": view,
        "as_if": "" if view.as_if is None else month_text(view.as_if),
        "assume": assumed_text(view.assume),
        "written": written,
        "slides": slides,
        "step": STEP,
        "hidden": [(name, value) for name, value in hidden if value],
    }


def _written(desk: Desk, view: View) -> tuple[str, bool]:
    """Say how bold the plan is as written, and whether there is anything to slide."""
    try:
        plan = desk.replays.plan(view.plan).plan
    except NoPlanError:
        return "unknown", False
    assert plan is not None
    found = boldness(plan.weights, plan.months)
    return ("changes no weight", False) if found is None else (f"{float(found):.0%}", True)


def _unread(view: View, query: Mapping[str, str]) -> list[str]:
    """Tell what of an address could not be read, rather than leave it out in silence."""
    said = []
    if query.get("as_if") and view.as_if is None:
        said.append(f"'{query['as_if']}' is not a month such as 2027-03; it was left out.")
    typed = [part for part in query.get("assume", "").split(",") if part.strip()]
    if len(typed) > len(view.assume):
        said.append(f"'{query['assume']}' is not such as relationship=85%; what cannot be read was left out.")
    return said


def _downloads(view: View) -> tuple[tuple[str, str], ...]:
    whole = view.at(group="", participant="", month="")
    path = "This path as a scenario (YAML)" if view.bold is not None else "The plan (YAML)"
    own = [] if view.bold is not None and is_draft(view.plan) else [(path, whole.address("/download/plan"))]
    sheet = [("Statement (HTML)", view.address("/download/statement.html"))] if view.month else []
    return (
        *sheet,
        ("Workbook (XLSX)", whole.address("/download/payments.xlsx")),
        ("Payments (CSV)", whole.address("/download/payments.csv")),
        ("Lines (CSV)", whole.address("/download/lines.csv")),
        ("The plan in plain language (HTML)", whole.address("/download/plan.html")),
        *own,
    )
