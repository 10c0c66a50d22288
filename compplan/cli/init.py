"""``compplan init``: a commented plan to start from."""

from __future__ import annotations

from pathlib import Path

import click

from compplan.cli import screen
from compplan.report.files import write_new


@click.command()
@click.argument("file", default="plan.yaml")
def init(file: str) -> None:
    """Write a commented starter plan to FILE (plan.yaml), which must not exist; - prints it."""
    text = Path(__file__).with_name("starter.yaml").read_text(encoding="utf-8")
    if file == "-":
        screen.say(text.removesuffix("\n"))
        return
    write_new(file, text)
    screen.say(f"{file} written. Change it, then: compplan validate {file}")
