"""A PostgreSQL server of the tests' own, on a socket in a temporary folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

PASSWORD = "not a secret: made for one test run"  # noqa: S105
READER = "reader"
_UNPRIVILEGED = ("postgres", "nobody")
_ACCESS = f"local all {READER} scram-sha-256\nlocal all all trust\n"
_SETTINGS = "-k {folder} -c listen_addresses= -c fsync={fsync} -c unix_socket_permissions=0777"


@contextmanager
def running_server(fsync: str = "off") -> Iterator[Path]:
    """Start a server and give the folder of its socket; skip the test where there is no PostgreSQL."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="compplan-pg-"))
    owner = _give_away(folder)
    access = folder / "access.conf"
    access.write_text(_ACCESS, encoding="utf-8")
    access.chmod(0o644)
    make = ["-A", "trust", "-U", "owner", "-E", "UTF8", "--no-sync"]
    try:
        _run([programs / "initdb", "-D", folder / "data", *make], owner)
        start(folder, fsync)
        try:
            yield folder
        finally:
            _control(folder, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def start(folder: Path, fsync: str = "off") -> None:
    """Start the server of a folder, also after it was killed."""
    settings = f"{_SETTINGS.format(folder=folder, fsync=fsync)} -c hba_file={folder / 'access.conf'}"
    _control(folder, "-o", settings, "start")


def _control(folder: Path, *words: str) -> None:
    owner = folder.owner() if hasattr(os, "geteuid") and os.geteuid() == 0 else None
    _run([_programs() / "pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log", *words], owner)


def url(folder: Path, user: str = "owner", database: str = "postgres") -> str:
    """Give the URL of a database of the server."""
    return f"postgresql://{user}@/{database}?host={folder}"


def execute(folder: Path, statements: str) -> None:
    """Run statements as the server's owner."""
    psycopg = pytest.importorskip("psycopg")
    with psycopg.connect(url(folder)) as connection:
        connection.execute(statements)


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if not found and not shutil.which("initdb"):
        pytest.skip("PostgreSQL is not installed")
    return found[-1].parent if found else Path(str(shutil.which("initdb"))).parent


def _give_away(folder: Path) -> str | None:
    """Give a folder to a user without rights, as a server does not run as root; None if there is no need."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None
    import pwd

    known = {entry.pw_name for entry in pwd.getpwall()}
    owner = next((name for name in _UNPRIVILEGED if name in known), None)
    if owner is None:
        pytest.skip("there is no user without rights to run PostgreSQL as")
    shutil.chown(folder, owner)
    return owner


def _run(command: list[Any], owner: str | None) -> None:
    done = subprocess.run(
        [str(part) for part in command],
        user=owner,
        cwd="/",
        stdout=subprocess.DEVNULL,  # a pipe would stay open as long as the server runs
        stderr=subprocess.DEVNULL,
        check=False,
    )
    assert done.returncode == 0, f"{Path(str(command[0])).name} ends with {done.returncode}"
