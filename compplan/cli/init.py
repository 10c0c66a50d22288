"""``compplan init``: a commented plan, or sources file, to start from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from compplan import resources
from compplan.cli import screen
from compplan.report.files import write_new


@dataclass(frozen=True, slots=True)
class _Starter:
    """A file to start from: its usual name, ours, its schema, and the command that comes next."""

    name: str
    text: str
    schema: str
    after: str


_PLAN = _Starter("plan.yaml", "starter.yaml", "plan.schema.json", "compplan validate {file}")
_SOURCES = _Starter(
    "sources.yaml", "starter.sources.yaml", "sources.schema.json", "compplan validate PLAN --data {file}"
)


@click.command()
@click.argument("file", required=False)
@click.option("--sources", is_flag=True, help="Write a file that maps your files and databases onto tables.")
@click.option("--schema", is_flag=True, help="Put the schema, by which editors help, beside it.")
@click.pass_context
def init(ctx: click.Context, file: str | None, *, sources: bool, schema: bool) -> None:
    """Write a commented starter plan to FILE (plan.yaml), which must not exist; - prints it."""
    starter = _SOURCES if sources else _PLAN
    file = file or starter.name
    text = Path(__file__).with_name(starter.text).read_text(encoding="utf-8")
    if file == "-":
        if schema:
            message = "--schema needs a file"
            raise click.UsageError(message, ctx)
        screen.say(text.removesuffix("\n"))
        return
    write_new(file, f"# yaml-language-server: $schema={starter.schema}\n{text}" if schema else text)
    beside = Path(file).with_name(starter.schema)
    if schema and not beside.exists():
        write_new(str(beside), resources.text("schemas", starter.schema))
    screen.say(f"{file} written. Change it, then: {starter.after.format(file=file)}")
