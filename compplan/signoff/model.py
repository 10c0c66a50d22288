"""Who approved which exact content of a plan."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signature:
    """One person's approval of the content with this digest (`compplan.plan.digest`), in one role.

    ``ssh_signature`` is a detached signature of the digest, if there is one.
    """

    digest: str
    name: str
    title: str
    signed: dt.date
    note: str | None = None
    ssh_signature: str | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """How far a plan is signed: signatures of its content, of other contents, and titles still missing."""

    valid: tuple[Signature, ...]
    stale: tuple[Signature, ...]
    missing: tuple[str, ...]
