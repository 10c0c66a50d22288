"""Texts that are wrong for a kind of value, or right in another spelling."""

from __future__ import annotations

from random import Random

from benchmarks.fuzz.vocabulary import NUMBERS, WHOLE

BAD_NUMBERS = (
    *("80 %", "1,000", "1e3", "0x10", "+1", ".5", "5.", "1_000", ".nan", ".inf", "NaN", "08", "--1", "80%%"),
    *(
        "%80",
        '"80%"',
        "'0.8'",
        "80percent",
        "true",
        "null",
        "~",
        "[80%]",
        "{a: 1}",
        "\uff11",
        "٨٠%",
        "½",
        "1/2",
    ),
    *("0.1234567891", "1234567890123456", "1 000", "1'000", "1:30", "-", "0b1", "0o7", "∞", "1.2.3", "1,5"),
    *("9" * 400, "1e999", "$5", "5€", "2027-01-01", "x", "''", "|", ">-"),
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
    *(
        "2027",
        "tomorrow",
        "2027-00-10",
        "2027-01-01T00:00:00",
        "[2027-01-01]",
        "null",
        "2027/01/01",
        "0000-00-00",
    ),
)
BAD_IDS = ("a b", "-a", "ä", "a.b", "a/b", "../a", "''", "null", "[a]", "{a: b}", "x" * 65, "a@b", "~")
BAD_TEXTS = ("[a]", "{a: b}", "null", "~", "''", '""', "[]", "{}")
BAD_WORDS = ("nonsense", "[a]", "null", "Month", "~", "{a: b}", "''", "''''")
OUT_OF_RANGE = {
    "share": ("101%", "-1%", "1.000000001", "-0.5", "200%", "2"),
    "positive": ("0", "0%", "100.1%", "-80%", "1.5"),
    "rate": ("-1", "-0.000001", "1001", "100001%", "-50%"),
    "edge": ("0", "0%", "-1", "1001", "100001%"),
    "cap": ("0", "-1", "1001"),
    "money": ("0", "-0.01", "0.001", "0.0001", "-1"),
    "years": ("0", "11", "-1", "2.5", "100%"),
    "over": ("0", "121", "-1", "1.5"),
    "count": ("0", "-5", "1000001", "2.5"),
    "pool": ("37", "-1", "0.5"),
    "version": ("0", "2", "1.0", "-1"),
    "currency": ("XXX", "usd", "US", "DOLLAR", "XAU", "123", "€"),
    "reference": ("nobody", "custome", "a b"),
    "category": ("splendid", "god", "Goo d"),
}


def wrong_value(rng: Random, kind: str) -> str | None:
    """Give a text that is wrong for a kind, None if every text is right."""
    if kind in NUMBERS:
        if rng.random() < 0.4:
            return rng.choice(OUT_OF_RANGE[kind])
        return rng.choice(BAD_NUMBERS)
    choices = {
        "date": BAD_DATES,
        "id": BAD_IDS,
        "text": BAD_TEXTS,
        "any": ("null", "[]", "{a: b}", "''"),
        "enum": BAD_WORDS,
    }
    found = choices.get(kind) or OUT_OF_RANGE.get(kind)
    return rng.choice(found) if found else None


def respelt(rng: Random, text: str, kind: str) -> str | None:
    """Write a right number in another right way; None if there is none."""
    if kind not in NUMBERS - WHOLE - {"money"} or not text.endswith("%"):
        return None
    digits = text.removesuffix("%")
    if "." in digits or not digits.isdigit():
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
