"""Whether a plan's digest follows its meaning and nothing else.

    python -m benchmarks.digest --plans 10000

Rewrites plans, the bold one and those of the worked examples of words, which together use every word of the
language: keys in another order, flow or block style, other quotes, other spellings of numbers, comments. Each
must keep the digest. Then edits one value of a rewritten plan: each that is still a plan must change it, and
no two different edits may share one.
"""

from __future__ import annotations

import argparse
import json
import pathlib
import random
import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import yaml

from benchmarks.machine import machine
from compplan import resources
from compplan.diagnostics import DiagnosticError
from compplan.grammar import decimal_text, parse_number
from compplan.plan.digest import digest
from compplan.plan.load import parse_plan

Path = tuple[str | int, ...]
ORDERED = {
    (name,)
    for name in ("measures", "scale", "points", "bands", "rows", "behaviours", "rules", "by_month", "by_year")
}
"""What has an order that means something, by the last key of its path."""
_CASES = pathlib.Path(__file__).parents[1] / "tests" / "cases" / "words"
_FIXED = ("compplan", "extends")
_BARE = ("none", "true", "false")
"""Words that mean something else in quotes."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def main() -> None:
    """Rewrite and edit, and print how many digests held and changed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--plans", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    print(machine(f"{given.plans:,} plans each, seed {given.seed}"))
    pick = random.Random(given.seed)
    known = [_Known(tree, file, _digest(tree, file, None)) for file, tree in trees()]
    kept = _kept(known, given.plans, pick)
    print(f"{len(known)} plans; rewrites that keep the digest: {kept:,} of {given.plans:,}")
    changed, own = _changed(known, given.plans, pick)
    print(f"edits of one value that change it: {changed:,} of {given.plans:,}; different digests: {own:,}")


@dataclass(frozen=True, slots=True)
class _Known:
    """A plan as a tree of texts, the file in which it stands (for plans that extend another), its digest."""

    tree: Any
    file: str
    digest: str


def trees() -> list[tuple[str, Any]]:
    """Give the bold plan and the plans of worked examples, with their files."""
    bold = yaml.load(resources.text("plans", "bold.yaml"), Loader=yaml.BaseLoader)  # noqa: S506  texts alone
    found = [("plans/bold.yaml", bold)]
    for file in sorted(_CASES.glob("*.yaml")):
        case = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
        if isinstance(case["plan"], dict):
            found.append((str(file), case["plan"]))
    return found


def _digest(tree: Any, file: str, pick: random.Random | None) -> str:
    text = written(tree, pick or random.Random(0), plain=pick is None)
    return digest(parse_plan(text, file))


def _kept(known: list[_Known], plans: int, pick: random.Random) -> int:
    chosen = (pick.choice(known) for _ in range(plans))
    return sum(_digest(each.tree, each.file, pick) == each.digest for each in chosen)


def _changed(known: list[_Known], plans: int, pick: random.Random) -> tuple[int, int]:
    """Count edits that change the digest, and the digests of edits that differ from each other."""
    seen: dict[tuple[str, Path, str], str] = {}
    changed = tried = 0
    leaves = {each.file: [path for path in _leaves(each.tree) if path[0] not in _FIXED] for each in known}
    while tried < plans:
        plan = pick.choice(known)
        path = pick.choice(leaves[plan.file])
        edited = _edited(plan.tree, path, pick)
        if _meant(_at(edited, path)) == _meant(_at(plan.tree, path)):
            continue
        try:
            found = _digest(edited, plan.file, pick)
        except DiagnosticError:
            continue
        tried += 1
        changed += found != plan.digest
        seen[plan.file, path, _meant(_at(edited, path))] = found
    if len(set(seen.values())) != len(seen):
        message = "two different edits have one digest"
        raise SystemExit(message)
    return changed, len(seen)


