"""``compplan demo``: the main job on an invented company, in seconds."""

from __future__ import annotations

import click

from compplan.cli import screen


@click.command()
@click.option(
    "--out", default="compplan-demo", show_default=True, metavar="FOLDER", help="Folder to write to."
)
def demo(out: str) -> None:
    """Check, run, compare and simulate the example plans on an invented company; write all files to a folder.

    The folder also gets the plans and data, to change and try; files that are there already are kept.
    """
    from compplan.report.demo import demonstrate

    with screen.step("running the example"):
        text = demonstrate(out)
    screen.say(text)
