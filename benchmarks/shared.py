"""Two servers on one corpus in a database, asked all the time while a third process indexes.

    SEEDQA_POSTGRES=postgresql://… python -m benchmarks.shared [--changes 12] [--json shared.json]
    SEEDQA_MILVUS=http://… python -m benchmarks.shared --vectors milvus

A document is changed and indexed again and again; after each time it is measured how long it takes
until each server tells what it says now. Whatever isn't answered counts as an error, an answer of
before as stale where it is given more than `ALLOWED_S` after the change was published.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from contextlib import ExitStack
from pathlib import Path

from benchmarks.running import serving
from qa.factory import build_corpus
from qa.settings import load_settings

ALLOWED_S = 2.0
QUESTION = "Сколько лодок стоит у пристани Заречная?"


class Asker(threading.Thread):
    """Asks one server without a pause, and keeps when which answer was asked for and came."""

    def __init__(self, url: str) -> None:
        super().__init__(daemon=True)
        self.url = url
        self.told: list[tuple[float, float, str]] = []
        self.errors: list[str] = []
        self.ended = threading.Event()

    def run(self) -> None:
        body = json.dumps({"question": QUESTION}).encode()
        request = urllib.request.Request(
            f"{self.url}api/ask", body, {"Content-Type": "application/json"}
        )
        while not self.ended.is_set():
            began = time.time()
            try:
                with urllib.request.urlopen(request, timeout=30) as response:
                    answer = json.load(response)
                text = " ".join(citation["quote"] for citation in answer["citations"])
                self.told.append((began, time.time(), text))
            except OSError as error:
                self.errors.append(str(error))


def write(folder: Path, number: int) -> None:
    text = f"У пристани Заречная стоит {number} лодок. Её красят каждую весну."
    (folder / "pier.md").write_text(text, encoding="utf-8")


def index(folder: Path, home: Path, environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "qa.commands.cli", "index", str(folder), "--index", str(home)]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)


def measure(engine: str, changes: int) -> dict[str, object]:
    name = "shared_benchmark"
    settings = {"SEEDQA_VECTORS": engine, "SEEDQA_SUGGESTIONS": "false"}
    settings |= {"SEEDQA_POSTGRES_SCHEMA": name, "SEEDQA_MILVUS_NAME": name}
    environment = os.environ | settings
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        home, documents = Path(folder), Path(folder) / "documents"
        corpus = build_corpus(
            load_settings(index=home, vectors=engine, postgres_schema=name, milvus_name=name)
        )
        documents.mkdir()
        write(documents, 100)
        index(documents, home / "writer", environment)
        askers = []
        for number in range(2):
            url, _ = stack.enter_context(serving(home / f"server-{number}", **settings))
            askers.append(Asker(url))
        for asker in askers:
            asker.start()
        published = []
        for number in range(101, 101 + changes):
            write(documents, number)
            index(documents, home / "writer", environment)
            published.append((corpus.publication().at, str(number)))
            time.sleep(ALLOWED_S + 1)
        for asker in askers:
            asker.ended.set()
        for asker in askers:
            asker.join(60)
    return figures(askers, published)


def figures(askers: list[Asker], published: list[tuple[float, str]]) -> dict[str, object]:
    """What was asked, what went wrong, and how long after a change its answer was there."""
    waits, stale = [], 0
    for asker in askers:
        for at, number in published:
            seen = [came for _, came, text in asker.told if number in text]
            waits.append(max(0.0, seen[0] - at) if seen else float("inf"))
        for asked, _, text in asker.told:
            due = [number for at, number in published if at + ALLOWED_S < asked]
            stale += bool(due) and due[-1] > max(
                (number for _, number in published if number in text), default=""
            )
    return {
        "answers": sum(len(asker.told) for asker in askers),
        "errors": [error for asker in askers for error in asker.errors],
        "stale": stale,
        "seen_after_s": {"median": statistics.median(waits), "longest": max(waits)},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vectors", default="postgres", choices=("postgres", "milvus"))
    parser.add_argument("--changes", type=int, default=12)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    found = measure(arguments.vectors, arguments.changes)
    print(json.dumps(found, indent=2, ensure_ascii=False))
    if arguments.json:
        arguments.json.write_text(json.dumps(found, indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
