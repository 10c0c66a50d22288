"""Which files are read at all."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import pytest

from compplan.plan.load import check_plan
from tests.plan.edits import BASE

WITHOUT = " (save it as 'UTF-8' without byte order mark)"
ENCODED = {
    "latin-1": (
        "title: é".encode("latin-1"),
        "1:8: error CP003 the byte 0xE9 is not UTF-8 (save it as 'UTF-8')",
    ),
    "second line": (
        b"a: 1\nb\xc3\xa9\xff: 2",
        "2:3: error CP003 the byte 0xFF is not UTF-8 (save it as 'UTF-8')",
    ),
    "overlong": (b"a: \xc0\x80", "1:4: error CP003 the byte 0xC0 is not UTF-8 (save it as 'UTF-8')"),
    "byte order mark": (
        BASE.encode("utf-8-sig"),
        f"1:1: error CP003 the file begins with a byte order mark, expected plain UTF-8{WITHOUT}",
    ),
    "utf-16": (
        BASE.encode("utf-16"),
        f"1:1: error CP003 the file is in UTF-16, expected plain UTF-8{WITHOUT}",
    ),
    "utf-16 without mark": (
        BASE.encode("utf-16-le"),
        "1:2: error CP004 the hidden character U+0000 is not allowed (delete it)",
    ),
}


def _problem(path: str | os.PathLike[str]) -> str:
    plan, problems = check_plan(path)
    assert plan is None
    assert len(problems) == 1
    assert problems[0].place.file == os.fspath(path)
    return str(problems[0]).removeprefix(f"{os.fspath(path)}:").strip()


@pytest.mark.parametrize(("content", "expected"), ENCODED.values(), ids=ENCODED)
def test_only_utf_8_is_read(content: bytes, expected: str, tmp_path: Path) -> None:
    """Other encodings are refused at the first byte that shows them."""
    file = tmp_path / "plan.yaml"
    file.write_bytes(content)
    assert _problem(file) == expected


def test_a_file_of_more_than_a_mebibyte_is_refused(tmp_path: Path) -> None:
    """The limit holds to the byte."""
    file = tmp_path / "plan.yaml"
    head = BASE.encode()
    file.write_bytes(head + b"#" * (1024 * 1024 - len(head)))
    assert check_plan(file)[0] is not None
    file.write_bytes(head + b"#" * (1024 * 1024 - len(head) + 1))
    assert _problem(file) == "error CP002 the file is larger than 1 MiB (keep nothing but the plan in it)"


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    """A file that is not there is named, with the one of its kind that was meant, if there is one."""
    lacking = "error CP001 cannot be read: no such file or directory"
    (tmp_path / "bold.yaml").write_text(BASE, encoding="utf-8")
    (tmp_path / "bald.csv").write_text("", encoding="utf-8")
    assert _problem(tmp_path / "no.yaml") == lacking
    assert _problem(tmp_path / "bald.yml") == f"{lacking} (did you mean 'bold.yaml'?)"


def test_a_name_that_no_file_can_have_is_a_problem() -> None:
    """A NUL in a name is no traceback."""
    assert _problem("a\0b").startswith("error CP001 cannot be read:")


def test_a_folder_is_a_problem(tmp_path: Path) -> None:
    """A folder is no file."""
    assert _problem(tmp_path) == "error CP001 is a folder, expected a file"


def test_a_link_to_a_file_is_read(tmp_path: Path) -> None:
    """A symbolic link stands for its file, and messages name the link."""
    (tmp_path / "plan.yaml").write_text(BASE)
    (tmp_path / "link.yaml").symlink_to("plan.yaml")
    plan, _ = check_plan(tmp_path / "link.yaml")
    assert plan
    assert plan.source
    assert plan.source.file == str(tmp_path / "link.yaml")


def test_a_loop_of_links_is_a_problem(tmp_path: Path) -> None:
    """Links that lead nowhere are named."""
    (tmp_path / "a.yaml").symlink_to("b.yaml")
    (tmp_path / "b.yaml").symlink_to("a.yaml")
    assert _problem(tmp_path / "a.yaml").startswith("error CP001 cannot be read: too many levels")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes have no names there")
def test_a_pipe_is_a_problem_at_once(tmp_path: Path) -> None:
    """A pipe that nobody writes to does not block."""
    os.mkfifo(tmp_path / "pipe")
    assert _problem(tmp_path / "pipe") == "error CP001 is a pipe, expected a file"


@pytest.mark.skipif(sys.platform == "win32", reason="devices have no names there")
def test_a_device_is_a_problem() -> None:
    """An endless device is not read."""
    assert _problem("/dev/zero") == "error CP001 is a device, expected a file"


@pytest.mark.skipif(sys.platform == "win32", reason="sockets have no names there")
def test_a_socket_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A socket is not read."""
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind("socket")
        assert _problem("socket").startswith("error CP001")
