"""The same question over the same passages is read once."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from index.search import Searcher
from index.snapshot import Snapshot
from index.sync import sync
from index.types import Hit
from qa.reader import remembering
from qa.reader.remembering import RememberingReader
from qa.reader.similarity import SimilarityReader
from qa.types import Question, Reading
from tests.doubles import WordEmbedder

ASKED = Question("Где живёт кошка?", "ru", "Где живёт кошка?")


class Counting(SimilarityReader):
    """Counts what it reads."""

    times = 0

    def read(self, question: Question, hits: Sequence[Hit], snapshot: Snapshot) -> Reading:
        self.times += 1
        return super().read(question, hits, snapshot)


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "cats.md").write_text("Кошка живёт в доме на горе.", encoding="utf-8")
    return folder


@pytest.fixture
def searcher(docs: Path, tmp_path: Path) -> Searcher:
    words = WordEmbedder()
    sync([docs], tmp_path / "index", lambda: words)
    return Searcher(tmp_path / "index", words)


def ask(reader: RememberingReader, searcher: Searcher, question: Question = ASKED) -> Reading:
    snapshot = searcher.open()
    return reader.read(question, snapshot.search(question.standalone, "ru"), snapshot)


def test_a_question_asked_again_is_read_once(searcher: Searcher) -> None:
    counting = Counting()
    reader = RememberingReader(counting)
    first = ask(reader, searcher)
    assert ask(reader, searcher) == first
    assert counting.times == 1
    ask(reader, searcher, replace(ASKED, standalone="Где живёт собака?"))
    assert counting.times == 2


def test_what_has_changed_is_read_anew(searcher: Searcher, docs: Path, tmp_path: Path) -> None:
    counting = Counting()
    reader = RememberingReader(counting)
    ask(reader, searcher)
    (docs / "dogs.md").write_text("Собака лает.", encoding="utf-8")
    sync([docs], tmp_path / "index", lambda: searcher.embedder)
    ask(reader, searcher)
    assert counting.times == 2


def test_no_more_is_kept_than_is_said(searcher: Searcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "_READINGS", 2)
    counting = Counting()
    reader = RememberingReader(counting)
    questions = [replace(ASKED, text=f"{number}") for number in range(3)]
    for question in questions:
        ask(reader, searcher, question)
    ask(reader, searcher, questions[2])
    assert counting.times == 3
    ask(reader, searcher, questions[0])
    assert counting.times == 4


def test_long_documents_arent_kept(searcher: Searcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "_CHARACTERS", 5)
    counting = Counting()
    reader = RememberingReader(counting)
    ask(reader, searcher)
    ask(reader, searcher)
    assert counting.times == 2
