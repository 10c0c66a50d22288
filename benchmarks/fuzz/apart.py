"""Cases in other processes: of one that dies the input is kept, a fault of the fuzzer itself ends all."""

from __future__ import annotations

import multiprocessing as mp
import os
import tempfile
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from benchmarks.fuzz.case import Tally
from benchmarks.fuzz.plans import FILE
from benchmarks.fuzz.run import KINDS, HarnessError, fill, tally

BATCH = 2_000
"""Cases of one process, whose start takes as long as some hundred of them."""
Work = Callable[[str, range], Tally]
_Running = tuple[mp.process.BaseProcess, Connection, range]


def tally_apart(kind: str, seeds: range, workers: int, work: Work = tally) -> Tally:
    """Run the cases of some seeds in other processes; HarnessError as soon as the fuzzer fails in one.

    ``work`` is what each does with a batch.
    """
    batches = [
        range(start, min(start + BATCH, seeds.stop)) for start in range(seeds.start, seeds.stop, BATCH)
    ]
    found = Tally()
    running: list[_Running] = []
    try:
        while batches or running:
            while batches and len(running) < workers:
                running.append(_start(kind, batches.pop(0), work))
            process, reader, batch = running[0]
            result = _received(reader)
            process.join()
            del running[0]
            if isinstance(result, Tally):
                found.join(result)
            elif len(batch) > 1:
                middle = batch.start + len(batch) // 2
                batches += [range(batch.start, middle), range(middle, batch.stop)]
            else:
                found.cases, found.crashed = found.cases + 1, found.crashed + 1
                ended = (
                    f"the process ended with {process.exitcode}; its input is in {kept(kind, batch.start)}"
                )
                found.tell("crashed", f"seed {batch.start}: {ended}")
    finally:
        for process, _, _ in running:
            process.terminate()
    return found


def kept(kind: str, seed: int) -> Path:
    """Write the input of a case into a folder that stays, and give its path."""
    folder = Path(tempfile.mkdtemp(prefix=f"compplan-fuzz-{kind}-{seed}-"))
    content = KINDS[kind].case(seed).content
    if not isinstance(content, dict):
        content = {FILE: content.encode() if isinstance(content, str) else content}
    fill(folder / "input", content)
    return folder / "input"


def _start(kind: str, batch: range, work: Work) -> _Running:
    reader, writer = mp.Pipe(duplex=False)
    process = mp.get_context("spawn").Process(target=_work, args=(kind, batch, writer, work))
    process.start()
    writer.close()
    return process, reader, batch


def _work(kind: str, batch: range, writer: Connection, work: Work) -> None:
    # A library in Rust writes each panic there, also those that are caught.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    try:
        writer.send(work(kind, batch))
    except Exception as error:  # noqa: BLE001 (whatever it is, the parent has to say it)
        writer.send(HarnessError(str(error) or repr(error)))


def _received(reader: Connection) -> Tally | None:
    """Give what a process has found; None if it died. HarnessError if the fuzzer failed in it."""
    try:
        result = reader.recv()
    except EOFError:
        return None
    if isinstance(result, HarnessError):
        raise result
    return result if isinstance(result, Tally) else None