def _edited(tree: Any, path: Path, pick: random.Random) -> Any:
    """Change one value: a number a little, a day by its year, a text into another."""
    if not path:
        return _other(tree, pick)
    key, *rest = path
    if isinstance(tree, dict):
        return {
            name: _edited(each, tuple(rest), pick) if name == key else each for name, each in tree.items()
        }
    return [_edited(each, tuple(rest), pick) if at == key else each for at, each in enumerate(tree)]


def _other(text: str, pick: random.Random) -> str:
    number = parse_number(text)
    if number is not None:
        step = Fraction(pick.choice([-1, 1]) * pick.randint(1, 10**6), pick.choice([1, 100, 10**6]))
        new = number + (step / 100 if text.endswith("%") else step)
        return f"{decimal_text(new * 100)}%" if text.endswith("%") else decimal_text(new)
    if _DAY.fullmatch(text):
        return f"{pick.randint(2000, 2090)}{text[4:]}" if pick.random() < 0.9 else f"{text[:8]}02"
    return pick.choice([f"{text}{pick.randint(2, 10**6)}", *_WORDS])


_WORDS = (
    "month",
    "quarter",
    "year",
    "lapse",
    "carry",
    "recover",
    "zero",
    "neutral",
    "half_even",
    "down",
    "EUR",
)


def _meant(text: str) -> str:
    number = parse_number(text)
    return text if number is None else str(number)


def _leaves(tree: Any, path: Path = ()) -> list[Path]:
    if isinstance(tree, str):
        return [path]
    items = tree.items() if isinstance(tree, dict) else enumerate(tree)
    return [leaf for key, each in items for leaf in _leaves(each, (*path, key))]


def _at(tree: Any, path: Path) -> Any:
    for key in path:
        tree = tree[key]
    return tree


def written(tree: Any, pick: random.Random, *, plain: bool = False) -> str:
    """Write a tree of texts as YAML, spelt and laid out at random."""
    lines = _block(tree, pick, (), 0, plain=plain)
    if plain:
        return "\n".join(lines) + "\n"
    return "".join(f"{line}{pick.choice(['', '', '  # a note', chr(10)])}\n" for line in lines)


def _block(tree: dict[str, Any], pick: random.Random, path: Path, depth: int, *, plain: bool) -> list[str]:
    lines = []
    for key, value in _items(tree, pick, path, plain=plain):
        below, indent = (*path, key), " " * (2 * depth)
        if isinstance(value, dict) and (plain or pick.random() < 0.6):
            lines += [f"{indent}{key}:", *_block(value, pick, below, depth + 1, plain=plain)]
        else:
            lines.append(f"{indent}{key}: {_flow(value, pick, below, plain=plain)}")
    return lines


def _flow(value: Any, pick: random.Random, path: Path, *, plain: bool) -> str:
    if isinstance(value, str):
        return _scalar(value, pick, plain=plain)
    if isinstance(value, list):
        return f"[{', '.join(_flow(each, pick, (*path, at), plain=plain) for at, each in enumerate(value))}]"
    items = _items(value, pick, path, plain=plain)
    return f"{{{', '.join(f'{key}: {_flow(each, pick, (*path, key), plain=plain)}' for key, each in items)}}}"


def _items(tree: dict[str, Any], pick: random.Random, path: Path, *, plain: bool) -> list[tuple[str, Any]]:
    items = list(tree.items())
    if not plain and path[-1:] not in ORDERED:
        pick.shuffle(items)
    return items


def _scalar(text: str, pick: random.Random, *, plain: bool) -> str:
    number = parse_number(text)
    if text in _BARE:
        return text
    if number is None and not _DAY.fullmatch(text):
        return json.dumps(text) if plain or pick.random() < 0.5 else f"'{text.replace(chr(39), 2 * chr(39))}'"
    if number is None or plain or not (text.endswith("%") or "." in text):
        return text
    if text.endswith("%") and pick.random() < 0.5:
        return decimal_text(number)
    bare, sign = text.removesuffix("%"), "%" * text.endswith("%")
    zeros = "0" * pick.randint(0, 2)
    return f"{bare}{'.' * (bool(zeros) and '.' not in bare)}{zeros}{sign}"


if __name__ == "__main__":
    main()
