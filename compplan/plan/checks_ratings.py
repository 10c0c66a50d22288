"""Checks of what ratings are worth: values of categories, and the targets held against them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from compplan.diagnostics import Diagnostic
from compplan.documents.mends import did_you_mean
from compplan.documents.nodes import Node, entries, get, items, key_of, number, text
from compplan.documents.words import shown, some
from compplan.grammar import decimal_text

ONE = Fraction(1)


def check(root: Node) -> Iterator[Diagnostic]:
    """Give every problem of the values and targets of the plan's report cards."""
    for _, card in entries(get(root, "report_cards")):
        values = {key.text: number(value) for key, value in entries(get(card, "values"))}
        scale = [name for item in items(get(card, "scale")) if (name := text(item)) is not None]
        if None in values.values() or len(scale) < len(items(get(card, "scale"))):
            continue  # the schema tells what of them is none
        problems = [*_categories(card, scale), *_rising(card, scale, values)]
        yield from problems
        if text(get(card, "attains_by")) == "mean_value" and get(card, "values") is None:
            yield _without_values(card)
        elif not problems:
            yield from _targets(card, [value for value in values.values() if value is not None])


def _categories(card: Node, scale: list[str]) -> Iterator[Diagnostic]:
    """Check that each category has a value, and nothing else has one."""
    owner, given = key_of(card, "values"), [key for key, _ in entries(get(card, "values"))]
    for key in given if scale else ():
        if key.text not in scale:
            text = f"'{shown(key.text)}' is not a category of the scale"
            hint = did_you_mean(key.text, scale) or f"the scale is {some(scale)}"
            yield Diagnostic("CP274", text, key.place, hint)
    lacking = [name for name in scale if name not in {key.text for key in given}]
    if owner is not None and lacking and {key.text for key in given} <= set(scale):
        text = f"{some(lacking)} {'has' if len(lacking) == 1 else 'have'} no value"
        yield Diagnostic("CP274", text, owner.place, "give a value for each category of the scale")


def _rising(card: Node, scale: list[str], values: dict[str, Fraction | None]) -> Iterator[Diagnostic]:
    """Check that a better category has a higher value."""
    owner = key_of(card, "values")
    for worse, better in pairwise(scale):
        low, high = values.get(worse), values.get(better)
        if owner is not None and low is not None and high is not None and high <= low:
            text = f"'{shown(better)}' is worth {decimal_text(high)}, no more than '{shown(worse)}'"
            hint = "the scale is worst first: let the values rise with it"
            yield Diagnostic("CP275", text, owner.place, hint)
            return


def _without_values(card: Node) -> Diagnostic:
    owner = key_of(card, "attains_by")
    assert owner is not None
    text = "a mean value needs to know what each category is worth"
    hint = "add values, such as values: {poor: 1, average: 2, good: 3}"
    return Diagnostic("CP276", text, owner.place, hint)


def _targets(card: Node, values: list[Fraction]) -> Iterator[Diagnostic]:
    """Check that each target can be reached."""
    mean = text(get(card, "attains_by")) == "mean_value"
    highest = max(values, default=ONE) if mean else ONE
    for _, behaviour in entries(get(card, "behaviours")):
        target = get(behaviour, "target")
        moving = [value for _, value in entries(get(target, "by_month"))]
        for node in moving or ([] if target is None else [target]):
            wanted = number(node)
            if wanted is None or wanted <= highest:
                continue
            if mean:
                said = (
                    f"the target {decimal_text(wanted)} is above the highest value, {decimal_text(highest)}"
                )
                yield Diagnostic("CP277", said, node.place, "give a mean value that can be reached")
            else:
                said = f"the target {decimal_text(wanted)} is above 100% of the responses"
                yield Diagnostic("CP277", said, node.place, _meant(wanted))
                if values:  # all of them are meant as means, and one word says so
                    return


def _meant(wanted: Fraction) -> str:
    if 1 < wanted <= 100 and wanted.denominator == 1 and wanted >= 10:
        return f"write {decimal_text(wanted)}%"
    return "write a share such as 80%, or add attains_by: mean_value and values"
