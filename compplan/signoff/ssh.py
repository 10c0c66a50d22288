"""Detached SSH signatures of a plan's digest, by OpenSSH's own ``ssh-keygen -Y``."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from compplan.diagnostics import Diagnostic, DiagnosticError, Place

NAMESPACE = "compplan-plan"
"""What a signature is for, so that one made for something else does not count."""


def sign(digest: str, key: str) -> str:
    """Sign a digest with the private key in a file, or its public key and an agent; else DiagnosticError."""
    return _run(["sign", "-q", "-n", NAMESPACE, "-f", key], digest, key)


def verify(digest: str, signature: str, name: str, allowed_signers: str) -> bool:
    """Tell whether somebody who is listed in OpenSSH's file of allowed signers made a signature."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "signature")
        file.write_text(signature, encoding="utf-8")
        who = ["-I", name, "-s", str(file), "-f", allowed_signers]
        try:
            _run(["verify", "-q", "-n", NAMESPACE, *who], digest, allowed_signers)
        except DiagnosticError as error:
            if error.diagnostics[0].hint is not None:
                raise
            return False
    return True


def _run(arguments: list[str], digest: str, file: str) -> str:
    command = ["ssh-keygen", "-Y", *arguments]
    try:
        done = subprocess.run(command, input=digest, capture_output=True, text=True, check=False)  # noqa: S603  # no shell
    except FileNotFoundError:
        problem = Diagnostic("CP804", "ssh-keygen is not there", Place(file), "install OpenSSH's client")
        raise DiagnosticError([problem]) from None
    if done.returncode:
        reason = " ".join(done.stderr.split()) or "ssh-keygen failed"
        raise DiagnosticError([Diagnostic("CP804", reason, Place(file))])
    return done.stdout
