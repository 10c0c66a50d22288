"""The file beside a plan that holds its signatures: read, and added to."""

from __future__ import annotations

import json
from pathlib import Path

from compplan.diagnostics import Diagnostic, DiagnosticError
from compplan.documents.load import load_document
from compplan.documents.nodes import Node, date, get, items, text
from compplan.documents.read import Kind
from compplan.plan.model import Plan
from compplan.signoff.model import Signature

SIGNOFF = Kind("sign-off", "signoff: 1", "signoff")


def sidecar_of(plan: Plan) -> Path | None:
    """Give the path of a plan's sign-off, ``bold.signoff.yaml`` beside ``bold.yaml``; None without a file."""
    if plan.source is None or plan.source.file.startswith("<"):
        return None
    return Path(plan.source.file).with_suffix(".signoff.yaml")


def signatures_of(plan: Plan) -> tuple[Signature, ...]:
    """Read a plan's signatures, the first given first; DiagnosticError if the file is wrong."""
    path = sidecar_of(plan)
    if path is None or not path.exists():
        return ()
    root, problems = load_document(str(path), SIGNOFF)
    problems = problems or _of_other_plan(plan, root)
    if problems:
        raise DiagnosticError(problems)
    return tuple(_signature(item) for item in items(get(root, "signatures")))


def added(before: str | None, plan: Plan, signature: Signature) -> str:
    """Give the text of a sign-off with one more signature; ``before`` is its text so far, if there is one."""
    head = (
        f"# Kept by 'compplan sign': add to it, take nothing out.\nsignoff: 1\nplan: {plan.id}\nsignatures:\n"
    )
    text = head if before is None else before if before.endswith("\n") else f"{before}\n"
    return text + _entry(signature)


def _of_other_plan(plan: Plan, root: Node) -> list[Diagnostic]:
    found, node = text(get(root, "plan")), get(root, "plan")
    if found == plan.id or node is None:
        return []
    message = f"this is the sign-off of '{found}', and the plan beside it is '{plan.id}'"
    return [Diagnostic("CP803", message, node.place, "give the plan its own sign-off file")]


def _signature(item: Node) -> Signature:
    words = {key: text(get(item, key)) for key in ("digest", "name", "title", "note", "ssh_signature")}
    signed = date(get(item, "signed"))
    assert signed is not None
    return Signature(
        digest=words["digest"] or "",
        name=words["name"] or "",
        title=words["title"] or "",
        signed=signed,
        note=words["note"],
        ssh_signature=words["ssh_signature"],
    )


def _entry(signature: Signature) -> str:
    # JSON strings are YAML strings, whatever is in them.
    lines = [
        f"  - digest: {signature.digest}",
        f"    name: {json.dumps(signature.name, ensure_ascii=False)}",
        f"    title: {json.dumps(signature.title, ensure_ascii=False)}",
        f"    signed: {signature.signed}",
    ]
    for key in ("note", "ssh_signature"):
        value = getattr(signature, key)
        if value is not None:
            lines.append(f"    {key}: {json.dumps(value, ensure_ascii=False)}")
    return "\n".join(lines) + "\n"
