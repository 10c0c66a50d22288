"""Texts that a schema does not allow, or that say the same in another spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from random import Random

from benchmarks.fuzz.vocabulary import Schema, choices_of, is_number, takes_percent
from compplan.grammar import decimal_text

BAD_NUMBERS = (
    *("80 %", "1,000", "1e3", "0x10", "+1", ".5", "5.", "1_000", ".nan", ".inf", "NaN", "08", "--1", "80%%"),
    *("%80", '"80%"', "'0.8'", "80percent", "true", "null", "~", "[80%]", "{a: 1}", "\uff11", "٨٠%", "½"),
    *("0.1234567891", "1234567890123456", "1 000", "1'000", "1:30", "-", "0b1", "0o7", "∞", "1.2.3", "1,5"),
    *("1/2", "9" * 400, "1e999", "$5", "5€", "2027-01-01", "x", "''", "|", ">-"),
)
BAD_DATES = (
    *(
        "2027-02-30",
        "2027-1-1",
        "01/02/2027",
        "2027-13-01",
        "1889-01-01",
        "2201-01-01",
        "20270101",
        "2027-01",
    ),
    *("2027", "tomorrow", "2027-00-10", "2027-01-01T00:00:00", "[2027-01-01]", "null", "2027/01/01"),
    "0000-00-00",
)
BAD_IDS = ("a b", "-a", "ä", "a.b", "a/b", "../a", "x" * 65, "a@b")
BAD_TEXTS = ("null", "~", "''", '""')
BAD_WORDS = ("nonsense", "Month", "mon th", "0", "true")
BAD_TRUTHS = ("yes", "True", "1", "0", '"true"', "on", "nonsense")
NESTED = {"array": ("[a]", "[]"), "object": ("{a: b}", "{}")}
TINY = Fraction(1, 10**9)


def wrong_value(rng: Random, schema: Schema) -> str | None:
    """Give a text that a schema does not allow, None if it allows every text."""
    if is_number(schema) and not choices_of(schema):
        beyond = out_of_range(schema)
        return rng.choice(beyond if beyond and rng.random() < 0.4 else BAD_NUMBERS)
    found = [*_wrong_texts(schema), *BAD_TEXTS]
    kinds = schema.get("type", ())
    nested = [text for kind, texts in NESTED.items() if kind not in kinds for text in texts]
    return rng.choice([*found, *nested]) if kinds or choices_of(schema) else None


def _wrong_texts(schema: Schema) -> list[str]:
    if choices := choices_of(schema):
        return [text for text in BAD_WORDS if text not in choices]
    if schema.get("type") == "boolean":
        return list(BAD_TRUTHS)
    if schema.get("format") == "date":
        return list(BAD_DATES)
    if "pattern" in schema:
        return [text for text in BAD_IDS if not re.search(schema["pattern"], text)]
    return []


def out_of_range(schema: Schema) -> list[str]:
    """Give numbers just and far beyond what a schema allows, and halves where it wants whole ones."""
    whole, percent = schema.get("type") == "integer", takes_percent(schema)
    numbers = list(_beyond(schema, Fraction(1) if whole else TINY))
    found = [decimal_text(number) for number in numbers]
    found += [f"{decimal_text(number * 100)}%" for number in numbers] if percent else []
    return found + (["2.5", "100%", "-0.5"] if whole else [])


def _beyond(schema: Schema, step: Fraction) -> Iterator[Fraction]:
    for name, sign, own in (
        ("minimum", -1, False),
        ("exclusiveMinimum", -1, True),
        ("maximum", 1, False),
        ("exclusiveMaximum", 1, True),
    ):
        if name in schema:
            bound = Fraction(str(schema[name]))
            told_apart = float(bound + sign * step) != float(bound)  # by editors, which read doubles
            yield from [bound + sign * step] if told_apart else []
            yield from (bound + sign, bound + sign * 99)
            yield from [bound] if own else []


def wrong_name(rng: Random, schema: Schema) -> str | None:
    """Give a key that a schema of names does not allow; None if it allows every one that comes to mind."""
    tries = [*BAD_IDS, "0", "x1y", "1.5", "-1", "999", "1e1", "01", "first year"]
    found = [text for text in tries if "pattern" in schema and not re.search(schema["pattern"], text)]
    return rng.choice(found) if found else None


def respelt(rng: Random, text: str) -> str | None:
    """Write a right percentage in another right way; None if there is none."""
    digits = text.removesuffix("%")
    if digits == text or not digits.isdigit():
        return None
    share = int(digits)
    return rng.choice([f"{share // 100}.{share % 100:02d}", f"{digits}.0%", f"{digits}.000000000%"])


def misspelt(rng: Random, word: str) -> str:
    """Double, drop, swap or change a letter, or the case, so that another word comes out."""
    at = rng.randrange(len(word))
    tries = [
        word[:at] + word[at] + word[at:],
        word[:at] + word[at + 1 :],
        word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :],
        word[:at] + rng.choice("abcxyz") + word[at + 1 :],
        word.capitalize(),
        word.replace("_", "-"),
        f"{word}s",
    ]
    found = [text for text in tries if text not in (word, "")]
    return rng.choice(found) if found else f"{word}x"
