"""The page on which a plan's text is changed, checked as it is typed."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from compplan.app.desk import Desk
from compplan.app.editing import said_of
from compplan.app.forms import one, text_of
from compplan.app.menu import menu
from compplan.app.pages import render
from compplan.app.plans import Checked, file_of, is_draft, label_of
from compplan.app.replays import NoPlanError
from compplan.app.scenario import scenario_name, scenario_text
from compplan.app.trouble import trouble_of
from compplan.app.view import View, view_of
from compplan.app.weighing import NoNumberError, entries_of, put, typed
from compplan.notebook import printable


async def edit(desk: Desk, request: Request) -> Response:
    """Show the text of a plan, with what is wrong with it."""
    key = request.query_params.get("plan", "") or await desk.work(desk.default_plan)
    found = await desk.work(lambda: desk.plans.find(key))
    if found is None:
        return _missing(desk, key)
    return HTMLResponse(await desk.work(lambda: _page(desk, found)))


async def keep(desk: Desk, request: Request) -> Response:
    """Keep a text as a draft and replay it; show it again if it has errors."""
    key, text = _sent(request)
    if not desk.plans.knows(key):
        return _missing(desk, key)
    checked = await desk.work(lambda: desk.plans.check(text, file_of(key)))
    if checked.plan is None:
        return HTMLResponse(await desk.work(lambda: _page(desk, checked)), 422)
    draft = key if desk.plans.workspace.text(key) == text else desk.plans.draft(text, key)
    return RedirectResponse(f"/?{urlencode({'plan': draft})}", 303)


async def put_in(desk: Desk, request: Request) -> Response:
    """Put the numbers of the fields into the text, if the plan stays valid; show it again either way."""
    key, text = _sent(request)
    if not desk.plans.knows(key):
        return _missing(desk, key)
    form = request.scope["form"]
    was = {name.removeprefix("was:"): one(form, name) for name in form if name.startswith("was:")}
    now = {name: one(form, f"field:{name}") for name in was}
    changed = {name: value for name, value in now.items() if value != was[name]}

    def made() -> tuple[str, int]:
        before = desk.plans.check(text, file_of(key))
        try:
            after = desk.plans.check(put(before, changed), file_of(key))
        except NoNumberError as error:
            return _page(desk, before, key=key, values=now, refused=str(error)), 422
        if after.plan is None and before.plan is not None:
            refused = "; ".join(
                printable(each.message) for each in after.problems if each.severity == "error"
            )
            return _page(desk, before, key=key, values=now, refused=refused), 422
        return _page(desk, after, key=key), 200

    page, status = await desk.work(made)
    return HTMLResponse(page, status)


async def keep_path(desk: Desk, request: Request) -> Response:
    """Keep a path of the slider as a draft of its own."""
    form = request.scope["form"]
    view = view_of({"plan": one(form, "plan"), "bold": one(form, "bold")})
    found = await desk.work(lambda: desk.plans.find(view.plan))
    if found is None or found.plan is None or view.bold is None or is_draft(view.plan):
        return _missing(desk, view.plan)
    text = scenario_text(found.plan, view.bold, view.plan)
    draft = desk.plans.draft(text, scenario_name(view.plan, view.bold))
    return RedirectResponse(f"/?{urlencode({'plan': draft})}", 303)


async def check(desk: Desk, request: Request) -> Response:
    """Say what is wrong with a text; it is not kept."""
    key, text = _sent(request)
    if not desk.plans.knows(key):
        return _missing(desk, key)

    def made() -> str:
        said = said_of(desk.plans.check(text, file_of(key)), desk.root)
        return render("problems.html", said=said)

    return HTMLResponse(await desk.work(made))


async def download(desk: Desk, request: Request) -> Response:
    """Give a text back as a file; ``desk`` knows nothing of it."""
    key, text = _sent(request)
    if not desk.plans.knows(key):
        return _missing(desk, key)
    return attachment(text, "application/yaml", file_of(key))


def attachment(content: str | bytes, kind: str, name: str) -> Response:
    """Give a file to keep; a name that is not plain ASCII is left to the browser."""
    plain = (
        name if name.isascii() and name.replace("-", "").replace("_", "").replace(".", "").isalnum() else ""
    )
    said = f'attachment; filename="{plain}"' if plain else "attachment"
    return Response(content, media_type=kind, headers={"content-disposition": said})


def _sent(request: Request) -> tuple[str, str]:
    form = request.scope["form"]
    return one(form, "plan"), text_of(one(form, "text"))


def _missing(desk: Desk, key: str) -> Response:
    trouble = trouble_of(desk, NoPlanError(key))
    page = render(
        "trouble.html",
        menu=menu(View()),
        here="Edit",
        title=trouble.title,
        text=trouble.text,
        problems=trouble.problems,
        links=trouble.links,
    )
    return HTMLResponse(page, 404)


def _page(
    desk: Desk,
    checked: Checked,
    *,
    key: str = "",
    values: Mapping[str, str] | None = None,
    refused: str = "",
) -> str:
    """Write the page of a text; ``values`` are those typed into fields that were ``refused``."""
    shown, entries = key or checked.key, entries_of(checked)
    return render(
        "edit.html",
        menu=menu(View(plan=shown)),
        here="Edit",
        label=label_of(shown),
        plan=shown,
        entries=typed(entries, values or {}),
        was={cell.name: cell.value for table in entries for _, row in table.rows for cell in row if cell},
        refused=refused,
        choices=desk.choices(),
        text=checked.text,
        token=desk.session.form,
        said=said_of(checked, desk.root),
    )
