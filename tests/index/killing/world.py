"""Documents, their index, and what is done to them."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from index.search import Searcher
from index.storage.sources import remembered_sources
from tests.index.killing.forked import PAUSE_S, digest, embedder, examine

ROOT = Path(__file__).resolve().parent.parent.parent.parent
# How often the reader is looked at for its next answers, a minute or more.
_LOOKS = 12_000


def text_of(number: int, version: int) -> str:
    """A document of one passage: a word of its own, and what tells its version."""
    return f"Маяк номер {number} стоит у моря.\n\nЗапись маяка изменена {version} раз."


@dataclass
class Server:
    """The process that forks the others."""

    orders: IO[str]
    answers: IO[str]

    def sync(self, index: Path, paths: Sequence[Path], **how: Any) -> dict[str, Any]:
        """Sync, to the end or until a step or an instant; give how it ended and its report."""
        order = {"step": None, "after_s": None, "rebuild": False} | how
        told = self._order(order | {"index": index, "paths": paths})
        while "status" not in told:
            told |= json.loads(self.answers.readline())
        return told

    def read(self, index: Path, log: Path, stop: Path, packaged: bool) -> None:
        """Start a reader, which ends when the file `stop` is there."""
        self._order({"index": index, "log": log, "stop": stop, "packaged": packaged})

    def _order(self, order: dict[str, Any]) -> dict[str, Any]:
        self.orders.write(json.dumps(order, default=lambda value: str(value)) + "\n")
        self.orders.flush()
        told: dict[str, Any] = json.loads(self.answers.readline())
        return told


@contextmanager
def server() -> Iterator[Server]:
    """Start the process that forks the others."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.index.killing.forked"],
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


def command(
    index: Path, paths: Sequence[Path], *, after_s: float | None = None, rebuild: bool = False
) -> dict[str, Any]:
    """Run `seedqa index`, to the end or until an instant; give how it ended and what it said."""
    words = [*map(str, paths), *(["--rebuild"] if rebuild else []), "--index", str(index)]
    with subprocess.Popen(
        [sys.executable, "-m", "qa.commands.cli", "index", *words],
        cwd=index.parent,
        env=os.environ | {"PYTHONPATH": str(ROOT), "SEEDQA_LANGUAGE": "en"},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            said, _ = process.communicate(timeout=after_s)
        except subprocess.TimeoutExpired:
            process.kill()
            said, _ = process.communicate()
    return {"status": process.returncode, "published": "Nothing has changed" not in said}


@dataclass
class World:
    """A folder of documents, its index, and a reader that asks all the while.

    It is indexed by the tests' embedder in processes that are forked, or else by the command.
    """

    home: Path
    server: Server
    command: bool = False
    documents: dict[str, str] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    versions: int = 0
    logged: int = 0

    def __post_init__(self) -> None:
        (self.home / "docs").mkdir(parents=True)
        self.server.read(self.index, self.home / "log", self.home / "stop", self.command)

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

    def sync(self, **how: Any) -> dict[str, Any]:
        """Sync; the first time with the path, from then on as it is remembered."""
        self.known.add(digest(self.documents))
        paths = [] if remembered_sources(self.index) else [self.home / "docs"]
        run = command if self.command else self.server.sync
        return run(self.index, paths, **how)

    def check(self) -> None:
        """Let the reader ask a few times more, and see that it always found a whole index."""
        self._read()
        asked = 0
        for _ in range(_LOOKS):
            asked += len(self._read())
            if asked >= 3:
                return
            time.sleep(PAUSE_S)
        raise AssertionError("the reader asks no more")

    def check_healed(self) -> None:
        """Sync to the end; the index then holds the documents, and there is nothing left to do."""
        assert self.sync()["status"] == 0
        self.check()
        searcher = Searcher(self.index, embedder(self.command))
        now = examine(searcher.open(), random.Random(0))
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


PHASES = ("build", "update", "removal", "rebuild")


@contextmanager
def prepared(
    phase: str, home: Path, server: Server, size: int = 12, command: bool = False
) -> Iterator[World]:
    """A world whose next sync builds an index, updates it, takes documents out, or rebuilds it."""
    world = World(home, server, command)
    world.put(*range(size))
    if phase != "build":
        assert world.sync()["status"] == 0
        if phase == "removal":
            world.delete(0, 1, 2)
        else:
            world.put(0, 1, 2, size)
    yield world
    world.close()


def kill_once(world: World, **how: Any) -> bool:
    """Kill the next sync at a step or an instant, and see that the one after it heals all.

    False where it had come to its end before.
    """
    killed = bool(world.sync(**how)["status"] == -signal.SIGKILL)
    world.check()
    world.check_healed()
    return killed
