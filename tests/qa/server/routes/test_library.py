"""Changing a file and the index together: both, or neither."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.errors import IndexLockedError, ModelError, StorageError
from index.search import Searcher
from index.sync import sync
from qa.answerers.extractive.extractive import ExtractiveAnswerer
from qa.pipeline import Pipeline
from qa.reader.similarity import SimilarityReader
from qa.server.answering.loading import PipelineLoader
from qa.server.routes.library import Library
from qa.settings import load_settings
from tests.conftest import ROOT
from tests.doubles import WordEmbedder
from tests.index.corpus import another_writer

OLD, NEW = b"# Lake\n\nThe lake is 26 metres deep.\n", b"# Lake\n\nThe lake is 30 metres deep.\n"


class Failing(WordEmbedder):
    """Embeds passages until it is told to fail, as a disk or a network does."""

    error: BaseException | None = None

    def embed_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        if self.error:
            raise self.error
        return super().embed_passages(texts, progress)


class Home:
    """A folder of two documents with its index, and the library that changes them."""

    def __init__(self, path: Path) -> None:
        self.docs, self.index, self.embedder = path / "docs", path / "index", Failing()
        if not self.docs.exists():
            self.docs.mkdir()
            (self.docs / "lake.md").write_bytes(OLD)
            (self.docs / "hill.md").write_text("# Hill\n\nThe hill is green.\n", encoding="utf-8")
        self.sync()
        settings = load_settings(index=self.index)
        self.searcher = Searcher(self.index, self.embedder)
        pipeline = Pipeline(
            settings,
            self.searcher,
            SimilarityReader(),
            ExtractiveAnswerer(0.2),
        )
        self.library = Library(settings, PipelineLoader(settings, pipeline), threading.Lock())

    def sync(self) -> None:
        sync([self.docs], self.index, lambda: self.embedder)

    def add(self, content: bytes = NEW, name: str = "lake.md") -> None:
        self.library.add(name, content, lambda progress: None)

    def remove(self, name: str = "lake.md") -> None:
        document = self.searcher.document(name)
        assert document is not None
        self.library.remove(document, lambda progress: None)

    def files(self) -> dict[str, bytes]:
        return {
            str(path.relative_to(self.docs)): path.read_bytes()
            for path in self.docs.rglob("*")
            if path.is_file()
        }

    def indexed(self) -> dict[str, str]:
        return {document.id: document.text for document in self.searcher.documents()}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


@pytest.mark.parametrize(
    "change", [Home.add, Home.remove, lambda home: home.add(name="new.md")],
    ids=["replace", "delete", "add"],
)  # fmt: skip
def test_while_the_index_is_locked_no_file_is_touched(
    home: Home, change: Callable[[Home], None]
) -> None:
    before = home.files()
    with another_writer(home.index), pytest.raises(IndexLockedError):
        change(home)
    assert home.files() == before


@pytest.mark.parametrize(
    "change", [Home.add, lambda home: home.add(name="new.md")], ids=["replace", "add"]
)
@pytest.mark.parametrize("error", [ModelError("model_missing", model="m", reason="r"), OSError()])
def test_where_indexing_fails_the_file_is_as_it_was(
    home: Home, change: Callable[[Home], None], error: Exception
) -> None:
    before = home.files()
    home.embedder.error = error
    with pytest.raises(type(error)):
        change(home)
    assert home.files() == before
    home.embedder.error = None
    change(home)
    assert NEW in home.files().values()
    assert any("30 metres" in text for text in home.indexed().values())


def test_where_the_index_cannot_be_written_a_deleted_file_comes_back(home: Home) -> None:
    before = home.files()
    generations = home.index / "generations"
    generations.rename(home.index / "elsewhere")
    # No mode keeps the superuser from writing, but a file can't be a folder.
    generations.write_bytes(b"")
    with pytest.raises(StorageError):
        home.remove()
    assert home.files() == before


def test_a_folder_that_takes_no_file_is_told_without_its_path(home: Home) -> None:
    hidden = next(iter(_hidden_names(home)))
    (home.docs / hidden).write_bytes(b"")
    with pytest.raises(StorageError) as told:
        home.add(b"# Other\n\nOther words.\n", "other.md")
    assert str(home.docs.parent) not in str(told.value)


def _hidden_names(home: Home) -> set[str]:
    """What a change hides things under, seen while it is under way."""
    seen: set[str] = set()
    home.library.add(
        "seen.md",
        b"# Seen\n\nWords.\n",
        lambda progress: seen.update(p.name for p in home.docs.iterdir() if p.name[0] == "."),
    )
    return seen


def test_a_name_that_the_disk_spells_otherwise_is_the_same_file(home: Home) -> None:
    apart = "и\u0306.md"
    (home.docs / apart).write_bytes(OLD)
    home.sync()
    home.add(NEW, "й.md")
    assert home.files()[apart] == NEW
    assert "й.md" not in home.files()


KILLED = """
import sys, threading, time
from pathlib import Path
from tests.qa.server.routes.test_library import Failing, Home, NEW

class Waiting(Failing):
    def embed_passages(self, texts, progress=None):
        print("indexing", flush=True)
        time.sleep(60)

home = Home(Path(sys.argv[1]))
home.embedder.__class__ = Waiting
home.add(NEW)
"""


@pytest.mark.slow
def test_a_process_killed_in_between_leaves_a_whole_file_and_no_debris(home: Home) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(home.docs.parent)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert child.stdout is not None
    assert child.stdout.readline() == "indexing\n"
    os.kill(child.pid, signal.SIGKILL)
    child.communicate()
    assert home.files()["lake.md"] in (OLD, NEW)
    home.sync()
    assert home.indexed()["lake.md"] in home.files()["lake.md"].decode()
    home.add(b"# Hill\n\nThe hill is brown.\n", "hill.md")
    assert set(home.files()) == {"lake.md", "hill.md"}
