"""What a company's past taught, as a JSON document and as an assumptions file for simulations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from compplan import __version__
from compplan.learning.learned import Calibration, Learned

CALIBRATION_FORMAT = "compplan.calibration/1"
_NUMBERS = {"lognormal": ("median", "log_sd"), "normal": ("mean", "sd"), "beta": ("mean", "concentration")}


def calibration_document(found: Calibration) -> dict[str, Any]:
    """Give every parameter before and after the data as ``compplan.calibration/1``."""
    return {
        "format": CALIBRATION_FORMAT,
        "engine": __version__,
        "plan": found.plan,
        "worldview": found.worldview,
        "panel": asdict(found.panel),
        "draws": found.draws,
        "effective_share": found.effective_share,
        "fell_back": found.fell_back,
        "parameters": [asdict(each) for each in found.parameters],
        "notes": list(found.notes),
    }


def assumptions_file(found: Calibration) -> str:
    """Write the learned parameters as an assumptions file, which names only what differs."""
    held = found.panel
    learned = [each for each in found.parameters if each.learned]
    of = f"{held.participants} participants over {held.months} months under {found.plan}"
    lines = [
        f"# Learned by compplan calibrate from {of}.",
        "# What is not named here stays as assumed. Parameters are taken as independent of each other.",
        "",
        "assumptions: 1",
        *([""] if learned else []),
        *_priors(learned),
        *_worldviews(found, learned),
    ]
    return "\n".join(lines) + "\n"


def _priors(learned: list[Learned]) -> Iterator[str]:
    if learned:
        yield "priors:"
    for each in learned:
        centre, spread = _NUMBERS[each.prior.distribution]
        numbers = f"{centre}: {_number(each.prior.centre)}, {spread}: {_number(each.prior.spread)}"
        yield f"  {each.name}:"
        yield f"    prior: {{distribution: {each.prior.distribution}, {numbers}}}"
        yield f"    source: learned from data ({each.taught_by}), contraction {each.contraction:.0%}"
        yield "    certainty: A"


def _worldviews(found: Calibration, learned: list[Learned]) -> Iterator[str]:
    """Let what was learned count in every worldview that has a centre of its own for it."""
    centres = {each.name: each.prior.centre for each in learned}
    own = {
        view: [name for name in names if name in centres] for view, names in found.moved_by_worldviews.items()
    }
    if any(own.values()):
        yield ""
        yield "worldviews:"
    for view, names in own.items():
        if names:
            yield f"  {view}: {{{', '.join(f'{name}: {_number(centres[name])}' for name in names)}}}"


def _number(value: float) -> str:
    """Write a number with at most nine decimals, as assumptions files have them."""
    return f"{value:.9f}".rstrip("0").rstrip(".")
