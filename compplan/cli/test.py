"""``compplan test``: run worked examples."""

from __future__ import annotations

import click

from compplan.cli import screen


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="CASE...")
@click.option("--quiet", is_flag=True, help="Name only the cases that are not as expected.")
@click.option("--inputs", is_flag=True, help="Change each number of a case; tell those without effect.")
@click.pass_context
def test(ctx: click.Context, paths: tuple[str, ...], *, quiet: bool, inputs: bool) -> None:
    """Run worked examples: files with a plan, data and what the plan should give, or folders of them.

    Every difference is told at the line that expects something else. Ends with 1 if there is one.
    """
    from compplan.cases.check import check_case
    from compplan.cases.read import find_cases
    from compplan.report.cases_text import case_line, summary

    checked = []
    for file in find_cases(paths):
        with screen.step(f"running {file}"):
            checked.append(check_case(file, inputs=inputs))
        if not quiet or checked[-1].problems:
            screen.say(case_line(checked[-1]))
    problems = [problem for each in checked for problem in each.problems]
    if problems:
        screen.problems(problems)
    screen.say(summary(checked))
    ctx.exit(1 if problems else 0)
