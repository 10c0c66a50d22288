"""Plans as the pages know them: files of the folder, drafts of them, and paths of any boldness."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from compplan.app.kept import Kept
from compplan.app.workspace import Workspace
from compplan.diagnostics import Diagnostic
from compplan.documents.files import within
from compplan.plan.load import check_text
from compplan.plan.model import Plan
from compplan.simulation.paths import along, bold, status_quo, step

MOST = 64
"""Drafts, and checked plans, that are kept; the oldest go first."""
_DRAFT = re.compile(r"~[0-9a-f]{16}\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Checked:
    """A plan's text, its file, what it means (None if it has errors), what is wrong with it, and a digest."""

    key: str
    file: str
    text: str
    plan: Plan | None
    problems: tuple[Diagnostic, ...]
    digest: str

    @property
    def errors(self) -> int:
        """Count the errors."""
        return sum(problem.severity == "error" for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Plans:
    """The plans of a workspace, and drafts, which live as long as the application runs."""

    workspace: Workspace
    _drafts: Kept[str, str] = field(default_factory=lambda: Kept(MOST))
    _checked: Kept[str, Checked] = field(default_factory=lambda: Kept(MOST))

    def keys(self) -> list[str]:
        """Name the plan files and drafts, each draft behind the file that it is of, or would be."""
        keys = dict.fromkeys(self.workspace.names(), False) | dict.fromkeys(self._drafts.keys(), True)
        return sorted(keys, key=lambda key: (file_of(key), keys[key]))

    def knows(self, key: str) -> bool:
        """Tell whether a key is of a file of the folder, or of a draft that is held."""
        return self._drafts.get(key) is not None or self.workspace.text(file_of(key)) is not None

    def find(self, key: str) -> Checked | None:
        """Check the plan of a key; None if there is no such file, or the draft is no longer held."""
        text = self._drafts.get(key)
        if text is None and not _DRAFT.search(key):
            text = self.workspace.text(key)
        return None if text is None else self.check(text, key)

    def check(self, text: str, key: str) -> Checked:
        """Check a text as if it stood in a file of the folder."""
        name = file_of(key)
        astray, digest = self.workspace.astray(text, name)
        if (known := self._checked.get(digest)) is not None:
            return replace(known, key=key)
        plan, problems = (None, tuple(astray)) if astray else self._check(text, name)
        found = Checked(key, str(self.workspace.root / name), text, plan, problems, digest)
        self._checked.put(digest, found)
        return found

    def draft(self, text: str, key: str) -> str:
        """Keep a text as a draft of a file; give its key."""
        name = file_of(key)
        draft = f"{name}~{hashlib.sha256(text.encode(errors='replace')).hexdigest()[:16]}"
        self._drafts.put(draft, text)
        return draft

    def _check(self, text: str, name: str) -> tuple[Plan | None, tuple[Diagnostic, ...]]:
        root = self.workspace.root
        return within(str(root), lambda: check_text(text, str(root / name)))


def file_of(key: str) -> str:
    """Name the file that a key, perhaps of a draft, belongs to.

    >>> file_of("bold.yaml~0123456789abcdef")
    'bold.yaml'
    """
    return _DRAFT.sub("", key)


def is_draft(key: str) -> bool:
    """Tell whether a key is of a draft."""
    return file_of(key) != key


def label_of(key: str) -> str:
    """Name a plan or a draft for a reader.

    >>> label_of("bold.yaml~0123456789abcdef")
    'bold.yaml (draft 0123)'
    """
    name = file_of(key)
    return name if name == key else f"{name} (draft {key[len(name) + 1 :][:4]})"


def as_bold(plan: Plan, percent: int | None) -> Plan:
    """Give a plan on a path of the boldness asked for: 0 stays with the old weights, 100 moves at once."""
    if percent is None:
        return plan
    family = status_quo if not percent else step if percent == 100 else bold(percent / 100)
    return along(plan, family, plan.id)


def with_ids(plans: Sequence[Plan]) -> list[Plan]:
    """Give plans of one id ids of their own, so that results can tell them apart.

    Drafts of a file have its id.
    """
    seen: dict[str, int] = {}
    named = []
    for plan in plans:
        seen[plan.id] = seen.get(plan.id, 0) + 1
        named.append(plan if seen[plan.id] == 1 else replace(plan, id=f"{plan.id}-{seen[plan.id]}"))
    return named
