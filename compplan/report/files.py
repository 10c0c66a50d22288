"""Write files into a folder, all or none: to temporary names beside the final ones, then renamed."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from compplan.diagnostics import Diagnostic, DiagnosticError, Place

Writer = Callable[[IO[str]], None]
"""Writes a file's content to an open text file."""


def write_new(path: str, text: str) -> None:
    """Write a text to a new file; DiagnosticError if it exists (CP402) or cannot be written (CP401)."""
    try:
        with Path(path).open("x", encoding="utf-8", newline="") as file:
            try:
                file.write(text)
            except BaseException:
                Path(path).unlink()
                raise
    except FileExistsError:
        raise _taken(path) from None
    except OSError as error:
        raise DiagnosticError([_unwritable(path, error)]) from error


def refuse_taken(path: str) -> None:
    """Refuse the name of a new file that exists (CP402), before long work is done for it."""
    if os.path.lexists(path):
        raise _taken(path)


def _taken(path: str) -> DiagnosticError:
    hint = "give another name, or delete it"
    return DiagnosticError([Diagnostic("CP402", "the file exists already", Place(path), hint)])


def replace_text(path: str, before: str, after: str) -> None:
    """Put a text in place of a file's, at one stroke and with its rights; a link stays one.

    DiagnosticError if it does not hold ``before`` any more (CP405) or cannot be written (CP401).
    """
    target = Path(path).resolve()
    beside = target.with_name(f".{secrets.token_hex(4)}.{target.name}.new")
    try:
        if target.read_bytes() != before.encode():
            hint = "look at the mends once more"
            problem = Diagnostic("CP405", "the file was changed in the meantime", Place(path), hint)
            raise DiagnosticError([problem])
        if not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        try:
            with beside.open("xb") as file:
                file.write(after.encode())
                file.flush()
                os.fsync(file.fileno())
            shutil.copymode(target, beside)
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise DiagnosticError([_unwritable(path, error)]) from error


class Stage:
    """Files of one folder that wait under temporary names until all are written."""

    def __init__(self, folder: Path) -> None:
        """Stage files for a folder that exists."""
        self.folder = folder
        self.stale: tuple[str, ...] = ()
        self._mark = f".{secrets.token_hex(4)}"
        self._waiting: dict[str, Path] = {}

    def add(self, name: str, writer: Writer) -> str:
        """Write a file under its temporary name; give its SHA-256."""
        if (self.folder / name).is_dir():
            raise IsADirectoryError(errno.EISDIR, "is a folder", str(self.folder / name))
        self._waiting[name] = self._beside(name, "new")
        with self._waiting[name].open("x", encoding="utf-8", newline="") as file:
            writer(file)
            file.flush()
            os.fsync(file.fileno())
        with self._waiting[name].open("rb") as written:
            return hashlib.file_digest(written, "sha256").hexdigest()

    def add_bytes(self, name: str, content: bytes) -> None:
        """Write a file of bytes under its temporary name."""
        if (self.folder / name).is_dir():
            raise IsADirectoryError(errno.EISDIR, "is a folder", str(self.folder / name))
        self._waiting[name] = self._beside(name, "new")
        with self._waiting[name].open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())

    def publish(self) -> None:
        """Give every file its name; put everything back if one cannot have it."""
        kept: dict[str, Path] = {}
        placed: list[str] = []
        try:
            for name in dict.fromkeys([*self._waiting, *self.stale]):
                self._set_aside(name, kept)
                if name in self._waiting:
                    self._waiting[name].replace(self.folder / name)
                    placed.append(name)
        except BaseException:
            for name in placed:
                (self.folder / name).unlink()
            for name, path in kept.items():
                path.replace(self.folder / name)
            raise
        for path in kept.values():
            path.unlink()

    def discard(self) -> None:
        """Delete what still waits."""
        for path in self._waiting.values():
            path.unlink(missing_ok=True)

    def _set_aside(self, name: str, kept: dict[str, Path]) -> None:
        with suppress(FileNotFoundError):
            (self.folder / name).replace(self._beside(name, "old"))
            kept[name] = self._beside(name, "old")

    def _beside(self, name: str, state: str) -> Path:
        return self.folder / f"{self._mark}.{name}.{state}"


@contextmanager
def writing(folder: str) -> Iterator[Stage]:
    """Stage files for a folder: published when the block ends, gone if it fails.

    DiagnosticError (CP401) if the folder or a file cannot be written.
    """
    made = _missing(Path(folder))
    try:
        _make(Path(folder))
        stage = Stage(Path(folder))
        try:
            yield stage
            stage.publish()
        finally:
            stage.discard()
    except BaseException as error:
        for path in reversed(made):
            with suppress(OSError):
                path.rmdir()
        if isinstance(error, OSError):
            raise DiagnosticError([_unwritable(folder, error)]) from error
        raise


def write_file(path: str | os.PathLike[str], content: bytes) -> None:
    """Write a file at one stroke, in place of one that is there; DiagnosticError (CP401) if it cannot be."""
    target = Path(path)
    with writing(str(target.parent)) as stage:
        stage.add_bytes(target.name, content)


def _missing(folder: Path) -> list[Path]:
    return [path for path in (folder, *folder.parents) if not path.exists()][::-1]


def _make(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "is not a folder", str(folder))
    folder.mkdir(parents=True, exist_ok=True)


def _unwritable(path: str, error: OSError) -> Diagnostic:
    named = error.filename
    place = os.fsdecode(named) if isinstance(named, (str, bytes)) else path
    if Path(place).name.startswith("."):  # a temporary name says nothing to the reader
        place = path
    return Diagnostic("CP401", f"cannot be written: {(error.strerror or str(error)).lower()}", Place(place))
