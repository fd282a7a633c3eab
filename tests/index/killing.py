"""Kills syncs at chosen instants while a reader asks on, and looks whether anything was lost.

    python -m tests.index.killing --kills 200

A server of its own, in which everything is imported already, forks a process for each sync, so that
kills fall into the work and not into its beginning; another one asks all the while.
"""

import hashlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from index.errors import IndexFormatError
from index.search import Searcher, Snapshot
from index.sync import sync
from tests.doubles import WordEmbedder

ROOT = Path(__file__).resolve().parent.parent.parent
# Where a process may be killed: before each statement of SQLite, each call that touches a file.
_STEPS = ("open", "os.", "shutil.", "fcntl.", "tempfile.", "sqlite3.")
_PATIENCE_S = 60.0
# Between two questions of the reader, so that it leaves the processor to the syncs.
_PAUSE_S = 0.005
_connect = sqlite3.connect

State = Mapping[str, str]


def text_of(number: int, version: int) -> str:
    """A document of one passage: a word of its own, and what tells its version."""
    return f"Маяк номер {number} стоит у моря.\n\nЗапись маяка изменена {version} раз."


def digest(state: State) -> str:
    """What an index holds, in short."""
    return hashlib.sha256(json.dumps(sorted(state.items())).encode()).hexdigest()[:16]


# The processes that are forked


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


def _say(**values: object) -> None:
    os.write(sys.stdout.fileno(), f"{json.dumps(values)}\n".encode())


def _sync(order: dict[str, Any]) -> None:
    steps = _count_steps(order["step"])
    words = WordEmbedder()
    paths = [Path(path) for path in order["paths"]]
    report = sync(paths, Path(order["index"]), lambda: words, fingerprint=words.fingerprint)
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
    words, folder = WordEmbedder(), Path(order["index"])
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
            time.sleep(_PAUSE_S)


def examine(snapshot: Snapshot, chance: random.Random) -> str:
    """Ask a snapshot, and check that what it finds is whole; give what it holds in short."""
    held = {document.id: document.text for document in snapshot.documents()}
    for name in chance.sample(sorted(held), min(3, len(held))):
        number = Path(name).stem
        hits = snapshot.search(f"маяк номер {number}", "ru", 10)
        assert len(hits) == min(10, len(held)), f"{len(hits)} passages of {len(held)}"
        assert hits[0].document.id == name, f"{name} isn't found"
        chunks = [hit.chunk for hit in hits]
        assert all(hit.document.text == held[hit.document.id] for hit in hits)
        assert all(hit.chunk.text in hit.document.text for hit in hits)
        assert all(len(found) == 2 for found in snapshot.sentences(chunks).values())
        assert snapshot.passage_vectors(chunks).keys() == {chunk.id for chunk in chunks}
    return digest(held)


# What orders them


@dataclass
class Server:
    """The process that forks the others."""

    orders: IO[str]
    answers: IO[str]

    def sync(
        self, index: Path, *paths: Path, step: int | None = None, after_s: float | None = None
    ) -> dict[str, Any]:
        """Sync, to the end or until a step or an instant; give how it ended and its report."""
        order = {"index": index, "paths": paths, "step": step, "after_s": after_s}
        told = self._order(order)
        while "status" not in told:
            told |= json.loads(self.answers.readline())
        return told

    def read(self, index: Path, log: Path, stop: Path) -> None:
        """Start a reader, which ends when the file `stop` is there."""
        self._order({"index": index, "log": log, "stop": stop})

    def _order(self, order: dict[str, Any]) -> dict[str, Any]:
        self.orders.write(json.dumps(order, default=lambda value: str(value)) + "\n")
        self.orders.flush()
        told: dict[str, Any] = json.loads(self.answers.readline())
        return told


