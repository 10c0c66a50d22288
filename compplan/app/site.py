"""Addresses and what answers them; nothing that is not listed here exists."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from compplan.app import choosing, deciding, downloads, looking, pages, writing
from compplan.app.desk import Desk
from compplan.app.guard import Guard

Answer = Callable[[Desk, Request], Awaitable[Response]]
GET: dict[str, Answer] = {
    **dict.fromkeys(looking.PATHS, looking.look),
    "/compare": choosing.compare,
    "/edit": writing.edit,
    "/simulate": choosing.simulate,
    "/optimize": deciding.optimize,
    "/sensitivity": deciding.sensitivity,
    "/study": choosing.study,
    "/download/payments.csv": downloads.payments,
    "/download/lines.csv": downloads.lines,
    "/download/by_year.csv": downloads.by_year,
    "/download/participants.csv": downloads.participants,
    "/download/summary.csv": downloads.summary,
    "/download/compare.html": downloads.compare_page,
    "/download/study.html": downloads.study_page,
    "/download/payments.xlsx": downloads.payments_book,
    "/download/compare.xlsx": downloads.compare_book,
    "/download/study.xlsx": downloads.study_workbook,
    "/download/chosen.yaml": downloads.chosen_path,
    "/download/statement.html": downloads.statement,
    "/download/plan.html": downloads.plain_plan,
    "/download/plan": downloads.plan,
}
"""Addresses that change nothing."""
POST: dict[str, Answer] = {
    "/edit": writing.keep,
    "/fields": writing.put_in,
    "/path": writing.keep_path,
    "/check": writing.check,
    "/download/text": writing.download,
    "/simulate": choosing.start,
    "/optimize": deciding.start_search,
    "/sensitivity": deciding.start_question,
    "/stop": choosing.stop,
}
"""Addresses of forms."""
_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">'
    '<path d="M2 14V9h3v5zm5 0V5h3v9zm5 0V2h2v12z" fill="#0067b1"/></svg>'
)
_FILES: dict[str, tuple[Callable[[], str], str]] = {
    "/app.css": (pages.style, "text/css"),
    "/app.js": (pages.script, "text/javascript"),
    "/icon.svg": (lambda: _ICON, "image/svg+xml"),
}


def site(desk: Desk) -> ASGIApp:
    """Make the application of a desk, behind its guard."""
    routes = [
        *(Route(path, _answering(desk, answer), methods=["GET"]) for path, answer in GET.items()),
        *(Route(path, _answering(desk, answer), methods=["POST"]) for path, answer in POST.items()),
        *(Route(path, _file(*file), methods=["GET"]) for path, file in _FILES.items()),
    ]
    return Guard(Starlette(routes=routes), desk.session)


def _answering(desk: Desk, answer: Answer) -> Callable[[Request], Awaitable[Response]]:
    async def answering(request: Request) -> Response:
        try:
            return await answer(desk, request)
        except TimeoutError:
            return PlainTextResponse("This takes too long.\n", 503)

    return answering


def _file(text: Callable[[], str], kind: str) -> Callable[[Request], Awaitable[Response]]:
    async def answering(request: Request) -> Response:  # noqa: ARG001  as routes call it
        return Response(text(), media_type=kind)

    return answering
