"""What happens in the processes that are forked: a sync that may die, and a reader that asks on."""

import hashlib
import json
import os
import random
import signal
import sqlite3
import sys
import time
import traceback
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from index.embedding import Embedder, load_embedder
from index.errors import IndexFormatError
from index.search import Searcher, Snapshot
from index.sync import sync
from tests.doubles import WordEmbedder

# Where a process may be killed: before each statement of SQLite, each call that touches a file.
_STEPS = ("open", "os.", "shutil.", "fcntl.", "tempfile.", "sqlite3.")
# Between two questions of the reader, so that it leaves the processor to the syncs.
PAUSE_S = 0.005
_connect = sqlite3.connect


def digest(state: Mapping[str, str]) -> str:
    """What an index holds, in short."""
    return hashlib.sha256(json.dumps(sorted(state.items())).encode()).hexdigest()[:16]


def serve() -> None:
    """Fork a process for each line that comes in; tell how each ended."""
    import faiss
    import tantivy

    WordEmbedder().embed_query("Прогрев, warming up")
    _say(faiss=faiss.__version__, tantivy=tantivy.__version__)
    for line in sys.stdin:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            try:
                _read(order) if "log" in order else _sync(order)
            except BaseException:
                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        if "log" in order:
            _say(pid=pid)
            continue
        if order["after_s"] is not None:
            time.sleep(order["after_s"])
            os.kill(pid, signal.SIGKILL)
        _say(status=os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))


@cache
def embedder(packaged: bool) -> Embedder:
    """The embedder of the command, or the small one of the tests."""
    return load_embedder() if packaged else WordEmbedder()


def _say(**values: object) -> None:
    os.write(sys.stdout.fileno(), f"{json.dumps(values)}\n".encode())


def _sync(order: dict[str, Any]) -> None:
    steps = _count_steps(order["step"])
    words = WordEmbedder()
    paths = [Path(path) for path in order["paths"]]
    report = sync(
        paths,
        Path(order["index"]),
        lambda: words,
        fingerprint=words.fingerprint,
        rebuild=order["rebuild"],
    )
    _say(published=report.published, steps=next(steps))


def _count_steps(last: int | None) -> Iterator[int]:
    """Count steps from now on, and die before the one numbered `last`."""
    taken = 0

    def step(*_: object) -> None:
        nonlocal taken
        taken += 1
        if taken == last:
            os.kill(os.getpid(), signal.SIGKILL)

    def connect(*values: Any, **named: Any) -> sqlite3.Connection:
        connection = _connect(*values, **named)
        connection.set_trace_callback(step)
        return connection

    sys.addaudithook(lambda event, _: step() if event.startswith(_STEPS) else None)
    sqlite3.connect = connect  # type: ignore[assignment]

    def taken_so_far() -> Iterator[int]:
        while True:
            yield taken

    return taken_so_far()


def _read(order: dict[str, Any]) -> None:
    """Ask until told to stop or left alone; write what was found, a line for each question."""
    parent = os.getppid()
    words, folder = embedder(order["packaged"]), Path(order["index"])
    searcher: Searcher | None = None
    held: tuple[Snapshot, str] | None = None
    chance = random.Random(0)
    with Path(order["log"]).open("w", encoding="utf-8", buffering=1) as log:
        while not Path(order["stop"]).exists() and os.getppid() == parent:
            try:
                # By turns one that has been open for long and one that has just been opened.
                fresh = searcher is None or chance.random() < 0.5
                asked = Searcher(folder, words) if fresh else searcher
                assert asked
                searcher = searcher or asked
                snapshot = asked.open()
                found = examine(snapshot, chance)
                if held is None or chance.random() < 0.1:
                    held = snapshot, found
                assert examine(held[0], chance) == held[1], "a snapshot changed"
                log.write(json.dumps({"state": found}) + "\n")
            except IndexFormatError as error:
                lost = searcher is not None or error.code != "index_missing"
                log.write(json.dumps({"lost": str(error)} if lost else {"state": None}) + "\n")
            except Exception:
                log.write(json.dumps({"lost": traceback.format_exc()}) + "\n")
            time.sleep(PAUSE_S)


def examine(snapshot: Snapshot, chance: random.Random) -> str:
    """Ask a snapshot, and check that what it finds is whole; give what it holds in short."""
    held = {document.id: document.text for document in snapshot.documents()}
    for name in chance.sample(sorted(held), min(3, len(held))):
        number = Path(name).stem
        hits = snapshot.search(f"маяк номер {number}", "ru", 10)
        assert len(hits) == min(10, len(held)), f"{len(hits)} passages of {len(held)}"
        (best,) = snapshot.search(f"маяк номер {number}", "ru", 1, dense=False)
        assert best.document.id == name, f"{name} isn't found"
        chunks = [hit.passage for hit in hits]
        assert all(hit.document.text == held[hit.document.id] for hit in hits)
        assert all(hit.passage.text in hit.document.text for hit in hits)
        assert all(len(found) == 2 for found in snapshot.sentences(chunks).values())
        assert snapshot.passage_vectors(chunks).keys() == {chunk.id for chunk in chunks}
    return digest(held)


if __name__ == "__main__":
    serve()
