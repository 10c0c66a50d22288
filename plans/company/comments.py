"""What customers write, from the texts in ``comments.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from company.calendar import Month, read
from company.chance import Chance

WRITTEN = {"poor": 0.80, "fair": 0.70, "average": 0.46, "good": 0.29, "excellent": 0.36}
"""How often a rating comes with a comment: the worse it is, the more is written."""
TONES = {
    "poor": "complaint",
    "fair": "complaint",
    "average": "plain",
    "good": "praise",
    "excellent": "praise",
}
ELSEWHERE, EMOJI, SECOND_LINE = 0.07, 0.03, 0.02


@dataclass(frozen=True, slots=True)
class Planted:
    """A comment that must be in the data, and about what."""

    participant: str
    month: Month
    behaviour: str
    ratings: tuple[str, ...]
    text: str


def comment(chance: Chance, behaviour: str, rating: str) -> str:
    """Write a comment on a rating; mostly in English, often empty."""
    if not chance.happens(WRITTEN[rating]):
        return ""
    tone, texts = TONES[rating], _texts()
    if chance.happens(ELSEWHERE):
        return str(chance.pick(texts["elsewhere"][tone]))
    ending = " " + chance.pick(texts["emoji"][tone]) if chance.happens(EMOJI) else ""
    more = "\n" + chance.pick(texts[behaviour]["plain"]) if chance.happens(SECOND_LINE) else ""
    return str(chance.pick(texts[behaviour][tone])) + ending + more


def planted_comments(participant: str, month: Month) -> tuple[Planted, ...]:
    """List the comments planted in a participant's month."""
    return tuple(story for story in _planted() if (story.participant, story.month) == (participant, month))


@cache
def _planted() -> tuple[Planted, ...]:
    return tuple(
        Planted(row["participant"], read(row["month"]), row["behaviour"], tuple(row["ratings"]), row["text"])
        for row in _texts()["planted"]
    )


@cache
def _texts() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("comments.toml").read_text(encoding="utf-8"))
