"""What is kept for a while: so many things by key, the one that was not asked for longest goes first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(Generic[K, V]):
    """Things by key, for several threads.

    >>> kept = Kept[str, int](2)
    >>> for at, name in enumerate("abc"):
    ...     kept.put(name, at)
    >>> kept.get("a"), kept.get("b"), kept.keys()
    (None, 1, ['c', 'b'])
    """

    def __init__(self, most: int) -> None:
        """Keep at most so many."""
        self._most = most
        self._things: OrderedDict[K, V] = OrderedDict()
        self._lock = Lock()

    def get(self, key: K) -> V | None:
        """Give what is kept under a key, and keep it longer."""
        with self._lock:
            if key in self._things:
                self._things.move_to_end(key)
            return self._things.get(key)

    def put(self, key: K, thing: V) -> None:
        """Keep a thing."""
        with self._lock:
            self._things[key] = thing
            while len(self._things) > self._most:
                self._things.popitem(last=False)

    def keys(self) -> list[K]:
        """Give the keys of all that is kept, the next to go first."""
        with self._lock:
            return list(self._things)

    def values(self) -> list[V]:
        """Give all that is kept."""
        with self._lock:
            return list(self._things.values())
