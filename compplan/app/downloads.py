"""Files to keep: tables, plans."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from compplan.app.comparing import chosen, compared
from compplan.app.desk import Desk
from compplan.app.orders import Found
from compplan.app.plans import as_bold, file_of, with_ids
from compplan.app.replays import NoPlanError
from compplan.app.scenario import scenario_name, scenario_text
from compplan.app.sheets import plain_html, statement_html
from compplan.app.trouble import TROUBLES, trouble_of
from compplan.app.view import view_of
from compplan.app.writing import attachment
from compplan.decision.optimum import Optimum
from compplan.engine.compare import Comparison
from compplan.engine.results.result import Result
from compplan.engine.results.table import ResultTable
from compplan.plan.model import Plan
from compplan.report.assumptions import labelled
from compplan.report.decision_ways import scenario_text as path_text
from compplan.report.page.replay_page import comparison_html
from compplan.report.table_files import write_csv
from compplan.report.workbook.compare_book import comparison_book
from compplan.report.workbook.optimum_book import optimum_book
from compplan.report.workbook.run_book import run_book
from compplan.report.workbook.sensitivity_book import sensitivity_book
from compplan.report.workbook.study_book import study_book
from compplan.simulation.study import Study

_CSV, _HTML = "text/csv; charset=utf-8", "text/html; charset=utf-8"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def payments(desk: Desk, request: Request) -> Response:
    """Give what is paid under the plan and path of the view."""
    return await _table(desk, request, lambda: _result(desk, request).payments)


async def lines(desk: Desk, request: Request) -> Response:
    """Give the lines of what is paid."""
    return await _table(desk, request, lambda: _result(desk, request).lines)


async def by_year(desk: Desk, request: Request) -> Response:
    """Give what each of several plans costs by year."""
    return await _table(desk, request, lambda: _comparison(desk, request, "by_year"))


async def participants(desk: Desk, request: Request) -> Response:
    """Give what each participant is paid under several plans."""
    return await _table(desk, request, lambda: _comparison(desk, request, "participants"))


async def summary(desk: Desk, request: Request) -> Response:
    """Give the summary of a simulation."""
    return await _of_job(desk, request, _CSV, _summary)


async def payments_book(desk: Desk, request: Request) -> Response:
    """Give the workbook of what is paid under the plan and path of the view."""
    return await _file(desk, request, _XLSX, lambda: run_book(_result(desk, request)))


async def compare_page(desk: Desk, request: Request) -> Response:
    """Give the page for executives of plans on the same data."""
    return await _file(desk, request, _HTML, lambda: comparison_html(*_compared(desk, request)))


async def compare_book(desk: Desk, request: Request) -> Response:
    """Give the workbook of plans on the same data."""
    return await _file(desk, request, _XLSX, lambda: comparison_book(*_compared(desk, request)))


async def study_page(desk: Desk, request: Request) -> Response:
    """Give the page for executives of a simulation, a search or a question."""
    return await _of_job(desk, request, _HTML, lambda found: found.to_html())


async def study_workbook(desk: Desk, request: Request) -> Response:
    """Give the workbook of a simulation, a search or a question."""
    return await _of_job(desk, request, _XLSX, _book)


async def chosen_path(desk: Desk, request: Request) -> Response:
    """Give the path that a search chose, as a plan that extends the one to whose weights it leads."""
    return await _of_job(desk, request, "application/yaml", _chosen)


def _summary(found: Found) -> str | None:
    return _csv(found.summary) if isinstance(found, Study) else None


def _book(found: Found) -> bytes:
    match found:
        case Study():
            return study_book(found)
        case Optimum():
            return optimum_book(found)
        case _:
            return sensitivity_book(found)


def _chosen(found: Found) -> str | None:
    if not isinstance(found, Optimum) or found.prepared.end.source is None:
        return None
    end = Path(found.prepared.end.source.file)
    return path_text(found.prepared.end, found.best.candidate, end.with_name(f"{end.stem}-chosen.yaml"))


async def statement(desk: Desk, request: Request) -> Response:
    """Give the statement of a participant's payment."""
    view = view_of(dict(request.query_params))
    return await _file(desk, request, _HTML, lambda: statement_html(desk.replays.result(view), view))


async def plain_plan(desk: Desk, request: Request) -> Response:
    """Give a plan, on the path of the view, in plain language."""

    def written() -> str:
        view = view_of(dict(request.query_params))
        found = desk.replays.plan(view.plan).plan
        assert found is not None
        return plain_html(as_bold(found, view.bold))

    return await _file(desk, request, _HTML, written)


async def plan(desk: Desk, request: Request) -> Response:
    """Give the text of a plan, or of a scenario that puts it on the slider's path."""
    view = view_of(dict(request.query_params))
    try:
        checked = await desk.work(lambda: desk.replays.plan(view.plan))
    except NoPlanError as error:
        return PlainTextResponse(f"{trouble_of(desk, error).text}\n", 404)
    name = file_of(view.plan)
    if view.bold is None:
        return attachment(checked.text, "application/yaml", name)
    assert checked.plan is not None
    if view.plan != name:
        return PlainTextResponse("A draft cannot be extended: save it as a file first.\n", 422)
    text = scenario_text(checked.plan, view.bold, name)
    return attachment(text, "application/yaml", scenario_name(name, view.bold))


def _result(desk: Desk, request: Request) -> Result:
    return desk.replays.result(view_of(dict(request.query_params)))


def _compared(desk: Desk, request: Request) -> tuple[Comparison, list[Plan]]:
    checked = chosen(desk.plans, request.query_params.getlist("plans"))
    found = compared(checked, desk.workspace.panel, view_of(dict(request.query_params)))
    return found, with_ids([each.plan for each in checked if each.plan is not None])


def _comparison(desk: Desk, request: Request, name: str) -> ResultTable:
    found, _ = _compared(desk, request)
    table: ResultTable = getattr(found, name)
    return labelled(table, found)


async def _of_job(
    desk: Desk, request: Request, kind: str, write: Callable[[Found], str | bytes | None]
) -> Response:
    job = desk.studies.find(request.query_params.get("id", ""))
    if job is None or (found := job.found) is None:
        return PlainTextResponse("No such simulation.\n", 404)
    content = await desk.work(lambda: write(found))
    if content is None:
        return PlainTextResponse("There is no such file of it.\n", 404)
    return attachment(content, kind, request.url.path.rsplit("/", 1)[1])


async def _table(desk: Desk, request: Request, make: Callable[[], ResultTable]) -> Response:
    return await _file(desk, request, _CSV, lambda: _csv(make()))


def _csv(table: ResultTable) -> str:
    file = io.StringIO()
    write_csv(table, file)
    return file.getvalue()


async def _file(desk: Desk, request: Request, kind: str, write: Callable[[], str | bytes]) -> Response:
    try:
        content = await desk.work(write)
    except TROUBLES as error:
        trouble = trouble_of(desk, error)
        said = "\n".join([trouble.title, trouble.text, *(each.message for each in trouble.problems)])
        return PlainTextResponse(said + "\n", trouble.status)
    return attachment(content, kind, request.url.path.rsplit("/", 1)[1])
