"""Participants measured in parts by workers: the same result, whatever the plan looks at."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import replace
from typing import Any
from weakref import ref

import pytest

import compplan as cp
from benchmarks.everything import PLAN, tables_of
from compplan.engine.parted import measuring
from compplan.engine.parted.measuring import crossing
from tests.library.company import PLANS, panel, plan

TABLES = (
    "payments",
    "lines",
    "report_card",
    "actions",
    "recognition",
    "surveys",
    "balances",
    "conversions",
    "uncovered",
)


class Nobody(Executor):
    """An executor that must not be asked."""

    def submit(self, *_args: Any, **_options: Any) -> Future[Any]:
        """Refuse."""
        raise AssertionError


def _all(result: cp.Result) -> list[Any]:
    return [result.notes, *(list(getattr(result, name).rows()) for name in TABLES)]


def _parted(plans: Any, data: cp.Panel) -> tuple[list[Any], list[tuple[int, int]]]:
    """Run on a panel of which nothing is kept; give what comes out, and what was told."""
    told: list[tuple[int, int]] = []
    with ThreadPoolExecutor(2) as pool:
        result = cp.run(
            plans,
            replace(data),
            outside="ignore",
            executor=pool,
            progress=lambda *each: told.append(each),
        )
    return _all(result), told


@pytest.mark.parametrize("name", PLANS)
def test_parts_give_what_the_whole_gives(name: str) -> None:
    """Each bundled plan pays the same, and its measures that look at no others are measured in parts."""
    found, told = _parted(plan(name), panel())
    assert found == _all(cp.run(plan(name), replace(panel()), outside="ignore"))
    alone = len(crossing(plan(name), panel())) < len(plan(name).measures)
    assert told == [(done, 8) for done in range(1, 9)] * alone


def test_a_plan_of_every_word_gives_the_same_in_parts() -> None:
    """Pools, ranks, splits, conversion, leave, clawbacks and awards come to the same; splits stay here."""
    every, data = cp.load_plan(PLAN), cp.load_data(tables_of(24))
    found, told = _parted(every, data)
    assert found == _all(cp.run(every, replace(data), outside="ignore"))
    assert told[-1] == (8, 8)
    assert crossing(every, data) == {"revenue": "splits"}


class Watching(Executor):
    """An executor that works at once, and knows the parts that are held when one comes."""

    def __init__(self) -> None:
        """Have seen no part."""
        self.seen: list[ref[cp.Panel]] = []
        self.held: list[int] = []

    def submit(self, call: Callable[..., Any], /, *args: Any, **_options: Any) -> Future[Any]:
        """Work, and count the parts."""
        self.seen.append(ref(args[-1]))
        self.held.append(sum(part() is not None for part in self.seen))
        done: Future[Any] = Future()
        done.set_result(call(*args))
        return done


def test_parts_are_cut_as_they_are_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not all parts are held at once, however many there are."""
    monkeypatch.setattr(measuring, "_AHEAD", 1)
    watching = Watching()
    cp.run(plan("bold.yaml"), replace(panel()), executor=watching)
    assert len(watching.held) == 8
    assert max(watching.held) <= 3


def test_plans_at_once_share_their_parts() -> None:
    """Two plans are measured in one go of eight parts; the managers' measure is left to this machine."""
    plans = [plan("bold.yaml"), plan("managers.yaml")]
    found, told = _parted(plans, panel())
    assert found == _all(cp.run(plans, replace(panel()), outside="ignore"))
    assert told[-1] == (8, 8)
    assert crossing(plans[1], panel()) == {"team_revenue": "credit: reports"}


def test_a_problem_is_told_as_without_parts() -> None:
    """A participant without quota is named as ever, though a worker met him in a part of his own."""
    bold = plan("bold.yaml")
    quotas = panel().tables["quotas"]
    lost = replace(quotas, participant=quotas.participant.clip(max=3))
    data = replace(panel(), tables={**panel().tables, "quotas": lost})
    told = []
    for executor in (None, ThreadPoolExecutor(1)):
        with pytest.raises(cp.DiagnosticError) as error:
            cp.run(bold, replace(data), executor=executor)
        told.append(error.value.diagnostics)
    assert told[0] == told[1]


def test_what_looks_at_others_goes_to_nobody() -> None:
    """A plan whose only measure counts for managers asks no worker."""
    managers = plan("managers.yaml")
    assert _all(cp.run(managers, replace(panel()), executor=Nobody())) == _all(managers.run(replace(panel())))
