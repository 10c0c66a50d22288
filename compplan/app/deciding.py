"""Pages that ask for the best path, and for what decides an answer: forms, and orders read from them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from compplan.app.desk import Desk
from compplan.app.fields import Field, Reading, Typed
from compplan.app.menu import menu
from compplan.app.orders import Order
from compplan.app.pages import render
from compplan.app.questions import question_fields, read_question, read_search, search_fields
from compplan.app.studies import Job
from compplan.app.trouble import TROUBLES, trouble_of
from compplan.app.view import View


@dataclass(frozen=True, slots=True)
class Form:
    """A form: its page, what it asks for, its fields, and how an order is read from it."""

    page: str
    title: str
    verb: str
    said: str
    fields: Callable[[Desk], list[Field]]
    read: Callable[[Desk, Reading], Order]


SEARCH = Form(
    "/optimize",
    "Best path",
    "Search",
    "The best way from the weights of old to those of a plan, under a budget and a risk: named paths and "
    "free ones, under all worldviews. Scenarios of a model, not forecasts.",
    search_fields,
    read_search,
)
QUESTION = Form(
    "/sensitivity",
    "What decides",
    "Ask",
    "Which assumption decides a figure of the plan less that of the one compared with, and at which value "
    "the better one changes. Scenarios of a model, not forecasts.",
    question_fields,
    read_question,
)


async def optimize(desk: Desk, request: Request) -> Response:
    """Ask what the best path is to be."""
    return HTMLResponse(await desk.work(lambda: _page(desk, SEARCH, Reading(_query(request)))))


async def sensitivity(desk: Desk, request: Request) -> Response:
    """Ask which answer is to be taken apart."""
    return HTMLResponse(await desk.work(lambda: _page(desk, QUESTION, Reading(_query(request)))))


async def start_search(desk: Desk, request: Request) -> Response:
    """Start a search."""
    return await _start(desk, request, SEARCH)


async def start_question(desk: Desk, request: Request) -> Response:
    """Start to take an answer apart."""
    return await _start(desk, request, QUESTION)


async def _start(desk: Desk, request: Request, form: Form) -> Response:
    typed = {name: values for name, values in request.scope["form"].items() if name != "form_token"}
    reading = Reading(typed)

    def begun() -> Job | None:
        order = form.read(desk, reading)
        return None if reading.wrong else desk.studies.start(order)

    try:
        job = await desk.work(begun)
    except TROUBLES as error:
        trouble = trouble_of(desk, error)
        page = await desk.work(lambda: _page(desk, form, reading, trouble=trouble))
        return HTMLResponse(page, trouble.status)
    if job is None:
        return HTMLResponse(await desk.work(lambda: _page(desk, form, reading)), 422)
    return RedirectResponse(f"/study?id={job.id}", 303)


def _page(desk: Desk, form: Form, reading: Reading, **more: object) -> str:
    shown: dict[str, object] = {
        "trouble": None,
        "title": form.title,
        "verb": form.verb,
        "said": form.said,
        "action": form.page,
    }
    shown |= {"fields": reading.shown(form.fields(desk)), "wrong": reading.wrong, "token": desk.session.form}
    return render("decide.html", menu=menu(View()), here=form.title, **(shown | more))


def _query(request: Request) -> Typed:
    names = dict.fromkeys(name for name, _ in request.query_params.multi_items())
    return {name: request.query_params.getlist(name) for name in names}
