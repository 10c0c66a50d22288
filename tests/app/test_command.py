"""``compplan app``: what it prints, what it refuses, and how it ends."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

from tests.cli.company import call

_START = "from compplan.cli.main import main; main(prog_name='compplan')"


def test_it_prints_an_address_answers_and_ends_with_ctrl_c(folder: Path) -> None:
    """The address that is printed can be opened at once; Ctrl-C ends it without complaint."""
    command = [sys.executable, "-u", "-c", _START, "app", str(folder), "--no-browser", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        lines = iter(process.stdout.readline, "")
        address = next(match[0] for line in lines if (match := re.search(r"http://127\.0\.0\.1:\S+", line)))
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        with opener.open(address) as answer:
            assert "Revenue and relationship" in answer.read().decode()
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
        assert process.stdout.read().endswith("Closed.\n")
        assert process.stderr.read() == ""


def test_a_port_that_is_taken_is_told(folder: Path) -> None:
    """Somebody else listens there: the command line is wrong."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = call("app", str(folder), "--no-browser", "--port", str(port))
    assert result.exit_code == 2
    assert f"port {port} cannot be listened on: address already in use" in result.stderr


def test_a_folder_that_cannot_be_opened_is_told(folder: Path) -> None:
    """A folder that is not there, and wrong data, end the command with their problems."""
    result = call("app", str(folder / "nothing"), "--no-browser", "--port", "0")
    assert (result.exit_code, "there is no such folder" in result.stderr) == (1, True)
    (folder / "data" / "sales.csv").write_text("participant_id,date,amount\nann,2027-01-10,x\n")
    result = call("app", str(folder), "--no-browser", "--port", "0")
    assert (result.exit_code, "sales.csv:2, column 'amount'" in result.stderr) == (1, True)
