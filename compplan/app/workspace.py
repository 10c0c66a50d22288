"""The opened folder: its plans and data, and nothing outside of it."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from compplan.data.files import folder_beside
from compplan.data.model import Panel
from compplan.diagnostics import Diagnostic, DiagnosticError, Place
from compplan.documents.files import read_text
from compplan.documents.nodes import Scalar, entries
from compplan.documents.read import read_source
from compplan.sources.load import load_data
from compplan.sources.locate import sources_file

MOST_PLANS = 200
MOST_BYTES = 512 * 2**20
"""Plans listed, and bytes of tables read at most."""
_PLAN = re.compile(r"^(measures|extends)[ \t]*:", re.MULTILINE)
_MOST_FILES = 32
"""Files that a plan may rest on."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder of plans (its real path), and the data that plans are replayed on."""

    root: Path
    panel: Panel

    def names(self) -> list[str]:
        """Name the plan files in the folder."""
        found = sorted(path.name for path in self.root.iterdir() if path.suffix.lower() in (".yaml", ".yml"))
        return [name for name in found[:MOST_PLANS] if _PLAN.search(self.text(name) or "")]

    def text(self, name: str) -> str | None:
        """Read a plan file by its bare name; None if there is none in the folder."""
        path = self.root / name
        if Path(name).name != name or not self._holds(path) or not path.is_file():
            return None
        found = read_text(str(path))
        return None if isinstance(found, Diagnostic) else found

    def astray(self, text: str, name: str) -> tuple[list[Diagnostic], str]:
        """Tell if a plan's text rests on files outside the folder; give a digest of all texts it rests on."""
        digest = hashlib.sha256()
        waiting, seen = [(self.root / name, text)], set[Path]()
        while waiting and len(seen) < _MOST_FILES:
            file, text = waiting.pop()
            digest.update(f"{file}\0{text}\0".encode(errors="replace"))
            seen.add(file)
            for node in _named(text, str(file)):
                other = file.parent / node.text
                if not self._holds(other):
                    return [_outside(node)], digest.hexdigest()
                found = read_text(str(other))
                if isinstance(found, str) and other not in seen:
                    waiting.append((other, found))
        return [], digest.hexdigest()

    def _holds(self, path: Path) -> bool:
        """Tell whether a path, after all symbolic links, lies in the folder."""
        return _within(path, self.root)


def open_folder(folder: str, data: str | None) -> Workspace:
    """Read the data for the plans of a folder; DiagnosticError if something is wrong with either."""
    root = Path(folder)
    if not root.is_dir():
        raise _no_folder(root)
    source = Path(data) if data else _data_in(root)
    _refuse_astray(source, given=data is not None)
    return Workspace(root.resolve(), load_data(source))


def _no_folder(path: Path) -> DiagnosticError:
    problem = Diagnostic("CP001", "there is no such folder", Place(str(path)), folder_beside(path))
    return DiagnosticError([problem])


def _data_in(root: Path) -> Path:
    return root / "data" if (root / "data").is_dir() else root


def _refuse_astray(source: Path, *, given: bool) -> None:
    """Refuse tables that lie outside the folder opened, or are too many; a sources file is a choice."""
    if not source.is_dir():
        if not source.exists():
            raise _no_folder(source)
        return
    if (file := sources_file(source)) is not None:
        text = "the folder's tables are mapped to files elsewhere or databases"
        hint = f"if you trust it, name it: --data {file}"
        raise DiagnosticError([Diagnostic("CP001", text, Place(str(file)), hint)])
    problems = [*_strangers(source)]
    total = sum(path.stat().st_size for path in source.iterdir() if path.is_file())
    if not problems and total > MOST_BYTES:
        text = f"the tables have {total:,} bytes, more than the {MOST_BYTES:,} that can be looked at"
        hint = "use 'compplan run' and 'compplan compare'" if given else "choose others with --data"
        problems = [Diagnostic("CP001", text, Place(str(source)), hint)]
    if problems:
        raise DiagnosticError(problems)


def _strangers(source: Path) -> Iterator[Diagnostic]:
    for path in sorted(source.iterdir()):
        if not _within(path, source.resolve()):
            text = "the file is a link that leads outside its folder"
            yield Diagnostic("CP001", text, Place(str(path)), "put the file itself into the folder")


def _within(path: Path, root: Path) -> bool:
    try:
        return Path(os.path.realpath(path)).is_relative_to(root)
    except (OSError, ValueError):
        return False


@lru_cache(256)
def _named(text: str, file: str) -> tuple[Scalar, ...]:
    """Find where a plan names other plans: those that it extends or amends."""
    tree, _ = read_source(text, file)
    found = []
    for key, value in entries(tree):
        named = [value] if key.text == "extends" else []
        named += [part for word, part in entries(value) if key.text == "amends" and word.text == "plan"]
        found += [node for node in named if isinstance(node, Scalar) and node.text]
    return tuple(found)


def _outside(node: Scalar) -> Diagnostic:
    text = "this plan lies outside the opened folder"
    return Diagnostic("CP014", text, node.place, "open the folder that holds both")
