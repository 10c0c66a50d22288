"""Make cases from seeds, let them be checked, and count what came of it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from traceback import format_exc
from typing import Any

from benchmarks.fuzz import damage, files, plans, tables
from benchmarks.fuzz.case import Case, Tally, attempt
from benchmarks.fuzz.folder import Folder
from benchmarks.fuzz.samples import sample
from benchmarks.fuzz.trees import Keys, parse
from benchmarks.fuzz.vocabulary import WORDS, rests_on, walk
from compplan import resources
from compplan.diagnostics import Diagnostic, DiagnosticError
from compplan.documents.files import decode
from compplan.documents.read import read_source
from compplan.documents.schema import faults
from compplan.documents.shape_errors import diagnostics
from compplan.plan.load import check_text
from compplan.sources.load import load_data

Check = Callable[[Any], tuple[Diagnostic, ...]]


@cache
def bases() -> tuple[Keys, ...]:
    """Read the plans that are spoiled: those that ship, and some that use all other words of the format."""
    own = sorted(Path(__file__).parent.glob("*.yaml"))
    shipped = sorted(resources.path("plans").glob("*.yaml"))
    return tuple(parse(file.read_text(encoding="utf-8")) for file in (*shipped, *own))


def unused_words() -> list[str]:
    """List the words of the format that no plan has that is spoiled, only trees made from the schema."""
    used = {spot.names[-1] for base in bases() for spot in walk(base) if spot.is_word}
    return sorted(WORDS - used)


def plan_case(seed: int) -> Case:
    """Spoil a plan: mostly in its structure, sometimes in its text or bytes."""
    rng = Random(seed)
    base, kind = rng.choice(bases()), rng.random()
    if kind < 0.8:
        # What a plan means that extends or amends another stands in two files.
        return plans.case_of(rng, base, plans.SHAPE if rests_on(base) else plans.MUTATIONS)
    return damage.damaged_text(rng, base) if kind < 0.9 else damage.raw_noise(rng, base)


def shape_case(seed: int) -> Case:
    """Spoil a tree that was made from the schema."""
    rng = Random(seed)
    return plans.case_of(rng, sample(rng), plans.SHAPE)


def table_case(seed: int) -> Case:
    """Spoil a folder of tables: mostly in cells and rows, sometimes a whole file."""
    rng = Random(seed)
    return tables.case_of(rng) if rng.random() < 0.85 else files.case_of(rng)


def check_plan(content: str | bytes) -> tuple[Diagnostic, ...]:
    """Check a plan's text or bytes."""
    text = decode(content, plans.FILE) if isinstance(content, bytes) else content
    # Beside the plans that it may extend.
    file = str(resources.path("plans") / plans.FILE)
    return (text,) if isinstance(text, Diagnostic) else check_text(text, file)[1]


def check_shape(text: str) -> tuple[Diagnostic, ...]:
    """Check a text's keys and values, and not what they mean."""
    root, problems = read_source(text, plans.FILE)
    return problems if root is None else (*problems, *diagnostics(faults(root, "plan")))


def check_folder(folder: Path) -> Check:
    """Give a check of tables, which are written into a folder and loaded from it."""

    def check(content: Folder) -> tuple[Diagnostic, ...]:
        fill(folder, content)
        try:
            load_data(folder)
        except DiagnosticError as error:
            return error.diagnostics
        return ()

    return check


def fill(folder: Path, content: Folder) -> None:
    """Write files into an emptied folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, data in content.items():
        if data is None:
            (folder / name).mkdir()
        else:
            (folder / name).write_bytes(data)


@dataclass(frozen=True, slots=True)
class Kind:
    """What is spoiled: how a case is made from a seed, and how it is checked."""

    name: str
    case: Callable[[int], Case]


KINDS = {
    "plans": Kind("plans", plan_case),
    "shapes": Kind("shapes", shape_case),
    "tables": Kind("tables", table_case),
}


def tally(kind: str, seeds: range) -> Tally:
    """Run the cases of some seeds in this process."""
    found = Tally()
    with _check(kind) as check:
        for seed in seeds:
            with _told(kind, seed):
                case = KINDS[kind].case(seed)
                outcome = attempt(case, check)
            found.add(seed, case, outcome)
    return found


class HarnessError(Exception):
    """Raised where the fuzzer itself fails; what it was about is in the words."""


@contextmanager
def _told(kind: str, seed: int) -> Iterator[None]:
    """Say of which case an exception is that is none of the checks'."""
    try:
        yield
    except Exception as error:
        message = f"{kind}, seed {seed}: the fuzzer itself failed\n{format_exc()}"
        raise HarnessError(message) from error


@contextmanager
def _check(kind: str) -> Iterator[Check]:
    if kind != "tables":
        yield check_plan if kind == "plans" else check_shape
        return
    with tempfile.TemporaryDirectory(dir=_fastest_folder()) as folder:
        yield check_folder(Path(folder) / "company")


def _fastest_folder() -> str | None:
    return "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112, S108 (memory, where there is such)
