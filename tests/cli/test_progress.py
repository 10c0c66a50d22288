"""What a terminal is told while large files are read."""

from __future__ import annotations

import sys
import time

import pytest

from compplan.cli import screen


def test_rows_are_told_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Rows so far, rows in all and the time left are shown, then wiped; each table begins anew."""
    clock = iter([0, 0, 2, 10, 11])
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with screen.reading("data") as tell:
        tell("sales", 0, 3_000)
        tell("sales", 1_000, 3_000)
        tell("quotas", 0, 500)
        tell("quotas", 250, 500)
    shown = capsys.readouterr().err.split("\r")
    assert shown[:3] == [
        "reading data ...",
        "reading data: 1,000 of 3,000 rows, 4 s left",
        "reading data: 250 of 500 rows, 1 s left".ljust(len(shown[1])),
    ]
    assert shown[3:] == [" " * len(shown[1]), ""]


def test_nothing_is_told_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    """Where standard error is no terminal, nothing is written."""
    with screen.reading("data") as tell:
        tell("sales", 0, 3_000)
        tell("sales", 1_000, 3_000)
    assert not capsys.readouterr().err
