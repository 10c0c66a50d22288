"""A slice of the fuzzer, and that it would see what it looks for."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from random import Random

import pytest

from benchmarks.fuzz.__main__ import figures
from benchmarks.fuzz.apart import tally_apart
from benchmarks.fuzz.case import Case, Tally, attempt
from benchmarks.fuzz.run import (
    KINDS,
    Check,
    HarnessError,
    bases,
    check_folder,
    check_plan,
    tally,
    unused_words,
)
from benchmarks.fuzz.small_company import TABLES
from benchmarks.fuzz.trees import Keys, any_style, parse, write
from benchmarks.fuzz.vocabulary import WORDS, walk
from compplan.data import blank, fewrows, frames
from compplan.data.definition import DEFINITIONS
from compplan.diagnostics import Diagnostic, Place

SLICES = {"plans": range(700), "shapes": range(250), "tables": range(150)}


@pytest.mark.parametrize("kind", SLICES)
def test_spoiled_files_are_refused_at_the_place(kind: str) -> None:
    """Of some hundred spoiled files none raises, is wrongly accepted or refused, or is told elsewhere."""
    found = tally(kind, SLICES[kind])
    missed = [words for words, met in figures(found) if not met and not words.startswith("slowest")]
    assert missed == [], found.words


def test_the_tables_that_are_spoiled_are_all_that_there_are() -> None:
    """A table or column that data may have from now on has to stand in the small company."""
    assert {name: set(grid[0]) for name, grid in TABLES.items()} == {
        name: {column.name for column in table.columns} for name, table in DEFINITIONS.items()
    }


def test_few_rows_are_read_as_many_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of spoiled tables the same is said, whether their text is read as that of few rows or not."""
    check, cases = (
        check_folder(tmp_path / "company"),
        [KINDS["tables"].case(seed).content for seed in range(80)],
    )
    few = [check(case) for case in cases]
    monkeypatch.setattr(fewrows, "MOST_BYTES", -1)
    as_frames = [check(case) for case in cases]
    for module in (frames, blank):
        monkeypatch.setattr(module, "FEW", 0)
    assert as_frames == few
    assert [check(case) for case in cases] == few


@pytest.mark.parametrize("kind", SLICES)
def test_a_seed_gives_the_same_case(kind: str) -> None:
    """A failure can be looked at again."""
    assert [KINDS[kind].case(seed) for seed in range(30)] == [KINDS[kind].case(seed) for seed in range(30)]


def test_the_plans_that_are_spoiled_are_right_in_every_style() -> None:
    """Written in any style, each base is a plan, so that what is found wrong was made wrong."""
    for seed, base in enumerate(bases() * 5):
        text, lines = write(base, any_style(Random(seed)))
        assert [problem for problem in check_plan(text) if problem.severity == "error"] == []
        assert parse(text) == base
        assert set(lines) == {spot.at for spot in walk(base)}


def test_the_plans_that_are_spoiled_are_known_to_the_schema() -> None:
    """Nothing stands in them of which the fuzzer does not know what else may."""
    spots = [spot for base in bases() for spot in walk(base)]
    assert [spot.names for spot in spots if not spot.may] == []


def test_the_plans_that_are_spoiled_use_every_word() -> None:
    """A word that the schema gains has to stand in a plan, where its meaning is spoiled too."""
    assert unused_words() == []
    assert {"amends", "shrinkage", "ramp"} < WORDS


def _at(line: int) -> tuple[Diagnostic, ...]:
    return (Diagnostic("CP101", "wrong", Place("plan.yaml", line, 1)),)


def _raises(_: object) -> tuple[Diagnostic, ...]:
    message = "no"
    raise RuntimeError(message)


BLIND: dict[str, tuple[Check, str]] = {
    "that accepts everything": (lambda _: (), "wrong and accepted: 1"),
    "that raises": (_raises, "tracebacks: 1"),
    "that points elsewhere": (
        lambda _: _at(9),
        "messages at what was touched, or what it stands in: 0 of 1, 0.00%",
    ),
}


@pytest.mark.parametrize(("check", "said"), BLIND.values(), ids=BLIND)
def test_a_checker_is_found_out(check: Check, said: str) -> None:
    """A checker that does not see a mistake, or fails on it, or misplaces it, misses a figure."""
    found = Tally()
    case = Case("misspell_key", frozenset({("plan.yaml", 3)}), "")
    found.add(1, case, attempt(case, check))
    assert [words for words, met in figures(found) if not met and words.startswith(said)]


def test_a_right_plan_that_is_refused_is_found_out() -> None:
    """Refusing everything misses a figure too."""
    found = Tally()
    case = Case("reorder_keys", frozenset(), "", wrong=False)
    found.add(1, case, attempt(case, lambda _: _at(1)))
    assert ("right and refused: 1", False) in figures(found)


def test_other_processes_give_the_same_figures() -> None:
    """Cases that are run apart count as those that are run here."""
    here, apart = tally("plans", range(40)), tally_apart("plans", range(40), workers=2)
    assert (here.cases, here.wrong, here.messages, here.placed) == (
        apart.cases,
        apart.wrong,
        apart.messages,
        apart.placed,
    )


def _fails(kind: str, batch: range) -> Tally:
    message = f"{kind}, seed {batch.start}: no such thing"
    raise HarnessError(message)


def _dies(kind: str, batch: range) -> Tally:
    os._exit(9) if 3 in batch else None
    return tally(kind, batch)


def test_a_fault_of_the_fuzzer_ends_it_at_once() -> None:
    """It is told with its case, and not counted as something that was found."""
    with pytest.raises(HarnessError, match="plans, seed 0: no such thing"):
        tally_apart("plans", range(5_000), workers=1, work=_fails)


def test_a_process_that_dies_is_counted_and_its_input_kept() -> None:
    """Of the cases that it had, the one on which it died is found."""
    found = tally_apart("plans", range(3, 5), workers=2, work=_dies)
    assert (found.cases, found.crashed) == (2, 1)
    (words,) = found.words["crashed"]
    assert words.startswith("seed 3: the process ended with 9; its input is in ")
    folder = Path(words.rpartition(" ")[2])
    assert (folder / "plan.yaml").read_text(encoding="utf-8") == KINDS["plans"].case(3).content
    shutil.rmtree(folder.parent)


def test_a_plan_is_checked_as_bytes_too() -> None:
    """Bytes that are no UTF-8 give the reader's diagnostic."""
    assert [problem.code for problem in check_plan(b"id: \xff")] == ["CP003"]
    assert isinstance(bases()[0], Keys)
