"""A new generation is opened beside the one that answers, and taken over once it is open."""

import threading
from pathlib import Path

import pytest

from index.errors import IndexFormatError
from index.search import Searcher
from index.storage import FolderCorpus, Generation
from index.sync import sync
from tests.doubles import WordEmbedder


class SlowCorpus(FolderCorpus):
    """Opens a generation only once it may."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.may_open = threading.Event()
        self.may_open.set()
        self.opened = 0
        self.fails = False

    def open(self, fingerprint: str | None = None) -> Generation:
        assert self.may_open.wait(30)
        self.opened += 1
        if self.fails:
            raise IndexFormatError("index_missing", path=self.folder)
        return super().open(fingerprint)


@pytest.fixture
def corpus(tmp_path: Path) -> SlowCorpus:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/pier.md").write_text("The pier is old.", encoding="utf-8")
    sync([tmp_path / "docs"], tmp_path / "index", WordEmbedder)
    return SlowCorpus(tmp_path / "index")


def change(corpus: SlowCorpus) -> None:
    docs = corpus.folder.parent / "docs"
    (docs / "pier.md").write_text("The pier is new.", encoding="utf-8")
    sync([docs], corpus.folder, WordEmbedder)


def found(searcher: Searcher, patience_s: float = 30.0) -> str:
    return searcher.open(patience_s).search("pier")[0].passage.text


def test_the_one_before_answers_until_the_new_one_is_open(corpus: SlowCorpus) -> None:
    searcher = Searcher(corpus, WordEmbedder())
    corpus.may_open.clear()
    change(corpus)
    for _ in range(3):
        assert found(searcher, 0.01) == "The pier is old."
    corpus.may_open.set()
    assert found(searcher) == "The pier is new."
    assert corpus.opened == 2


def test_what_opens_at_once_is_seen_at_once(corpus: SlowCorpus) -> None:
    searcher = Searcher(corpus, WordEmbedder())
    change(corpus)
    assert found(searcher) == "The pier is new."


def test_what_cannot_be_opened_is_told_and_tried_again(corpus: SlowCorpus) -> None:
    searcher = Searcher(corpus, WordEmbedder())
    change(corpus)
    corpus.fails = True
    with pytest.raises(IndexFormatError):
        found(searcher)
    corpus.fails = False
    assert found(searcher) == "The pier is new."
