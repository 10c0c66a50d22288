"""Trees made from the schema are right in their shape, and show every key that it has."""

from __future__ import annotations

from random import Random

from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from benchmarks.fuzz.run import check_shape
from benchmarks.fuzz.samples import sample
from benchmarks.fuzz.trees import Keys, any_style, write
from benchmarks.fuzz.vocabulary import SCHEMA, WORDS, walk
from tests.plan.reading import as_an_editor_reads

SAMPLES = [sample(Random(seed)) for seed in range(150)]


def _text(tree: Keys) -> str:
    return write(tree, any_style(Random(len(tree.pairs))))[0]


def test_they_are_right_in_their_shape() -> None:
    """Neither compplan nor a validator that knows nothing of our numbers has a word against them."""
    validator = Draft202012Validator(SCHEMA)
    for text in map(_text, SAMPLES):
        assert check_shape(text) == (), text
        assert [error.json_path for error in validator.iter_errors(as_an_editor_reads(text))] == [], text


def test_they_show_every_word_of_the_format() -> None:
    """A word that the schema gains is spoiled from then on."""
    assert {spot.names[-1] for tree in SAMPLES for spot in walk(tree) if spot.is_word} == WORDS


def test_they_are_not_all_alike() -> None:
    """Variants, and keys that may be left out, differ from tree to tree."""
    assert len(set(map(_text, SAMPLES))) == len(SAMPLES)
