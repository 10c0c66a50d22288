"""Counts as they are asked for on the command line."""

from __future__ import annotations

import argparse
from collections.abc import Callable


def at_least(least: int) -> Callable[[str], int]:
    """Give a reader of whole numbers from ``least`` on, for argparse, which names the option."""

    def read(text: str) -> int:
        if not text.isdecimal() or int(text) < least:
            message = f"write a whole number from {least} on, not '{text}'"
            raise argparse.ArgumentTypeError(message)
        return int(text)

    return read
