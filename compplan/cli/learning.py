"""Options and outputs that the commands about a company's past share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from compplan.cli import inputs, options, screen

if TYPE_CHECKING:
    from compplan.learning.known import Known

_SHARED = (
    click.argument("plan", metavar="PLAN"),
    options.data,
    click.option(
        "--through", type=options.month, metavar="YYYY-MM", help="Last month; else that of the data."
    ),
    options.as_if,
    options.assume,
    options.html,
    options.xlsx,
    options.as_json,
)


def shared(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command a plan, data, the months to look at, and the ways to write."""
    for decorate in reversed(_SHARED):
        command = decorate(command)
    return command


def arguments(given: dict[str, Any]) -> dict[str, Any]:
    """Read plan and data; give them with the months as arguments of the library's functions."""
    (plan,), panel = inputs.read_inputs([given["plan"]], given["folder"])
    months = {name: options.text_of(given[name]) for name in ("through", "as_if")}
    return {"plan": plan, "data": panel, "assume": given["assume"], **months}


def tell(given: dict[str, Any], known: Known) -> None:
    """Write the files that are asked for, and print what is known."""
    from compplan.report.learning.files import known_document
    from compplan.report.learning.text import known_text

    for name, write in (("html", known.to_html), ("xlsx", known.to_xlsx)):
        if given[name]:
            write(given[name])
    if given["as_json"]:
        screen.say_json(known_document(known))
        return
    screen.say(known_text(known))
    written = [given[name] for name in ("html", "xlsx") if given[name]]
    if written:
        screen.say(f"\nwritten: {', '.join(written)}")
