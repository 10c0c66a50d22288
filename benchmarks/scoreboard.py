"""Set compplan beside other checkers on planted faults: who names line, column and mend, in one message.

    python -m benchmarks.scoreboard                             compplan alone
    python -m benchmarks.scoreboard --cache FOLDER --download   fetch the others into FOLDER, with pip and npm
    python -m benchmarks.scoreboard --cache FOLDER --each       all, and what each says about each fault

The others check against the same schema: check-jsonschema, and yaml-language-server as an editor runs it.
Each file in ``faults/`` says in its first lines what is wrong, where, and words of which a mend has one.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import tempfile
import venv
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.language_server import diagnose
from compplan import resources
from compplan.plan.load import check_plan

FAULTS = Path(__file__).parent / "faults"
CHECK_JSONSCHEMA = "check-jsonschema==0.39.0"
LANGUAGE_SERVER = "yaml-language-server@1.25.0"
_PLACE = re.compile(r"line (\d+),? column (\d+)")


@dataclass(frozen=True, slots=True)
class Fault:
    """A file with one fault: its line, the columns that are right, and words of which a mend has one."""

    file: Path
    what: str
    line: int
    columns: tuple[int, ...]
    mends: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """One message: its place (None where the tool gives none) and its words, hints included."""

    line: int | None
    column: int | None
    words: str


Tool = Callable[[list[Path]], Mapping[Path, list[Said]]]


@dataclass(frozen=True, slots=True)
class Score:
    """What a tool says about one fault."""

    found: bool
    line: bool
    column: bool
    mend: bool
    once: bool


def main() -> None:
    """Read the command line, run each tool that is there, and print the table."""
    parser = argparse.ArgumentParser(description="Set compplan beside other checkers on planted faults.")
    parser.add_argument("--cache", type=Path, help="the folder in which the others lie")
    parser.add_argument("--download", action="store_true", help="fetch the others into the folder first")
    parser.add_argument("--each", action="store_true", help="print what each says about each fault")
    given = parser.parse_args()
    if given.download:
        download(given.cache)
    faults = read_faults()
    said = {name: tool([fault.file for fault in faults]) for name, tool in tools(given.cache).items()}
    if given.each:
        print_each(faults, said)
    print_table(faults, said)


def read_faults() -> list[Fault]:
    """Read what the planted faults are."""
    return [_fault(file) for file in sorted(FAULTS.glob("*.yaml"))]


def _fault(file: Path) -> Fault:
    head = file.read_text(encoding="utf-8-sig").splitlines()[:3]
    words = dict(line.removeprefix("# ").split(": ", 1) for line in head)
    places = [tuple(map(int, place.split(":"))) for place in words["place"].split(" or ")]
    columns = tuple(column for _, column in places)
    return Fault(file, words["fault"], places[0][0], columns, tuple(words["mend"].split(" or ")))


def download(cache: Path) -> None:
    """Fetch the other checkers into a folder."""
    cache.mkdir(parents=True, exist_ok=True)
    venv.create(cache / "venv", with_pip=True)
    python = str(cache / "venv" / "bin" / "python")
    subprocess.run([python, "-m", "pip", "install", "--quiet", CHECK_JSONSCHEMA], check=True)
    npm = ["npm", "install", "--silent", "--ignore-scripts", "--prefix", str(cache), LANGUAGE_SERVER]
    subprocess.run(npm, check=True)


def tools(cache: Path | None) -> dict[str, Tool]:
    """Give the checkers that are there."""
    found: dict[str, Tool] = {"compplan": compplan}
    if cache is None:
        return found
    command = cache / "venv" / "bin" / "check-jsonschema"
    server = cache / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
    if command.exists():
        found["check-jsonschema"] = lambda files: check_jsonschema(command, files)
    if server.exists():
        found["yaml-language-server"] = lambda files: language_server(server, files)
    return found


def compplan(files: list[Path]) -> dict[Path, list[Said]]:
    """Let compplan check the files."""
    return {
        file: [
            Said(problem.place.line, problem.place.column, f"{problem.message} ({problem.hint})")
            for problem in check_plan(file)[1]
        ]
        for file in files
    }


def check_jsonschema(command: Path, files: list[Path]) -> dict[Path, list[Said]]:
    """Let check-jsonschema check the files."""
    with schema_file() as schema:
        return {file: _json_errors(command, schema, file) for file in files}


def _json_errors(command: Path, schema: Path, file: Path) -> list[Said]:
    arguments = [str(command), "--schemafile", str(schema), str(file), "--verbose"]
    done = subprocess.run(
        [*arguments, "--output-format", "json"], capture_output=True, text=True, check=False
    )
    answer = json.loads(done.stdout) if done.stdout.strip() else {}
    if answer.get("parse_errors"):
        # Only in words does it say where a file cannot be parsed.
        words = subprocess.run(arguments, capture_output=True, text=True, check=False).stdout
        places = _PLACE.findall(words)
        line, column = map(int, places[-1]) if places else (None, None)
        return [Said(line, column, words)]
    return [Said(None, None, f"{error['path']}: {error['message']}") for error in answer.get("errors", [])]


def language_server(server: Path, files: list[Path]) -> dict[Path, list[Said]]:
    """Let yaml-language-server check the files, as an editor does."""
    with schema_file() as schema:
        found = diagnose(["node", str(server), "--stdio"], schema, files)
    return {
        file: [
            Said(each["range"]["start"]["line"] + 1, each["range"]["start"]["character"] + 1, each["message"])
            for each in told
        ]
        for file, told in found.items()
    }


@contextmanager
def schema_file() -> Iterator[Path]:
    """Give the plan schema as a file of its own, while it is needed."""
    source = resources.path("schemas") / "plan.schema.json"
    with tempfile.TemporaryDirectory() as folder:
        schema = Path(folder) / source.name
        schema.write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
        yield schema


def score(fault: Fault, told: list[Said]) -> Score:
    """Judge what a tool said about a fault; the place and the mend may be in any of its messages."""
    at_line = [said for said in told if said.line == fault.line]
    return Score(
        found=bool(told),
        line=bool(at_line),
        column=any(said.column in fault.columns for said in at_line),
        mend=any(mend in said.words for said in told for mend in fault.mends),
        once=len(told) == 1,
    )


def print_table(faults: list[Fault], said: Mapping[str, Mapping[Path, list[Said]]]) -> None:
    """Print how many faults each tool finds, places, mends and tells once."""
    print(f"{len(faults)} planted faults        found   line  column   mend  one message   all four")
    for name, told in said.items():
        scores = [score(fault, told.get(fault.file, [])) for fault in faults]
        counts = [
            sum(getattr(each, part) for each in scores)
            for part in ("found", "line", "column", "mend", "once")
        ]
        whole = sum(each.line and each.column and each.mend and each.once for each in scores)
        found, line, column, mend, once = counts
        print(f"{name:<24} {found:7} {line:6} {column:7} {mend:6} {once:12} {whole:10}")


def print_each(faults: list[Fault], said: Mapping[str, Mapping[Path, list[Said]]]) -> None:
    """Print every message about every fault."""
    for fault in faults:
        print(f"{fault.file.stem}, {fault.line}:{fault.columns[0]}: {fault.what} (mend: {fault.mends[0]})")
        for name, told in said.items():
            for each in told.get(fault.file, []) or [Said(None, None, "nothing")]:
                print(f"  {name}: {each.line}:{each.column} {' '.join(each.words.split())[:160]}")
        print()


if __name__ == "__main__":
    main()
