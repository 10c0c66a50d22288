"""What was compiled, kept on disk as machine code: what compiles is loaded only where nothing is kept.

Code is kept by a digest of all sources that it is made of, of what compiled it and of the processor, so that
none of it can be stale. Of several processes that want it at once, one compiles and the others wait.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

Native = Callable[[NDArray[np.int64], int, int], None]
"""Takes sizes and addresses, and the first and the last sample."""
FUNCTIONS = ("live", "lucky")
_HERE = Path(__file__).parent
_LOADING = Lock()


def functions() -> dict[str, Native]:
    """Load the compiled functions; compile them first where they are not kept."""
    with _LOADING:  # so that of several threads one does
        return _loaded()


@cache
def _loaded() -> dict[str, Native]:
    import llvmlite.binding as llvm

    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), _machine(llvm))
    engine.add_object_file(llvm.object_file.ObjectFileRef.from_data(_code(llvm)))
    engine.finalize_object()
    return {name: _callable(engine, name) for name in FUNCTIONS}


def _callable(engine: Any, name: str) -> Native:
    """Give a compiled function; it lives as long as its engine, and runs without Python's lock."""
    place, size = ctypes.c_void_p, ctypes.c_int64
    function = ctypes.CFUNCTYPE(ctypes.c_int32, place, place, place, size, size)(
        engine.get_function_address(name)
    )

    def call(given: NDArray[np.int64], begin: int, end: int, _alive: Any = engine) -> None:
        nothing = (ctypes.c_int64 * 2)()
        status = function(
            ctypes.addressof(nothing), ctypes.addressof(nothing) + 8, given.ctypes.data, begin, end
        )
        assert status == 0, f"{name} gives {status}"

    return call


def _code(llvm: Any) -> bytes:
    """Give the machine code, from the disk if it is there."""
    name = f"simulation-{_digest(llvm)[:24]}.o"
    for folder in _folders():
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with _alone(folder / f"{name}.lock"):
                if not (folder / name).exists():
                    _write(folder / name, _compiled(llvm))
                return (folder / name).read_bytes()
        except OSError:  # a folder that may not be written to
            continue
    return _compiled(llvm)


def _folders() -> Iterator[Path]:
    """Give where code may be kept: where numba is told to, beside the sources, or with the user."""
    told = os.environ.get("NUMBA_CACHE_DIR")
    if told:
        yield Path(told)
    yield _HERE / "__pycache__"
    yield Path.home() / ".cache" / "compplan"


def _digest(llvm: Any) -> str:
    sources = (*sorted((_HERE / "compiled").glob("*.py")), _HERE.parent / "response" / "randomness.py")
    parts = [file.read_bytes() for file in sources]
    parts += [each.encode() for each in (version("numba"), version("llvmlite"), llvm.get_host_cpu_name())]
    parts.append(llvm.get_host_cpu_features().flatten().encode())
    return sha256(b"\n".join(parts)).hexdigest()


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    """Let others wait until this process is done; where files cannot be locked, nobody waits."""
    with file.open("wb") as stream:
        try:
            import fcntl

            fcntl.flock(stream, fcntl.LOCK_EX)
        except ImportError:
            pass
        yield


def _write(file: Path, code: bytes) -> None:
    """Write a file at one stroke."""
    beside = file.with_suffix(f".{os.getpid()}")
    beside.write_bytes(code)
    beside.replace(file)


def _compiled(llvm: Any) -> bytes:
    """Compile all, as instructions of this processor."""
    from compplan.simulation.fused.compiled.run import assembly

    module, *others = (llvm.parse_assembly(text) for text in assembly())
    for other in others:
        module.link_in(other)
    code: bytes = _machine(llvm).emit_object(module)
    return code


def _machine(llvm: Any) -> Any:
    features = llvm.get_host_cpu_features().flatten()
    return llvm.Target.from_default_triple().create_target_machine(
        cpu=llvm.get_host_cpu_name(), features=features, opt=3, jit=True
    )