@contextmanager
def server() -> Iterator[Server]:
    """Start the process that forks the others."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.index.killing", "serve"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin
        assert process.stdout
        assert json.loads(process.stdout.readline())
        yield Server(process.stdin, process.stdout)
        process.stdin.close()


@dataclass
class World:
    """A folder of documents, its index, and a reader that asks all the while."""

    home: Path
    server: Server
    documents: dict[str, str] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    versions: int = 0
    logged: int = 0

    def __post_init__(self) -> None:
        (self.home / "docs").mkdir(parents=True)
        self.server.read(self.index, self.home / "log", self.home / "stop")

    @property
    def index(self) -> Path:
        return self.home / "index"

    def put(self, *numbers: int) -> None:
        """Write documents, each time in another version."""
        self.versions += 1
        for number in numbers:
            name, text = f"{number}.md", text_of(number, self.versions)
            (self.home / "docs" / name).write_text(text, encoding="utf-8")
            self.documents[name] = text

    def delete(self, *numbers: int) -> None:
        """Delete documents."""
        for number in numbers:
            (self.home / "docs" / f"{number}.md").unlink()
            del self.documents[f"{number}.md"]

    def sync(self, **instant: Any) -> dict[str, Any]:
        """Sync; the first time with the path, from then on as it is remembered."""
        self.known.add(digest(self.documents))
        paths = [] if (self.index / "current").exists() else [self.home / "docs"]
        return self.server.sync(self.index, *paths, **instant)

    def check(self) -> None:
        """Let the reader ask a few times more, and see that it always found a whole index."""
        deadline = time.monotonic() + _PATIENCE_S
        self._read()
        asked = 0
        while asked < 3:
            assert time.monotonic() < deadline, "the reader asks no more"
            time.sleep(_PAUSE_S)
            asked += len(self._read())

    def check_healed(self) -> None:
        """Sync to the end; the index then holds the documents, and there is nothing left to do."""
        assert self.sync()["status"] == 0
        self.check()
        now = examine(Searcher(self.index, WordEmbedder()).open(), random.Random(0))
        assert now == digest(self.documents), "the sync didn't heal it"
        again = self.sync()
        assert (again["status"], again["published"]) == (0, False), again

    def close(self) -> None:
        """Stop the reader and see what it found to the last."""
        self.check()
        (self.home / "stop").touch()

    def _read(self) -> list[str | None]:
        """What the reader has found since the last time."""
        path, found = self.home / "log", []
        if path.exists():
            with path.open("rb") as log:
                log.seek(self.logged)
                for line in log:
                    if not line.endswith(b"\n"):
                        break
                    self.logged += len(line)
                    found.append(json.loads(line))
        for told in found:
            assert "lost" not in told, told["lost"]
            assert told["state"] is None or told["state"] in self.known, "half of a sync was seen"
        return [told["state"] for told in found]


PHASES = ("build", "update", "removal")


@contextmanager
def prepared(phase: str, home: Path, server: Server, size: int = 12) -> Iterator[World]:
    """A world in which the next sync builds an index, updates it or takes documents out."""
    world = World(home, server)
    world.put(*range(size))
    if phase != "build":
        assert world.sync()["status"] == 0
        if phase == "update":
            world.put(0, 1, 2, size)
        else:
            world.delete(0, 1, 2)
    yield world
    world.close()


def kill_once(world: World, **instant: Any) -> bool:
    """Kill the next sync at an instant, and see that the one after it heals all.

    False where it had come to its end before.
    """
    killed = bool(world.sync(**instant)["status"] == -signal.SIGKILL)
    world.check()
    world.check_healed()
    return killed


def main(kills: int, seed: int) -> None:
    """Kill syncs at random instants, as often as asked, in all phases by turns."""
    chance = random.Random(seed)
    counts = dict.fromkeys(PHASES, 0)
    with TemporaryDirectory(prefix="seedqa-killing-") as name, server() as forking:
        spans = {}
        for phase in PHASES:
            with prepared(phase, Path(name) / f"span-{phase}", forking) as world:
                started = time.monotonic()
                world.sync()
                spans[phase] = time.monotonic() - started
        number = 0
        while sum(counts.values()) < kills:
            number += 1
            phase = PHASES[number % len(PHASES)]
            with prepared(phase, Path(name) / str(number), forking) as world:
                if kill_once(world, after_s=chance.uniform(0, spans[phase])):
                    counts[phase] += 1
            done = sum(counts.values())
            if done % 20 == 0:
                sys.stdout.write(f"{done} of {done} killed and healed: {counts}\n")
                sys.stdout.flush()
    sys.stdout.write(f"{kills} of {kills} healed, no answer lost; {counts}, seed {seed}\n")


if __name__ == "__main__":
    if sys.argv[1:] == ["serve"]:
        serve()
    else:
        import argparse

        parser = argparse.ArgumentParser(description=__doc__)
        parser.add_argument("--kills", type=int, default=200)
        parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
        main(**vars(parser.parse_args()))
