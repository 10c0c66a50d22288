"""``compplan sign``: approve a plan's exact content, and see who did."""

from __future__ import annotations

import datetime as dt

import click

from compplan.cli import inputs, screen


@click.command()
@click.argument("plans", nargs=-1, required=True, metavar="PLAN...")
@click.option("--as", "signer", metavar='"NAME, TITLE"', help="Who signs, and in which role.")
@click.option("--note", metavar="TEXT", help="What to keep with the signature.")
@click.option("--key", metavar="FILE", help="Sign with this SSH key as well.")
@click.option("--check", is_flag=True, help="Say who signed; ends with 1 if a required signature is missing.")
@click.option("--allowed-signers", metavar="FILE", help="With --check, verify SSH signatures by this file.")
@click.pass_context
def sign(
    ctx: click.Context,
    plans: tuple[str, ...],
    signer: str | None,
    note: str | None,
    key: str | None,
    allowed_signers: str | None,
    *,
    check: bool,
) -> None:
    """Approve the exact content of a plan: PLAN.signoff.yaml beside it keeps who, when and what.

    A signature is bound to what the plan means: comments, layout, the order of keys and the spelling of
    numbers may change, nothing else. It is added, and none is ever taken out.
    """
    if check == (signer is not None):
        message = 'give either --as "Name, Title" or --check'
        raise click.UsageError(message, ctx)
    inputs.refuse_absent(key, allowed_signers)
    if check:
        ctx.exit(_check(plans, allowed_signers))
    name, comma, title = (part.strip() for part in (signer or "").rpartition(","))
    if not (name and comma and title):
        message = 'write who signs as "Name, Title"'
        raise click.BadParameter(message, ctx, param_hint="'--as'")
    for file in plans:
        _sign(file, name, title, note, key)


def _check(files: tuple[str, ...], allowed_signers: str | None) -> int:
    from compplan.report.signoff_text import status_text
    from compplan.signoff.sidecar import signatures_of
    from compplan.signoff.status import status_of

    missing = False
    for plan in inputs.read_plans(files):
        status = status_of(plan, signatures_of(plan))
        missing |= bool(status.missing)
        screen.say(status_text(plan, status, allowed_signers))
    return 1 if missing else 0


def _sign(file: str, name: str, title: str, note: str | None, key: str | None) -> None:
    from compplan.documents.files import read_text
    from compplan.plan.digest import digest
    from compplan.report.files import replace_text, write_new
    from compplan.report.signoff_text import signed_text
    from compplan.signoff.model import Signature
    from compplan.signoff.sidecar import added, sidecar_of, signatures_of
    from compplan.signoff.ssh import sign as ssh_sign

    (plan,) = inputs.read_plans([file])
    path, now = sidecar_of(plan), digest(plan)
    assert path is not None
    mine = [
        each for each in signatures_of(plan) if (each.digest, each.name, each.title) == (now, name, title)
    ]
    if mine and key is None:
        screen.say(f"{file}: {name}, {title}, has signed this content on {mine[0].signed}")
        return
    today = dt.datetime.now(tz=dt.UTC).astimezone().date()
    signature = Signature(now, name, title, today, note, ssh_sign(now, key) if key else None)
    before = read_text(str(path), "sign-off") if path.exists() else None
    if isinstance(before, str):
        replace_text(str(path), before, added(before, plan, signature))
    else:
        write_new(str(path), added(None, plan, signature))
    screen.say(signed_text(plan, signature, str(path)))
