"""A cluster of Dask as an executor: work is sent to its workers, what work shares only once."""

from __future__ import annotations

import re
import socket
import warnings
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from typing import Any, NoReturn, TypeVar

from compplan.diagnostics import Diagnostic, DiagnosticError, Place
from compplan.sources.libraries import needed
from compplan.threads import alone

T = TypeVar("T")

SAME = ("compplan", "numpy", "scipy", "numba")
"""What must be of the same version everywhere, or nowhere, so that figures are the same bit for bit."""
_ADDRESS = re.compile(r"(?:tcp|tls)://[^\s/:]+:[0-9]{1,5}")
_SECONDS = 5
"""How long to wait for the scheduler, and for a worker."""
_NEAR = 0.5
"""How many seconds a worker may take to answer if results are to come straight from it."""
_START = "start one with: dask scheduler, and on each machine: dask worker ADDRESS"


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """Connect to a scheduler of Dask, such as ``tcp://10.0.0.5:8786``, while work is sent to it.

    DiagnosticError if it cannot be reached, has no worker, or its workers have other versions.
    """
    place = Place("--cluster")
    if not _ADDRESS.fullmatch(address):
        _refuse(f"{address!r} is not an address", "write it such as tcp://10.0.0.5:8786")
    distributed = needed("distributed", "cluster", place)
    try:
        client = distributed.Client(address, timeout=_SECONDS, set_as_default=False)
    except (OSError, ValueError):
        _refuse(f"no scheduler answers at {address}", _START)
    with client:
        try:
            client.wait_for_workers(1, timeout=_SECONDS)
        except TimeoutError:
            _refuse(f"the scheduler at {address} has no worker", _START)
        found = client.run(versions)
        check_versions(versions(), found)
        # What workers find comes straight from them, not through the scheduler, where they can be reached.
        client.direct_to_workers = all(map(_answers, found))
        yield Shipping(client)


class Shipping(Executor):
    """Sends calls to workers; what calls share is sent once, and only the last argument with each call.

    What is shared goes to the scheduler, from there to the first worker that needs it, and on from worker to
    worker: if one is lost, another copy takes its place.
    """

    def __init__(self, client: Any) -> None:
        """Take a client of Dask."""
        self.client = client
        self.pool: Executor = client.get_executor(pure=False)
        self.sent: dict[int, tuple[object, Any]] = {}

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Have a worker call a function; the last argument says which part of the work it is."""
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Sending large graph")  # so that it outlives every worker
            # A worker has a thread for each core that it is to use.
            return self.pool.submit(partial(alone, fn), *map(self._sent, args[:-1]), *args[-1:], **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002  as its base has it
        """Wait for work, or give it up."""
        self.pool.shutdown(wait, cancel_futures=cancel_futures)

    def _sent(self, value: object) -> object:
        if value is None or isinstance(value, int | str):
            return value
        if id(value) not in self.sent:  # the value is kept, so that its number stays its own
            self.sent[id(value)] = value, self.client.submit(_itself, value, pure=False)
        return self.sent[id(value)][1]


def versions() -> dict[str, str]:
    """Give the versions of what figures depend on, where this is called; of what is not installed, none."""
    return {package: _version(package) for package in SAME}


def check_versions(mine: Mapping[str, str], found: Mapping[str, Mapping[str, str]]) -> None:
    """Refuse workers, by address, that have other versions than this machine; DiagnosticError (CP442)."""
    told = [
        _other(worker, package, theirs.get(package), mine[package])
        for worker, theirs in sorted(found.items())
        for package in mine
        if theirs.get(package) != mine[package]
    ]
    if told:
        raise DiagnosticError(told)


def _other(worker: str, package: str, theirs: str | None, mine: str) -> Diagnostic:
    """Say which version a worker has, and which this machine; ``none`` is no version."""
    has = f"no {package}" if theirs in (None, "none") else f"{package} {theirs}"
    hint = f"install {package} {mine} there, or the other version here"
    if theirs in (None, "none"):
        hint = f"install {package} {mine} there"
    elif mine == "none":
        hint = f"install {package} {theirs} here"
    text = f"the worker {worker} has {has}, this machine {mine}"
    return Diagnostic("CP442", text, Place("--cluster"), hint)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"


def _answers(address: str) -> bool:
    """Tell whether a worker can be reached from here."""
    host, _, port = address.rpartition("://")[2].rpartition(":")
    try:
        with socket.create_connection((host.strip("[]"), int(port)), timeout=_NEAR):
            return True
    except (OSError, ValueError):
        return False


def _itself(value: T) -> T:
    return value


def _refuse(message: str, hint: str) -> NoReturn:
    raise DiagnosticError([Diagnostic("CP441", message, Place("--cluster"), hint)]) from None
