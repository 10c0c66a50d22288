"""Plan files made to hang, exhaust or mislead their reader."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

from compplan import resources

BOLD = (resources.path("plans") / "bold.yaml").read_bytes()
LARGE = 100_000_000

Make = Callable[[Path], None]


def texts() -> dict[str, bytes]:
    """Give the contents of files, by what they are."""
    laughs = "\n".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 10))
    merges = "\n".join(f"m{i}: &m{i} {{<<: [*m{i - 1}, *m{i - 1}]}}" for i in range(1, 26))
    found = {
        "a NUL": BOLD.replace(b"USD", b"U\0SD"),
        "a byte order mark": b"\xef\xbb\xbf" + BOLD,
        "UTF-16": BOLD.decode().encode("utf-16"),
        "UTF-16 without mark": BOLD.decode().encode("utf-16-be"),
        "UTF-32": BOLD.decode().encode("utf-32"),
        "Latin-1": BOLD.replace(b"title: From", "title: Übergang".encode("latin-1"), 1),
        "a surrogate": BOLD.replace(b"title: From", b"title: \xed\xa0\x80"),
        "an escape sequence": BOLD.replace(b"title: From", b"title: \x1b[2J"),
        "a hidden escape": BOLD.replace(b"title: From", b'title: "\\e[2J" #'),
        "text turned round": BOLD.replace(b"title: From", "title: \u202eFrom".encode()),
        "lines that end in CR": BOLD.replace(b"\n", b"\r"),
        "nothing": b"",
        "comments only": b"# " + b"x" * 500_000,
        "a million brackets": b"[" * 1_000_000,
        "brackets, closed": b"a: " + b"[" * 100_000 + b"]" * 100_000,
        "braces": b"{a: " * 100_000,
        "dashes": b"- " * 500_000,
        "a staircase": b"".join(b" " * i + b"a:\n" for i in range(1_300)),
        "question marks": b"? " * 400_000,
        "a key of 1 MB": b"k" * 1_000_000 + b": 1",
        "a text of 1 MB": b"title: " + b"t" * 1_000_000,
        "a quoted text of 1 MB": b'title: "' + b"t\\n" * 330_000 + b'"',
        "a block text of 1 MB": b"title: |\n" + b"  line\n" * 140_000,
        "100,000 keys": b"".join(b"k%d: 1\n" % i for i in range(80_000)),
        "the same key 100,000 times": b"k: 1\n" * 100_000,
        "100,000 items": b"a: [" + b"1," * 100_000 + b"]",
        "100,000 documents": b"---\n" * 100_000,
        "laughs by the billion": f"a0: &a0 [lol]\n{laughs}".encode(),
        "a bomb of merge keys": f"m0: &m0 {{a: 1}}\n{merges}".encode(),
        "a list of itself": b"a: &a [*a]",
        "tags": b"a: !!python/object/apply:os.system [true]",
        "an include": b"weights: !include /etc/passwd",
        "a directive": b"%YAML 9.9\n%TAG ! tag:x:\n---\na: 1",
        "a digit, 400,000 times": BOLD.replace(b"years: 3", b"years: " + b"9" * 400_000),
        "NaN": BOLD.replace(b"cap: 250%", b"cap: .nan"),
        "infinity": BOLD.replace(b"cap: 250%", b"cap: .inf"),
        "1e999999999": BOLD.replace(b"cap: 250%", b"cap: 1e999999999"),
        "digits of another script": BOLD.replace(b"years: 3", "years: \u0663".encode()),
        "a path for an id": BOLD.replace(b"id: rel", b"id: ../../rel"),
        "noise": bytes(range(256)) * 4_000,
    }
    return found | {"100 MB": b"a" * LARGE, "100 MB of lines": b"a: 1\n" * (LARGE // 5)}


def special() -> dict[str, Make]:
    """Give what is no file at all, as functions that put it at a path."""
    return {
        "a folder": Path.mkdir,
        "a pipe": os.mkfifo,
        "a socket": _socket,
        "a link to itself": lambda path: path.symlink_to(path),
        "a link to nothing": lambda path: path.symlink_to(path.with_name("nothing")),
        "a loop of links": _loop,
        "zeros without end": lambda path: path.symlink_to("/dev/zero"),
        "a full device": lambda path: path.symlink_to("/dev/full"),
        "a terminal": lambda path: path.symlink_to("/dev/tty"),
        "its own memory": lambda path: path.symlink_to("/proc/self/mem"),
        "a log that waits": lambda path: path.symlink_to("/proc/kmsg"),
    }


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


def _loop(path: Path) -> None:
    other = path.with_name("other")
    other.symlink_to(path)
    path.symlink_to(other)
