"""What a disk holds after a power cut, of files whose every write was logged."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_SECTOR = 512


@dataclass(frozen=True, slots=True)
class Call:
    """A logged call: w(rite), t(runcate), s(ync), u(nlink), or a(cknowledged) with its number as offset."""

    what: str
    path: str
    offset: int
    data: bytes


@dataclass(slots=True)
class _File:
    durable: bytes | None
    """What is surely on the disk; None if the name is not."""
    waiting: list[Call] = field(default_factory=list)
    named: bool = True
    """Whether the name's last change is on the disk."""


def read_log(log: bytes) -> Iterator[Call]:
    """Read what the shim logged."""
    at = 0
    while at < len(log):
        end = log.index(b"\n", at)
        what, offset, size, path = log[at:end].decode().split(" ", 3)
        at = end + 1 + int(size)
        yield Call(what, path, int(offset), log[end + 1 : at])


def after_cut(before: dict[str, bytes], calls: list[Call], chance: random.Random) -> dict[str, bytes]:
    """Give the files after a cut: what was synced is there; the rest is dropped, kept or torn, in any mix.

    A name that was made or removed without a sync of its folder may be there or not.
    """
    files = {path: _File(content) for path, content in before.items()}
    for call in calls:
        _apply(files, call)
    return {path: content for path, file in files.items() if (content := _left(file, chance)) is not None}


def _apply(files: dict[str, _File], call: Call) -> None:
    if call.what == "s" and call.path not in files:  # the folder: names are on the disk now
        for path, file in list(files.items()):
            file.named = True
            if file.waiting and file.waiting[-1].what == "u":
                del files[path]
    elif call.what in "wtu":
        file = files.setdefault(call.path, _File(b"", named=False))
        if file.waiting and file.waiting[-1].what == "u" and call.what != "u":  # made anew
            file.waiting.clear()
            file.durable, file.named = b"", False
        file.waiting.append(call)
    elif call.what == "s":
        file = files[call.path]
        for waiting in file.waiting:
            file.durable = _written(file.durable or b"", waiting)
        file.waiting.clear()


def _left(file: _File, chance: random.Random) -> bytes | None:
    if not file.named and chance.random() < 0.5:
        return None
    mood = chance.choice(["drop", "keep", "mix"])
    content = file.durable or b""
    for call in file.waiting:
        kept = mood == "keep" or (mood == "mix" and chance.random() < 0.5)
        if call.what == "u":
            return None if kept else content
        if kept:
            content = _written(content, _torn(call, chance) if mood == "mix" else call)
    return content


def _torn(call: Call, chance: random.Random) -> Call:
    """Cut a write at a sector, at the beginning or the end."""
    if call.what != "w" or len(call.data) <= _SECTOR or chance.random() < 0.5:
        return call
    cut = chance.randrange(1, (len(call.data) - 1) // _SECTOR + 1) * _SECTOR
    if chance.random() < 0.5:
        return Call("w", call.path, call.offset, call.data[:cut])
    return Call("w", call.path, call.offset + cut, call.data[cut:])


def _written(content: bytes, call: Call) -> bytes:
    if call.what == "t":
        return content[: call.offset].ljust(call.offset, b"\0")
    if call.what == "u":
        return content
    padded = content.ljust(call.offset, b"\0")
    return padded[: call.offset] + call.data + padded[call.offset + len(call.data) :]


def write_files(folder: Path, files: dict[str, bytes]) -> None:
    """Write files into a folder under their own names."""
    for path, content in files.items():
        (folder / Path(path).name).write_bytes(content)
