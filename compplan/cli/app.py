"""``compplan app``: plans and their pictures live, in a browser on this computer."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

import click

from compplan.cli import screen

if TYPE_CHECKING:
    from socket import socket

_NEEDED = ("starlette", "uvicorn")


@click.command()
@click.argument("folder", required=False, metavar="[FOLDER]")
@click.option(
    "--data", metavar="FOLDER", help="Folder with the company's tables; else FOLDER/data, or FOLDER."
)
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    metavar="N",
    help="Port to listen on; else 8765, or one that is free.",
)
@click.option("--browser/--no-browser", default=True, help="Open the page, or only print its address.")
@click.pass_context
def app(ctx: click.Context, folder: str | None, data: str | None, port: int | None, *, browser: bool) -> None:
    """Open a folder of plans and their data in a browser; without FOLDER, the bundled company.

    Runs on this computer alone, and nothing leaves it. Files are not changed: edited plans are drafts, to be
    downloaded. Ctrl-C ends it.
    """
    if missing := [name for name in _NEEDED if importlib.util.find_spec(name) is None]:
        message = f"the application needs {' and '.join(missing)}: pip install 'compplan[app]'"
        raise click.UsageError(message, ctx)
    from compplan.app.server import listen
    from compplan.resources import path

    try:
        listening = listen(port)
    except OSError as error:
        message = f"port {port} cannot be listened on: {(error.strerror or str(error)).lower()}"
        raise click.UsageError(message, ctx) from None
    with listening:
        _serve(listening, folder if folder is not None else str(path("plans")), data, browser=browser)


def _serve(listening: socket, folder: str, data: str | None, *, browser: bool) -> None:
    from compplan.app.desk import desk_of
    from compplan.app.looking import answer
    from compplan.app.server import serve
    from compplan.app.session import Session
    from compplan.app.workspace import open_folder

    session = Session(listening.getsockname()[1])
    with screen.step(f"reading {folder}"):
        desk = desk_of(open_folder(folder, data), session)
        answer(desk, "/", {})  # so that the first page comes at once

    def started(_stop: object) -> None:
        screen.say(f"{folder} is open at\n\n  {session.address}\n\nCtrl-C ends it.")
        if browser:
            click.launch(session.ticket())

    try:
        serve(desk, listening, started)
    except KeyboardInterrupt:
        screen.say("Closed.")
