"""``compplan diff``: what changes from one plan to another."""

from __future__ import annotations

import click

from compplan.cli import inputs, screen


@click.command()
@click.argument("old", metavar="PLAN")
@click.argument("new", metavar="PLAN")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def diff(old: str, new: str, *, as_json: bool) -> None:
    """Say what the second plan changes, in the plan's own terms and by the months in which it holds.

    Comments, layout and the spelling of numbers do not count; weights are compared month by month.
    """
    from compplan.plan.diff import diff as changes_of
    from compplan.report.diff_text import diff_document, diff_text

    before, after = (inputs.read_plans([file])[0] for file in (old, new))
    changes = changes_of(before, after)
    if as_json:
        screen.say_json(diff_document(before, after, changes))
    else:
        screen.say(diff_text(before, after, changes))
