"""Who signed a plan, as text."""

from __future__ import annotations

from collections.abc import Iterator

from compplan.plan.digest import digest
from compplan.plan.model import Plan
from compplan.report.plain import one_line
from compplan.signoff.model import Signature, Status


def signed_text(plan: Plan, signature: Signature, file: str) -> str:
    """Say that a plan was signed, and where that is kept."""
    who = one_line(f"{signature.name}, {signature.title}")
    return f"{plan.id}: signed by {who} on {signature.signed}, kept in {file}\ndigest {signature.digest}"


def status_text(plan: Plan, status: Status, allowed_signers: str | None = None) -> str:
    """Say who signed a plan as it is now, who signed another content, and who has yet to sign."""
    return "\n".join([f"{plan.id}, digest {digest(plan)}", *_lines(status, allowed_signers)])


def _lines(status: Status, allowed_signers: str | None) -> Iterator[str]:
    for each in status.valid:
        yield f"  signed        {_who(each)}{_ssh(each, allowed_signers)}"
    for each in status.stale:
        yield f"  out of date   {_who(each)}: the plan was changed since"
    for title in status.missing:
        yield one_line(f"  not signed    {title}")
    if not (status.valid or status.stale or status.missing):
        yield "  nobody has signed it, and it requires no signature"


def _who(signature: Signature) -> str:
    note = f" ({signature.note})" if signature.note else ""
    return one_line(f"{signature.signed}  {signature.name}, {signature.title}{note}")


def _ssh(signature: Signature, allowed_signers: str | None) -> str:
    if signature.ssh_signature is None or allowed_signers is None:
        return "" if signature.ssh_signature is None else ", with an SSH signature"
    from compplan.signoff.ssh import verify

    good = verify(signature.digest, signature.ssh_signature, signature.name, allowed_signers)
    return ", SSH signature verified" if good else ", SSH SIGNATURE NOT GOOD"
