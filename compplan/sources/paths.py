"""The files that a path of a sources file means, within the folder that it may reach."""

from __future__ import annotations

from pathlib import Path

from compplan.diagnostics import Diagnostic, Place

_WILD = frozenset("*?")


def find(folder: Path, text: str, place: Place, *, outside: bool) -> list[Path] | Diagnostic:
    """Find the files of a path, by name; or say why there is none, or why it may not be read."""
    path = folder / text
    if _WILD & set("".join(path.parent.parts)):
        hint = "name the folder in full; * and ? may stand in the file's name"
        return Diagnostic("CP343", f"'{text}' has a pattern in the name of a folder", place, hint)
    try:
        found = _matches(path)
        away = [file for file in found or [path] if not outside and not _inside(folder, file)]
    except (OSError, ValueError, RuntimeError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        return Diagnostic("CP343", f"'{text}' cannot be looked for: {reason}", place, "correct the path")
    if away:
        hint = "move the file here, or write 'outside: true' at the top, if you trust this file"
        return Diagnostic("CP342", f"'{text}' leads out of the folder of this file", place, hint)
    if not found:
        return Diagnostic("CP343", f"there is no file '{text}'", place, f"paths are seen from {folder}")
    return found


def _matches(path: Path) -> list[Path]:
    if _WILD & set(path.name):
        return sorted(path.parent.glob(path.name.replace("[", "[[]")))
    return [path] if path.exists() else []


def _inside(folder: Path, file: Path) -> bool:
    """Tell whether a file lies in a folder, wherever links lead."""
    return file.resolve().is_relative_to(folder.resolve())
