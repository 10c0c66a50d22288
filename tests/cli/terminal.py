"""A terminal for commands that ask."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping

START = "from compplan.cli.main import main; main(prog_name='compplan')"


def on_terminal(
    *arguments: str, typed: str = "", environment: Mapping[str, str] | None = None
) -> tuple[int, str]:
    """Run compplan on a pseudo-terminal on which something is typed; give its end and what it shows."""
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", START, *arguments]
    settings = {**os.environ, **(environment or {})}
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=settings) as process:
        os.close(theirs)
        os.write(ours, typed.encode())
        shown = b"".join(iter(lambda: _read(ours), b""))
        process.wait()
    os.close(ours)
    return process.returncode, shown.decode()


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 4096)
    except OSError:  # Linux says so when the other end is closed
        return b""
