"""``compplan init``: a commented plan to start from."""

from __future__ import annotations

from pathlib import Path

import click

from compplan import resources
from compplan.cli import screen
from compplan.report.files import write_new

_SCHEMA = "plan.schema.json"
_FIRST_LINE = f"# yaml-language-server: $schema={_SCHEMA}\n"


@click.command()
@click.argument("file", default="plan.yaml")
@click.option("--schema", is_flag=True, help=f"Put {_SCHEMA}, by which editors help, beside it.")
@click.pass_context
def init(ctx: click.Context, file: str, *, schema: bool) -> None:
    """Write a commented starter plan to FILE (plan.yaml), which must not exist; - prints it."""
    text = Path(__file__).with_name("starter.yaml").read_text(encoding="utf-8")
    if file == "-":
        if schema:
            message = "--schema needs a file"
            raise click.UsageError(message, ctx)
        screen.say(text.removesuffix("\n"))
        return
    write_new(file, _FIRST_LINE + text if schema else text)
    beside = Path(file).with_name(_SCHEMA)
    if schema and not beside.exists():
        write_new(str(beside), resources.text("schemas", _SCHEMA))
    screen.say(f"{file} written. Change it, then: compplan validate {file}")
